"""A dialog that asks which of a few ways to go: each a wide button with a line on what it means."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import scaled, space
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened, titled

WIDTH = 520


@dataclass(frozen=True, slots=True)
class Choice:
    """One way: the name it is told under, the words of its button, and what it means."""

    name: str
    words: str
    meaning: str = ""


class ChoiceDialog(Dialog):
    """Asks once; `chosen` tells the name of the way, nothing when the user would rather not."""

    chosen = Signal(str)

    def __init__(
        self, title: str, words: str, choices: list[Choice], parent: QWidget | None, details: str = ""
    ) -> None:
        super().__init__(title, parent)
        self.wish(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self.column
        head = titled(title, self, "heading")
        head.setWordWrap(True)
        column.addWidget(head)
        self.words = evened(words, self)
        column.addWidget(self.words)
        if details:
            column.addWidget(_details(details, self))
        column.addSpacing(space.TIGHT)
        self.buttons = {choice.name: self._button(choice, column) for choice in choices}
        self.cancel = QPushButton("取消", self)
        self.cancel.setAccessibleName("取消")
        self.cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        self.set_foot(foot)
        first = self.buttons[choices[0].name]
        first.setDefault(True)
        first.setFocus()

    def _button(self, choice: Choice, column: QVBoxLayout) -> QPushButton:
        button = QPushButton(choice.words, self)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(choice.words.rstrip("…"))
        button.setAccessibleDescription(choice.meaning)
        button.clicked.connect(lambda: self._choose(choice.name))
        column.addWidget(button)
        if choice.meaning:
            column.addWidget(evened(choice.meaning, self, "muted"))
        return button

    def _choose(self, name: str) -> None:
        self.accept()
        self.chosen.emit(name)


def ask_to_drop(dialog: Dialog, words: str) -> None:
    """Close `dialog` without the choices made in it once its user says so; `words` say how many there are."""
    ask = ChoiceDialog("放弃已选的？", words, [Choice("drop", "放弃并关闭", "申报书没有改动，下次要重新选。")], dialog)
    ask.cancel.setText("继续选")
    ask.cancel.setAccessibleName("继续选")
    ask.cancel.setDefault(True)
    ask.cancel.setFocus()
    ask.chosen.connect(lambda _way: dialog.done(Dialog.DialogCode.Rejected))
    ask.open()


def _details(words: str, parent: QWidget) -> QFrame:
    """A card with what is being asked about, as long as it is; scrolled when it is longer than the window."""
    card = QFrame(parent)
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(space.APART, space.CLOSE, space.APART, space.CLOSE)
    label = evened(words, card)
    if words.count("\n") < 8:
        inside.addWidget(label)
        return card
    area = QuietArea(card)
    ground = area.ground()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label)
    column.addStretch(1)
    area.setWidget(ground)
    area.setFixedHeight(scaled(180))
    inside.addWidget(area)
    return card
