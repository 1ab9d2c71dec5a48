"""Characters that Qt counts twice, rare ones of names among them, are shown, chosen and typed beside as all others."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from ui.person import User, path

from app.ui.broken import broken
from app.ui.editors.line import LineEditor
from app.ui.editors.prose import ProseEditor
from app.ui.form.view import FormView

RARE = "𠮷"


@pytest.mark.parametrize("words", [RARE * 90, f"{RARE * 9}公司" * 9, "公司" * 20], ids=["rare", "mixed", "usual"])
def test_words_are_broken_between_characters_and_none_is_lost(form: FormView, words: str) -> None:
    lines = broken(words, form.font(), 120, 24)
    assert "".join(lines) == words
    assert len(lines) > 2
    assert all(lines)
    assert max(map(form.fontMetrics().horizontalAdvance, lines)) <= 120


def test_what_is_left_over_of_rare_characters_has_dots_before_its_end(form: FormView) -> None:
    lines = broken(RARE * 90, form.font(), 120, 2)
    assert len(lines) == 2
    assert lines[1].startswith(RARE)
    assert lines[1].endswith("…")


def test_a_long_answer_of_rare_characters_is_chosen_whole(user: User, form: FormView) -> None:
    name = user.line("applicant.name")
    form.desk.session.answer(path("applicant.name"), RARE * 80)
    name.take_focus(path("applicant.name"))
    assert name.selectedText() == name.text() == RARE * 80


def test_the_cursor_stays_behind_rare_characters_when_an_answer_is_shown_anew(user: User, form: FormView) -> None:
    name, profile = user.line("applicant.name"), user.blank("applicant.profile")
    assert isinstance(profile, ProseEditor)
    form.desk.chosen(path("applicant.name"), f"{RARE}甲{RARE}")
    form.desk.chosen(path("applicant.profile"), f"{RARE}甲{RARE}")
    name.setFocus()
    name.setCursorPosition(2)
    form.desk.chosen(path("applicant.name"), f"{RARE}{RARE}甲{RARE}")
    assert name.cursorPosition() == 4
    profile.setFocus()
    profile.moveCursor(QTextCursor.MoveOperation.End)
    form.desk.chosen(path("applicant.profile"), f"{RARE}甲{RARE}乙")
    assert profile.textCursor().position() == 5


@pytest.mark.parametrize("name", ["applicant.name", "applicant.profile"])
def test_words_that_were_found_behind_rare_characters_are_chosen(user: User, form: FormView, name: str) -> None:
    form.desk.chosen(path(name), f"{RARE}{RARE}公司甲{RARE}乙")
    for words in ("公司", f"甲{RARE}乙"):
        form.going.start()
        form.tree.finder.box.setText(words)
        form.tree.finder.step(1)
        editor = QApplication.focusWidget()
        assert isinstance(editor, LineEditor | ProseEditor)
        found = editor.selectedText() if isinstance(editor, LineEditor) else editor.textCursor().selectedText()
        assert found == words
