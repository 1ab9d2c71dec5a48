"""What is asked before a draft is opened: beside another who writes it, or with what an earlier run left of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import AppError, DraftInUse
from app.files import DRAFT_SUFFIX, as_draft
from app.ui.message import question, show_done, show_failure
from app.ui.widgets.choices import Choice, ChoiceDialog

if TYPE_CHECKING:
    from app.drafts.away.leftovers import Leftover

_READ = Choice("read", "只读打开", "可以查看、检查和导出，不能改动；对方存了新内容时会提示。")
_TAKE_OVER = Choice(
    "take_over",
    "确认无人在用，继续打开",
    "仅当那台电脑已经关机或程序已意外退出时选用。如果对方其实还在填写，两边的修改会分成两份，以后要逐处合并。",
)


def about_holder(path: Path, failure: DraftInUse, parent: QWidget) -> ChoiceDialog:
    """Somebody else writes the draft: read it, or, when that cannot be seen from here, say that nobody does."""
    who, since = failure.who or "另一个程序", f"自 {failure.since} 起" if failure.since else ""
    words = f"“{path.name}”由 {who}{since}打开。为避免互相覆盖，同一时间只能由一处填写。"
    choices = [_READ, _TAKE_OVER] if failure.elsewhere else [_READ]
    return ChoiceDialog("草稿正在使用", words, choices, parent)


def about_leftover(left: Leftover, parent: QWidget) -> ChoiceDialog:
    """An earlier run ended before it could put everything back: go on with it, keep it elsewhere, or give it up."""
    place = left.record.place.name or "原处"
    words = f"上次关闭时，“{left.record.original.name}”有修改还没有写回{place}，都存在这台电脑上，没有丢失。"
    choices = [
        Choice("resume", "恢复", f"接着上次的内容填写，并写回{place}。" if left.fits() else _NOT_FITTING.format(place)),
        Choice("save_as", "另存…", "把上次的内容另存成一份申报书，密码不变；原处的那份不动。"),
        Choice("discard", "放弃", f"只用{place}的那一份；上次没有写回的修改将被删除。"),
    ]
    return ChoiceDialog("有没写回的修改", words, choices, parent, _compared(left))


_NOT_FITTING = "接着上次的内容填写。{}的那份此后被改动过，不会覆盖它；请另存后与它合并。"


def copy_elsewhere(left: Leftover, parent: QWidget, folder: Path) -> None:
    """Ask for a place, and put what was left there as a draft of its own."""
    from app.drafts.away.leftovers import copy_to

    start = str(folder / f"{left.record.original.stem}-恢复{DRAFT_SUFFIX}")
    from app.ui.widgets.file_dialog import ask_save

    name = ask_save(parent, "另存到哪里", start, f"申报书 (*{DRAFT_SUFFIX})")
    if not name:
        return
    try:
        target = copy_to(left, as_draft(Path(name)))
    except AppError as failure:
        show_failure(parent, failure)
        return
    show_done(parent, f"已另存为“{target.name}”。", "打开它时请用原来的密码；没写回的修改仍留在这台电脑上。")


def discard(left: Leftover, parent: QWidget, then: Callable[[], object]) -> None:
    """Ask once more, remove what was left, and go on."""
    meaning = f"{left.at:%Y-%m-%d %H:%M} 之前没有写回的修改将被删除，无法找回。"
    box, give_up = question(parent, "放弃没写回的修改", "确定放弃吗？", meaning, "放弃", "保留")

    def answered() -> None:
        if box.clickedButton() is give_up:
            left.discard()
            then()
        box.deleteLater()

    box.finished.connect(lambda _result: answered())
    box.open()


def _compared(left: Leftover) -> str:
    """The two states side by side: when each was written, and how often."""
    here = f"这台电脑上：最后存于 {_when(left.at)}，存过 {left.revision} 次"
    at = left.original_at
    if at is None:
        return f"{here}\n原处：现在找不到（{left.record.original.parent}）"
    if left.fits():
        return f"{here}\n原处：最后写于 {_when(at)}，存过 {left.record.revision} 次，此后没有变动"
    return f"{here}\n原处：最后写于 {_when(at)}，已不是当时取来的那份"


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
