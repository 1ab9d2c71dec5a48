"""The dialogs about what is shared with colleagues, and about what was done before, with something in them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from PySide6.QtWidgets import QDialog

from app.ui.pictures.copies import PASSPHRASE, changed, lent_copy, reworded, some_pages
from app.ui.pictures.dialogs import NothingToShowError, Stage

_WORDS = "word/document.xml"
DAYS_AGO = 3
"""When all stood as it is to stand again."""


def lend(stage: Stage) -> QDialog:
    """借出几页."""
    from app.ui.handover.lending import LendDialog

    return LendDialog(stage.declaration, stage.window, stage.folder)


def take_back(stage: Stage) -> QDialog:
    """收回或合并, with a copy that was lent."""
    from app.ui.handover.merging import MergeDialog

    dialog = MergeDialog(stage.declaration, stage.window)
    dialog.open_file(lent_copy(stage), PASSPHRASE)
    return dialog


def loans(stage: Stage) -> QDialog:
    """交接日历."""
    from app.declaration.sharing.loans import loans as known
    from app.ui.handover.calendar import LoansDialog

    lent_copy(stage)
    return LoansDialog(stage.declaration, known(stage.declaration), stage.window)


def send(stage: Stage) -> QDialog:
    """导出给同事填写的 Word."""
    from app.ui.dialogs.returning.sending import SendDialog

    return SendDialog(stage.declaration, stage.window)


def read_back(stage: Stage) -> QDialog:
    """读回 Word, of a file in which a colleague changed some words, one of which was changed here too."""
    from app.declaration.returning.sending import send_sections
    from app.ui.dialogs.returning.dialog import ReturnDialog

    session, pages = stage.declaration.session, some_pages(stage)
    file = send_sections(stage.declaration, stage.folder, pages).file
    answers = [session.text(path) for path in reworded(session, pages)]
    _write_into(file, {text: f"{text}（Word 中修订）" for text in answers if text})
    dialog = ReturnDialog(stage.declaration, stage.window)
    with changed(session, pages[:1]):
        dialog.read(file)
        stage.until(lambda: not dialog.busy)
    return dialog


def _write_into(file: Path, words: Mapping[str, str]) -> None:
    """Write other words into a Word file, as somebody does who fills it."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[_WORDS].decode()
    for old, new in words.items():
        text = text.replace(f">{escape(old)}<", f">{escape(new)}<")
    parts[_WORDS] = text.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def history(stage: Stage) -> QDialog:
    """修改历史."""
    from app.ui.history.dialog import HistoryDialog
    from app.ui.pictures.past import lived

    dialog = HistoryDialog(stage.declaration, stage.window)
    stage.until(lambda: not dialog.busy)
    dialog.show_records(lived(stage.declaration))
    dialog.table.setFocus()
    return dialog


def restore(stage: Stage) -> QDialog:
    """恢复, to before anything was filled in."""
    from app.declaration.history import EVERYTHING, past, plan_restore
    from app.ui.history.restoring import RestoreDialog
    from app.ui.pictures.past import before_today

    if not past(stage.declaration.draft).met:
        raise NothingToShowError
    found = plan_restore(stage.declaration, EVERYTHING, 1)
    then = replace(found.then, at=before_today(found.then.at, DAYS_AGO))
    return RestoreDialog("整份申报书", replace(found, then=then), stage.window)


def remark(stage: Stage) -> QDialog:
    """批注."""
    from app.ui.remarks.dialog import WordsDialog

    return WordsDialog("批注", [("cover", "封面")], lambda _place, _words: None, stage.window)


SHARED: dict[str, Callable[[Stage], QDialog]] = {
    "借出": lend,
    "收回": take_back,
    "交接日历": loans,
    "导出给同事": send,
    "读回": read_back,
    "修改历史": history,
    "恢复": restore,
    "批注": remark,
}
