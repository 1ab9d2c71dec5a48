"""Where the preview is shown: in the place of the page, or in a window of its own beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.desk import Desk

if TYPE_CHECKING:
    from app.ui.preview.view import PreviewView


class PreviewPlace(QObject):
    """The preview of one open declaration, made when it is first wanted, in the stack where the pages are.

    `shown` brings the view that shall stand where the page does, `left` wants the page back; `section_wanted` and
    `print_wanted` are the view's own.
    """

    shown = Signal(QWidget)
    left = Signal()
    section_wanted = Signal(str)
    print_wanted = Signal()

    def __init__(self, desk: Desk, middle: QStackedWidget) -> None:
        super().__init__(middle)
        self._desk, self._middle = desk, middle
        self._section = ""
        self.view: PreviewView | None = None

    @property
    def in_place(self) -> bool:
        """Whether the preview stands where the page would."""
        return self.view is not None and self._middle.currentWidget() is self.view

    def follow(self, section: str) -> None:
        """Another section was opened: show where it begins."""
        self._section = section
        if self.view is not None:
            self.view.follow(section)

    def toggle(self) -> None:
        """Show the book at the section that is open, or go back to its page."""
        view = self.view = self.view or self._made()
        if view.isWindow():
            view.activateWindow()
        elif self.in_place:
            self._back()
        else:
            self._desk.settle()
            view.follow(self._section)
            self.shown.emit(view)
            view.setFocus()

    def close_down(self) -> None:
        """End the work on the pages, before the view goes."""
        if self.view is not None:
            self.view.pages.close()
            self.view.hide()

    def _made(self) -> PreviewView:
        from app.ui.preview.view import PreviewView  # what sets the book is loaded when a book is wanted

        view = PreviewView(self._desk, self._middle)
        self._middle.addWidget(view)
        view.closed.connect(self._back)
        view.section_wanted.connect(self.section_wanted)
        view.print_wanted.connect(self.print_wanted)
        view.torn.connect(self._tear)
        return view

    def _back(self) -> None:
        if self.view is not None and self.view.isWindow():
            self._tear(False)
        self.left.emit()

    def _tear(self, apart: bool) -> None:
        """Give the preview a window of its own, beside the page that is filled in; or take it back."""
        view, form = self.view, self._middle.parentWidget()
        if view is None or form is None:
            return
        if apart:
            view.setParent(form, Qt.WindowType.Window)
            view.resize(form.size())
            self.left.emit()
            view.show()
        else:
            self._middle.addWidget(view)
        view.apart.setText("放回主窗口" if apart else "单独窗口")
        view.apart.setAccessibleName(view.apart.text())
