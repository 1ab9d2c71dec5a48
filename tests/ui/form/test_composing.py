"""While an input method composes, nothing is checked, counted, saved or rewritten, in any kind of editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from ui.form.walking import focused
from ui.person import User, path

from app.ui.editors.cell_text import CellText
from app.ui.form.view import FormView

EDITORS = ("cover.project", "equipment.total", "applicant.name", "applicant.profile", "equipment.details")


def compose(editor: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends: the letters so far, or the words that were chosen."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def shown(editor: QWidget) -> str:
    """The text of an editor without what is being composed."""
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


@pytest.mark.parametrize("name", EDITORS)
def test_nothing_is_known_of_what_is_being_composed(user: User, form: FormView, name: str) -> None:
    steps: list[object] = []
    user.blank(name).take_focus(path(name))
    editor, words = focused(), form.status._words.text()
    form.desk.changed.connect(steps.append)
    for letters in ("n", "ni", "ni h", "ni hao"):
        compose(editor, letters)
    form.desk.session.answer(path("bounds.apps"), "3")  # something else changes meanwhile: nothing is rewritten
    assert len(steps) == 1
    assert form.desk.session.value(path(name)) is None
    assert form.status._words.text() == words
    assert not editor.property("fault")
    compose(editor, "", "你好")
    assert shown(editor) == "你好"
    assert form.desk.session.text(path(name)) == "你好"


@pytest.mark.parametrize("name", EDITORS)
def test_what_was_chosen_is_one_step_that_undo_takes_back(user: User, form: FormView, name: str) -> None:
    user.blank(name).take_focus(path(name))
    editor = focused()
    compose(editor, "ni hao")
    compose(editor, "", "你好")
    form.desk.undo()
    assert form.desk.session.value(path(name)) is None
    assert shown(focused()) == ""


def test_composing_that_is_given_up_leaves_what_was_there(user: User, form: FormView) -> None:
    user.type("cover.project", "Cloud")
    editor = focused()
    compose(editor, "yun")
    compose(editor, "")
    assert (shown(editor), form.desk.session.text(path("cover.project"))) == ("Cloud", "Cloud")


def test_the_words_of_a_long_text_are_counted_once_they_are_chosen(user: User, form: FormView) -> None:
    user.blank("applicant.profile").take_focus(path("applicant.profile"))
    compose(focused(), "ni hao")
    assert "正文 0 字" in form.status._words.text()
    compose(focused(), "", "你好")
    assert "正文 2 字" in form.status._words.text()


def test_a_cell_of_a_list_takes_what_was_chosen_and_nothing_before(qtbot: QtBot, user: User, form: FormView) -> None:
    devices = path("rows.devices")
    form.desk.go(devices)
    qtbot.keyClick(focused(), Qt.Key.Key_F2)
    editor = focused()
    assert isinstance(editor, CellText)
    compose(editor, "ji qi ren")
    assert form.desk.session.answers.rows(devices) == []
    compose(editor, "", "机器人")
    (row,) = form.desk.session.answers.rows(devices)
    assert form.desk.session.text(devices.at(row, "name")) == "机器人"
