"""The questions that are asked while proofs are taken in, with something in them; and the question for a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from app.errors import EvidenceRefused
from app.ui.pictures.dialogs import NothingToShowError, Stage

if TYPE_CHECKING:
    from app.forms.paths import FieldPath
    from app.ui.desk import Desk

MENU = ("设备管理", "模型库", "应用市场", "开发者社区")
"""Of a platform of which somebody made a long picture."""
LONG = 7000
"""Pixels from its top to its end."""


def refused(stage: Stage) -> QDialog:
    """Files that are no proofs."""
    from app.ui.evidence.taking.refused_files import Refused, RefusedDialog

    words = (
        ("合同扫描件.pdf", "文件已损坏，打不开", "请向提供文件的人再要一份，或重新扫描后加入。"),
        ("设备照片.psd", "是 Photoshop 文件（.psd）", "请在 Photoshop 中另存为 PDF、PNG 或 JPG 后加入。"),
        ("台账.exe", "是程序", "程序不会打开它；请加入能证明它的文件，如运行截图、说明书或登记证书（PDF 或图片）。"),
    )
    found = [Refused(name, EvidenceRefused("", what, why)) for name, why, what in words]
    return RefusedDialog(found, 12, stage.window)


def mail(stage: Stage) -> QDialog:
    """Which files of a mail."""
    from app.evidence.intake import Member
    from app.ui.evidence.taking.mail_files import MailDialog

    names = ("邮件正文", "检测报告.pdf", "能源审计报告（终稿）.docx", "现场照片.jpg")
    members = [Member("回复.eml", b"", place, name, words=place == 0) for place, name in enumerate(names)]
    return MailDialog("回复：检测报告和照片.eml", members, stage.window)


def conversion(stage: Stage) -> QDialog:
    """Whether a document is made a PDF."""
    from app.ui.evidence.taking.conversion import ConversionDialog

    reason = "是 WPS 的旧格式，不能直接读取"
    return ConversionDialog("节能改造总结.wps", reason, "LibreOffice 7.4", stage.window, several=True)


def pdf_password(stage: Stage) -> QDialog:
    """The password of a PDF."""
    from app.ui.evidence.taking.pdf_password import PdfPasswordDialog

    return PdfPasswordDialog("审计报告（加密）.pdf", stage.window, wrong=True)


def long_pictures(stage: Stage) -> QDialog:
    """How a long picture is printed."""
    from app.evidence.apart.worker import Worker
    from app.evidence.intake import take_in_bytes
    from app.ui.evidence.child import Child
    from app.ui.evidence.taking.long_pictures import LongPicturesDialog

    with Worker() as worker:
        files = [take_in_bytes(name, _long_picture(), worker) for name in ("平台后台长截图.png", "设备清单长截图.png")]
    child = Child(stage.window)
    dialog = LongPicturesDialog(files, child, stage.window)
    stage.until(lambda: not child.busy)
    return dialog


def _long_picture() -> bytes:
    """A PNG of a screen on which somebody scrolled far down."""
    from app.evidence.drawing.saving import save_pictures
    from app.evidence.drawing.screen import Screen, draw_screen

    rows = [(str(number), f"采煤机 {number} 号", "运行", "OPC UA") for number in range(1, 201)]
    columns = ("序号", "设备名称", "状态", "接入协议")
    screen = Screen("工业互联网平台", MENU[0], "2022-02-28 17:30", MENU, columns=columns, rows=rows)
    stream = io.BytesIO()
    save_pictures([draw_screen(screen, LONG)], stream, ".png")
    return stream.getvalue()


def proof(stage: Stage) -> QDialog:
    """A proof, as large as one likes."""
    from app.declaration.attachments import attached
    from app.forms.paths import FieldPath
    from app.ui.evidence.child import Child
    from app.ui.evidence.proof import ProofDialog

    answers, sections = stage.declaration.session.answers, stage.declaration.pack.sections
    items = (FieldPath(section.id, name) for section in sections for name in section.evidence_items)
    file = next((file for item in items for file in attached(answers, item)), None)
    if file is None:
        raise NothingToShowError
    return ProofDialog(stage.declaration, Child(stage.window), file, stage.window)


def importing(stage: Stage) -> QDialog:
    """导入清单, of a file with a column that nobody asked for."""
    from app.ui.lists.importing import ImportDialog

    desk, path = a_list(stage)
    dialog = ImportDialog(desk, path, stage.window)
    columns = desk.pack.section[path.section].lists[path.field].asked_columns
    rows = desk.session.answers.rows(path)[:5]
    cells = [[desk.session.text(path.at(row, column.id)) for column in columns] for row in rows]
    file = stage.folder / "清单.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow([*(column.label for column in columns), "备注"])
        table.writerows([*row, "二号车间"] for row in cells)
    dialog.read(file)
    return dialog


def a_list(stage: Stage) -> tuple[Desk, FieldPath]:
    """The desk, and the first list on it."""
    from app.forms.paths import FieldPath
    from app.ui.desk import Desk

    desk = Desk(stage.declaration)
    desk.setParent(stage.window)
    for section in stage.declaration.pack.sections:
        for name in section.lists:
            return desk, FieldPath(section.id, name)
    raise NothingToShowError


def working(stage: Stage) -> QDialog:
    """While something large is worked out."""
    from app.ui.widgets.working import WorkingDialog

    return WorkingDialog("正在粘贴 10,000 行…", stage.window)


def replacing(stage: Stage) -> QDialog:
    """替换."""
    from app.ui.desk import Desk
    from app.ui.finding.replace import ReplaceDialog

    desk = Desk(stage.declaration)
    desk.setParent(stage.window)
    return ReplaceDialog(desk, "平台", stage.window)


def check_paper(stage: Stage) -> QDialog:
    """打印检查单."""
    from app.ui.dialogs.checking import CheckPaperDialog

    return CheckPaperDialog(stage.declaration, stage.window)


def file_question(mode: QFileDialog.FileMode, title: str) -> Callable[[Stage], QDialog]:
    """Qt's own question for a file, where the system has none."""

    def made(stage: Stage) -> QDialog:
        from app.ui.widgets import file_dialog

        return file_dialog.made(stage.window, title, str(stage.folder), "申报书 (*.qibei);;所有文件 (*)", mode)

    return made


ASKED: dict[str, Callable[[Stage], QDialog]] = {
    "不能加入": refused,
    "邮件": mail,
    "转换": conversion,
    "PDF 密码": pdf_password,
    "长图": long_pictures,
    "导入清单": importing,
    "请稍候": working,
    "替换": replacing,
    "检查单": check_paper,
    "证明材料": proof,
    "选文件": file_question(QFileDialog.FileMode.ExistingFile, "打开申报书"),
    "存文件": file_question(QFileDialog.FileMode.AnyFile, "申报书存放在哪里"),
}
