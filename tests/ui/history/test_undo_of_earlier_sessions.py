"""Undo goes back beyond today's session only when its user has read whose change that would take back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from ui.person import User, path
from ui.proof_files import write_picture

from app.declaration.declaration import Declaration
from app.ui.form.view import FormView
from app.ui.history import undoing
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def later(
    form: FormView,
    window: MainWindow,
    tmp_path: Path,
    reopened: Callable[[Declaration], Declaration],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[FormView]:
    """The same draft, opened by a later run of the program after a figure was put in and a proof attached."""
    form.desk.session.answer(path("equipment.total"), "1200")
    declaration = form.desk.declaration
    declaration.attach(path("equipment.proof"), [write_picture(tmp_path / "名单.png")])
    window.close_form()
    monkeypatch.setattr(undoing, "BEGUN", datetime.now(UTC) + timedelta(seconds=1))
    again = reopened(declaration)
    window.show_declaration(again)
    assert window.form is not None
    yield window.form
    window.close_form()
    again.close()


def question(window: MainWindow) -> QMessageBox | None:
    """What is asked before an old step is taken back."""
    boxes = [box for box in window.findChildren(QMessageBox, "undoing") if box.isVisible()]
    return boxes[0] if boxes else None


def test_what_was_typed_since_is_undone_at_once(user: User, later: FormView, window: MainWindow) -> None:
    User(user.bot, later).type("equipment.running", "4")
    window.actions_["undo"].trigger()
    assert question(window) is None
    assert later.desk.session.value(path("equipment.running")) is None


def test_what_was_saved_and_read_back_in_this_run_is_undone_at_once(
    form: FormView, window: MainWindow, reopened: Callable[[Declaration], Declaration]
) -> None:
    form.desk.session.answer(path("equipment.total"), "1200")
    declaration = form.desk.declaration
    window.close_form()
    again = reopened(declaration)
    window.show_declaration(again)
    window.actions_["undo"].trigger()
    assert question(window) is None
    assert again.session.value(path("equipment.total")) is None


def test_a_proof_of_an_earlier_session_is_never_removed_in_silence(later: FormView, window: MainWindow) -> None:
    proof = path("equipment.proof")
    window.actions_["undo"].trigger()
    box = question(window)
    assert box is not None
    assert "名单.png" in box.informativeText()
    assert "移出" in box.informativeText()
    next(one for one in box.buttons() if one.text() == "不撤销").click()
    assert len(later.desk.declaration.evidence(proof)) == 1
    window.actions_["undo"].trigger()
    box = question(window)
    assert box is not None
    next(one for one in box.buttons() if one.text() == "撤销这一步").click()
    assert later.desk.declaration.evidence(proof) == []


def test_the_question_says_whose_change_it_is_and_what_becomes_of_it(later: FormView, window: MainWindow) -> None:
    later.desk.undo()
    window.actions_["undo"].trigger()
    box = question(window)
    assert box is not None
    assert later.desk.declaration.user in box.text()
    assert "“1,200”改回“（空）”" in box.informativeText()
    box.reject()
    assert later.desk.session.value(path("equipment.total")) == 1200
