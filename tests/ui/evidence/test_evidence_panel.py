"""Proofs are dropped onto the page, named, ordered, taken out and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from proof_files import LONG, PROOF, drop, item, write_picture
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.ui.evidence.state import state_of
from app.ui.evidence.taking.progress import Progress
from app.ui.form.view import FormView


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A screenshot."""
    return write_picture(tmp_path / "后台截图.png")


def test_a_file_dropped_on_its_proof_is_attached_and_saved(form: FormView, qtbot: QtBot, picture: Path) -> None:
    drop(item(form), picture)
    qtbot.waitUntil(lambda: form.desk.session.answers.row_count(PROOF) == 1, timeout=LONG)
    (file,) = form.desk.declaration.evidence(PROOF)
    assert (file.name, file.pages, file.proves) == ("后台截图.png", 1, "后台截图")
    form.desk.declaration.flush()
    assert form.desk.declaration.evidence_bytes(file.sha256) == picture.read_bytes()
    assert form.panel.tabs.tabText(2) == "证明材料 1"


def test_a_file_dropped_on_the_page_goes_to_its_first_proof(form: FormView, qtbot: QtBot, picture: Path) -> None:
    form.open("equipment")
    drop(form.page("equipment"), picture)
    qtbot.waitUntil(lambda: form.desk.session.answers.row_count(PROOF) == 1, timeout=LONG)


def test_what_a_file_proves_is_typed_beside_it(form: FormView, user: User, qtbot: QtBot, picture: Path) -> None:
    view = item(form)
    form.panel.tabs.setCurrentIndex(2)
    drop(view, picture)
    qtbot.waitUntil(lambda: len(view.files) == 1, timeout=LONG)
    line = view.files[0].proves
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "1200 devices")
    assert form.desk.declaration.evidence(PROOF)[0].proves == "1200 devices"


def test_files_are_ordered_taken_out_and_brought_back(form: FormView, qtbot: QtBot, picture: Path) -> None:
    other = picture.with_name("b.png")
    other.write_bytes(picture.read_bytes())
    view = item(form)
    drop(view, picture, other)
    qtbot.waitUntil(lambda: len(view.files) == 2, timeout=LONG)
    view.files[1].move_by(-1)
    assert [file.name for file in form.desk.declaration.evidence(PROOF)] == ["b.png", "后台截图.png"]
    view.files[0].take_out()
    assert [file.name for file in form.desk.declaration.evidence(PROOF)] == ["后台截图.png"]
    form.desk.undo()
    assert [file.name for file in form.desk.declaration.evidence(PROOF)] == ["b.png", "后台截图.png"]


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the plugin without a display says it of every dialog
def test_a_file_that_is_refused_is_told_in_words_and_nothing_is_attached(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    strange = tmp_path / "程序.exe"
    strange.write_bytes(b"MZ\x90\x00")
    drop(item(form), strange)
    qtbot.waitUntil(lambda: bool(form.findChildren(QMessageBox)), timeout=LONG)
    box = form.findChildren(QMessageBox)[0]
    assert "程序.exe" in box.text()
    assert [button.text().replace("&", "") for button in box.buttons()] in (["确定"], ["OK(O)"], ["确定(O)"])
    box.close()
    assert form.desk.session.answers.row_count(PROOF) == 0


def test_the_state_of_a_proof_is_said_in_words(form: FormView) -> None:
    assert state_of(form.desk, PROOF)[0] == "填写数据后提供"
    form.desk.session.answer(path("equipment.total"), "5")
    assert state_of(form.desk, PROOF)[0] == "缺"


def test_the_state_says_that_files_nobody_asks_for_are_not_bound(
    form: FormView, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = form.desk.session
    session.insert_rows(PROOF, 0, [{"name": "一.png", "sha256": "1" * 64, "size": 1, "pages": 1, "proves": "数量"}])
    monkeypatch.setattr(session.circumstances, "asked", lambda _path: False)
    assert state_of(form.desk, PROOF) == ("不适用，所附 1 份不编入书中", "advice")


def test_how_far_it_is_comes_into_sight_below_the_files(
    form: FormView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = [{"name": f"{n}.txt", "sha256": f"{n:064}", "size": 1, "proves": "数量"} for n in range(12)]
    form.desk.do(lambda: form.desk.session.insert_rows(PROOF, 0, cells))
    card, panel = item(form), form.panel.evidence
    qtbot.waitUntil(lambda: panel.verticalScrollBar().maximum() > 0)
    qtbot.wait(50)  # until the card that was asked for is in sight
    panel.verticalScrollBar().setValue(0)
    monkeypatch.setattr(panel.intake, "progress", lambda _item: Progress("正在读取：甲.pdf", -1.0))
    panel.intake.changed.emit(PROOF)
    qtbot.waitUntil(lambda: not card.progress.visibleRegion().isEmpty())


def test_files_arrive_though_another_page_was_opened_meanwhile(form: FormView, qtbot: QtBot, picture: Path) -> None:
    drop(item(form), picture)
    form.open("cover")
    qtbot.waitUntil(lambda: form.desk.session.answers.row_count(PROOF) == 1, timeout=LONG)
    assert not form.panel.evidence.intake.busy(PROOF)
