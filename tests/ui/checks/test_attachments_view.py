"""The check list of attachments follows every change and leads to each proof."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from proof_files import PROOF, attach, image, write_pdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.ui.checks.attachments import AttachmentsView
from app.ui.checks.checklist import Tab
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.widgets.rows import Row


@pytest.fixture
def view(window: MainWindow, form: FormView) -> AttachmentsView:
    """The list, opened with its key's action."""
    window.actions_["attachments"].trigger()
    assert form.asides.checklist.attachments.isVisible()
    return form.asides.checklist.attachments


def row(view: AttachmentsView) -> Row:
    """The row of the one proof that the small pack asks for."""
    (found,) = [one for one in view.rows.rows if one.target == PROOF]
    return found


def row_height(view: AttachmentsView) -> int:
    place = view.rows.rows.index(row(view))
    return view.rows.sizeHintForRow(place)


def test_each_page_that_asks_for_proofs_is_a_heading_above_them(view: AttachmentsView) -> None:
    assert [(one.text, one.level) for one in view.rows.rows] == [("1.1 设备数量*", 1), ("设备数量证明材料", 0)]


def test_the_state_the_files_and_what_they_prove_follow_the_changes(
    view: AttachmentsView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    assert (row(view).note, view.summary.text()) == ("填写数据后提供", "齐 0 项 / 应附 0 项 · 共 0 份文件，0 页")
    form.desk.do(lambda: form.desk.session.answer(path("equipment.total"), "5"))
    assert (row(view).note, row(view).detail) == ("缺", "依据：说明3")
    assert view.summary.text() == "齐 0 项 / 应附 1 项 · 共 0 份文件，0 页"
    attach(form, qtbot, write_pdf(tmp_path / "连接清单.pdf", pages=3))
    form.asides.check_attachments()
    assert (row(view).note, row(view).detail) == ("齐", "1 份，3 页 · 证明：连接清单")
    assert view.summary.text() == "齐 1 项 / 应附 1 项 · 共 1 份文件，3 页"
    assert view.rows.rows[0].note == "齐 1 / 应附 1"
    form.desk.do(form.desk.session.undo)
    assert row(view).note == "缺"


def test_what_to_know_of_each_file_stands_in_lines_of_its_own(
    view: AttachmentsView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    frames = [image(colour).scaled(60, 40) for colour in ("#87c3e8", "#000000")]
    for number, frame in enumerate(frames):
        assert frame.save(str(tmp_path / f"{number}.png"))
    first, *others = [Image.open(tmp_path / f"{number}.png") for number in range(2)]
    first.save(tmp_path / "演示.gif", save_all=True, append_images=others)
    low = row_height(view)
    attach(form, qtbot, tmp_path / "演示.gif")
    form.asides.check_attachments()
    assert row(view).detail.splitlines() == [
        "1 份，1 页 · 证明：演示",
        "“设备数量证明材料”附有材料，但本页没有填写可证明的内容。",
        "“演示.gif”：动图只印第一帧，共 2 帧。",
    ]
    assert row_height(view) > low + 3 * view.fontMetrics().height() - 6


def test_only_what_lacks_can_be_shown(view: AttachmentsView, form: FormView) -> None:
    missing = view.filters.button(1)
    missing.click()
    assert [one.text for one in view.rows.rows] == ["没有这样的材料。"]
    form.desk.do(lambda: form.desk.session.answer(path("equipment.total"), "5"))
    assert missing.text() == "只看缺的 1"
    assert row(view).note == "缺"


def test_enter_leads_to_the_card_of_the_proof_with_the_focus_in_it(
    view: AttachmentsView, form: FormView, user: User
) -> None:
    assert view.rows.hasFocus()
    user.press(Qt.Key.Key_Down)
    user.press(Qt.Key.Key_Return)
    assert form.section == "equipment"
    card = form.panel.evidence.item("proof")
    assert card is not None
    assert card.isVisible()
    assert form.window().focusWidget() is card.button


def test_the_key_goes_to_the_list_and_back_and_the_other_tab_is_the_check_list(
    window: MainWindow, form: FormView
) -> None:
    assert window.actions_["attachments"].shortcut().toString() == "Shift+F5"
    form.asides.check_attachments()
    assert form.asides.checklist.tab is Tab.ATTACHMENTS
    form.check()
    assert form.asides.checklist.tab is Tab.PROBLEMS
    assert form.asides.checklist.rows.isVisible()
    form.asides.check_attachments()
    form.asides.check_attachments()
    assert form.middle.currentWidget() is form.page(form.section)


def test_the_tabs_are_changed_with_the_keyboard(view: AttachmentsView, form: FormView, qtbot: QtBot) -> None:
    form.asides.checklist.tabs.setFocus()
    qtbot.keyClick(form.asides.checklist.tabs, Qt.Key.Key_Left)
    assert form.asides.checklist.rows.isVisible()
    assert not view.isVisible()


def test_what_is_typed_is_counted_once_it_is_left(view: AttachmentsView, form: FormView, user: User) -> None:
    user.type("equipment.total", "5")
    user.leave()
    form.asides.check_attachments()
    assert row(view).note == "缺"


def test_a_password_is_never_found_by_the_search(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    card = attach(form, qtbot, write_pdf(tmp_path / "a.pdf"))
    form.desk.do(lambda: form.desk.session.set({PROOF.at(card.files[0].row, "password"): "geheim"}))
    box = form.tree.finder.box
    assert isinstance(box, QLineEdit)
    box.setText("geheim")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not form.tree.finder.hunt.busy)
    assert [one.text for one in form.tree.finder.results.rows] == ["没有找到“geheim”"]


def test_what_is_left_out_of_a_proof_and_what_else_there_is_to_know_is_said(
    view: AttachmentsView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    form.desk.do(lambda: form.desk.session.answer(path("equipment.total"), "5"))
    attach(form, qtbot, write_pdf(tmp_path / "合同.pdf"))
    file = PROOF.at(form.desk.session.answers.rows(PROOF)[0])
    said = {"removed": "嵌入文件", "notes": "PDF 有损坏，已尽力修复，请逐页核对。"}
    form.desk.do(lambda: form.desk.session.set({file.at(file.row, name): words for name, words in said.items()}))
    form.asides.check_attachments()
    assert "“合同.pdf”中的嵌入文件不会印入书中，请核对。" in row(view).detail
    assert "“合同.pdf”：PDF 有损坏，已尽力修复，请逐页核对。" in row(view).detail
