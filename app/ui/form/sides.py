"""The columns beside the page: where a window has no room for both, the panel takes that of the tree."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.form.side_panel import MOST, NARROWEST, SidePanel
from app.ui.form.tree import SectionTree
from app.ui.tasks import drawn_next_turn
from app.ui.theme import scaled

LEAST_PAGE = 350
"""Pixels at 100 % that a page needs to be filled in."""


class Sides(QObject):
    """Folds and unfolds the tree and the panel, also as the window and its text become larger or smaller.

    `shown` says whether the panel is wanted as things stand, `folded` that this was changed.  In a narrow window the
    panel begins folded, and takes the place of the tree while it is wanted.
    """

    folded = Signal()

    def __init__(self, view: QWidget, tree: SectionTree, panel: SidePanel, foot: QWidget, *, shown: bool) -> None:
        super().__init__(view)
        self._view, self._tree, self._panel, self._foot = view, tree, panel, foot
        self.shown = self._shown_when_wide = shown
        self.narrow = self._off_page = False
        view.installEventFilter(self)

    def show(self, *, panel: bool, off_page: bool) -> None:
        """Show or fold the panel; what stands `off_page` has its room to itself."""
        turned, self.shown, self._off_page = panel != self.shown, panel, off_page
        self._arrange()
        if turned:
            self.folded.emit()

    def make_room(self, *, page: bool) -> bool:
        """Show what stands around a page, or hide it, before the page is laid out; whether that was to be done.

        It is drawn together with what then takes its place there.
        """
        drawn_next_turn(self._view)
        returning, there = page and self._off_page, not self._foot.isHidden()
        self._foot.setVisible(page)
        self.show(panel=self.shown, off_page=not page)
        if returning and (room := self._view.layout()) is not None:
            room.activate()  # else the page is laid out twice, in two widths
        return returning or there is not page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the window and the size of its text."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit)  # the columns follow it first
        return False

    def _fit(self) -> None:
        self._tree.fit(self._view.width())
        narrow = self._view.width() < self._tree.width() + min(scaled(NARROWEST), MOST) + scaled(LEAST_PAGE)
        if narrow == self.narrow:
            return
        self.narrow = narrow
        self._panel.spread(alone=narrow)
        if narrow:
            self._shown_when_wide, self.shown = self.shown, False
        else:
            self.shown = self._shown_when_wide
        self._arrange()
        self.folded.emit()

    def _arrange(self) -> None:
        panel = self.shown and not self._off_page
        self._panel.setVisible(panel)
        self._tree.setVisible(not (self.narrow and panel))
