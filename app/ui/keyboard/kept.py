"""The cursor of a control that cannot be used for a while, kept until it can be used again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.keyboard.reading_order import stops


class KeptCursor:
    """Of one window or view: where its cursor was before work began, and where Qt put it meanwhile."""

    def __init__(self, view: QWidget) -> None:
        self._view, self._busy = view, False
        self._from: QWidget | None = None
        self._to: QWidget | None = None

    @contextmanager
    def over(self, *, busy: bool) -> Iterator[None]:
        """Around whatever disables the controls because work begins (`busy`), or enables them because it has ended.

        At the end the cursor comes back, unless its user has gone elsewhere since; what sets it in the end does so
        behind this.
        """
        begins, self._busy = busy and not self._busy, busy
        if begins:
            here = self._view.window().focusWidget()
            self._from = here if here is not None and self._view.isAncestorOf(here) else None
        yield
        if busy:
            self._to = self._view.window().focusWidget()
        else:
            self._give_back()

    def _give_back(self) -> None:
        before, self._from = self._from, None
        here = self._view.window().focusWidget()
        if before is here or here is not self._to:
            return
        if before is None:
            if here is not None and self._view.isAncestorOf(here) and not here.isVisibleTo(self._view):
                _to_first(self._view)  # not on the bar of the work, which is seen no more
            return
        usable = before.isEnabled() and before.isVisibleTo(self._view)
        target = before if usable else here or next(stops(self._view), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def _to_first(view: QWidget) -> None:
    if (first := next(stops(view), None)) is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
