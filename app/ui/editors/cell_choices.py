"""The editor of a cell that takes several of its options: a list that stays open while they are ticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from app.forms.field_types import FIELD_TYPES
from app.ui.widgets.picker import draw_choice, widen

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class CellChoices(QComboBox):
    """The `options` with a box each; `ticked` tells the words of those that have a tick, `closed` that it is done."""

    ticked = Signal(str)
    closed = Signal()

    def __init__(self, name: str, options: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._pressed = QPersistentModelIndex()
        self.addItems(list(options))
        for item in self._items():
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        self._show("")
        self.setItemDelegate(QStyledItemDelegate(self))  # that of a menu draws no empty boxes
        self.view().installEventFilter(self)
        self.view().viewport().installEventFilter(self)
        QTimer.singleShot(0, self, self.showPopup)

    def show_text(self, text: str, chosen: Iterable[str]) -> None:
        """Show what the cell holds, and a tick at each option that is `chosen` by it."""
        words = set(chosen)
        for item in self._items():
            item.setCheckState(_ON if item.text() in words else _OFF)
        self._show(text)

    def showPopup(self) -> None:
        """Show the options, each whole however narrow the cell is."""
        widen(self)
        super().showPopup()

    def hidePopup(self) -> None:
        """A list that is closed ends the editing of its cell."""
        was_open = self.view().isVisible()
        super().hidePopup()
        if was_open:
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space and a click tick an option, and the list stays; the click that opened it ticks none."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self._turn(self.view().currentIndex())
            return True
        if isinstance(event, QMouseEvent) and event.type() in _PRESSES:
            self._pressed = QPersistentModelIndex(self.view().indexAt(event.position().toPoint()))
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            place = self.view().indexAt(event.position().toPoint())
            if self._pressed == place:
                self._turn(place)
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the words of all that is ticked."""
        draw_choice(self, self._words)

    def _turn(self, place: QModelIndex) -> None:
        """Tick what is not ticked, and the other way round."""
        if not place.isValid():
            return
        item = self._items()[place.row()]
        item.setCheckState(_OFF if item.checkState() == _ON else _ON)
        self._show(FIELD_TYPES["choices"].show(tuple(one.text() for one in self._items() if one.checkState() == _ON)))
        self.ticked.emit(self._words)

    def _show(self, words: str) -> None:
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def _items(self) -> list[QStandardItem]:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return [model.item(row) for row in range(model.rowCount())]
