"""A printed sentence with editors in its blanks, broken into lines like text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.forms.footnotes import mark_shown
from app.forms.pack.blanks import BlankRef, NoteMark, Sentence
from app.forms.paths import blank_path
from app.ui.desk import Desk
from app.ui.editors.blank import Blank
from app.ui.editors.choice import Box, ChoiceEditor
from app.ui.editors.line import LineEditor
from app.ui.theme import colours, measure, space
from app.ui.widgets.flow import Atom, Placed, atoms_of, flow, in_company, with_unit

BOX = "□"
BETWEEN, BESIDE = 8, 3
"""Pixels between two lines that hold editors, and on either side of an editor."""
TEXT_LEADING = 1.75


class Mark(str):
    """The mark of a footnote, which stays on the line of the words before it."""

    __slots__ = ()


Piece = str | QWidget
Line = tuple[list[Placed], float, float]


class SentenceView(QWidget):
    """Words that stand still and the blanks among them; a sole blank that `fills` takes the whole line."""

    def __init__(
        self,
        desk: Desk,
        section: str,
        sentence: Sentence,
        parent: QWidget,
        *,
        align: str = "text",
        fills: bool = False,
    ) -> None:
        super().__init__(parent)
        self.blanks: list[Blank] = []
        self.ticked = False
        self._desk, self._section = desk, section
        self._boxed = sentence.boxed
        self._align = align
        self._pieces = self._built(sentence)
        self._kept = _kept(self._pieces)
        self.fills = fills and len(self._pieces) == 1 and isinstance(self._pieces[0], LineEditor)
        for piece in self._pieces:
            if isinstance(piece, LineEditor):
                piece.setProperty("packed", self.fills)
                piece.textChanged.connect(self._forget)
        self._atoms: list[Atom] = []
        self._known: dict[float, list[Line]] = {}
        self._tall: dict[int, int] = {}
        self._lines: list[Line] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # -- building ------------------------------------------------------------------------------

    def _built(self, sentence: Sentence) -> list[Piece]:
        pieces: list[Piece] = []
        for piece in sentence.pieces:
            if isinstance(piece, BlankRef):
                pieces += self._editors(piece)
            else:
                pieces.append(self._mark(piece.key) if isinstance(piece, NoteMark) else piece.text)
        return pieces

    def _mark(self, key: str) -> Mark:
        return Mark(mark_shown(self._desk.session, self._section, key))

    def _editors(self, blank: BlankRef) -> list[Piece]:
        path = blank_path(self._section, blank.id)
        if self._desk.session.field(path).type in ("choice", "choices", "yesno"):
            choice = ChoiceEditor(self._desk, path, self)
            pieces = list(choice.pieces(self))
            self.blanks += [choice, *(piece for piece in pieces if isinstance(piece, LineEditor))]
            return pieces
        editor = LineEditor(self._desk, path, self)
        self.blanks.append(editor)
        return [editor]

    def _measured(self) -> list[Atom]:
        metrics = QFontMetricsF(self.font())
        atoms: list[Atom] = []
        closed = False  # a bracket that is not seen, since what it opens with is not asked
        for position, piece in enumerate(self._pieces):
            if isinstance(piece, QWidget):
                if piece.isHidden():
                    closed = closed or _opens(piece)
                    continue
                closed = False
                last = position == len(self._pieces) - 1
                asked = bool(atoms) and (atoms[-1].text == "（" or isinstance(self._pieces[atoms[-1].widget], QLabel))
                atom = _widget_atom(position, piece, last, asked, self.fills)
                atoms.append(replace(atom, kept=self._kept.get(position, -1)))
                continue
            words = atoms_of(piece.removeprefix("）") if closed else piece, partial(_advance, metrics))
            closed = False
            if position in self._kept:  # between two boxes of one choice
                words = [replace(atom, kept=self._kept[position]) for atom in words]
            if isinstance(piece, Mark):
                words = [replace(atom, glued=True) for atom in words]
            elif atoms and atoms[-1].widget >= 0:
                words = with_unit(words)
            atoms += words
        return atoms

    # -- laying out ----------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """The height depends on where the lines break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at `width` pixels."""
        lines = self._broken(width)
        return round(lines[-1][1] + lines[-1][2]) if lines else 0

    def sizeHint(self) -> QSize:
        """A comfortable line."""
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a cell may get."""
        return QSize(40, 20)

    def event(self, event: QEvent) -> bool:
        """Break the lines anew when a blank has come or gone, and when the text has become larger or smaller."""
        if event.type() == QEvent.Type.FontChange:  # its blanks hear of it after it
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))
        if event.type() == QEvent.Type.LayoutRequest:
            self._atoms, self._known, self._tall = [], {}, {}
            self._place()
            self.updateGeometry()
            self.update()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        """Put the editors into their blanks."""
        self._lines = self._broken(self.width())
        for placed, top, height in self._lines:
            indent = self._indent(placed)
            for one in placed:
                piece = self._pieces[one.atom.widget] if one.atom.widget >= 0 else None
                if isinstance(piece, QWidget):
                    tall = self._height(one)
                    left = round(one.x + indent) + BESIDE
                    piece.setGeometry(QRect(left, round(top + (height - tall) / 2), self._wide(one), tall))

    def _broken(self, width: float) -> list[Line]:
        """Each line with its top and its height."""
        if width in self._known:
            return self._known[width]
        self._atoms = self._atoms or self._measured()
        text_height = QFontMetricsF(self.font()).height() * TEXT_LEADING / 1.3
        lines, top = [], 0.0
        for placed in in_company(flow(self._atoms, max(width, 1))):
            tallest = max((self._height(one) + BETWEEN for one in placed if one.atom.widget >= 0), default=0)
            height = max(text_height, float(tallest))
            lines.append((placed, top, height))
            top += height
        self._known[width] = lines
        return lines

    def _forget(self) -> None:
        """Words have changed: of another width it is not known what they need there."""
        self._known = {}

    def _wide(self, placed: Placed) -> int:
        """How wide a blank is: up to the edge where it takes the rest of its line, but in a cell of its own."""
        return round(placed.width) - (BESIDE if placed.atom.stretch and not self.fills else 2 * BESIDE)

    def _height(self, placed: Placed) -> int:
        """How high a piece is at its width; that of one line is asked once."""
        position = placed.atom.widget
        piece = self._pieces[position]
        if position not in self._tall:
            tall = piece.sizeHint().height() if isinstance(piece, QWidget) else 0
            self._tall[position] = max(tall, 28) if isinstance(piece, LineEditor) else tall
        grown = piece.grown(self._wide(placed)) if isinstance(piece, LineEditor) else 0
        return self._tall[position] + grown

    def _indent(self, placed: Sequence[Placed]) -> float:
        spare = self.width() - (placed[-1].x + placed[-1].width)
        return {"center": spare / 2, "right": spare}.get(self._align, 0.0) if spare > 0 else 0.0

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words; the editors draw themselves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(getattr(colours(), "faint" if self._idle() else "text")))
        metrics = QFontMetricsF(self.font())
        for number, (placed, top, height) in enumerate(self._lines):
            baseline = top + (height - metrics.height()) / 2 + metrics.ascent()
            self._draw_line(painter, placed, QPointF(self._indent(placed), baseline), boxed=self._boxed and number == 0)
        painter.end()

    def _draw_line(self, painter: QPainter, placed: Sequence[Placed], at: QPointF, *, boxed: bool) -> None:
        run, start = "", 0.0
        for position, one in enumerate(placed):
            if one.atom.text == BOX:
                run = self._draw_run(painter, run, QPointF(at.x() + start, at.y()))
                self._draw_box(painter, QPointF(at.x() + one.x, at.y()), ticked=boxed and position == 0 and self.ticked)
                continue
            if one.atom.widget >= 0:
                run = self._draw_run(painter, run, QPointF(at.x() + start, at.y()))
                continue
            start = start if run else one.x
            run += one.atom.text
        self._draw_run(painter, run, QPointF(at.x() + start, at.y()))

    def _draw_run(self, painter: QPainter, run: str, at: QPointF) -> str:
        if run:
            painter.drawText(at, run)
        return ""

    def _draw_box(self, painter: QPainter, at: QPointF, *, ticked: bool) -> None:
        """A printed □; the one before the words is ticked by answering."""
        shown = colours()
        side = QFontMetricsF(self.font()).ascent() * 0.76
        box = QRectF(at.x() + 1, at.y() - side + 1.5, side, side)
        painter.save()
        painter.setPen(QPen(QColor(shown.done if ticked else shown.blank_line), 1.3))
        painter.setBrush(QColor(shown.done) if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, measure.TINY_CORNER, measure.TINY_CORNER)
        if ticked:
            painter.setPen(QPen(QColor(shown.surface), 1.8, c=Qt.PenCapStyle.RoundCap))
            x, y = box.x(), box.y()
            painter.drawPolyline(
                [QPointF(x + side * a, y + side * b) for a, b in ((0.24, 0.52), (0.43, 0.71), (0.78, 0.3))]
            )
        painter.restore()

    def _idle(self) -> bool:
        editors = [piece for piece in self._pieces if isinstance(piece, QWidget)]
        return bool(editors) and not self._desk.read_only and not any(editor.isEnabled() for editor in editors)


