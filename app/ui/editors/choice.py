"""The editor of a choice: the printed boxes become boxes to tick, with the blanks that they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QLabel, QRadioButton, QWidget

from app.forms.checks.problems import Problem
from app.forms.field_types import CHECKED, FIELD_TYPES, boxes
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.values import NIL, Unparsed
from app.forms.wording import shortened
from app.ui.desk import Desk
from app.ui.editors.blank import show_fault, spoken_name
from app.ui.editors.line import LineEditor

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # the Qt class stands beside this one in the box's bases

STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Box(_Button):
    """One box of a choice, which is one stop of Tab; the arrows go from box to box."""

    choice: ChoiceEditor

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next box, or the one before."""
        if event.key() in STEPS and not event.modifiers():
            self.choice.step(self, STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor is here; Tab comes back to this box."""
        super().focusInEvent(event)
        self.choice.entered(self)


class RoundBox(Box, QRadioButton):
    """A box of which one at most is ticked."""


class SquareBox(Box, QCheckBox):
    """A box that is ticked or not by itself."""


class ChoiceEditor(QObject):
    """The boxes of one choice; the box that is ticked is unticked by ticking it again.

    What none of the boxes says, 无 or words that are no option, has a box of its own while it is stated.
    """

    def __init__(self, desk: Desk, path: FieldPath, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self._desk = desk
        self._field = desk.session.field(path)
        self._group = QButtonGroup(self)  # of which any may be ticked: a round box is still heard as one of several
        self._group.setExclusive(False)
        self.buttons = [self._button(word, parent) for _, word in boxes(None, self._field)]
        self.other = self._button("", parent)
        self._specified: list[tuple[QLabel, LineEditor]] = []
        self.refresh()

    def pieces(self, parent: QWidget) -> Iterator[str | QWidget]:
        """The boxes, the words between them and the blanks behind them, in reading order."""
        options = {option.value: option for option in self._field.options}
        for position, button in enumerate(self.buttons):
            if position:
                yield self._field.separator if self._field.separator.strip() else "　"
            yield button
            option = options.get(button.text())
            if option is not None and option.field is not None:
                words = QLabel(option.specify, parent)
                line = LineEditor(self._desk, FieldPath(self.path.section, option.field), parent)
                self._specified.append((words, line))
                yield words
                yield line
        yield self.other
        self._show_specified()

    def refresh(self) -> None:
        """Tick what the session holds, and show the blanks that it asks for."""
        value = self._desk.session.value(self.path)
        asked = self._desk.session.asked(self.path)
        shown = boxes(value, self._field)
        for button, (mark, _) in zip(self.buttons, shown, strict=True):
            button.setEnabled(asked and not self._desk.read_only)
            button.setChecked(mark == CHECKED)
        stated = FIELD_TYPES[self._field.type].typed(value) if value is NIL or isinstance(value, Unparsed) else ""
        self._show_other(stated, asked)
        self._show_specified()
        if not any(button.hasFocus() for button in self._all):
            self._stop_at(next((button for button in self._all if button.isChecked()), self.buttons[0]))

    def show_problems(self, problems: list[Problem]) -> None:
        """Colour the boxes."""
        for button in self._all:
            show_fault(button, problems)

    def take_focus(self, path: FieldPath) -> None:
        """Go to the box that is ticked, or the first."""
        ticked = [button for button in self._all if button.isChecked()]
        (ticked or self.buttons)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def step(self, box: QAbstractButton, by: int) -> None:
        """Go from a box to the one `by` places on, round from the last to the first."""
        shown = [button for button in self._all if not button.isHidden()]
        shown[(shown.index(box) + by) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def entered(self, box: QAbstractButton) -> None:
        """The cursor has come to a box."""
        self._stop_at(box)
        self._desk.entering(self.path)

    # -- inside --------------------------------------------------------------------------------

    @property
    def _all(self) -> list[QAbstractButton]:
        return [*self.buttons, self.other]

    def _stop_at(self, box: QAbstractButton) -> None:
        for button in self._all:
            policy = Qt.FocusPolicy.StrongFocus if button is box else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != policy:
                button.setFocusPolicy(policy)

    def _show_other(self, words: str, asked: bool) -> None:
        self.other.setText(shortened(words))
        self.other.setToolTip(words)
        self.other.setAccessibleName(f"{spoken_name(self._field)}：{words}")
        self.other.setChecked(bool(words))
        self.other.setEnabled(asked and not self._desk.read_only)
        if self.other.isHidden() == bool(words):
            self.other.setVisible(bool(words))

    def _show_specified(self) -> None:
        """Show the blanks that what is ticked asks for, and those that hold an answer though it is not asked for."""
        for words, line in self._specified:
            shown = self._desk.session.asked(line.path) or self._desk.session.value(line.path) is not None
            if line.isHidden() == shown:
                words.setVisible(shown)
                line.setVisible(shown)

    def _button(self, word: str, parent: QWidget) -> QAbstractButton:
        button = SquareBox(word, parent) if _several(self._field) else RoundBox(word, parent)
        button.choice = self
        self._group.addButton(button)
        button.setAccessibleName(f"{spoken_name(self._field)}：{word}")
        button.setToolTip(self._field.help)
        button.clicked.connect(lambda ticked: self._clicked(word, ticked))
        return button

    def _clicked(self, word: str, ticked: bool) -> None:
        if _several(self._field):
            text = "、".join(button.text() for button in self.buttons if button.isChecked())
        else:
            text = word if ticked else ""
        self._desk.entering(self.path)
        self._desk.chosen(self.path, text)
        self.refresh()


def _several(field: Field) -> bool:
    return field.type == "choices"
