"""The editor of a choice: the printed boxes become boxes to tick, with the blanks that they ask for."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from app.forms.checks.problems import Problem
from app.forms.field_types import CHECKED, boxes
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.blank import show_fault, spoken_name
from app.ui.editors.line import LineEditor


class ChoiceEditor(QObject):
    """The boxes of one choice; the box that is ticked is unticked by ticking it again."""

    def __init__(self, desk: Desk, path: FieldPath, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self._desk = desk
        self._field = desk.session.field(path)
        self.buttons = [self._button(word, parent) for _, word in boxes(None, self._field)]
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
                yield f" {option.specify}"
                yield LineEditor(self._desk, FieldPath(self.path.section, option.field), parent)

    def refresh(self) -> None:
        """Tick what the session holds."""
        asked = self._desk.session.asked(self.path)
        shown = boxes(self._desk.session.value(self.path), self._field)
        for button, (mark, _) in zip(self.buttons, shown, strict=True):
            button.setEnabled(asked and not self._desk.read_only)
            button.setChecked(mark == CHECKED)

    def show_problems(self, problems: list[Problem]) -> None:
        """Colour the boxes."""
        for button in self.buttons:
            show_fault(button, problems)

    def take_focus(self, path: FieldPath) -> None:
        """Go to the box that is ticked, or the first."""
        ticked = [button for button in self.buttons if button.isChecked()]
        (ticked or self.buttons)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, word: str, parent: QWidget) -> QAbstractButton:
        button: QAbstractButton = QCheckBox(word, parent) if _several(self._field) else QRadioButton(word, parent)
        button.setAutoExclusive(False)
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
