"""The cursor of a control that cannot be used for a while, kept until it can be used again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.keyboard.reading_order import stops


class KeptCursor:
    """Of one window or view: where its cursor was before work began, and where Qt put it meanwhile."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._from: QWidget | None = None
        self._to: QWidget | None = None

    def take(self) -> None:
        """Before controls are disabled: note where the cursor is."""
        here = self._view.window().focusWidget()
        inside = here is not None and (here is self._view or self._view.isAncestorOf(here))
        self._from = here if inside else None

    def taken(self) -> None:
        """After they were disabled: note where the cursor went."""
        self._to = self._view.window().focusWidget()

    def give_back(self) -> None:
        """After they were enabled: bring the cursor back, unless its user has gone elsewhere since."""
        before, self._from = self._from, None
        here = self._view.window().focusWidget()
        if before is None or before is here or here is not self._to:
            return
        usable = before.isEnabled() and before.isVisibleTo(self._view)
        target = before if usable else here or next(stops(self._view), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
