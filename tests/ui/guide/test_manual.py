"""使用手册 in the window: its chapters, what is looked for in them, the links between them, and F1."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextFrameFormat
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from ui.person import User

import app.ui
from app.files import manual_folder
from app.ui.guide.chapters import place_of, read_manual
from app.ui.guide.help import CHAPTERS, chapter_of
from app.ui.guide.manual import ManualWindow
from app.ui.main_window import MainWindow
from app.ui.theme import colour

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise")  # said of every dialog without a display


@pytest.fixture
def manual(empty_window: MainWindow) -> ManualWindow:
    return ManualWindow(empty_window)


def classes() -> dict[str, type]:
    """Every class of the window, by name."""
    house = Path(app.ui.__file__).parent
    names = [".".join(("app.ui", *file.relative_to(house).with_suffix("").parts)) for file in house.rglob("*.py")]
    modules = [import_module(name.removesuffix(".__init__")) for name in names if not name.endswith("__main__")]
    return {name: kind for module in modules for name, kind in vars(module).items() if isinstance(kind, type)}


def test_every_link_of_the_manual_leads_somewhere() -> None:
    chapters = read_manual()
    for chapter in chapters:
        for link in re.findall(r"\]\((#[^)]+)\)", chapter.text):
            assert link.removeprefix("#") in chapters[place_of(chapters, link)].anchors, link
        for file in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", chapter.text):  # pictures are made by `make manual`
            assert (manual_folder() / file).resolve().exists(), file


def test_every_view_is_told_of_in_a_chapter_that_there_is() -> None:
    names = {chapter.name for chapter in read_manual()}
    known = classes()
    assert set(CHAPTERS.values()) <= names
    assert set(CHAPTERS) <= set(known)
    free = {"ManualWindow", "AboutBox", "BusyDialog", "ChoiceDialog", "Dialog", "WorkingDialog", "QDialog"}
    dialogs = {name for name, kind in known.items() if issubclass(kind, QDialog) and not name.startswith("Q")}
    assert dialogs - set(CHAPTERS) - free == set()


def test_lines_of_chinese_are_joined_without_a_space(tmp_path: Path) -> None:
    words = "前言\n\n## 一、开头\n\n第一行，\n接着写 Word\n文件。\n\n* 一项\n* 两项\n"
    (file := tmp_path / "手册.md").write_text(words, "utf-8")
    (chapter,) = read_manual(file)
    assert chapter.name == "开头"
    assert "第一行，接着写 Word\n文件。\n\n* 一项\n* 两项" in chapter.flowing


def test_a_chapter_is_read_and_a_link_leads_to_another(manual: ManualWindow) -> None:
    manual.turn_to("清单")
    assert "从 Excel 粘贴" in manual.text.toPlainText()
    manual.text.anchorClicked.emit(QUrl("#十定稿与核对"))
    assert manual.list.currentItem().text() == "十、定稿与核对"


def test_what_is_looked_for_is_found_chapter_by_chapter(qtbot: QtBot, manual: ManualWindow) -> None:
    manual.wanted.setText("恢复单")
    shown = [manual.list.item(row).text() for row in range(manual.list.count()) if not manual.list.item(row).isHidden()]
    assert "二、新建草稿与密码" in shown
    assert "五、清单" not in shown
    assert manual.text.extraSelections()
    seen = []
    for _ in range(40):
        qtbot.keyClick(manual.wanted, Qt.Key.Key_Return)
        seen.append(manual.list.currentItem().text())
        assert manual.text.textCursor().selectedText() == "恢复单"
    assert set(seen) == set(shown)


def test_what_is_nowhere_is_said_and_what_is_read_stays(manual: ManualWindow) -> None:
    manual.turn_to("清单")
    manual.wanted.setText("没有这样的词")
    assert "没有找到“没有这样的词”" in manual._found.text()
    assert "从 Excel 粘贴" in manual.text.toPlainText()
    manual.wanted.clear()
    assert manual._found.isHidden()


def test_f1_opens_the_chapter_of_what_is_in_front(qtbot: QtBot, user: User, window: MainWindow) -> None:
    user.form.check()
    user.form.asides.checklist.setFocus()
    window.actions_["manual"].trigger()
    manual = window.findChild(ManualWindow)
    assert manual is not None
    assert manual.list.currentItem().text() == "七、齐备检查"
    user.form.open(user.form.section)
    user.form.page(user.form.section).begin()
    window.actions_["manual"].trigger()
    assert window.findChildren(ManualWindow) == [manual]
    assert manual.list.currentItem().text() == "四、逐页填写"


def test_f1_works_in_a_dialog_and_its_manual_can_be_read_there(qtbot: QtBot, window: MainWindow, user: User) -> None:
    window.actions_["export"].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    manual = dialog.findChild(ManualWindow)
    assert manual is not None
    assert manual.list.currentItem().text() == "九、预览、导出与打印"
    manual.close()
    dialog.close()


def test_where_the_manual_is_missing_it_is_said(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from app.ui.guide import chapters

    monkeypatch.setattr(chapters, "manual_folder", lambda: tmp_path)
    empty_window.actions_["manual"].trigger()
    box = QApplication.activeModalWidget()
    assert box is not None
    assert "使用手册没有随程序一起安装" in box.text()  # type: ignore[attr-defined]  # a message box
    box.close()


def test_what_no_chapter_tells_of_opens_the_manual_at_its_beginning() -> None:
    assert chapter_of(None) == ""


def test_tables_are_lined_in_the_colour_of_the_theme(manual: ManualWindow) -> None:
    cursor, looks = manual.text.textCursor(), []
    block = manual.text.document().begin()
    while block.isValid():
        cursor.setPosition(block.position())
        if (table := cursor.currentTable()) is not None:
            looks.append(table.format())
        block = block.next()
    assert looks
    assert {look.borderBrush().color().name() for look in looks} == {colour("rule").name()}
    assert {look.borderStyle() for look in looks} == {QTextFrameFormat.BorderStyle.BorderStyle_Solid}
