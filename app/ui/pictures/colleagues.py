"""The dialogs about what is shared with colleagues, and about what was done before, with something in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QDialog

from app.declaration.declaration import Declaration
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value
from app.ui.pictures.dialogs import NothingToShowError, Stage

PASSPHRASE = "一句只有自己知道的话"
"""Of the copies that are made for the pictures, and thrown away with them."""


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


def lent_copy(stage: Stage) -> Path:
    """A copy of the declaration that is out with a colleague."""
    from app.declaration.sharing.lending import lend

    path = stage.folder / "借给李工.qibei"
    if not path.exists():
        pages = _pages(stage)
        lend(stage.declaration, pages, "李工", path, PASSPHRASE, date.today() + timedelta(days=5))
        with Declaration.open(path, PASSPHRASE) as copy:
            copy.session.set(_reworded(copy.session, pages))
    return path


def _pages(stage: Stage) -> list[str]:
    """The pages that a colleague gets."""
    return [section.id for section in stage.declaration.session.folded.sections if section.asked][:3]


def _reworded(session: FormSession, pages: Sequence[str]) -> dict[FieldPath, Value | None]:
    """What a colleague makes of the first words of each page."""
    found: dict[str, tuple[FieldPath, Value | None]] = {}
    for path, value in session.answers.items():
        if path.section in pages and not path.row and isinstance(value, str) and session.field(path).type == "text":
            found.setdefault(path.section, (path, f"{value}（修订）"))
    return dict(found.values())


def send(stage: Stage) -> QDialog:
    """导出给同事填写的 Word."""
    from app.ui.dialogs.returning.sending import SendDialog

    return SendDialog(stage.declaration, stage.window)


def read_back(stage: Stage) -> QDialog:
    """读回 Word, of a file in which a colleague changed some words."""
    from app.declaration.returning.sending import send_sections
    from app.ui.dialogs.returning.dialog import ReturnDialog

    session, pages = stage.declaration.session, _pages(stage)
    changed = session.set(_reworded(session, pages)) is not None
    file = send_sections(stage.declaration, stage.folder, pages).file
    if changed:
        session.undo()
    dialog = ReturnDialog(stage.declaration, stage.window)
    dialog.read(file)
    return dialog


def history(stage: Stage) -> QDialog:
    """修改历史."""
    from app.ui.history.dialog import HistoryDialog

    return HistoryDialog(stage.declaration, stage.window)


def restore(stage: Stage) -> QDialog:
    """恢复, to before anything was filled in."""
    from app.declaration.history import EVERYTHING, past, plan_restore
    from app.ui.history.restoring import RestoreDialog

    if not past(stage.declaration.draft).met:
        raise NothingToShowError
    return RestoreDialog("整份申报书", plan_restore(stage.declaration, EVERYTHING, 1), stage.window)


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
