"""The cells of a form table: words, a sentence with blanks, or blocks above one another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.forms.pack.blanks import Sentence
from app.forms.pack.blocks import CellBlock, GridCell, Line, ListTable, Note, Prose
from app.forms.pack.fields import TypeName
from app.ui.desk import Desk
from app.ui.editors.blank import Blank
from app.ui.form.blocks.line import LineView
from app.ui.form.blocks.listing import ListView
from app.ui.form.blocks.prose import ProseView
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.blocks.view import BlockView
from app.ui.form.blocks.words import NoteView, SealView

SIDE, ABOVE = 8, 6
SHORT_LABEL = 4
"""So many characters of a label stay on one line."""
TYPICAL: dict[TypeName, str] = {
    "email": "lianxiren@example.com",
    "phone": "028-12345678",
    "mobile": "13800138000",
    "fax": "028-12345678",
    "credit_code": "91510100MA00000008",
    "date": "2022-03-21",
    "money": "123456.78",
    "percent": "100.00",
}
"""What a cell that holds nothing but one such blank must be able to show whole."""


class LabelCell(QLabel):
    """Words that name the cells beside them."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.blanks: list[Blank] = []
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(4, ABOVE, 4, ABOVE)

    def least_width(self) -> int:
        """Pixels in which the words stand on two lines."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return 16 + (words if len(self.text()) <= SHORT_LABEL else words // 2 + self.fontMetrics().maxWidth())

    def height_at(self, width: int) -> int:
        """The height of the words at `width` pixels."""
        return self.heightForWidth(width)


class BlankCell(QWidget):
    """A sentence with blanks in the middle of its cell."""

    def __init__(self, desk: Desk, section: str, sentence: Sentence, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = SentenceView(desk, section, sentence, self, fills=len(sentence.pieces) == 1)
        self._side = 0 if self._view.fills else SIDE
        self.blanks = self._view.blanks
        types = [desk.session.field(blank.path).type for blank in self.blanks] if self._view.fills else []
        self._typical = "".join(TYPICAL.get(kind, "") for kind in types)

    def least_width(self) -> int:
        """Pixels in which a typical answer is whole; 0 where the cell may be of any width."""
        return self.fontMetrics().horizontalAdvance(self._typical) + 36 if self._typical else 0

    def height_at(self, width: int) -> int:
        """The height of the sentence at `width` pixels."""
        return self._view.heightForWidth(width - 2 * self._side) + ABOVE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sentence in the middle."""
        width = self.width() - 2 * self._side
        height = self._view.heightForWidth(width)
        self._view.setGeometry(self._side, (self.height() - height) // 2, width, height)
        super().resizeEvent(event)


class MixedCell(QWidget):
    """Blocks above one another, behind the cell's own sentence."""

    def __init__(self, desk: Desk, section: str, cell: GridCell, parent: QWidget) -> None:
        super().__init__(parent)
        self.blanks: list[Blank] = []
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(SIDE + 4, ABOVE + 4, SIDE + 4, ABOVE + 4)
        self._stack.setSpacing(6)
        views = [LineView(desk, section, Line(text=cell.text), self)] if cell.text else []
        for view in [*views, *(_block(desk, section, block, self) for block in cell.blocks)]:
            self.blanks += view.blanks
            self._stack.addWidget(view)
        self._stack.addStretch(1)

    def least_width(self) -> int:
        """Blocks fit any width."""
        return 0

    def height_at(self, width: int) -> int:
        """The height of the blocks at `width` pixels."""
        return (
            self._stack.totalHeightForWidth(width)
            if self._stack.hasHeightForWidth()
            else self._stack.sizeHint().height()
        )


def _block(desk: Desk, section: str, block: CellBlock, parent: QWidget) -> BlockView:
    if isinstance(block, Line):
        return LineView(desk, section, block, parent)
    if isinstance(block, Note):
        return NoteView(desk, block, parent)
    if isinstance(block, Prose):
        return ProseView(desk, section, block, parent)
    if isinstance(block, ListTable):
        return ListView(desk, section, block, parent)
    return SealView(desk, block, parent)
