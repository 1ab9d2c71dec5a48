"""The cells of a form table: words, a sentence with blanks, or blocks above one another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.forms.footnotes import words_with_marks
from app.forms.pack.blanks import Words
from app.forms.pack.blocks import CellBlock, GridCell, Line, ListTable, Note, Prose
from app.forms.pack.fields import TypeName
from app.ui.broken import broken
from app.ui.desk import Desk
from app.ui.editors.blank import ALIGNED, Blank
from app.ui.editors.line import LineEditor
from app.ui.form.blocks.line import LineView
from app.ui.form.blocks.listing import ListView
from app.ui.form.blocks.prose import ProseView
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.blocks.view import BlockView
from app.ui.form.blocks.words import NoteView, SealView
from app.ui.theme import colour, sized, space

SIDE, ABOVE = 8, 6
SHORT_LABEL, SHORTEST_LINE = 4, 2
"""So many characters of a label stay on one line; and in a narrow table, where only so many do."""
LONGEST_LINE = 7
"""So many characters a long label has to a line, at least."""
MOST_LINES = 40
"""Lines of a label."""
PHOTO = 132
"""Pixels in which the words of a place for a photo stand."""
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
    """Words that name the cells beside them; two are parted by a diagonal in a corner."""

    def __init__(self, desk: Desk, section: str, cell: GridCell, parent: QWidget) -> None:
        self._words = "" if cell.diagonal else words_with_marks(desk.session, section, cell.sentence)
        super().__init__(self._words, parent)
        self._diagonal = cell.diagonal
        self.blanks: list[Blank] = []
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(ALIGNED[cell.align or "center"] | Qt.AlignmentFlag.AlignVCenter)
        self.setContentsMargins(space.TIGHT, ABOVE, space.TIGHT, ABOVE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the label where it reads well, if it must be broken."""
        super().resizeEvent(event)
        self.setText(label_lines(self._words, self.font(), self.width() - 2 * space.TIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, and the diagonal between two of them."""
        super().paintEvent(event)
        if self._diagonal is None:
            return
        painter, (below, above) = QPainter(self), self._diagonal
        painter.setPen(QPen(colour("rule"), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawLine(0, 0, self.width(), self.height())
        painter.setPen(self.palette().color(self.foregroundRole()))
        inside = self.rect().adjusted(4, 2, -4, -2)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), above)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), below)
        painter.end()

    def least_width(self, tight: int = 0) -> int:
        """Pixels in which the words stand on two lines, or on more where they are long or the table is `tight`."""
        if self._diagonal:
            return 16 + 2 * max(map(self.fontMetrics().horizontalAdvance, self._diagonal))
        words, short = self.fontMetrics().horizontalAdvance(self._words), len(self._words) <= SHORT_LABEL
        em = self.fontMetrics().horizontalAdvance("汉")  # `maxWidth` is that of a letter which nobody writes
        if tight:
            return 16 + min(words, (SHORTEST_LINE if short or tight > 1 else SHORT_LABEL - 1) * em)
        return 16 + (words if short else min(words // 2, LONGEST_LINE * em) + em)

    def height_at(self, width: int) -> int:
        """The height of the words at `width` pixels, whichever width they are broken for now."""
        if self._diagonal:
            return 2 * (self.fontMetrics().height() + 4)
        return 2 * ABOVE + label_height(self._words, self.font().toString(), width - 2 * space.TIGHT)


class BlankCell(QWidget):
    """A sentence with blanks in the middle of its cell."""

    def __init__(self, desk: Desk, section: str, cell: GridCell, parent: QWidget) -> None:
        super().__init__(parent)
        fills = len(cell.sentence.pieces) == 1
        self._view = SentenceView(desk, section, cell.sentence, self, align=cell.align or "text", fills=fills)
        self._side = 0 if self._view.fills else SIDE
        pieces = cell.sentence.pieces
        self._unit = pieces[1].text if len(pieces) == 2 and isinstance(pieces[1], Words) else ""
        self.blanks = self._view.blanks
        types = [desk.session.field(blank.path).type for blank in self.blanks] if self._view.fills else []
        self._typical = "".join(TYPICAL.get(kind, "") for kind in types)

    def least_width(self, tight: int = 0) -> int:
        """Pixels in which a typical answer, or one blank with its unit, is whole; 0 where any width will do.

        In a `tight` table an answer has less room around it, and may be shown in small letters.
        """
        if self._unit and isinstance(editor := self.blanks[0], LineEditor):
            return round(editor.usual_width) + self.fontMetrics().horizontalAdvance(self._unit) + 2 * SIDE + 8
        if tight and self._typical:
            return QFontMetrics(sized(self.font(), "small")).horizontalAdvance(self._typical) + 2 * SIDE + 6
        return self.fontMetrics().horizontalAdvance(self._typical) + 36 if self._typical else 0

    def height_at(self, width: int) -> int:
        """The height of the sentence at `width` pixels."""
        return self._view.heightForWidth(width - 2 * self._side) + ABOVE

    def event(self, event: QEvent) -> bool:
        """Let the table make room when a blank of the sentence has come or gone."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._center()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sentence in the middle."""
        self._center()
        super().resizeEvent(event)

    def _center(self) -> None:
        width = self.width() - 2 * self._side
        height = self._view.heightForWidth(width)
        self._view.setGeometry(self._side, (self.height() - height) // 2, width, height)


class MixedCell(QWidget):
    """Blocks above one another, behind the cell's own sentence."""

    def __init__(self, desk: Desk, section: str, cell: GridCell, parent: QWidget) -> None:
        super().__init__(parent)
        self.blanks: list[Blank] = []
        self._photo = cell.photo is not None
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(SIDE + 4, ABOVE + 4, SIDE + 4, ABOVE + 4)
        self._stack.setSpacing(space.CLOSE)
        self._desk, self._section, self._cell = desk, section, cell

    def growing(self) -> Iterator[QWidget]:
        """Build the blocks."""
        words = [Line(text=self._cell.text)] if self._cell.text else []
        for block in (*words, *self._cell.blocks):
            view = _block(self._desk, self._section, _aligned(block, self._cell), self)
            yield from view.growing()
            self.blanks += view.blanks
            self._stack.addWidget(view)
            yield view
        self._stack.addStretch(1)

    def least_width(self, tight: int = 0) -> int:
        """Blocks fit any width, but for the place of a photo."""
        return PHOTO if self._photo else 0

    def height_at(self, width: int) -> int:
        """The height of the blocks at `width` pixels."""
        return (
            self._stack.totalHeightForWidth(width)
            if self._stack.hasHeightForWidth()
            else self._stack.sizeHint().height()
        )


@lru_cache(maxsize=1024)
def label_height(words: str, described: str, room: int) -> int:
    """Pixels of height of a label in lines of at most `room` pixels, in the font so described."""
    font = QFont()
    font.fromString(described)
    place = QRect(0, 0, max(room, 1), MOST_LINES * QFontMetrics(font).lineSpacing())
    lines = label_lines(words, font, room)
    return QFontMetrics(font).boundingRect(place, int(Qt.TextFlag.TextWordWrap), lines).height()


def label_lines(words: str, font: QFont, room: int) -> str:
    """A label in lines of at most `room` pixels: a short one broken in its middle, any before its bracket.

    No character stands alone on the last line.
    """
    wide = QFontMetrics(font).horizontalAdvance
    if wide(words) <= room:
        return words
    if len(words) == SHORT_LABEL:
        return f"{words[:2]}\n{words[2:]}"
    lines = broken(words, font, room, MOST_LINES)
    name, bracket, unit = words.partition("（")
    if len(lines) == 2 and name and bracket and max(wide(name), wide(bracket + unit)) <= room:
        return f"{name}\n{bracket}{unit}"
    narrower = room
    while len(words) > SHORT_LABEL and len(lines[-1].strip("）*")) == 1 and narrower > room // 2:
        narrower -= 4
        tried = broken(words, font, narrower, MOST_LINES)
        if len(tried) > len(lines):
            break
        lines = tried
    company = len(lines) > 1 and len(lines[-1].strip("）*")) == 1 and len(lines[-2]) > 2 and lines[-2][-2] != "（"
    if company:
        lines[-2:] = [lines[-2][:-1], lines[-2][-1] + lines[-1]]
    return "\n".join(lines) if narrower < room or company else words


def _aligned(block: CellBlock, cell: GridCell) -> CellBlock:
    """A line that says nothing of its alignment has that of its cell."""
    takes = cell.align is not None and isinstance(block, Line) and block.align == "text"
    return block.model_copy(update={"align": cell.align}) if takes else block


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
