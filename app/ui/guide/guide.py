"""What stands under 帮助: the manual, a filled sample, the tour through what is open, and what the program is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.guide.help import Help

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.ui.actions import Actions
    from app.ui.form.view import FormView
    from app.ui.guide.tour import Tour


class Guide(QObject):
    """Serves one window; `opened` brings the sample that shall be shown there."""

    opened = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._form: FormView | None = None
        self.help = Help(window)
        self.tour: Tour | None = None

    def reactions(self, actions: Callable[[], Actions]) -> dict[str, Callable[[], object]]:
        """What is done here, by the names of the actions."""
        return {
            "manual": self.help.show,
            "sample": self.choose_sample,
            "tour": self.show_around,
            "shortcuts": lambda: self.show_shortcuts(actions()),
            "about": self.tell_about,
        }

    def attend(self, form: FormView | None) -> None:
        """Serve what is open, or nothing."""
        self._form = form
        if self.tour is not None:
            self.tour.end()

    def choose_sample(self) -> None:
        """Ask whose sample shall be opened."""
        from app.ui.guide.sample import SampleDialog

        dialog = SampleDialog(self._window)
        dialog.opened.connect(self._opened)
        dialog.open()

    def show_around(self) -> None:
        """Begin the tour through the open declaration; without one a sample is offered."""
        from app.ui.guide.stops import stops
        from app.ui.guide.tour import Tour

        form = self._form
        if form is None:
            self.choose_sample()
        elif self.tour is None:
            form.arrive()  # the page first: the cursor belongs to the tour then
            self.tour = Tour(self._window, form, stops(form))
            self.tour.ended.connect(self._ended)

    def show_shortcuts(self, actions: Actions) -> None:
        """Show what can be done by a key."""
        from app.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(actions.by_menu(), self._window).open()

    def tell_about(self) -> None:
        """Show what the program is."""
        from app.ui.dialogs.about import AboutBox

        AboutBox(self._window).open()

    def _ended(self) -> None:
        self.tour = None
        if self._form is not None:
            self._form.open(self._form.desk.pack.sections[0].id)
            self._form.page(self._form.section).begin()

    def _opened(self, declaration: Declaration, tour: bool) -> None:
        self.opened.emit(declaration)
        if tour:
            QTimer.singleShot(0, self, self.show_around)
