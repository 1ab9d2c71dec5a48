"""定稿 and 核对 in the window: versions listed, a PDF compared, the sheets to replace named."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.versions.freezing import freeze
from app.ui.dialogs.versions.freeze import FreezeDialog
from app.ui.dialogs.versions.table import MAY_BREAK, NOW, OTHER, VersionsTable, local_time
from app.ui.dialogs.versions.verify import VerifyDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every window without a display
Dialog = TypeVar("Dialog", FreezeDialog, VerifyDialog)


def opened(window: MainWindow, action: str, kind: type[Dialog]) -> Dialog:
    """The dialog that the action opens."""
    window.actions_[action].trigger()
    return window.findChildren(kind)[-1]


def finished(bot: QtBot, dialog: FreezeDialog | VerifyDialog) -> str:
    """What the dialog says when its work has ended."""
    bot.waitUntil(lambda: not dialog.busy, timeout=60_000)
    taken(dialog, type(dialog).__name__)
    return dialog.words.text()


def taken(dialog: QDialog, name: str) -> None:
    """A picture of the dialog for whoever wants to look at it."""
    folder = os.environ.get("QIBEI_PICTURES")
    if folder:
        dialog.grab().save(str(Path(folder) / f"{name}.png"))


def row(dialog: FreezeDialog, number: int) -> list[str]:
    """The words of one row of the table."""
    cells = [dialog.table.item(number, column) for column in range(dialog.table.columnCount())]
    return [cell.text().replace(MAY_BREAK, "") for cell in cells if cell is not None]


def exported(declaration: Declaration, folder: Path) -> Path:
    return export_book(declaration, folder, ("pdf",), companions=False).files[0]


def test_a_version_is_fixed_and_listed(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> None:
    dialog = opened(window, "freeze", FreezeDialog)
    assert (dialog.none_yet.isVisible(), dialog.table.isVisible()) == (True, False)
    assert "处理之后要重新定稿" in dialog.warning.text()
    dialog.ok.click()
    assert not dialog.ok.isEnabled()
    assert "已记录定稿第 1 版" in finished(qtbot, dialog)
    (version,) = declaration.versions()
    assert dialog.table.isVisible()
    assert (row(dialog, 0)[0], row(dialog, 0)[-2:]) == ("第 1 版", [version.short, NOW])
    dialog.ok.click()
    assert "没有记录新的版本" in finished(qtbot, dialog)


def test_the_versions_are_not_scrolled_sideways_in_large_text(
    qtbot: QtBot, window: MainWindow, declaration: Declaration
) -> None:
    freeze(declaration)
    (version,) = declaration.versions()
    long = replace(version, digests=version.digests * 1_300, by="王工程师")
    window.settings.text_size = 200
    window.looks.follow()
    try:
        table = VersionsTable(window)
        table.resize(960, 400)
        table.show()
        table.show_versions([long], long.fingerprint)
        qtbot.wait(20)
        assert table.horizontalScrollBar().maximum() == 0
    finally:
        window.settings.text_size = 100
        window.looks.follow()


def test_the_newest_version_stands_first(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> None:
    freeze(declaration)
    name = next(iter(declaration.pack.cover.asked))
    declaration.session.answer(path(f"cover.{name}"), "某某平台")
    freeze(declaration)
    declaration.session.undo()
    dialog = opened(window, "freeze", FreezeDialog)
    assert [row(dialog, number)[0] for number in range(2)] == ["第 2 版", "第 1 版"]
    assert [row(dialog, number)[-1] for number in range(2)] == [OTHER, NOW]


def test_a_fixed_version_can_be_stopped(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> None:
    dialog = opened(window, "freeze", FreezeDialog)
    dialog.start()
    assert dialog.cancel.text() == "停止"
    dialog.cancel.click()
    words = finished(qtbot, dialog)
    assert ("没有记录新的版本" in words) == (declaration.versions() == [])
    assert dialog.isVisible()
    dialog.cancel.click()
    assert not dialog.isVisible()


def test_who_only_reads_cannot_fix_a_version(qtbot: QtBot, empty_window: MainWindow, declaration: Declaration) -> None:
    declaration.close()
    with Declaration.open(declaration.path, PASSPHRASE, read_only=True) as reader:
        empty_window.show_declaration(reader)
        dialog = opened(empty_window, "freeze", FreezeDialog)
        assert not dialog.ok.isEnabled()
        assert "只读" in dialog.warning.text()


def test_a_pdf_is_compared_with_a_version(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, tmp_path: Path
) -> None:
    freeze(declaration)
    pdf = exported(declaration, tmp_path / "定稿")
    dialog = opened(window, "verify", VerifyDialog)
    assert not dialog.ok.isEnabled(), "no file is chosen"
    dialog.show_file(pdf)
    dialog.ok.click()
    assert finished(qtbot, dialog).startswith("一致：这份 PDF 就是定稿第 1 版")
    assert not dialog.sheets.isVisible()


def test_what_differs_is_told_as_sheets_to_replace(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, tmp_path: Path
) -> None:
    freeze(declaration)
    name = next(iter(declaration.pack.cover.asked))
    declaration.session.answer(path(f"cover.{name}"), "某某平台")
    pdf = exported(declaration, tmp_path / "改后")
    dialog = opened(window, "verify", VerifyDialog)
    dialog.show_file(pdf)
    dialog.start()
    assert finished(qtbot, dialog).startswith("不一致：这份 PDF 与定稿第 1 版")
    assert dialog.sheets.item(0).text().startswith("更换第 1 张（文件第 1、2 页）")
    assert dialog.sheets.isVisible()
    assert "草稿在定稿第 1 版之后又有修改" in dialog.notes.text()
    freeze(declaration)
    again = opened(window, "verify", VerifyDialog)
    assert [again.version.itemData(at) for at in range(again.version.count())] == [2, 1]
    again.show_file(pdf)
    again.start()
    assert finished(qtbot, again).startswith("一致")


def test_what_is_no_pdf_is_told(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> None:
    freeze(declaration)
    dialog = opened(window, "verify", VerifyDialog)
    dialog.show_file(declaration.path)
    dialog.start()
    assert "不是完好的 PDF，没有核对" in finished(qtbot, dialog)
    assert dialog.words.property("tone") == "blocking"


def test_without_a_version_there_is_nothing_to_compare_with(window: MainWindow) -> None:
    dialog = opened(window, "verify", VerifyDialog)
    dialog.show_file(Path("某书.pdf"))
    assert "请先在“文件”菜单中定稿" in dialog.words.text()
    assert not dialog.ok.isEnabled()


def test_a_moment_that_is_none_is_shown_as_it_is_written() -> None:
    assert local_time("不是时间") == "不是时间"
    assert len(local_time("2026-11-21T06:03:00Z")) == len("2026-11-21 14:03")
