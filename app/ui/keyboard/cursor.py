"""Where the cursor goes in an open declaration: with Tab, with Ctrl+Enter, and back to the page with Esc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.ui.keyboard.reading_order import beyond, stops


class Cursor(QObject):
    """Goes round from the page to the steps at its foot, to what stands beside it, and to the tree.

    The parts that stand `beside` the page are in the order in which Tab comes to them; the buttons at the top of the
    window, each of which has a key, are passed by.  In foot and panel the order is that which they have given it.
    """

    def __init__(self, middle: QStackedWidget, foot: QWidget, panel: QWidget, beside: Sequence[QWidget]) -> None:
        super().__init__(middle)
        self._middle, self._ordered = middle, (foot, panel)
        self._parts: list[QWidget] = [middle, foot, panel, *beside]
        self._last: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._changed)

    def step(self, forwards: bool) -> bool:
        """Go to the next stop, or the one before; False when the cursor is in none of the parts."""
        here = QApplication.focusWidget()
        place = next((number for number, part in enumerate(self._parts) if _holds(part, here)), None)
        if place is None or here is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        for target in chain(self._beyond(self._parts[place], here, forwards), self._elsewhere(place, forwards)):
            target.setFocus(reason)
            return True
        return False

    def give_back(self) -> bool:
        """Bring the cursor back to the page, to where it was last; False when it is there."""
        here = QApplication.focusWidget()
        if _holds(self._middle, here):
            return False
        target = self._last if self._last is not None and _is_seen(self._last) else None
        if target is None or not _holds(self._middle, target):
            target = next(self._offered(self._middle, forwards=True), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target is not None

    # -- inside --------------------------------------------------------------------------------

    def _changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if _holds(self._middle, now):
            self._last = now

    def _elsewhere(self, place: int, forwards: bool) -> Iterator[QWidget]:
        """What the other parts offer, beginning behind or before the part at `place`, round to it."""
        count = len(self._parts)
        for by in range(1, count + 1):
            yield from self._offered(self._parts[(place + (by if forwards else -by)) % count], forwards=forwards)

    def _offered(self, part: QWidget, *, forwards: bool) -> Iterator[QWidget]:
        """What one part offers to Tab, from its beginning or from its end."""
        if part in self._ordered:
            offered = list(_chained(part, None))
            yield from offered if forwards else reversed(offered)
        elif (inside := self._inside(part)) is not None:
            yield from stops(inside, forwards=forwards)

    def _beyond(self, part: QWidget, here: QWidget, forwards: bool) -> Iterator[QWidget]:
        """What a part offers behind or before the widget with the cursor."""
        if part in self._ordered:
            offered = list(_chained(part, here))
            place = offered.index(here)
            yield from offered[place + 1 :] if forwards else reversed(offered[:place])
        elif (inside := self._inside(part)) is not None:
            yield from beyond(here, inside, forwards=forwards)

    def _inside(self, part: QWidget) -> QWidget | None:
        return self._middle.currentWidget() if part is self._middle else part


def go_round(view: QWidget, forwards: bool) -> bool:
    """Go to the next stop of a view, or the one before, in reading order and round; False where it has none."""
    here = QApplication.focusWidget()
    behind = beyond(here, view, forwards=forwards) if here is not None else ()
    for target in chain(behind, stops(view, forwards=forwards)):
        target.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
        return True
    return False


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (part is widget or part.isAncestorOf(widget))


def _is_seen(widget: QWidget) -> bool:
    """Whether a widget is still there, and visible; its page may have been built anew."""
    try:
        return widget.isVisible()
    except RuntimeError:
        return False


def _chained(part: QWidget, here: QWidget | None) -> Iterator[QWidget]:
    """What a part offers, in the order that was set by hand."""
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        takes = widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if part.isAncestorOf(widget) and (widget is here or (takes and widget.isVisible())):
            yield widget
        widget = widget.nextInFocusChain()
