"""Undo: at once what was done since the draft was opened; what is older only when its user agrees."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.declaration.history import is_earlier, taking_back_words
from app.forms.answers.history import Step
from app.ui.desk import BEGUN, Desk
from app.ui.message import question


def undo(desk: Desk, window: QWidget) -> None:
    """Take the last step back; one of an earlier session is shown first, with whose it is and what would change."""
    step = desk.session.history.to_undo
    if step is None or not is_earlier(step, BEGUN) or desk.read_only:
        desk.undo()
        return
    desk.settle()
    _ask(desk, step, window)


def _ask(desk: Desk, step: Step, window: QWidget) -> None:
    whose, lines = taking_back_words(desk.session, step)
    meaning = f"{lines}\n\n这次运行程序以来的修改都已撤销。撤销以后可以用“重做”恢复。"
    box, agree = question(window, "撤销以前的修改？", f"要撤销的是{whose}：", meaning, "撤销这一步", "不撤销")
    box.setObjectName("undoing")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def answered() -> None:
        if box.clickedButton() is agree and desk.session.history.to_undo is step:
            desk.undo()

    box.finished.connect(answered)
    box.open()
