"""收回或合并另一份: the plan is shown side by side, decided, and done; nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.handover.two_copies import (
    DETAILS,
    DEVICES,
    OURS,
    PHONE,
    PROJECT,
    PROOF,
    THEIR_PASSPHRASE,
    THEIRS,
    TOTAL,
    agreed,
    copied,
    edited,
    merging,
    row,
    rows,
    tick,
)
from ui.person import PASSPHRASE, User

from app.declaration.declaration import Declaration
from app.declaration.remarks.making import remark
from app.forms.pack.pack import Pack
from app.settings import Settings
from app.ui.handover.merging import MergeDialog
from app.ui.handover.plan_tree import WHO
from app.ui.main_window import MainWindow
from app.ui.widgets.choices import ChoiceDialog
from app.ui.widgets.plan_rows import TEXT_ROOM

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def theirs(declaration: Declaration, tmp_path: Path) -> Path:
    """A colleague's copy in which much was changed, and ours with other changes."""
    session = declaration.session
    session.answer(PROJECT, "智能工厂")
    session.answer(DETAILS, "设备于 2019 年购入，共三条产线。")
    session.insert_rows(DEVICES, 0, [{"name": "机床", "quantity": 1}, {"name": "泵", "quantity": 2}])
    file = copied(declaration, tmp_path / "申报书（李工）.qibei")
    picture = tmp_path / "机床照片.png"
    Image.new("RGB", (60, 40), "teal").save(picture)

    def fill(copy: Declaration) -> None:
        copy.session.answer(PROJECT, "智能工厂二期")
        copy.session.answer(DETAILS, "设备于 2020 年购入，共四条产线。")
        copy.session.answer(TOTAL, "12")
        copy.session.insert_rows(DEVICES, 2, [{"name": "风机", "quantity": 5}])
        copy.session.remove_rows(DEVICES, copy.session.answers.rows(DEVICES)[:1])
        copy.attach(PROOF, [picture])

    edited(file, fill)
    session.answer(PROJECT, "智能工厂一期")
    session.answer(DETAILS, "设备于 2019 年购入，共五条产线。")
    session.answer(DEVICES.at(session.answers.rows(DEVICES)[0], "quantity"), "9")
    session.answer(PHONE, "028-1234567")
    return file


def test_the_remarks_that_a_copy_brings_are_counted_before_they_are_taken(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, theirs: Path
) -> None:
    edited(theirs, lambda copy: remark(copy, str(PROJECT), "这里要改"))
    dialog = merging(qtbot, window, theirs)
    assert "对方的副本还带来 1 条批注、答复或处理。" in dialog.summary.text()


def test_something_has_the_cursor_while_it_reads_and_while_it_merges(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, theirs: Path
) -> None:
    def has_cursor() -> bool:
        here = dialog.focusWidget()
        return here is not None and here.isEnabled() and here.isVisible() and bool(here.accessibleName())

    window.sharing.take_back(theirs)
    (dialog,) = window.findChildren(MergeDialog)
    assert dialog.busy
    assert dialog.focusWidget() is dialog.bar
    assert has_cursor()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert dialog.focusWidget() is dialog.passphrase.edit
    dialog.passphrase.edit.setText(THEIR_PASSPHRASE)
    dialog.ok.click()
    assert dialog.busy
    assert has_cursor()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    dialog.tree.choose("ours")
    with qtbot.waitSignal(dialog.merged, timeout=20_000):
        dialog.ok.click()
        assert dialog.busy
        assert has_cursor()