def _advance(metrics: QFontMetricsF, text: str) -> float:
    return metrics.horizontalAdvance(text) + (space.HAIR if text == BOX else 0)  # lest the words touch their box


def _opens(piece: QWidget) -> bool:
    """Whether words open a bracket that they do not close."""
    return isinstance(piece, QLabel) and "（" in piece.text() and "）" not in piece.text()


def _kept(pieces: Sequence[Piece]) -> dict[int, int]:
    """What is kept on one line, the boxes of a choice and the words between them: place of each → number of its run."""
    kept: dict[int, int] = {}
    for place, piece in enumerate(pieces):
        if isinstance(piece, Box):
            kept[place] = place
            before = pieces[place - 2] if place > 1 and isinstance(pieces[place - 1], str) else None
            if isinstance(before, Box) and before.choice is piece.choice:
                kept[place - 1] = kept[place] = kept[place - 2]
    return kept


def _widget_atom(position: int, piece: QWidget, last: bool, opened: bool, fills: bool) -> Atom:
    if isinstance(piece, LineEditor):
        stretch = fills or (piece.stretches and last)
        return Atom("", 40.0 if fills else piece.natural_width + 2 * BESIDE, position, glued=opened, stretch=stretch)
    return Atom("", piece.sizeHint().width() + 2.0 * BESIDE, position, glued=opened)
