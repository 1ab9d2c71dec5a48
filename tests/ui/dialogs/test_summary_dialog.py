"""The 汇总表 in the window: drafts and handed-in files in, remarks, one file out; and the entry of one declaration."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QScreen
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot
from ui.measuring import cut
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.packs import find_pack
from app.declaration.samples.sample import sample_answers
from app.declaration.summary.entry import entry_of, load_entry, save_entry
from app.drafts.keyring import remembered
from app.settings import Settings
from app.ui import theme
from app.ui.application import make_application
from app.ui.dialogs.summary.dialog import SummaryDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
PACK, OTHER_WORDS = "sichuan-2022", "另一句别人的话"
SECOND = {
    "platform.name": "蜀工云工业互联网平台",
    "applicant.name": "成都蜀工云科技有限公司",
    "applicant.contact_name": "李四",
}


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "recall", lambda name: None)


def made(file: Path, answers: dict[str, object], passphrase: str = PASSPHRASE, pack: str = PACK) -> Path:
    """A draft with these answers."""
    with Declaration.create(find_pack(pack), file, passphrase) as declaration:
        fill(declaration.session, {"answers": answers})
    return file


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A filled draft."""
    return made(tmp_path / "甲.qibei", dict(sample_answers(PACK)))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A draft hardly begun, with a passphrase of its own."""
    return made(tmp_path / "乙.qibei", dict(SECOND), OTHER_WORDS)


@pytest.fixture
def handed_in(second: Path, tmp_path: Path) -> Path:
    """The file that the second applicant exported."""
    with Declaration.open(second, OTHER_WORDS, read_only=True) as declaration:
        save_entry(entry_of(declaration.session, second.name), file := tmp_path / "乙-汇总信息.json")
    return file


@pytest.fixture
def dialog(empty_window: MainWindow) -> SummaryDialog:
    """The dialog, opened from the first screen."""
    empty_window.start.wanted.emit("summary")
    found = empty_window.findChildren(SummaryDialog)
    assert len(found) == 1
    return found[0]


def settled(bot: QtBot, dialog: SummaryDialog) -> None:
    """Wait until everything is read or a passphrase is asked for."""
    bot.waitUntil(lambda: not dialog.busy and (dialog.parts.unlock.isVisible() or not dialog._waiting), timeout=20_000)


def unlock(bot: QtBot, dialog: SummaryDialog, passphrase: str) -> None:
    """Type a passphrase and press Enter."""
    assert dialog.parts.unlock.isVisible()
    dialog.parts.unlock.passphrase.edit.setText(passphrase)
    bot.keyClick(dialog.parts.unlock.passphrase.edit, Qt.Key.Key_Return)
    settled(bot, dialog)


def cells(dialog: SummaryDialog, row: int) -> list[str]:
    """The words of one row."""
    table = dialog.parts.table
    items = [table.item(row, column) for column in range(table.columnCount())]
    return [item.text() for item in items if item]


def remarks(dialog: SummaryDialog) -> str:
    """Everything that was noticed."""
    return "\n".join(row.text for row in dialog.parts.remarks.rows)


def test_at_twice_the_size_nothing_of_it_stands_outside_the_smallest_screen(
    qtbot: QtBot, dialog: SummaryDialog, handed_in: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: QRect(0, 0, 1024, 700))
    settings.text_size = 200
    application = make_application(settings)
    dialog.add([handed_in])
    settled(qtbot, dialog)
    dialog.adjustSize()
    qtbot.waitUntil(lambda: cut(dialog) == [], timeout=10_000)
    table = dialog.parts.table
    widths = [table.columnWidth(column) for column in range(table.columnCount())]
    assert table.viewport().width() - len(widths) <= sum(widths) <= table.viewport().width()
    theme.apply(application, Settings(settings.file))


def test_drafts_and_handed_in_files_become_one_table(
    qtbot: QtBot, dialog: SummaryDialog, first: Path, handed_in: Path, tmp_path: Path
) -> None:
    assert dialog.parts.empty.isVisible()
    dialog.add([first, handed_in])
    settled(qtbot, dialog)
    unlock(qtbot, dialog, PASSPHRASE)
    assert dialog.parts.title.text() == "2022年跨行业跨领域工业互联网平台推荐信息汇总表"
    assert cells(dialog, 0)[:4] == ["1", "昇旸SunLink工业互联网平台", "四川昇旸智联科技有限公司", "赵喆"]
    assert cells(dialog, 1)[1:4] == list(SECOND.values())
    assert cells(dialog, 1)[-2].startswith("还有 ")
    assert cells(dialog, 1)[-1] == handed_in.name
    assert "缺少：联系方式（手机）" in remarks(dialog)
    dialog.parts.head("联系人：").setText("王珺")
    dialog.make(file := tmp_path / "汇总.xlsx")
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert dialog.words.text().startswith("已生成“汇总.xlsx”，共 2 行。上面标出的各处")
    assert dialog.parts.show_folder.isVisible()
    words = [str(cell.value) for row in openpyxl.load_workbook(file).active.iter_rows() for cell in row if cell.value]
    assert "蜀工云工业互联网平台" in words
    assert any("联系人：王珺" in word for word in words)


@pytest.mark.parametrize(("kind", "beginning"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_table_is_written_in_the_chosen_format(
    qtbot: QtBot, dialog: SummaryDialog, handed_in: Path, tmp_path: Path, kind: str, beginning: bytes
) -> None:
    dialog.add([handed_in])
    settled(qtbot, dialog)
    dialog.parts._kinds.button(["docx", "pdf", "xlsx"].index(kind)).click()
    assert dialog.parts.kind() == kind
    dialog.make(file := tmp_path / f"汇总.{kind}")
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)
    assert dialog.words.property("tone") == "done", dialog.words.text()
    assert file.read_bytes().startswith(beginning)
    if kind == "docx":
        assert "蜀工云" in zipfile.ZipFile(file).read("word/document.xml").decode()


def test_each_passphrase_is_asked_once_and_tried_on_the_other_drafts(
    qtbot: QtBot, dialog: SummaryDialog, first: Path, second: Path, tmp_path: Path
) -> None:
    third = made(tmp_path / "丙.qibei", {"applicant.name": "丙公司"})
    dialog.add([first, second, third])
    settled(qtbot, dialog)
    assert "甲.qibei" in dialog.parts.unlock.words.text()
    unlock(qtbot, dialog, PASSPHRASE)
    assert "乙.qibei" in dialog.parts.unlock.words.text()
    assert not dialog.parts.make.isEnabled()
    unlock(qtbot, dialog, "falsch")
    assert "密码不对" in dialog.parts.unlock.words.text()
    unlock(qtbot, dialog, OTHER_WORDS)
    assert [entry.origin for entry in dialog.entries] == ["甲.qibei", "乙.qibei", "丙.qibei"]
    assert dialog.parts.make.isEnabled()


def test_a_draft_without_its_passphrase_is_left_out(
    qtbot: QtBot, dialog: SummaryDialog, second: Path, first: Path
) -> None:
    dialog.add([second, first])
    settled(qtbot, dialog)
    dialog.parts.unlock.skip.click()
    settled(qtbot, dialog)
    unlock(qtbot, dialog, PASSPHRASE)
    assert [entry.origin for entry in dialog.entries] == ["甲.qibei"]


def test_files_that_do_not_belong_are_told_by_name_and_the_others_stay(
    qtbot: QtBot, dialog: SummaryDialog, handed_in: Path, tmp_path: Path
) -> None:
    other = made(tmp_path / "别的通知.qibei", {"applicant.name": "丁公司"}, pack="miit-2018")
    (broken := tmp_path / "坏.json").write_text("{", "utf-8")
    dialog.add([handed_in, broken, other])
    settled(qtbot, dialog)
    unlock(qtbot, dialog, PASSPHRASE)
    assert [entry.origin for entry in dialog.entries] == [handed_in.name]
    assert "“坏.json”" in dialog.words.text()
    assert "“别的通知.qibei”是按另一个通知填写的" in dialog.words.text()
    dialog.add([handed_in])
    assert "已经在表中" in dialog.words.text()


def test_a_notice_without_a_table_is_refused(qtbot: QtBot, dialog: SummaryDialog, tmp_path: Path) -> None:
    dialog.add([made(tmp_path / "丁.qibei", {}, pack="shanghai-2022")])
    settled(qtbot, dialog)
    unlock(qtbot, dialog, PASSPHRASE)
    assert "没有汇总表" in dialog.words.text()
    assert dialog.entries == []
    assert not dialog.parts.make.isEnabled()


def test_what_is_listed_twice_is_noticed_and_taken_out_with_delete(
    qtbot: QtBot, dialog: SummaryDialog, second: Path, handed_in: Path
) -> None:
    dialog.add([handed_in, second])
    settled(qtbot, dialog)
    unlock(qtbot, dialog, OTHER_WORDS)
    assert "内容完全相同" in remarks(dialog)
    dialog.parts.table.selectRow(0)
    qtbot.keyClick(dialog.parts.table, Qt.Key.Key_Delete)
    assert [entry.origin for entry in dialog.entries] == ["乙.qibei"]
    assert "内容完全相同" not in remarks(dialog)
    dialog.remove()
    assert dialog.parts.empty.isVisible()
    assert not dialog.parts.remarks.isVisible()


def test_rows_are_put_into_the_order_of_recommendation(
    qtbot: QtBot, dialog: SummaryDialog, first: Path, handed_in: Path
) -> None:
    dialog.add([handed_in, first])
    settled(qtbot, dialog)
    unlock(qtbot, dialog, PASSPHRASE)
    dialog.parts.table.selectRow(1)
    assert not dialog.parts.down.isEnabled()
    dialog.parts.up.click()
    assert [entry.origin for entry in dialog.entries] == ["甲.qibei", handed_in.name]
    assert dialog.parts.table.chosen() == 0
    assert not dialog.parts.up.isEnabled()


def test_files_can_be_dropped(qtbot: QtBot, dialog: SummaryDialog, handed_in: Path, tmp_path: Path) -> None:
    (picture := tmp_path / "图.png").write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in (picture, handed_in)])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    settled(qtbot, dialog)
    assert [entry.origin for entry in dialog.entries] == [handed_in.name]
    assert dialog.words.text() == ""


def test_a_table_that_cannot_be_written_is_told(
    qtbot: QtBot, dialog: SummaryDialog, handed_in: Path, tmp_path: Path
) -> None:
    dialog.add([handed_in])
    settled(qtbot, dialog)
    dialog.make(tmp_path / "不存在" / "汇总.xlsx")
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert "文件夹不存在" in dialog.words.text()
    assert dialog.parts.make.isEnabled()


def test_every_control_has_a_name_for_a_screen_reader(qtbot: QtBot, dialog: SummaryDialog, handed_in: Path) -> None:
    dialog.add([handed_in])
    settled(qtbot, dialog)
    controls = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit)]
    unnamed = [control for control in controls if not control.accessibleName() and control.text()]
    assert unnamed == []
    assert all(edit.accessibleName() for edit in dialog.findChildren(QLineEdit))


# -- the entry of the open declaration ---------------------------------------------------------


def test_the_entry_of_the_open_declaration_is_written_and_says_what_is_missing(
    qtbot: QtBot, empty_window: MainWindow, second: Path, tmp_path: Path
) -> None:
    empty_window.show_declaration(Declaration.open(second, OTHER_WORDS))
    assert empty_window.actions_["entry"].isEnabled()
    empty_window.errands.save_entry(file := tmp_path / "条目.json")
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(QMessageBox)), timeout=20_000)
    box = empty_window.findChildren(QMessageBox)[0]
    entry = load_entry(file)
    assert entry.applicant == SECOND["applicant.name"]
    assert box.text() == "已导出“条目.json”，请把它交给推荐单位。"
    assert f"还有 {entry.blocking} 处必须处理" in box.informativeText()


def test_an_entry_that_cannot_be_written_is_told(
    qtbot: QtBot, empty_window: MainWindow, second: Path, tmp_path: Path
) -> None:
    empty_window.show_declaration(Declaration.open(second, OTHER_WORDS))
    empty_window.errands.save_entry(tmp_path / "不存在" / "条目.json")
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(QMessageBox)), timeout=20_000)
    assert "文件夹不存在" in empty_window.findChildren(QMessageBox)[0].text()


def test_where_the_notice_has_no_table_the_menu_says_so(window: MainWindow) -> None:
    action = window.actions_["entry"]
    assert not action.isEnabled()
    assert action.text() == "导出汇总信息（本通知没有汇总表）"
    window.close_form()
    assert not action.isEnabled()
    assert action.text() == "导出汇总信息…"
    assert window.actions_["summary"].isEnabled()
