"""Where the cursor goes in an open declaration: with Tab, with Ctrl+Enter, and back to the page with Esc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.ui.widgets.reading_order import stops


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
        offered = self._offered(self._parts[place], here)
        beyond = offered[offered.index(here) + 1 :] if forwards else offered[: offered.index(here)][::-1]
        for target in (*beyond, *self._elsewhere(place, forwards)):
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
            target = next(iter(self._offered(self._middle, None)), None)
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
            part = self._parts[(place + (by if forwards else -by)) % count]
            offered = self._offered(part, None)
            yield from offered if forwards else reversed(offered)

    def _offered(self, part: QWidget, here: QWidget | None) -> list[QWidget]:
        """What one part offers to Tab, in order; the widget with the cursor among it."""
        if part in self._ordered:
            return list(_chained(part, here))
        inside = self._middle.currentWidget() if part is self._middle else part
        offered = list(stops(inside, here)) if inside is not None else []
        if here is not None and here not in offered:  # an editor that stands over the cells of a list
            around = next((one for one in offered if one.isAncestorOf(here)), None)
            offered.insert(offered.index(around) + 1 if around is not None else 0, here)
        return offered


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
