"""Carrying over in the window: from the first screen into a new draft, and into an open declaration."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.packs import find_pack
from app.declaration.samples.sample import sample_answers
from app.drafts.keyring import remembered
from app.forms.pack.pack import Pack
from app.ui.dialogs.carrying.dialog import CarryOverDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
OLD, NEW = "sichuan-2022", "miit-2023"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Last year's draft, filled."""
    file = tmp_path / "去年.qibei"
    with Declaration.create(find_pack(OLD), file, PASSPHRASE) as declaration:
        fill(declaration.session, {"answers": sample_answers(OLD)})
    return file


def dialog_of(window: MainWindow) -> CarryOverDialog:
    """The dialog that the window has opened."""
    found = window.findChildren(CarryOverDialog)
    assert len(found) == 1
    return found[0]


def read(bot: QtBot, dialog: CarryOverDialog, file: Path, passphrase: str = PASSPHRASE) -> None:
    """Name the old draft and press the button."""
    dialog.source.file.show_path(file)
    dialog.source.passphrase.edit.setText(passphrase)
    press(bot, dialog)


def press(bot: QtBot, dialog: CarryOverDialog) -> None:
    """Press the button that goes on, and wait for what it does."""
    assert dialog.ok.isEnabled()
    dialog.go_on()
    bot.waitUntil(lambda: not dialog.busy, timeout=20_000)


def describe(dialog: CarryOverDialog, pack: str, file: Path) -> None:
    """Answer what is asked about the new draft."""
    dialog.target.choose(next(card for card in dialog.target.cards if card.pack and card.pack.id == pack))
    dialog.target.file.show_path(file)
    dialog.target.first.edit.setText("新的一句话要记住")
    dialog.target.second.edit.setText("新的一句话要记住")


def to_plan(bot: QtBot, window: MainWindow, old: Path, pack: str, new: Path) -> CarryOverDialog:
    """Go from the first screen to the plan."""
    window.start.wanted.emit("carry")
    dialog = dialog_of(window)
    read(bot, dialog, old)
    describe(dialog, pack, new)
    press(bot, dialog)
    assert dialog.pages.currentWidget() is dialog.plan, dialog.words.text()
    return dialog


def headings(dialog: CarryOverDialog) -> list[str]:
    """The first words of the headings of the plan."""
    tree = dialog.plan.tree
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [item.text(0).split("　")[0] for item in items if item]


def test_a_new_declaration_is_made_with_what_last_year_said_in_one_step(
    qtbot: QtBot, empty_window: MainWindow, old: Path, tmp_path: Path
) -> None:
    before = old.read_bytes()
    dialog = to_plan(qtbot, empty_window, old, NEW, tmp_path / "今年")
    assert not (tmp_path / "今年.qibei").exists()
    assert headings(dialog)[0] == "沿用"
    assert {"待确认（数据年份）", "新增", "不再需要"} <= set(headings(dialog))
    dialog.go_on()
    qtbot.waitUntil(lambda: empty_window.form is not None, timeout=20_000)
    assert empty_window.form is not None
    declaration = empty_window.form.desk.declaration
    assert (declaration.path, declaration.pack.id) == (tmp_path / "今年.qibei", NEW)
    assert declaration.session.text(path("cover.applicant")) == "四川昇旸智联科技有限公司"
    assert empty_window.actions_["undo"].isEnabled()
    empty_window.actions_["undo"].trigger()
    assert not list(declaration.session.answers.items())
    assert old.read_bytes() == before


