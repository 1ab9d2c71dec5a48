"""A page that is somebody else's to fill in: changed only when its user says so, asked once for each page."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from app.declaration.sharing.loans import Loan
from app.declaration.sharing.report import out_words
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.message import question

LENT = "收回时如果两边填得不同，要逐处选定；没有采用的内容也留在修改历史里。"
NOT_ASKED = "这个副本只请您填借给您的页面。改动其他页面，交回时会标为“不在借出范围内”，由对方决定是否采用。"


class Guard:
    """Guards the desk of one window; what was answered is kept as long as the window is."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._agreed: set[tuple[str, str, str]] = set()
        self._asking = False

    def __call__(self, desk: Desk, section: str) -> bool | None:
        """Whether the page may be changed; None when there was nothing to ask."""
        page = FieldPath(section, "").folded.section
        loan, own = desk.loan_of(page), desk.own_loan
        if page not in desk.session.folded.section or (own is not None and page in own.sections):
            return None
        holding = loan or own
        if holding is None:
            return None
        key = (desk.declaration.info.copy_id, holding.id, page)
        if key in self._agreed:
            return None
        if self._asking:
            return False  # what is typed into the question's face is not an answer
        name = desk.session.folded.section[page].name.rstrip("*")
        if self._ask(*_question(name, loan)):
            self._agreed.add(key)
            return True
        return False

    def _ask(self, words: str, meaning: str) -> bool:
        told = f"{meaning}\n刚才输入的内容，选“不改”不会写入。"
        box, change = question(self._window, "仍要修改？", words, told, "仍要修改", "不改")
        self._asking = True
        try:
            box.exec()
        finally:
            self._asking = False
            box.deleteLater()
        return box.clickedButton() is change


def _question(name: str, loan: Loan | None) -> tuple[str, str]:
    if loan is not None:
        return f"“{name}”{out_words(loan, date.today())}，仍要修改？", LENT
    return f"“{name}”不在借给您的页面里，仍要修改？", NOT_ASKED
