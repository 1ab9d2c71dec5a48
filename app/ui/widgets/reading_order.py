"""Where Tab stops, in reading order: as the layouts have it, else from top to bottom and left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

SAME_LINE = 14
"""Pixels by which the tops of two widgets on one line may differ."""


def stops(widget: QWidget, also: QWidget | None = None) -> Iterator[QWidget]:
    """What inside of `widget` takes the cursor with Tab, in reading order; and `also`, whether it does or not."""
    if widget.isHidden():
        return
    if widget is also or (widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
        yield widget
        return
    for inner in _inside(widget):
        yield from stops(inner, also)


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
