"""Where the preview is shown: in the place of the page, or in a window of its own beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from app.ui.form.view import FormView
    from app.ui.preview.view import PreviewView


class PreviewPlace(QObject):
    """The preview of one open declaration, made when it is first wanted."""

    def __init__(self, form: FormView) -> None:
        super().__init__(form)
        self._form = form
        self.view: PreviewView | None = None

    @property
    def in_place(self) -> bool:
        """Whether the preview stands where the page would."""
        return self.view is not None and self._form.middle.currentWidget() is self.view

    def toggle(self) -> None:
        """Show the book at the section that is open, or go back to its page."""
        view = self.view = self.view or self._made()
        if view.isWindow():
            view.activateWindow()
        elif self.in_place:
            self._back()
        else:
            self._form.desk.settle()
            view.follow(self._form.section)
            self._form.show_instead(view)
            view.setFocus()

    def close_down(self) -> None:
        """End the work on the pages, before the view goes."""
        if self.view is not None:
            self.view.pages.close()
            self.view.hide()

    def _made(self) -> PreviewView:
        from app.ui.preview.view import PreviewView

        form = self._form
        view = PreviewView(form.desk, form.middle)
        form.middle.addWidget(view)
        view.closed.connect(self._back)
        view.section_wanted.connect(form.open)
        view.print_wanted.connect(form.print_wanted)
        view.torn.connect(self._tear)
        form.moved.connect(view.follow)
        return view

    def _back(self) -> None:
        if self.view is not None and self.view.isWindow():
            self._tear(False)
        self._form.open(self._form.section)

    def _tear(self, apart: bool) -> None:
        """Give the preview a window of its own, beside the page that is filled in; or take it back."""
        view, form = self.view, self._form
        if view is None:
            return
        if apart:
            view.setParent(form, Qt.WindowType.Window)
            view.resize(form.size())
            form.open(form.section)
            view.show()
        else:
            form.middle.addWidget(view)
        view.apart.setText("放回主窗口" if apart else "单独窗口")
        view.apart.setAccessibleName(view.apart.text())