def test_a_plan_is_shown_decided_and_done(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, theirs: Path
) -> None:
    before = theirs.read_bytes()
    dialog = merging(qtbot, window, theirs)
    groups = rows(dialog.tree)
    assert {name: len(found) for name, found in groups.items()} == {
        "两边不同（要选定）": 3,
        "采用对方的": 3,
        "保留本机的": 1,
    }
    assert not dialog.ok.isEnabled()
    assert "还有 3 处要选定" in dialog.summary.text()
    project = row(dialog.tree, "项 目 名 称")
    assert [project.text(column) for column in (1, OURS, THEIRS)] == ["智能工厂", "智能工厂一期", "智能工厂二期"]
    tick(project, THEIRS)
    tick(row(dialog.tree, "补充说明"), OURS)
    assert not dialog.ok.isEnabled()
    removed = row(dialog.tree, "机床”")
    assert "数量：9" in removed.text(OURS)
    assert removed.text(THEIRS) == "（没有这一行）"
    tick(removed, OURS)
    assert dialog.ok.isEnabled()
    result = agreed(qtbot, window, dialog)
    assert result is not declaration
    session = result.session
    assert (session.text(PROJECT), session.text(TOTAL), session.text(PHONE)) == ("智能工厂二期", "12", "028-1234567")
    assert session.text(DETAILS) == "设备于 2019 年购入，共五条产线。"
    assert [session.text(DEVICES.at(one, "name")) for one in session.answers.rows(DEVICES)] == ["机床", "泵", "风机"]
    assert [file.name for file in result.evidence(PROOF)] == ["机床照片.png"]
    assert theirs.read_bytes() == before


def test_the_line_above_the_page_says_what_was_done_and_it_is_undone_in_one(
    qtbot: QtBot, window: MainWindow, theirs: Path
) -> None:
    dialog = merging(qtbot, window, theirs)
    dialog.all_theirs.click()
    result = agreed(qtbot, window, dialog)
    assert window.form is not None
    assert window.form.banner._words.text() == (
        "已合并“申报书（李工）.qibei”：采用 6 处，3 处由您选定。按 Ctrl+Z 可一次撤销。"
    )
    assert result.session.text(PROJECT) == "智能工厂二期"
    window.actions_["undo"].trigger()
    assert result.session.text(PROJECT) == "智能工厂一期"
    assert result.session.text(TOTAL) == ""
    user = User(qtbot, window.form)
    user.type("cover.project", "going on")
    assert window.close_form()
    with Declaration.open(result.path, PASSPHRASE) as again:
        assert again.session.text(PROJECT) == "going on"


def test_what_would_be_taken_can_be_turned_down_and_back(qtbot: QtBot, window: MainWindow, theirs: Path) -> None:
    dialog = merging(qtbot, window, theirs)
    total = row(dialog.tree, "连接设备数量")
    for column in (OURS, THEIRS, OURS):
        tick(total, column)
        assert total.checkState(OURS if column == THEIRS else THEIRS) == Qt.CheckState.Unchecked
    total.setCheckState(OURS, Qt.CheckState.Unchecked)
    assert total.checkState(THEIRS) == Qt.CheckState.Checked
    tick(total, OURS)
    dialog.all_ours.click()
    assert agreed(qtbot, window, dialog).session.text(TOTAL) == ""


def test_the_plan_is_decided_with_keys_alone(qtbot: QtBot, window: MainWindow, theirs: Path) -> None:
    dialog = merging(qtbot, window, theirs)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(dialog.tree, key)
    assert dialog.tree.choices() == dict(
        zip([item.data(0, Qt.ItemDataRole.UserRole).unit.path for item in rows(dialog.tree)["两边不同（要选定）"]],
            ["theirs", "ours", "theirs"], strict=True)
    )  # fmt: skip
    assert dialog.ok.isEnabled()


def test_both_texts_are_shown_in_full_with_the_words_that_differ(
    qtbot: QtBot, window: MainWindow, theirs: Path
) -> None:
    dialog = merging(qtbot, window, theirs)
    dialog.tree.setCurrentItem(row(dialog.tree, "补充说明"))
    assert dialog.texts.ours.words.toPlainText() == "设备于 2019 年购入，共五条产线。"
    marked = dialog.texts.theirs.words.toHtml()
    assert "underline" in marked.split("2020")[0].rsplit("<span", 1)[1]
    assert "underline" not in marked.split("设备于")[0].rsplit("<", 1)[1]


