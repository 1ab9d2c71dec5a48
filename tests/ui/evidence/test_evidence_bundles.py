"""Zips and mails are opened where they are dropped; office documents become PDF when the user says so."""

from __future__ import annotations

import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from evidence.false_office import false_office
from proof_files import LONG, attached, drop, item, names, write_picture
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from ui.evidence.test_evidence_intake import shown

from app.declaration import taking
from app.errors import EvidenceRefused
from app.evidence.intake import MAX_FILES
from app.ui.evidence.item import KINDS
from app.ui.evidence.taking.conversion import ConversionDialog
from app.ui.evidence.taking.mail_files import MailDialog
from app.ui.evidence.taking.refused_files import Refused, RefusedDialog, rows_of
from app.ui.form.view import FormView
from app.ui.theme import colours

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the plugin without a display says it of every dialog


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def mailed(path: Path) -> Path:
    made = EmailMessage()
    made["Subject"], made["From"] = "合同", "a@b.cn"
    made.set_content("请查收。")
    made.add_attachment("附件一".encode(), maintype="text", subtype="plain", filename="一.txt")
    made.add_attachment("附件二".encode(), maintype="text", subtype="plain", filename="二.txt")
    path.write_bytes(made.as_bytes())
    return path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office program that makes one PDF of everything."""
    found = false_office(tmp_path)
    monkeypatch.setattr(taking, "find_office", lambda: found)


def test_a_zip_is_taken_as_a_folder(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    inside = {"第10张.txt": b"a", "第2张.txt": b"b", "更多/说明.txt": b"c"}
    drop(item(form), write_picture(tmp_path / "a.png"), zipped(tmp_path / "截图.zip", inside))
    qtbot.waitUntil(lambda: len(attached(form)) == 4, timeout=LONG)
    assert names(form) == ["a.png", "第2张.txt", "第10张.txt", "说明.txt"]


def test_what_is_refused_of_a_zip_is_listed_and_the_rest_can_be_added(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(item(form), zipped(tmp_path / "包.zip", {"a.txt": b"a", "b.exe": b"MZ\x90\0", "c.zip": b"PK\5\6" + bytes(18)}))
    dialog = shown(form, qtbot, RefusedDialog)
    assert [row.detail for row in dialog.rows.rows] == [
        "程序不会打开它；请加入能证明它的文件，如运行截图、说明书或登记证书（PDF 或图片）。",
        "请先把它取出来，再单独加入。",
    ]
    dialog.rest.click()
    assert names(form) == ["a.txt"]


def test_a_zip_of_too_many_files_adds_nothing(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    many = zipped(tmp_path / "多.zip", {f"{number}.txt": b"a" for number in range(MAX_FILES)})
    drop(item(form), write_picture(tmp_path / "a.png"), many)
    box = shown(form, qtbot, QMessageBox)
    assert "一次最多加入 500 个文件" in box.text()
    box.close()
    assert attached(form) == []


def test_of_a_mail_the_user_chooses_what_is_added(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    drop(item(form), mailed(tmp_path / "来信.eml"))
    dialog = shown(form, qtbot, MailDialog)
    rows = [dialog.list.item(row) for row in range(dialog.list.count())]
    assert [row.text() for row in rows] == ["来信（邮件正文）.txt", "一.txt", "二.txt"]
    assert dialog.ok.text() == "加入 3 个"
    rows[1].setCheckState(Qt.CheckState.Unchecked)
    assert dialog.ok.text() == "加入 2 个"
    dialog.ok.click()
    qtbot.waitUntil(lambda: names(form) == ["来信（邮件正文）.txt", "二.txt"], timeout=LONG)
    assert "邮件原件没有存入" in attached(form)[0].told


def test_what_is_ticked_of_a_mail_is_seen_at_once(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    def accented(row: int) -> int:
        place = dialog.list.visualItemRect(dialog.list.item(row))
        box = dialog.list.viewport().grab(place.adjusted(2, 2, 32 - place.width(), -2)).toImage()
        seen = [box.pixelColor(x, y).name() for x in range(box.width()) for y in range(box.height())]
        return seen.count(colours().accent)

    drop(item(form), mailed(tmp_path / "来信.eml"))
    dialog = shown(form, qtbot, MailDialog)
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert accented(0) > 50
    assert accented(1) == 0
    dialog.reject()


def test_a_mail_can_be_left_out(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    drop(item(form), mailed(tmp_path / "来信.eml"), write_picture(tmp_path / "a.png"))
    dialog = shown(form, qtbot, MailDialog)
    for row in range(dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.ok.isEnabled()
    dialog.skip.click()
    qtbot.waitUntil(lambda: names(form) == ["a.png"], timeout=LONG)


@pytest.mark.skipif(sys.platform == "win32", reason="the false office program is a shell script")
@pytest.mark.usefixtures("office")
def test_documents_are_converted_when_the_user_says_so_once(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("合同.rtf", "说明.rtf"):
        (tmp_path / name).write_bytes(b"{\\rtf1 a}")
    drop(item(form), tmp_path / "合同.rtf", tmp_path / "说明.rtf")
    dialog = shown(form, qtbot, ConversionDialog)
    assert attached(form) == []
    dialog.convert.click()
    qtbot.waitUntil(lambda: names(form) == ["合同.pdf", "说明.pdf"], timeout=LONG)
    assert attached(form)[0].told == "由本机的 LibreOffice 从“合同.rtf”转换而来，请逐页核对。"


@pytest.mark.usefixtures("office")
def test_documents_that_shall_not_be_converted_are_refused_with_their_advice(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("合同.rtf", "说明.rtf"):
        (tmp_path / name).write_bytes(b"{\\rtf1 a}")
    drop(item(form), tmp_path / "合同.rtf", tmp_path / "说明.rtf")
    shown(form, qtbot, ConversionDialog).refuse.click()
    dialog = shown(form, qtbot, RefusedDialog)
    assert {row.detail for row in dialog.rows.rows} == {"请在 Word 或 WPS 中打开，另存为 PDF 后加入。"}
    dialog.cancel.click()
    assert attached(form) == []


def test_without_an_office_program_documents_are_refused_with_their_advice(
    form: FormView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "find_office", lambda: None)
    (tmp_path / "合同.rtf").write_bytes(b"{\\rtf1 a}")
    drop(item(form), tmp_path / "合同.rtf")
    box = shown(form, qtbot, QMessageBox)
    assert box.informativeText() == "请在 Word 或 WPS 中打开，另存为 PDF 后加入。"
    box.close()


def test_many_that_are_refused_alike_are_one_row() -> None:
    def failure(reason: str) -> EvidenceRefused:
        return EvidenceRefused(f"没有加入：{reason}", f"{reason}的建议。", reason)

    many = [Refused(f"{number}.mp4", failure("是视频")) for number in range(8)]
    rows = rows_of([many[0], Refused("a.exe", failure("是程序")), *many[1:], Refused("b.exe", failure("是程序"))])
    assert [(row.text, row.detail) for row in rows] == [
        ("“0.mp4”“1.mp4”“2.mp4”“3.mp4”“4.mp4”“5.mp4”等 8 个文件：是视频", "是视频的建议。"),
        ("“a.exe”：是程序", "是程序的建议。"),
        ("“b.exe”：是程序", "是程序的建议。"),
    ]


def test_the_dialog_of_files_offers_what_can_be_taken() -> None:
    assert {"*.pdf", "*.txt", "*.html", "*.zip", "*.eml", "*.doc", "*.wps"} <= set(KINDS[6:-1].split())
