"""The tree of indicators on the screen: marks are typed in place, a leaf's name leads to its page."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from app.forms.answers.scoring import Tally
from app.ui.desk import Desk
from app.ui.editors.text import EntryLine
from app.ui.scores.model import FAULT, MARK, NONE, POINTS, SHARE, TITLE, ScoreModel
from app.ui.theme import colours, scaled

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, ABOVE, INDENT = 28, 5, 12
"""The least height of a row, the room above its words, and how far a level stands in; pixels at 100 %."""
ROOMS = {SHARE: "100%", MARK: "100.00", POINTS: "计入总分"}
"""The widest words of each column of figures; the names have the rest."""
SIDE = 20
Hint = QAbstractItemDelegate.EndEditHint
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScoreTable(QTreeView):
    """The tree with all levels open; `leaf_wanted` tells the blank of a leaf whose page is wanted."""

    leaf_wanted = Signal(object)

    def __init__(self, desk: Desk, model: ScoreModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self.setModel(model)
        self.setItemDelegate(MarkDelegate(desk, model, self))
        self.setAccessibleName("自评表")
        self.setWordWrap(True)
        self.setRootIsDecorated(False)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._clicked)
        self.entered.connect(self._over)
        self.expandAll()

    def begin(self) -> None:
        """Put the cursor on the current mark, or on the first."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self.currentIndex()
        if self._model.scores and (not index.isValid() or self._model.tally(index).score is None):
            self.go(self._model.place(self._model.scores[0]))

    def go(self, index: QModelIndex) -> None:
        """Put the cursor on a row, with those above it open."""
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def show_branch(self, index: QModelIndex) -> None:
        """Show an indicator at the top, with those below it open."""
        self.go(index)
        self.expand(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the figures what they need, and the names the rest."""
        super().resizeEvent(event)
        measure = self.fontMetrics().horizontalAdvance
        rooms = {column: measure(words) + SIDE for column, words in ROOMS.items()}
        for column, room in rooms.items():
            self.setColumnWidth(column, room)
        self.setColumnWidth(TITLE, max(self.viewport().width() - sum(rooms.values()), 160))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next mark, Ctrl+Enter to the page of the leaf; Delete takes the mark away."""
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState or not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._want(self._model.tally(index))
        elif event.key() in _ENTER:
            self._step(1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear(self._model.tally(index))
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Go on to the next mark with Enter or Tab, back with Shift+Tab."""
        super().closeEditor(editor, Hint.NoHint)
        steps = {Hint.SubmitModelCache: 1, Hint.EditNextItem: 1, Hint.EditPreviousItem: -1}
        if hint in steps:
            self._step(steps[hint])

    def _step(self, by: int) -> None:
        index = self._model.neighbour(self.currentIndex(), by)
        if index.isValid():
            self.go(index)

    def _clear(self, tally: Tally) -> None:
        score = tally.score
        if score is not None:
            self._desk.do(lambda: self._desk.session.set({score: None}))

    def _clicked(self, index: QModelIndex) -> None:
        tally = self._model.tally(index)
        if tally.below:
            self.setExpanded(index.siblingAtColumn(TITLE), not self.isExpanded(index.siblingAtColumn(TITLE)))
        elif index.column() == TITLE:
            self._want(tally)
        elif tally.score is not None:
            self.setCurrentIndex(self._model.place(tally.score))
            if index.column() == MARK and not self._desk.read_only:
                self.edit(index)

    def _want(self, tally: Tally) -> None:
        if tally.path is not None:
            self.leaf_wanted.emit(tally.path)

    def _over(self, index: QModelIndex) -> None:
        leads = index.column() == TITLE or bool(self._model.tally(index).below)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)


class MarkDelegate(QStyledItemDelegate):
    """Draws the rows by level, and edits a mark: each key goes to the session."""

    def __init__(self, desk: Desk, model: ScoreModel, table: ScoreTable) -> None:
        super().__init__(table)
        self._desk, self._model, self._table = desk, model, table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped name needs."""
        if index.column() != TITLE:
            return QSize(0, scaled(ROW_HEIGHT))
        level = len(self._model.tally(index).branch.keys) // 2 - 1
        room = self._table.columnWidth(TITLE) - level * INDENT - 2 * ABOVE
        wrapped = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        words = self._table.fontMetrics().boundingRect(QRect(0, 0, room, 1000), wrapped, str(index.data()))
        return QSize(0, max(words.height() + 2 * ABOVE, scaled(ROW_HEIGHT)))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line for the mark."""
        line = EntryLine(parent)
        line.setProperty("cell", True)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setAccessibleName(f"{self._model.tally(index).title}，自评分")
        kept = QPersistentModelIndex(index)
        line.textEdited.connect(lambda text: self._model.setData(kept, text))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the mark; what is being typed is not rewritten."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Each key is with the session already: the mark is finished, and checked now."""
        score = self._model.tally(index).score
        if score is not None:
            self._desk.left(score)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The first level bold, sums of what is unmarked and shares quiet."""
        super().initStyleOption(option, index)
        font, palette = getattr(option, "font"), getattr(option, "palette")  # noqa: B009  # absent from the stubs
        font.setBold(not index.parent().isValid() and index.column() in (TITLE, MARK, POINTS))
        quiet = index.column() == SHARE or index.data() == NONE
        shown = colours()
        palette.setColor(QPalette.ColorRole.Text, QColor(shown.muted if quiet else shown.text))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell; the mark of a leaf as a blank to fill."""
        super().paint(painter, option, index)
        if index.column() != MARK or self._model.tally(index).score is None:
            return
        shown = colours()
        found = index.data(FAULT) or []
        worst = "blocking" if any(one.severity == "blocking" for one in found) else "advice"
        rect: QRect = getattr(option, "rect")  # noqa: B009  # absent from the stubs
        painter.save()
        here = self._table.currentIndex().siblingAtColumn(MARK) == index
        name = worst if found else "accent" if here else "blank_line"
        painter.setPen(QPen(QColor(getattr(shown, name)), 2 if found or here else 1))
        below = rect.center().y() + scaled(ROW_HEIGHT) // 2 - 2
        painter.drawLine(rect.left() + 10, below, rect.right() - 2, below)
        painter.restore()