def test_a_wrong_passphrase_is_asked_again(qtbot: QtBot, window: MainWindow, theirs: Path) -> None:
    dialog = merging(qtbot, window, theirs, "不是这一句")
    assert dialog.read is None
    assert dialog.words.text()
    assert dialog.focusWidget() is dialog.passphrase.edit
    dialog.passphrase.edit.setText("给李工的另一句话")
    qtbot.keyClick(dialog.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.read is not None, timeout=20_000)
    assert dialog.focusWidget() is dialog.tree


def test_sides_that_were_chosen_are_not_dropped_without_a_question(
    qtbot: QtBot, window: MainWindow, theirs: Path
) -> None:
    dialog = merging(qtbot, window, theirs)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Escape)
    (asked,) = dialog.findChildren(ChoiceDialog)
    assert "已选定 1 处" in asked.words.text()
    asked.reject()
    assert dialog.isVisible()
    assert len(dialog.tree.choices()) == 1
    dialog.cancel.click()
    dialog.findChildren(ChoiceDialog)[-1].buttons["drop"].click()
    assert not dialog.isVisible()


def test_a_copy_under_our_own_key_asks_no_passphrase_and_one_without_news_says_so(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, tmp_path: Path
) -> None:
    declaration.flush()
    file = tmp_path / "拷贝.qibei"
    declaration.draft.snapshot(file)
    dialog = merging(qtbot, window, file, "")
    assert dialog.summary.text() == "“拷贝.qibei”没有带来新的内容，什么都没有改动。"
    assert dialog.ok.isHidden()
    dialog.cancel.click()


def test_another_declaration_and_the_open_file_itself_are_refused(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, pack: Pack, tmp_path: Path
) -> None:
    Declaration.create(pack, tmp_path / "别的.qibei", "别的密码也很长").close()
    dialog = merging(qtbot, window, tmp_path / "别的.qibei", "别的密码也很长")
    assert "不是这份申报书的副本" in dialog.words.text()
    dialog.cancel.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    window.sharing.take_back(declaration.path)
    dialog = next(one for one in window.findChildren(type(dialog)) if one.isVisible())
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert "同一个文件" in dialog.words.text()


def test_a_proof_is_looked_at_on_the_side_that_has_it(qtbot: QtBot, window: MainWindow, theirs: Path) -> None:
    dialog = merging(qtbot, window, theirs)
    dialog.tree.setCurrentItem(row(dialog.tree, "机床照片.png"))
    qtbot.waitUntil(lambda: dialog.texts.theirs.picture.isVisible(), timeout=20_000)
    assert not dialog.texts.theirs.picture.pixmap().isNull()
    assert dialog.texts.ours.picture.isHidden()
    assert "机床照片.png（1 页）" in dialog.texts.theirs.words.toPlainText()
    assert dialog.texts.ours.words.toPlainText() == "（没有这份材料）"
    dialog.tree.setCurrentItem(row(dialog.tree, "项 目 名 称"))
    assert dialog.texts.theirs.picture.isHidden()


def test_when_a_value_was_given_is_read_whole_in_large_text(
    qtbot: QtBot, window: MainWindow, settings: Settings, theirs: Path
) -> None:
    settings.text_size = 200
    window.looks.follow()
    try:
        dialog = merging(qtbot, window, theirs)
        dialog.resize(1000, 650)
        qtbot.wait(50)
        tree = dialog.tree
        by, at = row(tree, "项 目 名 称").text(WHO).splitlines()
        assert tree.columnWidth(WHO) - TEXT_ROOM >= max(map(tree.fontMetrics().horizontalAdvance, (by, at)))
        assert tree.visualItemRect(row(tree, "项 目 名 称")).height() >= 2 * tree.fontMetrics().lineSpacing()
    finally:
        settings.text_size = 100
        window.looks.follow()
