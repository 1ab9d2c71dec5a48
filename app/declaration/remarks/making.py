"""Making a remark, answering it, ticking it off, taking it up again."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime

from app.declaration.declaration import Declaration
from app.declaration.remarks.remarks import NAME_LIMIT, REMARK, TEXT_LIMIT, Remark, is_place
from app.drafts.model import Change
from app.errors import DraftError, UsageError
from app.forms.wording import clean


def remark(declaration: Declaration, path: str, text: str, by: str = "") -> str:
    """Remark something on a page (its id), blank, row or cell (its stored path); the id of the remark.

    `by` names somebody else whose words they are.
    """
    if not is_place(path) or len(path) > NAME_LIMIT:
        raise UsageError(
            f"没有名为“{path[:NAME_LIMIT]}”的页面或栏目，批注没有加上。", "运行 qibei answers 可以看到全部名称。"
        )
    said = {"path": path, "text": _words(declaration, text, "批注没有加上"), **_now(declaration)}
    if by:
        said["by"] = by[:NAME_LIMIT]
    name = secrets.token_hex(16)
    _keep(declaration, f"{REMARK}{name}", said, "加批注")
    return name


def answer(declaration: Declaration, to: Remark, text: str) -> None:
    """Answer a remark."""
    said = {"text": _words(declaration, text, "答复没有加上"), **_now(declaration)}
    _keep(declaration, f"{REMARK}{to.id}/answer/{secrets.token_hex(16)}", said, "答复批注")


def settle(declaration: Declaration, one: Remark) -> None:
    """Tick a remark off; one that is ticked off stays as it is."""
    _require_writable(declaration, "批注没有标为已处理")
    if one.settled is None:
        _keep(declaration, f"{REMARK}{one.id}/settled", _now(declaration), "批注已处理")


def reopen(declaration: Declaration, one: Remark) -> None:
    """Take up a remark again that was ticked off."""
    _require_writable(declaration, "批注没有重新打开")
    if one.settled is not None:
        _keep(declaration, f"{REMARK}{one.id}/settled", None, "重新打开批注")


def _keep(declaration: Declaration, path: str, said: dict[str, str] | None, why: str) -> None:
    text = None if said is None else json.dumps(said, ensure_ascii=False)
    declaration.keep([Change(path, None, text)], why=why)


def _words(declaration: Declaration, text: str, not_done: str) -> str:
    _require_writable(declaration, not_done)
    words = clean(text).strip()
    if not words:
        raise UsageError(f"没有写内容，{not_done}。", "请写一句话再试。")
    if len(words) > TEXT_LIMIT:
        raise UsageError(f"内容有 {len(words)} 个字，超过 {TEXT_LIMIT} 个，{not_done}。", "请分成几条来写。")
    return words


def _require_writable(declaration: Declaration, not_done: str) -> None:
    if declaration.read_only:
        raise DraftError(f"草稿“{declaration.path.name}”是以只读方式打开的，{not_done}。", "请重新打开后再试。")


def _now(declaration: Declaration) -> dict[str, str]:
    return {"by": declaration.user[:NAME_LIMIT], "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
