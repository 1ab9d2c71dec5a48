"""Words on the window: bold above what they name, wrapped over as many lines as they need, or to be chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)


class Elided(QLabel):
    """Words on one line that give way to what stands beside them, ending in “…”; the tool tip has them whole.

    Those that are `whole` are not cut but left out: half a number would be another.
    """

    whole = False

    def setText(self, words: str) -> None:
        """Show `words`, as much of them as there is room for."""
        super().setText(words)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        """No width of its own."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        if self.whole and words != self.text():
            return
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class Picker(QComboBox):
    """A choice whose words end in “…” where there is no room for them; its tool tip has them whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.currentTextChanged.connect(self.setToolTip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        draw_choice(self, self.currentText())


class _Chosen(QStyleOptionComboBox):
    """What the stubs leave out."""

    currentText: str  # noqa: N815  # the name that Qt gives it


def draw_choice(choice: QComboBox, words: str) -> None:
    """Draw a choice with these words, as much of them as there is room for."""
    painter, option = QStylePainter(choice), _Chosen()
    choice.initStyleOption(option)
    box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = choice.style().subControlRect(box, option, field, choice).width() - 2
    option.currentText = choice.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawComplexControl(box, option)
    painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


def titled(words: str, parent: QWidget, size: str = "strong") -> QLabel:
    """A title of a size of the type scale."""
    label = QLabel(words, parent)
    label.setProperty("type", size)
    return label


def wrapped(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """Words that wrap, in the colour of `tone`."""
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    keep_height(label)
    if tone:
        label.setProperty("tone", tone)
    return label


def keep_height(label: QLabel) -> None:
    """Give wrapped words exactly the height that they need at their width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
