"""One attached file: its small picture, name, pages and size, what it proves, and its place among the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.declaration.attachments import Attached
from app.forms.paths import FieldPath
from app.ui import icons
from app.ui.desk import Desk
from app.ui.editors.line import LineEditor
from app.ui.evidence.rows import RowsButton
from app.ui.evidence.taking.drop import holds_no_words
from app.ui.evidence.thumb import Thumb
from app.ui.evidence.thumbs import Thumbnails, has_no_picture
from app.ui.theme import space
from app.ui.widgets.labels import wrapped

ROW = "application/x-qibei-proof"
"""What is dragged when a file is moved within its proof: the path of its row."""


class FileView(QFrame):
    """One file below its proof.

    `larger` asks for the larger view, `opened` for the system's program, `pasted` to paste what is no text.
    """

    larger = Signal(object)
    opened = Signal(object)
    pasted = Signal()

    def __init__(self, desk: Desk, thumbs: Thumbnails, item: FieldPath, file: Attached, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.row = file.row
        self.file = file
        self._desk, self._thumbs, self._item = desk, thumbs, item
        self._place = 0
        self._pressed: QPoint | None = None
        self.thumb = Thumb(self)
        self._name = wrapped("", self)
        self._facts = wrapped("", self, "muted")
        self.notes = [wrapped("", self, "advice"), wrapped("", self, "muted")]
        self.proves = LineEditor(desk, item.at(file.row, "proves"), self)
        self.proves.setPlaceholderText("证明内容")
        self.proves.installEventFilter(self)
        self.rows = self._rows_button()
        self._up = self._button("up", "上移（Alt+↑）", lambda: self.move_by(-1))
        self._down = self._button("down", "下移（Alt+↓）", lambda: self.move_by(1))
        self._open = self._button("open", "用系统程序打开", lambda: self.opened.emit(self.file))
        self._remove = self._button("remove", "移除（可撤销）", self.take_out)
        self.thumb.wanted.connect(lambda: self.larger.emit(self.file))
        self._arrange()

    def show_file(self, file: Attached, place: int, count: int, elsewhere: str = "") -> None:
        """Show the file, the one numbered `place` of `count`; `elsewhere` says where else it is used."""
        self.file, self._place = file, place
        self._name.setText(f"{place + 1}. {breakable(file.name)}")
        self._facts.setText("\n".join(facts_of(file)))
        self._say(file.told, elsewhere)
        self.proves.setAccessibleName(f"{file.name} 的证明内容")
        if self._desk.typing != self.proves.path:
            self.proves.refresh()
        if self.rows is not None:
            self.rows.refresh(file.name)
        free = not self._desk.read_only
        self._up.setEnabled(free and place > 0)
        self._down.setEnabled(free and place < count - 1)
        self._remove.setEnabled(free)
        for button, does in ((self._up, "上移"), (self._down, "下移"), (self._open, "打开"), (self._remove, "移除")):
            button.setAccessibleName(f"{does}文件 {file.name}")
        self.show_picture()

    def show_picture(self) -> None:
        """Show the small picture as far as it is made."""
        self.thumb.show_file(self.file.name, self._thumbs.picture(self.file))

    def move_by(self, by: int) -> None:
        """Put the file `by` places further down among those of its proof."""
        place = self._place + by
        if 0 <= place < self._desk.session.answers.row_count(self._item):
            self._desk.do(lambda: self._desk.session.move_row(self._item, self.row, place))

    def take_out(self) -> None:
        """Remove the file from its proof; undo brings it back."""
        self._desk.do(lambda: self._desk.session.remove_rows(self._item, [self.row]))

    @property
    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        return [
            self.thumb,
            self._up,
            self._open,
            self._down,
            self._remove,
            *([self.rows] if self.rows else []),
            self.proves,
        ]

    # -- keys and dragging ---------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the file; Delete on its picture removes it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_by(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete and self.thumb.hasFocus() and not self._desk.read_only:
            self.take_out()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paste a picture or files from the line too; words are the line's own."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            paste = event.matches(QKeySequence.StandardKey.Paste)
            if paste and holds_no_words(QApplication.clipboard().mimeData()):
                self.pasted.emit()
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag may begin."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the file to another place of its proof."""
        here = event.position().toPoint()
        if self._pressed is None or self._desk.read_only:
            return
        if (here - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(dragged(self._item.at(self.row)))
            drag.setPixmap(self.thumb.grab())
            drag.exec(Qt.DropAction.MoveAction)

    # -- building ------------------------------------------------------------------------------

    def _say(self, *notes: str) -> None:
        for label, words in zip(self.notes, notes, strict=True):
            label.setText(words)
            label.setVisible(bool(words))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(space.CLOSE, space.CLOSE, space.CLOSE, space.CLOSE)
        column.setSpacing(space.TIGHT)
        column.addWidget(self._name)
        row = QHBoxLayout()
        row.setSpacing(space.CLOSE)
        row.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(space.HAIR)
        beside.addWidget(self._facts)
        beside.addStretch(1)
        beside.addLayout(self._buttons())
        row.addLayout(beside, 1)
        column.addLayout(row)
        for label in self.notes:
            column.addWidget(label)
        if self.rows is not None:
            column.addWidget(self.rows)
        column.addWidget(self.proves)

    def _rows_button(self) -> RowsButton | None:
        each = self._desk.pack.section[self._item.section].evidence_items[self._item.field].each
        if each is None:
            return None
        return RowsButton(self._desk, self._item.at(self.row), FieldPath(self._item.section, each), self)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(space.HAIR)
        for place, button in enumerate((self._up, self._open, self._down, self._remove)):
            grid.addWidget(button, *divmod(place, 2))
        grid.setColumnStretch(2, 1)
        return grid

    def _button(self, icon: str, words: str, action: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("small", True)
        icons.give(button, icon)
        button.setToolTip(words)
        button.clicked.connect(action)
        return button


def dragged(row: FieldPath) -> QMimeData:
    """What is dragged of the file at `row`."""
    data = QMimeData()
    data.setData(ROW, str(row).encode())
    return data


def dragged_row(data: QMimeData) -> FieldPath | None:
    """The row that is being dragged; None when it is something else."""
    if not data.hasFormat(ROW):
        return None
    try:
        return FieldPath.parse(bytes(data.data(ROW).data()).decode())
    except ValueError:
        return None


def facts_of(file: Attached) -> list[str]:
    """Pages and size in words; pages only of what is bound as pages."""
    pages = [f"{file.pages} 页"] if file.pages and not has_no_picture(file.name) else []
    return [*pages, size_words(file.size)]


def breakable(name: str) -> str:
    """A file name that may be broken anywhere but in and before its ending; a label would keep its letters together."""
    stem, dot, ending = name.rpartition(".")
    return "\u200b".join([*stem[:-1], f"{stem[-1:]}{dot}{ending}"]) if dot else "\u200b".join(name)


def size_words(size: int) -> str:
    """A number of bytes as people say it."""
    if size < 1024 * 1024:
        return f"{max(round(size / 1024), 1)} KB"
    return f"{size / 1024 / 1024:.1f} MB"
