"""Who has which pages of a declaration since when, and what came back (FORMAT.md, section 9)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Literal, Self

from app.declaration.declaration import Declaration
from app.drafts.model import Change
from app.forms.moments import is_moment

LENT = "/lent/"
TEXT_LIMIT = 200
SECTIONS_LIMIT = 1000
Outcome = Literal["", "back", "cancelled"]


@dataclass(frozen=True, slots=True)
class Loan:
    """Pages handed to a colleague as a copy of the draft: to whom, by whom, when, until when, and what became of it.

    `at` and `ended` are ISO 8601 in UTC, `due` is a day (ISO 8601) or "".  `copy` is the id of the copy that was made.
    `outcome` is "" while they are out.
    """

    id: str
    to: str
    sections: tuple[str, ...]
    by: str
    at: str
    due: str
    copy: str
    ended: str = ""
    outcome: Outcome = ""

    @property
    def out(self) -> bool:
        """Whether the pages are still out."""
        return not self.outcome

    def late(self, today: date) -> bool:
        """Whether they are out longer than was agreed."""
        return self.out and bool(self.due) and date.fromisoformat(self.due) < today

    def ending(self, outcome: Outcome, at: str) -> Self:
        """The same loan when it has ended."""
        return replace(self, outcome=outcome, ended=at)


def loans(declaration: Declaration) -> list[Loan]:
    """Every loan of a declaration that can be read, the oldest first; see `unreadable_words`."""
    found = [_read(path.removeprefix(LENT), text) for path, text in declaration.kept(LENT)]
    return sorted((loan for loan in found if loan is not None), key=lambda loan: (loan.at, loan.id))


def unreadable(declaration: Declaration) -> int:
    """How many records of loans cannot be read."""
    return sum(_read(path.removeprefix(LENT), text) is None for path, text in declaration.kept(LENT))


def unreadable_words(declaration: Declaration) -> str:
    """That some records of loans cannot be read; "" when all can."""
    count = unreadable(declaration)
    return (
        f"有 {count} 条借出记录无法识别，没有列出，也没有删除；可能由更新版本的程序写入，请升级程序后查看。"
        if count
        else ""
    )


def out_now(found: Iterable[Loan]) -> dict[str, Loan]:
    """The loan by which each page is out, by the page's id; of two the later."""
    return {section: loan for loan in found if loan.out for section in loan.sections}


def own_loan(declaration: Declaration) -> Loan | None:
    """The loan of which this very copy is what was handed out; None when it is nobody's loan."""
    copy = declaration.draft.info.copy_id
    return next((loan for loan in loans(declaration) if loan.copy == copy), None)


def new_loan(to: str, sections: Iterable[str], by: str, at: str, due: str) -> Loan:
    """A loan that begins; the id of its copy is chosen with it."""
    return Loan(secrets.token_hex(16), to, tuple(sections), by, at, due, secrets.token_hex(16))


def writing(loan: Loan) -> Change:
    """The change that keeps a loan in a draft."""
    said = {name: value for name, value in asdict(loan).items() if name != "id"}
    return Change(LENT + loan.id, None, json.dumps(said, ensure_ascii=False))


def _read(name: str, text: str) -> Loan | None:
    """The loan that a record is; None for what is none."""
    try:
        kept = json.loads(text)
        if kept.keys() != {one.name for one in fields(Loan)} - {"id"}:
            raise ValueError("not a loan")
        sections = kept.pop("sections")
        texts = all(isinstance(value, str) and len(value) <= TEXT_LIMIT for value in kept.values())
        listed = isinstance(sections, list) and len(sections) <= SECTIONS_LIMIT
        if not texts or not listed or not all(isinstance(one, str) for one in sections):
            raise ValueError("not a loan")
        if not is_moment(kept["at"]) or not all(is_moment(kept[name]) for name in ("due", "ended") if kept[name]):
            raise ValueError("not a moment")
        if kept["due"]:
            date.fromisoformat(kept["due"])
        if kept["outcome"] not in ("", "back", "cancelled"):
            raise ValueError("not an outcome")
        return Loan(name, sections=tuple(sections), **kept)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None