def test_figures_of_another_year_are_filled_in_only_where_their_box_is_ticked(
    qtbot: QtBot, empty_window: MainWindow, old: Path, tmp_path: Path
) -> None:
    dialog = to_plan(qtbot, empty_window, old, NEW, tmp_path / "今年.qibei")
    plan = dialog.plan
    awaiting = plan.carrying.plan.awaiting
    unasked = plan.filled()
    assert len(awaiting) > 1
    assert f"另有 {len(awaiting)} 处" in plan.summary.text()
    boxes = [item for item in plan._items() if item.data(0, Qt.ItemDataRole.CheckStateRole) is not None]
    assert boxes[0].parent().data(0, Qt.ItemDataRole.CheckStateRole) is not None
    assert boxes[0].parent().checkState(0) == Qt.CheckState.Unchecked
    boxes[0].setCheckState(0, Qt.CheckState.Checked)
    assert len(plan.confirmed()) == 1
    assert boxes[0].parent().checkState(0) == Qt.CheckState.PartiallyChecked
    boxes[0].parent().setCheckState(0, Qt.CheckState.Checked)
    assert plan.confirmed() == awaiting
    assert plan.filled() == unasked + len(awaiting)
    boxes[1].setCheckState(0, Qt.CheckState.Unchecked)
    kept, left = plan.confirmed(), awaiting - plan.confirmed()
    dialog.go_on()
    qtbot.waitUntil(lambda: empty_window.form is not None, timeout=20_000)
    assert empty_window.form is not None
    session = empty_window.form.desk.session
    assert all(session.value(place) is not None for place in kept)
    assert left
    assert all(session.value(place) is None for place in left)


def test_a_button_leads_to_each_group_of_the_plan(
    qtbot: QtBot, empty_window: MainWindow, old: Path, tmp_path: Path
) -> None:
    dialog = to_plan(qtbot, empty_window, old, NEW, tmp_path / "今年.qibei")
    names = [button.text().split(" ")[0] for button in dialog.plan.jumps]
    assert names == headings(dialog)
    dialog.plan.jumps[names.index("待确认（数据年份）")].click()
    shown = dialog.plan.tree.currentItem()
    assert shown is not None
    assert shown.text(0).startswith("待确认（数据年份）")
    assert dialog.plan.tree.visualItemRect(shown).top() < 40
    assert dialog.plan.tree.hasFocus()


def test_the_notice_of_the_old_draft_is_offered_first(qtbot: QtBot, empty_window: MainWindow, old: Path) -> None:
    empty_window.errands.carry_over()
    dialog = dialog_of(empty_window)
    read(qtbot, dialog, old)
    assert dialog.pages.currentWidget() is dialog.target
    assert dialog.target.pack is not None
    assert dialog.target.pack.id == OLD
    assert len(dialog.target.cards) > 3
    assert not dialog.ok.isEnabled()


def test_the_arrows_choose_a_notice_and_let_all_of_it_be_seen(
    qtbot: QtBot, empty_window: MainWindow, old: Path
) -> None:
    empty_window.errands.carry_over()
    dialog = dialog_of(empty_window)
    read(qtbot, dialog, old)
    target = dialog.target
    for place in range(1, 5):
        focused = dialog.focusWidget()
        assert focused is target.cards[place - 1].button
        qtbot.keyClick(focused, Qt.Key.Key_Down)
        chosen = target.cards[place]
        assert [card for card in target.cards if card.is_chosen] == [chosen]
        assert target.pack is chosen.pack
        assert chosen.pack is not None
        assert chosen.pack.title in str(target.file.path)
        qtbot.wait(20)
        assert chosen.visibleRegion().boundingRect() == chosen.rect()


def test_a_wrong_passphrase_is_told_and_can_be_mended(qtbot: QtBot, empty_window: MainWindow, old: Path) -> None:
    empty_window.errands.carry_over()
    dialog = dialog_of(empty_window)
    read(qtbot, dialog, old, "falsch")
    assert dialog.words.text().startswith("密码不正确")
    assert dialog.pages.currentWidget() is dialog.source
    read(qtbot, dialog, old)
    assert dialog.pages.currentWidget() is dialog.target
    assert dialog.words.isHidden()


