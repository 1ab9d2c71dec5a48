"""Where Tab stops, in reading order: as the layouts have it, else from top to bottom and left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

SAME_LINE = 14
"""Pixels by which the tops of two widgets on one line may differ."""


def stops(widget: QWidget, *, forwards: bool = True) -> Iterator[QWidget]:
    """What inside of `widget` takes the cursor with Tab, in reading order or against it; a card before its inside."""
    if widget.isHidden():
        return
    takes = widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    if takes and forwards:
        yield widget
    if not takes or widget.layout() is not None:  # what is on an editor without a layout is Qt's own
        inside = _inside(widget)
        for inner in inside if forwards else reversed(inside):
            yield from stops(inner, forwards=forwards)
    if takes and not forwards:
        yield widget


def beyond(here: QWidget, within: QWidget, *, forwards: bool) -> Iterator[QWidget]:
    """The stops behind `here` in reading order, or before it, as far as they are in `within`.

    Only what stands beside `here` and beside what holds it is looked at, not all of `within`.  Where `here` is not
    in `within` all of it is behind; a page that is just being hidden has none.
    """
    if not within.isAncestorOf(here) or within.isHidden():
        yield from stops(within, forwards=forwards)
        return
    if forwards and (here is within or here.layout() is not None):
        for inner in _inside(here):
            yield from stops(inner)
    while here is not within:
        around = _around(here)
        if around is None:
            return
        beside = _inside(around)
        place = beside.index(here) if here in beside else len(beside) if forwards else 0
        for other in beside[place + 1 :] if forwards else reversed(beside[:place]):
            yield from stops(other, forwards=forwards)
        takes = around.isEnabled() and bool(around.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not forwards and takes and around.layout() is not None:
            yield around
        here = around


def _around(widget: QWidget) -> QWidget | None:
    """What holds a widget; of what is scrolled, the area."""
    parent = widget.parentWidget()
    area = parent.parentWidget() if parent is not None else None
    return area if isinstance(area, QScrollArea) and area.viewport() is parent else parent


def _inside(widget: QWidget) -> Sequence[QWidget]:
    """The widgets in a widget, in reading order."""
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        return [content] if content is not None else []
    children = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
    layout = widget.layout()
    if layout is None:
        return in_lines(children)
    laid = list(_laid(layout))
    return [*laid, *in_lines([child for child in children if child not in laid])]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those in it, in its order."""
    items = [item for place in range(layout.count()) if (item := layout.itemAt(place)) is not None]
    if isinstance(layout, QGridLayout):
        items.sort(key=lambda item: (item.geometry().y(), item.geometry().x()))
    for item in items:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)


def in_lines(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Widgets that stand about freely, line by line."""
    ordered: list[QWidget] = []
    line: list[QWidget] = []
    for widget in sorted(widgets, key=lambda one: one.y()):
        if line and widget.y() - line[0].y() > SAME_LINE:
            ordered += sorted(line, key=lambda one: one.x())
            line = []
        line.append(widget)
    return ordered + sorted(line, key=lambda one: one.x())
