"""Where the preview is shown: in the place of the page, beside it, or in a window of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.forms.paths import FieldPath
from app.ui.desk import Desk

if TYPE_CHECKING:
    from app.ui.preview.view import PreviewView

PART = "preview"
"""Under which it is remembered how page and preview share their room."""
WIDE = 1600
"""Pixels of the window from which on page and preview stand side by side."""
SHARES = 0.45, 0.55
"""What of the room page and preview get at first."""


class PreviewPlace(QObject):
    """The preview of one open declaration, made when it is first wanted.

    `shown` brings the view that shall stand where the page does, `left` wants the page back; `panel_wanted` wants
    the panel folded while the preview stands beside the page, and shown again.  `told` says on which page the blank
    with the cursor is printed, as long as that is sure.  `section_wanted` and `print_wanted` are the view's own.
    """

    shown = Signal(QWidget)
    left = Signal()
    panel_wanted = Signal(bool)
    told = Signal(str)
    section_wanted = Signal(str)
    print_wanted = Signal()

    def __init__(self, desk: Desk, middle: QStackedWidget) -> None:
        super().__init__(middle)
        self._desk, self._middle = desk, middle
        self._splitter = QSplitter(Qt.Orientation.Horizontal, middle.parentWidget())
        self._splitter.setChildrenCollapsible(False)
        self._splitter.installEventFilter(self)
        self.side = QWidget(self._splitter)  # where the preview stands beside the page
        QVBoxLayout(self.side).setContentsMargins(0, 0, 0, 0)
        self.side.hide()
        self._panel_shown: Callable[[], bool] = lambda: False
        self._splitter.splitterMoved.connect(self._moved)
        self._parts: dict[str, list[int]] = {}
        self._gave_way = False  # the panel, to a preview beside the page
        self._section = ""
        self._cursor: FieldPath | None = None
        self._wants_beside = True  # its user's last choice, as long as the declaration is open
        self.view: PreviewView | None = None
        desk.entered.connect(self._entered)

    def around(self, middle: QWidget, foot: QWidget, panel_shown: Callable[[], bool]) -> QSplitter:
        """What holds the page, its foot below it, and the preview beside both where there is room."""
        self._panel_shown = panel_shown
        ground = QWidget(middle.parentWidget())
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(middle, 1)
        column.addWidget(foot)
        self._splitter.addWidget(ground)
        self._splitter.addWidget(self.side)
        return self._splitter

    def remember(self, parts: dict[str, list[int]]) -> None:
        """Keep in `parts` how page and preview share their room, and begin with what is there."""
        self._parts = parts

    def _moved(self) -> None:
        self._parts[PART] = self._splitter.sizes()

    @property
    def in_place(self) -> bool:
        """Whether the preview stands where the page would."""
        return self.view is not None and self._middle.currentWidget() is self.view

    @property
    def beside(self) -> bool:
        """Whether the preview has its place beside the page."""
        return self.view is not None and self.view.parentWidget() is self.side

    @property
    def is_wide(self) -> bool:
        """Whether there is room for both."""
        return self._middle.window().width() >= WIDE

    # -- following -----------------------------------------------------------------------------

    def follow(self, section: str) -> None:
        """Another section was opened: show where it begins."""
        if section != self._section or self._cursor is None or self._cursor.section != section:
            self._section, self._cursor = section, None
            if self.view is not None:
                self.view.follow(section)
            self._tell()

    def _entered(self, path: FieldPath) -> None:
        self._cursor = path
        if self.view is not None:
            self.view.follow(path.section if not self._section else self._section, path)
        self._tell()

    def _tell(self) -> None:
        """Say on which page the blank is printed, unless that may be another by now."""
        pages = self.view.pages if self.view is not None else None
        sure = pages is not None and pages.book is not None and not pages.mark and self._cursor is not None
        if not sure or pages is None or pages.book is None or self._cursor is None:
            self.told.emit("")
            return
        words = pages.book.place_words(self._cursor)
        self.told.emit(f"印在{words}" if words else "")

    # -- going there and back --------------------------------------------------------------------

    def toggle(self) -> None:
        """Show the book at the blank that has the cursor, or go back to the page."""
        view = self.view = self.view or self._made()
        if view.isWindow():
            view.activateWindow()
        elif self.in_place or (self.beside and view.isVisible()):
            self._back()
        else:
            self._desk.settle()
            view.follow(self._section, self._cursor)
            if self.is_wide and self._wants_beside:
                self._put_beside()
            else:
                self._put_in_place()

    def close_down(self) -> None:
        """End the work on the pages, before the view goes."""
        if self.view is not None:
            self.view.pages.close()
            self.view.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window became wider or narrower."""
        if event.type() == QEvent.Type.Resize and self.view is not None:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        view = self.view
        if view is not None and self.beside and view.isVisible() and not self.is_wide:
            self._leave_side()
        self._name_places()

    def _made(self) -> PreviewView:
        view = view_kind()(self._desk, self._middle)
        view.hide()
        view.closed.connect(self._back)
        view.blank_wanted.connect(self._desk.go)
        view.section_wanted.connect(self.section_wanted)
        view.print_wanted.connect(self.print_wanted)
        view.torn.connect(self._tear)
        view.beside_wanted.connect(self._change_place)
        view.pages.marked.connect(self._tell)
        return view

    def _put_in_place(self) -> None:
        if self.view is not None:
            self._leave_side()
            self._middle.addWidget(self.view)
            self.shown.emit(self.view)
            self.view.setFocus()
            self._name_places()

    def _put_beside(self) -> None:
        view, splitter = self.view, self._splitter
        if view is not None:
            if self.in_place:
                self._middle.removeWidget(view)
                self.left.emit()
            layout = self.side.layout()
            if layout is not None:
                layout.addWidget(view)
            self.side.show()
            view.show()
            splitter.setSizes(self._parts.get(PART) or [round(share * splitter.width()) for share in SHARES])
            self._crowd(True)
            self._name_places()

    def _change_place(self) -> None:
        self._wants_beside = not self.beside
        if self._wants_beside:
            self._put_beside()
        else:
            self._put_in_place()

    def _back(self) -> None:
        """To the page, and to the blank that was left there."""
        view = self.view
        if view is not None and view.isWindow():
            self._tear(False)
        if view is not None and self.beside:
            focused = QApplication.focusWidget()
            inside = focused is not None and (focused is view or view.isAncestorOf(focused))
            self._leave_side()
            if not inside:
                return
        else:
            self.left.emit()
        if self._cursor is not None and self._cursor.section == self._section:
            self._desk.wanted.emit(self._cursor)

    def _tear(self, apart: bool) -> None:
        """Give the preview a window of its own, beside the page that is filled in; or take it back."""
        view, form = self.view, self._middle.window()
        if view is None:
            return
        if apart:
            self._leave_side()
            view.setParent(form, Qt.WindowType.Window)
            view.resize(form.size())
            self.left.emit()
            view.show()
        else:
            view.setParent(self._middle)
            view.hide()
        self._name_places()

    def _leave_side(self) -> None:
        """Show the page alone, where the preview stood beside it."""
        if self.beside:
            self.side.hide()
            self._crowd(False)

    def _crowd(self, crowded: bool) -> None:
        """The panel's room goes to the preview, and comes back."""
        if crowded:
            self._gave_way = self._panel_shown()
            self.panel_wanted.emit(False)
        elif self._gave_way:
            self._gave_way = False
            self.panel_wanted.emit(True)

    def _name_places(self) -> None:
        if self.view is not None:
            self.view.bar.name_places(wide=self.is_wide, beside=self.beside, apart=self.view.isWindow())


def view_kind() -> type[PreviewView]:
    """The view, loaded when it is first asked for: it brings what sets the book."""
    from app.ui.preview.view import PreviewView

    return PreviewView
