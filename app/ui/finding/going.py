"""Going to what was found, with its words selected there; and back to where the cursor was before."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QStackedWidget, QWidget

from app.declaration.finding.matching import Wanted
from app.declaration.finding.places import Found, Kind
from app.forms.paths import FieldPath
from app.ui.broken import units
from app.ui.desk import Desk
from app.ui.finding.goto import GoTo
from app.ui.finding.view import FindView


class Going(QObject):
    """Leads from the list of what was found to each place, and to what is named in the box `to`, which lies `over`.

    `page_wanted` wants the cursor in the first blank of a page, `beside` a place that is shown beside the page: a
    passage of the notice, a remark.  `way_back` tells what Esc shall do there.
    """

    beside = Signal(object)
    page_wanted = Signal(str)
    way_back = Signal(object)

    def __init__(self, desk: Desk, finder: FindView, middle: QStackedWidget, over: QWidget) -> None:
        super().__init__(middle)
        self._desk, self._finder, self._middle = desk, finder, middle
        self._last = FieldPath("", "")
        self._home: FieldPath | None = None
        desk.entered.connect(self._entered)
        finder.searching.connect(self._searching)
        finder.chosen.connect(self._go)
        finder.left.connect(self._leave)
        self.to = GoTo(desk, over)
        self.to.chosen.connect(self._go_to)
        self.to.left.connect(self._leave_box)

    def start(self) -> None:
        """Begin to look for words, from where the cursor is."""
        self._remember_home()
        self._finder.start()

    def step(self, by: int) -> None:
        """Go to the next place that was found, or the one before."""
        self._remember_home()
        self._finder.step(by)

    def ask(self) -> None:
        """Ask where to go."""
        self.to.open()

    def _go_to(self, path: FieldPath) -> None:
        """Go to a page or blank; Esc leads back to where the cursor was."""
        home = self._here()
        self._lead(path)
        if home.section in self._desk.pack.section and home.section != path.section:
            self.way_back.emit(lambda: self._desk.wanted.emit(home))

    def _leave_box(self) -> None:
        self._desk.wanted.emit(self._here())

    def _lead(self, path: FieldPath) -> None:
        self._desk.visit(path)
        if not path.field:
            self.page_wanted.emit(path.section)

    def _entered(self, path: FieldPath) -> None:
        self._last = path

    def _searching(self, searching: bool) -> None:
        if searching:
            self._remember_home()

    def _remember_home(self) -> None:
        if self._home is None:
            self._home = self._here()

    def _here(self) -> FieldPath:
        """Where the cursor is, or was last, on the page in sight."""
        here = self._desk.section
        return self._last if self._last.section == here else FieldPath(here, "")

    def _leave(self) -> None:
        """Give the cursor back to where it was before."""
        home, self._home = self._home, None
        if home is not None and home.section in self._desk.pack.section:
            self._desk.wanted.emit(home)

    def _go(self, found: Found) -> None:
        self._lead(found.path)
        if found.kind in (Kind.NOTICE, Kind.REMARK):
            self.beside.emit(found)
        elif found.kind in (Kind.ANSWER, Kind.CELL):
            self._select(found)
        self.way_back.emit(self._finder.resume)

    def _select(self, found: Found) -> None:
        """Select the words in the editor that has the cursor, as it shows them."""
        editor, wanted = QApplication.focusWidget(), Wanted(self._finder.box.text())
        text = editor.text() if isinstance(editor, QLineEdit) else ""
        if isinstance(editor, QPlainTextEdit):
            text = editor.toPlainText()
        places = list(wanted.places(text))
        if not places:
            return
        place = places[min(found.nth, len(places) - 1)]
        start = units(text[:place])
        end = start + units(text[place : place + len(wanted)])
        if isinstance(editor, QLineEdit):
            editor.setSelection(start, end - start)
        elif isinstance(editor, QPlainTextEdit):
            cursor = editor.textCursor()
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            editor.setTextCursor(cursor)
            QTimer.singleShot(0, editor, lambda: self._reveal(editor))

    def _reveal(self, editor: QPlainTextEdit) -> None:
        """Bring the line of the cursor into view; a long text is higher than the page."""
        page = self._middle.currentWidget()
        ground = page.widget() if isinstance(page, QScrollArea) else None
        if isinstance(page, QScrollArea) and ground is not None and ground.isAncestorOf(editor):
            middle = editor.viewport().mapTo(ground, editor.cursorRect().center())
            page.ensureVisible(middle.x(), middle.y(), 40, page.viewport().height() // 3)