def test_without_a_passphrase_the_key_of_this_computer_is_needed(
    qtbot: QtBot, empty_window: MainWindow, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "recall", lambda name: None)
    empty_window.errands.carry_over()
    dialog = dialog_of(empty_window)
    read(qtbot, dialog, old, "")
    assert "没有记住这份草稿的密码" in dialog.words.text()


def test_a_file_that_is_there_already_is_never_overwritten(
    qtbot: QtBot, empty_window: MainWindow, old: Path, tmp_path: Path
) -> None:
    (tmp_path / "今年.qibei").write_text("别的文件", "utf-8")
    empty_window.errands.carry_over()
    dialog = dialog_of(empty_window)
    read(qtbot, dialog, old)
    describe(dialog, OLD, tmp_path / "今年.qibei")
    press(qtbot, dialog)
    assert "已存在" in dialog.words.text()
    assert dialog.pages.currentWidget() is dialog.target
    assert (tmp_path / "今年.qibei").read_text("utf-8") == "别的文件"


def test_one_can_go_back_and_choose_another_notice(
    qtbot: QtBot, empty_window: MainWindow, old: Path, tmp_path: Path
) -> None:
    dialog = to_plan(qtbot, empty_window, old, NEW, tmp_path / "今年.qibei")
    filled = dialog.plan.filled()
    dialog.go_back()
    describe(dialog, OLD, tmp_path / "今年.qibei")
    press(qtbot, dialog)
    assert dialog.plan.filled() > filled
    dialog.reject()
    assert empty_window.form is None
    assert not (tmp_path / "今年.qibei").exists()


def test_the_old_draft_can_be_dropped_on_its_line(empty_window: MainWindow, old: Path) -> None:
    empty_window.errands.carry_over()
    dialog = dialog_of(empty_window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(old))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.source.file.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    assert dialog.source.file.path == old


def test_an_open_declaration_is_filled_from_another_draft_and_undone_at_once(
    qtbot: QtBot, empty_window: MainWindow, old: Path, tmp_path: Path
) -> None:
    declaration = Declaration.create(find_pack(OLD), tmp_path / "今年.qibei", PASSPHRASE)
    declaration.session.answer(path("applicant.contact_name"), "王珺")
    empty_window.show_declaration(declaration)
    empty_window.actions_["carry_into"].trigger()
    dialog = dialog_of(empty_window)
    read(qtbot, dialog, old)
    assert dialog.pages.currentWidget() is dialog.plan, dialog.words.text()
    assert "已有不同内容" in headings(dialog)
    dialog.go_on()
    session = declaration.session
    assert session.text(path("platform.name")) == "昇旸SunLink工业互联网平台"
    assert session.text(path("applicant.contact_name")) == "王珺"
    told = empty_window.findChildren(QMessageBox)
    assert [box.text()[:4] for box in told] == ["已填入 "]
    empty_window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: session.text(path("platform.name")) == "", timeout=10_000)  # beside the window
    assert session.text(path("applicant.contact_name")) == "王珺"


def test_the_open_draft_cannot_be_its_own_source(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> None:
    window.actions_["carry_into"].trigger()
    dialog = dialog_of(window)
    read(qtbot, dialog, declaration.path)
    assert "同一个文件" in dialog.words.text()


def test_what_cannot_be_changed_cannot_be_filled(
    empty_window: MainWindow, pack: Pack, declaration: Declaration
) -> None:
    assert not empty_window.actions_["carry_into"].isEnabled()
    reader = Declaration.open(declaration.path, PASSPHRASE, read_only=True)
    empty_window.show_declaration(reader)
    assert not empty_window.actions_["carry_into"].isEnabled()
    assert empty_window.actions_["carry"].isEnabled()


def test_every_control_has_a_name_for_a_screen_reader(empty_window: MainWindow) -> None:
    empty_window.errands.carry_over()
    dialog = dialog_of(empty_window)
    controls = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit)]
    own = [control for control in controls if not control.objectName().startswith("qt_")]
    assert [control for control in own if not control.accessibleName()] == []
