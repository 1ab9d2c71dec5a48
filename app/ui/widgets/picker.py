"""A choice among a few words, which may be longer than there is room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.ui.theme import space


class Picker(QComboBox):
    """A choice whose words end in “…” where there is no room for them; its tool tip has them whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.currentTextChanged.connect(self.setToolTip)

    def showPopup(self) -> None:
        """Show all there is to choose from, each whole."""
        widen(self)
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        draw_choice(self, self.currentText())


class _Chosen(QStyleOptionComboBox):
    """What the stubs leave out."""

    currentText: str  # noqa: N815  # the name that Qt gives it


def widen(choice: QComboBox) -> None:
    """Make what comes down from a choice as wide as the longest words in it, within the screen."""
    view, most = choice.view(), choice.screen().availableGeometry().width()
    beside = view.verticalScrollBar().sizeHint().width() + 2 * (space.TIGHT + 1)  # the frame of the list
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setMinimumWidth(min(view.sizeHintForColumn(0) + beside, most))


def draw_choice(choice: QComboBox, words: str) -> None:
    """Draw a choice with these words, as much of them as there is room for."""
    painter, option = QStylePainter(choice), _Chosen()
    choice.initStyleOption(option)
    box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = choice.style().subControlRect(box, option, field, choice).width() - 2
    option.currentText = choice.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawComplexControl(box, option)
    painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
