"""预览: the book as bound spreads, at the section that is being filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.declaration.book.preview import Preview
from app.errors import AppError
from app.ui import icons
from app.ui.desk import Desk
from app.ui.message import restyle
from app.ui.preview.pages import PreviewPages, failure_words
from app.ui.preview.spread import MARGIN, SpreadView
from app.ui.theme import space

SIZES = {"整页": 0.0, "整幅宽": -1.0, "100%": 96 / 72, "150%": 144 / 72, "200%": 192 / 72}
"""How large the pages are: 0 as the window is high, -1 as it is wide, else pixels a point."""
KEYS = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Space: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Backspace: -1,
}


class PreviewView(QWidget):
    """The spreads of one declaration, in the place of its page or in a window of its own.

    `closed` goes back to the page, `section_wanted` to the one that was pointed at; `print_wanted` asks for paper;
    `torn` tells that the view wants a window of its own (True) or its place in the desk back (False).
    """

    closed = Signal()
    section_wanted = Signal(str)
    print_wanted = Signal()
    torn = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._section = ""
        self._shown_section = ""
        self._at = 0
        self.setWindowTitle("预览")
        self.pages = PreviewPages(desk.declaration, self)
        self.spread = SpreadView(self.pages, self)
        self.where, self.state = QLabel(self), QLabel(self)
        self.size_ = QComboBox(self)
        self.area = QScrollArea(self)
        self.back, self.on = QPushButton(self), QPushButton(self)
        self.apart, self.home = QPushButton("单独窗口", self), QPushButton("返回填写", self)
        self.printing = QPushButton("打印…", self)
        self._arrange()
        self._connect()

    # -- showing -------------------------------------------------------------------------------

    def follow(self, section: str) -> None:
        """Show where a section begins."""
        self._section = section
        preview = self.pages.preview
        if preview is not None:
            self.turn_to(preview.page_of(section))

    def turn_to(self, page: int) -> None:
        """Show the spread with this page, counted from 0."""
        self._at = (page + 1) // 2
        self._show()

    def turn(self, by: int) -> None:
        """Turn so many leaves on or back."""
        preview = self.pages.preview
        if preview is not None:
            self._at = min(max(self._at + by, 0), len(preview.spreads) - 1)
            self._show()
            self.area.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        preview = self.pages.preview
        if preview is None or not preview.spreads:
            return
        self._at = min(self._at, len(preview.spreads) - 1)
        spread = preview.spreads[self._at]
        shown = [page for page in spread if page is not None]
        self.pages.want_only(set(shown))
        self.spread.show_spread(spread, self._scale(preview))
        self.where.setText(_where(preview, shown))
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(preview.spreads) - 1)

    def _scale(self, preview: Preview) -> float:
        chosen = SIZES[self.size_.currentText()]
        if chosen > 0:
            return chosen
        width, height = preview.size
        room = self.area.viewport().size()
        wide = max(room.width() - 2 * MARGIN - (18 if chosen < 0 else 0), 200) / (2 * width)
        return wide if chosen < 0 else min(wide, max(room.height() - 2 * MARGIN, 200) / height)

    # -- following -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Set the book as it stands now."""
        super().showEvent(event)
        self.pages.make()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Set nothing that nobody looks at."""
        super().hideEvent(event)
        self.pages.forget_changes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the room."""
        super().resizeEvent(event)
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A window of its own is closed: the view goes back to its place."""
        event.ignore()
        self.torn.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the leaves; Esc goes back to the page."""
        step = KEYS.get(Qt.Key(event.key()))
        if step is not None:
            self.turn(step)
        elif event.key() == Qt.Key.Key_Home:
            self.turn_to(0)
        elif event.key() == Qt.Key.Key_End and self.pages.preview is not None:
            self.turn_to(self.pages.preview.pages - 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the leaves where there is nothing to scroll."""
        if event.angleDelta().y():
            self.turn(-1 if event.angleDelta().y() > 0 else 1)

    def _changed(self, _changes: object) -> None:
        self.pages.changed()
        if not self.isVisible():
            self.pages.forget_changes()

    def _made(self, _preview: Preview) -> None:
        self._say("", "muted")
        if self._section and self._section != self._shown_section:
            self.follow(self._section)
        self._shown_section = self._section
        self._show()

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

    def _pointed(self, page: int, y: float) -> None:
        preview = self.pages.preview
        section = preview.section_at(page, y) if preview is not None else ""
        if section:
            self.section_wanted.emit(section)

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._desk.changed.connect(self._changed)
        self.pages.made.connect(self._made)
        self.pages.failed.connect(self._failed)
        self.pages.working.connect(self._working)
        self.spread.pointed.connect(self._pointed)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        self.home.clicked.connect(self.closed)
        self.printing.clicked.connect(self.print_wanted)
        self.apart.clicked.connect(lambda: self.torn.emit(not self.isWindow()))
        self.size_.currentTextChanged.connect(lambda _words: self._show())

    def _arrange(self) -> None:
        self.size_.addItems(list(SIZES))
        self.size_.setAccessibleName("书页大小")
        icons.give(self.back, "previous")
        icons.give(self.on, "next")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.spread)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.state.setWordWrap(True)
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(space.ROOMY, space.APART, space.ROOMY, space.CLOSE)
        column.setSpacing(space.CLOSE)
        column.addLayout(self._head())
        column.addWidget(self.state)
        column.addWidget(self.area, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space.CLOSE)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addWidget(self.where, 1)
        for widget in (self.size_, self.printing, self.apart, self.home):
            row.addWidget(widget)
        self.back.setToolTip("上一对页（PgUp）")
        self.on.setToolTip("下一对页（PgDn）")
        self.home.setToolTip("返回填写（Esc）")
        for button in (self.back, self.on, self.printing, self.apart, self.home):
            button.setAccessibleName(button.text().rstrip("…") or button.toolTip().split("（")[0])
            button.setAutoDefault(False)
        return row


def _where(preview: Preview, shown: list[int]) -> str:
    labels = [preview.labels[page] for page in shown if preview.labels[page]]
    words = f"第 {'、'.join(labels)} 页" if labels else "无页码"
    volume = f"第 {preview.volumes[shown[0]]} 册，" if max(preview.volumes) > 1 else ""
    return f"{volume}{words}（全书 {preview.pages} 面）"
