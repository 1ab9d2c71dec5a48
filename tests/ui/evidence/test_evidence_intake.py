"""Proofs come in by drag, from folders and from the clipboard; refused and locked ones are asked about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import pytest
from proof_files import (
    LONG,
    PROOF,
    attached,
    drop,
    drop_data,
    files_data,
    image,
    item,
    names,
    write_pdf,
    write_picture,
)
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from ui.person import User

from app.errors import EvidenceRefused
from app.ui.evidence.strip import DropLine
from app.ui.evidence.taking.pdf_password import PdfPasswordDialog
from app.ui.evidence.taking.refused_files import RefusedDialog
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

Kind = TypeVar("Kind", bound=QWidget)
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the plugin without a display says it of every dialog


def shown(form: FormView, qtbot: QtBot, kind: type[Kind]) -> Kind:
    """The dialog of that kind that is open, or will be soon."""
    found: list[Kind] = []

    def there() -> bool:
        found[:] = [one for one in form.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=LONG)
    return found[0]


@pytest.fixture
def screenshot() -> None:
    """A screenshot on the clipboard."""
    QApplication.clipboard().setImage(image(width=64, height=48))


def test_a_folder_is_attached_with_all_its_files_in_natural_order(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "截图"
    (folder / "更多").mkdir(parents=True)
    for name in ("第10张.png", "第2张.png", "更多/说明.png"):
        write_picture(folder / name)
    drop(item(form), folder)
    qtbot.waitUntil(lambda: len(attached(form)) == 3, timeout=LONG)
    assert names(form) == ["第2张.png", "第10张.png", "说明.png"]


def test_files_can_be_dropped_on_the_line_of_their_proof_at_the_foot_of_the_page(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    form.open("equipment")
    line = form.page("equipment").findChildren(DropLine)[0]
    drop(line, write_picture(tmp_path / "a.png"))
    qtbot.waitUntil(lambda: names(form) == ["a.png"], timeout=LONG)
    assert form.panel.isVisible()


@pytest.mark.usefixtures("screenshot")
def test_a_screenshot_is_pasted_under_the_name_of_its_moment(form: FormView, user: User, qtbot: QtBot) -> None:
    item(form).button.setFocus()
    user.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(attached(form)) == 1, timeout=LONG)
    (file,) = attached(form)
    assert re.fullmatch(r"截图-\d{8}-\d{6}\.png", file.name)
    form.desk.declaration.flush()
    assert form.desk.declaration.evidence_bytes(file.sha256).startswith(b"\x89PNG")


def test_copied_files_are_pasted_with_the_button(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    QApplication.clipboard().setMimeData(files_data(write_pdf(tmp_path / "报告.pdf", pages=2)))
    item(form).paste_button.click()
    qtbot.waitUntil(lambda: names(form) == ["报告.pdf"], timeout=LONG)
    assert attached(form)[0].pages == 2


def test_words_on_the_clipboard_go_into_the_line_and_a_screenshot_does_not(
    form: FormView, user: User, qtbot: QtBot, tmp_path: Path
) -> None:
    card = item(form)
    drop(card, write_picture(tmp_path / "a.png"))
    qtbot.waitUntil(lambda: len(card.files) == 1, timeout=LONG)
    line = card.files[0].proves
    line.setFocus()
    line.selectAll()
    QApplication.clipboard().setText("设备连接数量")
    user.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert attached(form)[0].proves == "设备连接数量"
    QApplication.clipboard().setImage(image(width=64, height=48))
    user.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(attached(form)) == 2, timeout=LONG)
    assert line.text() == "设备连接数量"


def test_nothing_to_paste_is_said(form: FormView, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("只有文字")
    item(form).paste_button.click()
    box = shown(form, qtbot, QMessageBox)
    assert "剪贴板里没有截图" in box.text()
    box.close()


def test_how_far_a_batch_is_can_be_seen_and_it_can_be_stopped(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    files = [write_picture(tmp_path / f"{number}.png") for number in range(1, 13)]
    card = item(form)
    seen: list[tuple[str, int]] = []

    def look() -> None:
        if card.progress.isVisible():
            seen.append((card.progress.words.text(), card.progress.bar.value()))
            if len(seen) == 4:  # the first is of the whole batch, before folders are opened
                card.progress.stop.click()

    form.panel.evidence.intake.changed.connect(look)
    drop(card, *files)
    qtbot.waitUntil(lambda: len(seen) == 4 and not form.panel.evidence.child.busy, timeout=LONG)
    assert seen[1:] == [(f"第 {number} / 12 个：{number}.png", round(1000 * (number - 1) / 12)) for number in (1, 2, 3)]
    assert card.progress.isHidden()
    assert attached(form) == []


def test_of_a_batch_with_refused_files_the_others_can_be_added(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    strange = tmp_path / "程序.exe"
    strange.write_bytes(b"MZ\x90\x00")
    sound = [write_picture(tmp_path / "a.png"), write_pdf(tmp_path / "b.pdf")]
    drop(item(form), sound[0], strange, sound[1])
    dialog = shown(form, qtbot, RefusedDialog)
    assert [row.text for row in dialog.rows.rows if "程序.exe" in row.text]
    assert len(dialog.rows.rows) == 1
    assert dialog.rest.text() == "只加入其余 2 个"
    assert attached(form) == []
    dialog.rest.click()
    assert names(form) == ["a.png", "b.pdf"]
    form.desk.undo()
    assert attached(form) == []


def test_a_link_in_a_folder_is_told_and_the_file_it_leads_to_stays_out(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    elsewhere = write_picture(tmp_path / "别处.png")
    (folder := tmp_path / "截图").mkdir()
    write_picture(folder / "a.png")
    try:
        (folder / "b.png").symlink_to(elsewhere)
    except OSError:
        pytest.skip("no links here")
    drop(item(form), folder)
    dialog = shown(form, qtbot, RefusedDialog)
    assert [row.text for row in dialog.rows.rows if "b.png" in row.text and "是链接，不是文件" in row.text]
    dialog.rest.click()
    assert names(form) == ["a.png"]


def test_of_a_batch_with_refused_files_nothing_is_added_when_the_user_would_rather_not(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    strange = tmp_path / "程序.exe"
    strange.write_bytes(b"MZ\x90\x00")
    drop(item(form), strange, write_picture(tmp_path / "a.png"))
    shown(form, qtbot, RefusedDialog).cancel.click()
    assert attached(form) == []
    assert form.panel.evidence.intake.progress(PROOF) is None


def test_when_all_are_refused_there_is_nothing_to_agree_to(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    strange = [tmp_path / "a.exe", tmp_path / "b.exe"]
    for file in strange:
        file.write_bytes(b"MZ\x90\x00")
    drop(item(form), *strange)
    dialog = shown(form, qtbot, RefusedDialog)
    assert dialog.rest.isHidden()
    assert dialog.cancel.isDefault()
    assert [name for row in dialog.rows.rows for name in ("a.exe", "b.exe") if name in row.text] == ["a.exe", "b.exe"]
    dialog.cancel.click()
    assert attached(form) == []


def test_a_locked_pdf_is_asked_for_its_password_until_that_is_right(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(item(form), write_pdf(tmp_path / "审计报告.pdf", pages=3, password="开门"))
    dialog = shown(form, qtbot, PdfPasswordDialog)
    assert dialog.failure.isHidden()
    assert not dialog.ok.isEnabled()
    dialog.password.edit.setText("关门")
    dialog.ok.click()
    again = shown(form, qtbot, PdfPasswordDialog)
    assert again.failure.isVisible()
    again.password.edit.setText("开门")
    again.ok.click()
    qtbot.waitUntil(lambda: names(form) == ["审计报告.pdf"], timeout=LONG)
    (file,) = attached(form)
    assert (file.pages, file.password) == (3, "开门")


def test_one_password_is_tried_on_the_other_locked_files_of_the_batch(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(item(form), *(write_pdf(tmp_path / f"{number}.pdf", number, "同一个") for number in (1, 2)))
    dialog = shown(form, qtbot, PdfPasswordDialog)
    dialog.password.edit.setText("同一个")
    dialog.ok.click()
    qtbot.waitUntil(lambda: names(form) == ["1.pdf", "2.pdf"], timeout=LONG)


def test_a_locked_pdf_can_be_skipped(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    drop(item(form), write_pdf(tmp_path / "锁.pdf", password="x"), write_picture(tmp_path / "a.png"))
    shown(form, qtbot, PdfPasswordDialog).skip.click()
    qtbot.waitUntil(lambda: names(form) == ["a.png"], timeout=LONG)


def test_the_declaration_can_be_closed_while_files_are_read(
    window: MainWindow, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    child = form.panel.evidence.child
    drop(item(form), *(write_picture(tmp_path / f"{number}.png") for number in range(30)))
    qtbot.waitUntil(lambda: child.busy, timeout=LONG)
    worker = child._worker
    assert worker is not None
    assert window.close_form()
    with pytest.raises(EvidenceRefused):
        qtbot.waitUntil(lambda: worker.examine("a.pdf", b"%PDF-1.7") is None, timeout=LONG)


def test_what_is_no_file_cannot_be_dropped(form: FormView, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText("只有文字")
    assert not drop_data(item(form), data)
    assert form.panel.evidence.intake.progress(PROOF) is None


def test_a_file_that_is_gone_meanwhile_is_told_and_the_others_can_be_added(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    there, gone = write_picture(tmp_path / "在.png"), tmp_path / "不在.png"
    drop(item(form), gone, there)
    dialog = shown(form, qtbot, RefusedDialog)
    assert [row.text for row in dialog.rows.rows if "不在.png" in row.text]
    dialog.rest.click()
    assert names(form) == ["在.png"]
