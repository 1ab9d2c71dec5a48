"""预览: the book as bound spreads, at the blank that is being filled in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QKeySequence, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.declaration.book.open_book import OpenBook
from app.errors import AppError
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.blank import spoken_name
from app.ui.keyboard.enter import ENTER, entered
from app.ui.message import restyle
from app.ui.preview.bar import PreviewBar, PreviewSlider, where_words
from app.ui.preview.pages import PreviewPages, failure_words
from app.ui.preview.spread import MARGIN, SpreadView
from app.ui.preview.walk import beside, blanks_on, last_section
from app.ui.preview.zoom import WHOLE, Room, scale_of, stepped
from app.ui.theme import space

KEYS = {
    **dict.fromkeys((Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Space), 1),
    **dict.fromkeys((Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Backspace), -1),
}
BLANKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
NOTCH = 120  # of a wheel: what turns a leaf, or makes the pages larger by a step


class PreviewView(QWidget):
    """The spreads of one declaration, wherever they are shown.

    `closed` goes back to the page, `blank_wanted` and `section_wanted` to what was pointed at; `print_wanted` asks for
    paper, `torn` for a window of its own (True) or the place in the desk back (False), `beside_wanted` for the other
    place in the desk.
    """

    closed = Signal()
    blank_wanted = Signal(object)
    section_wanted = Signal(str)
    print_wanted = Signal()
    torn = Signal(bool)
    beside_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._section = ""
        self._cursor: FieldPath | None = None
        self._at = self._wheel = 0
        self._away = False  # its user has turned away from the cursor
        self.setWindowTitle("预览")
        self.pages = PreviewPages(desk.declaration, desk.ready, self)
        self.spread = SpreadView(self.pages, self)
        self.bar, self.slider = PreviewBar(self), PreviewSlider(self)
        self.state = QLabel(self)
        self.area = QScrollArea(self)
        self._arrange()
        self._connect()

    # -- showing -------------------------------------------------------------------------------

    def follow(self, section: str, cursor: FieldPath | None = None) -> None:
        """Show where a section begins, or the blank of it that has the cursor."""
        self._section, self._cursor, self._away = section, cursor, False
        self._follow()

    def turn_to(self, page: int) -> None:
        """Show the spread with this page, counted from 0."""
        self._open((page + 1) // 2)

    def turn(self, by: int) -> None:
        """Turn so many leaves on or back."""
        self._open(self._at + by)

    def zoom(self, by: int) -> None:
        """The next larger or smaller size."""
        self.bar.size_.setCurrentText(stepped(self.spread.scale, by))

    def _blanks(self) -> list[FieldPath]:
        """What can be gone to on the open spread."""
        book, known = self.pages.book, self._desk.session.pack.field_at
        return blanks_on(book, book.spreads[self._at], known) if book is not None and book.spreads else []

    def _step(self, by: int) -> None:
        """Mark the next blank, or the one before; beyond the spread that of another leaf."""
        target = beside(self._blanks(), self._cursor, by)
        if target is None:
            self.turn(by)
            target = beside(self._blanks(), None, by)
        self._cursor, self._away = target or self._cursor, True
        self._show()
        self._see_mark()

    def _enter(self) -> None:
        """Go to the blank that is marked on the spread, else to its first one, else to its section."""
        blanks, book = self._blanks(), self.pages.book
        if blanks:
            self.blank_wanted.emit(self._cursor if self._cursor in blanks else blanks[0])
        elif book is not None and (section := last_section(book, book.spreads[self._at])):
            self.section_wanted.emit(section)

    def _open(self, at: int) -> None:
        book = self.pages.book
        if book is not None:
            self._at, self._away = min(max(at, 0), len(book.spreads) - 1), True
            self._show()
            self.area.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        book = self.pages.book
        if book is None or not book.spreads:
            return
        self._at = min(self._at, len(book.spreads) - 1)
        spread = book.spreads[self._at]
        self.pages.want_only({page for page in spread if page is not None})
        room = self.area.viewport().size()
        pixels = Room(room.width() - 2 * MARGIN, room.height() - 2 * MARGIN)
        self.spread.show_spread(spread, scale_of(self.bar.size_.currentText(), book.size, pixels), self._cursor)
        self.bar.where.setText(where_words(book, spread))
        self.bar.back.setEnabled(self._at > 0)
        self.bar.on.setEnabled(self._at < len(book.spreads) - 1)
        self.slider.show_place(self._at, len(book.spreads))

    # -- following -----------------------------------------------------------------------------

    def _follow(self) -> None:
        """Turn to the blank with the cursor, else to its section."""
        book = self.pages.book
        if book is None:
            return
        page = self._desk.pack.section.get(self._cursor.section) if self._cursor is not None else None
        wanted = book.page_of(self._section)
        if self._cursor is not None and page is not None:
            wanted = book.page_near(self._cursor, list(page.asked))
        if wanted not in book.spreads[min(self._at, len(book.spreads) - 1)]:
            self._at = (wanted + 1) // 2
        self._show()
        self._see_mark()

    def _see_mark(self) -> None:
        """Scroll to the mark, and say what it is on."""
        area = self.spread.marked_area()
        if area is not None:
            self.area.ensureVisible(area.center().x(), area.center().y(), 120, 120)
            field = self._desk.session.pack.field_at(self._cursor) if self._cursor is not None else None
            if field is not None:
                self.spread.setAccessibleDescription(f"{spoken_name(field)}，按回车去填写。")

    def showEvent(self, event: QShowEvent) -> None:
        """Set the book as it stands now."""
        super().showEvent(event)
        self.pages.making.look(True)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: there is time."""
        super().hideEvent(event)
        self.pages.making.look(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A window of its own is closed: the view goes back to its place."""
        event.ignore()
        self.torn.emit(False)

    def event(self, event: QEvent) -> bool:
        """Ctrl+0 means the size of the pages here, whatever it means elsewhere in the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_whole(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the leaves, go from blank to blank, make them larger or smaller; Esc goes back to the page."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step, book = KEYS.get(Qt.Key(event.key())), self.pages.book
        if event.matches(QKeySequence.StandardKey.ZoomIn) or (control and event.key() == Qt.Key.Key_Equal):
            self.zoom(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom(-1)
        elif _is_whole(event):
            self.bar.size_.setCurrentText(WHOLE)
        elif step is not None and not control:
            self.turn(step)
        elif self.spread.hasFocus() and event.key() in BLANKS:
            self._step(BLANKS[Qt.Key(event.key())])
        elif self.spread.hasFocus() and event.key() in ENTER:
            self._enter()
        elif event.key() == Qt.Key.Key_Home:
            self._open(0)
        elif event.key() == Qt.Key.Key_End and book is not None:
            self._open(len(book.spreads) - 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif not (self.isWindow() and entered(self, event)):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pages fit the room; Ctrl and the wheel make them larger or smaller, wherever they are scrolled.

        Keys that turn leaves would scroll the spread, which has the cursor.
        """
        if watched is self.spread:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() not in TABS:
                self.keyPressEvent(event)
                return event.isAccepted()
        elif event.type() == QEvent.Type.Resize:
            self._show()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            for step in self._notches(event):
                self.zoom(step)
            return True
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the leaves where there is nothing to scroll."""
        for step in self._notches(event):
            self.turn(-step)

    def _notches(self, event: QWheelEvent) -> list[int]:
        self._wheel += event.angleDelta().y()
        count = int(self._wheel / NOTCH)
        self._wheel -= count * NOTCH
        return [1 if count > 0 else -1] * abs(count)

    def _made(self, _book: OpenBook) -> None:
        self._say("", "muted")
        if self._desk.typing is not None and self._desk.typing.whole == (self._cursor or self._desk.typing).whole:
            self._cursor, self._away = self._desk.typing, False
        if self._away:
            self._show()
        else:
            self._follow()

    def _failed(self, failure: AppError) -> None:
        self._say(failure_words(failure), "blocking")

    def _working(self, words: str) -> None:
        if words:
            self._say(f"{words}…", "muted")
        elif self.state.property("tone") != "blocking":
            self._say("", "muted")

    def _say(self, words: str, tone: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))
        restyle(self.state, tone)

    def _pointed(self, page: int, x: float, y: float) -> None:
        book = self.pages.book
        blank = book.blank_at(page, x, y) if book is not None and page < book.pages else None
        if blank is not None and self._desk.session.pack.field_at(blank) is not None:
            self.blank_wanted.emit(blank)
        elif book is not None and (section := book.section_at(page, y)):
            self.section_wanted.emit(section)

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._desk.changed.connect(lambda _changes: self.pages.making.changed())
        self.pages.made.connect(self._made)
        self.pages.failed.connect(self._failed)
        self.pages.making.working.connect(self._working)
        self.spread.pointed.connect(self._pointed)
        self.bar.turned.connect(self.turn)
        self.bar.home.clicked.connect(self.closed)
        self.bar.printing.clicked.connect(self.print_wanted)
        self.bar.beside.clicked.connect(self.beside_wanted)
        self.bar.apart.clicked.connect(lambda: self.torn.emit(not self.isWindow()))
        self.bar.size_.currentTextChanged.connect(lambda _words: self._show())
        self.slider.moved.connect(self._open)
        self.area.viewport().installEventFilter(self)
        self.spread.installEventFilter(self)

    def _arrange(self) -> None:
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.spread)
        self.spread.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.spread)
        self.state.setWordWrap(True)
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(space.ROOMY, space.APART, space.ROOMY, space.CLOSE)
        column.setSpacing(space.CLOSE)
        column.addWidget(self.bar)
        column.addWidget(self.state)
        column.addWidget(self.area, 1)
        column.addWidget(self.slider)


def _is_whole(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_0 and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
