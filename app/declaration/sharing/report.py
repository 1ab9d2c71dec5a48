"""A plan told to people, line by line, and to other programs as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from app.declaration.sharing.loans import Loan
from app.declaration.sharing.plan import Action, Choices, Entry, Plan, Unit
from app.drafts.model import is_own
from app.forms.answers.proved_rows import row_title
from app.forms.answers.serial import value_from_json
from app.forms.field_types import FIELD_TYPES
from app.forms.moments import day
from app.forms.paths import ENTRIES, FieldPath, entry_of
from app.forms.session import FormSession
from app.forms.values import Json
from app.forms.wording import shortened

ACTIONS: dict[Action, str] = {"conflict": "两边不同，要选定", "take": "采用对方的", "keep": "保留本机的"}
"""The groups of a plan in the order they are told, with their headings; what both did alike is not told."""
_RECORDS = {"/frozen/": "份定稿记录", "/lent/": "条借出记录", "/remark/": "条批注、答复或处理"}
EMPTY = "（空）"
LOST = "（无法读出）"


class Telling:
    """Says in words what stands where, in a plan between two sessions of one form."""

    def __init__(self, ours: FormSession, theirs: FormSession) -> None:
        self.ours, self.theirs = ours, theirs

    def name(self, unit: str) -> str:
        """Which page and blank, row or entry a unit is."""
        path = _parsed(unit)
        session = next((one for one in (self.ours, self.theirs) if path and _page(one, path)), None)
        if path is None or session is None:
            return unit
        page = session.pack.section[path.section]
        entry = entry_of(path.section)
        words = session.page_name(page) if entry else page.name
        field = session.pack.field_at(path.whole)
        label = f"·{field.label}" if field is not None and path.field != ENTRIES else ""
        return f"{words}{label}{self._row(path)}{self._column(session, path)}"

    def value(self, entry: Entry, text: str | None) -> str:
        """What stands at a path, in a few words."""
        path = _parsed(entry.path)
        if text is None:
            return EMPTY
        if path is not None and path.row and not path.column:
            return "有这一行"
        return shortened(self.whole(entry, text), 60)

    def whole(self, entry: Entry, text: str | None) -> str:
        """What stands at a path, in full."""
        path = _parsed(entry.path)
        if text is None:
            return EMPTY
        for session in (self.ours, self.theirs):
            field = session.pack.field_at(path) if path is not None and _page(session, path) else None
            if field is not None and path is not None:
                try:
                    return FIELD_TYPES[field.type].typed(value_from_json(session.pack, path, json.loads(text)))
                except (ValueError, RecursionError):
                    return LOST
        return shortened(text, 60)

    def _row(self, path: FieldPath) -> str:
        if not path.row:
            return ""
        for session in (self.ours, self.theirs):
            if session.answers.get(path.at(path.row)) is not None and _page(session, path):
                return f" {session.row_name(path)}{_title(session, path)}"
        return " 一行"

    def _column(self, session: FormSession, path: FieldPath) -> str:
        field = session.pack.field_at(path) if path.column else None
        return f"·{field.label}" if field is not None else ""


def plan_json(plan: Plan, telling: Telling, *, applied: bool | None = None) -> Json:
    """Every entry, and apart from them the proofs that one side added, removed or changed."""
    entries: list[Json] = [_entry_json(entry) for entry in plan.entries if not is_own(entry.path)]
    proofs: list[Json] = [dict(proof) for proof in _proofs(plan, telling)]
    document: dict[str, Json] = {"plan": entries, "evidence": proofs}
    return document | ({"applied": applied} if applied is not None else {})


def plan_lines(plan: Plan, telling: Telling, choices: Choices) -> Iterator[str]:
    """The plan in Chinese, a line for each unit under the heading of its group; empty groups are left out."""
    told = [unit for unit in plan.units if unit.action != "same" and not is_own(unit.path)]
    for action, heading in ACTIONS.items():
        units = [unit for unit in told if unit.action == action]
        if units:
            yield f"【{heading}】{len(units)} 处"
            yield from (f"  {unit_words(unit, telling, choices)}" for unit in units)


def records_words(plan: Plan) -> str:
    """What the other copy brings besides answers: fixed versions, loans, remarks; "" when it brings none."""
    taken = [unit.path for unit in plan.units if is_own(unit.path) and unit.action == "take"]
    counts = {words: sum(path.startswith(own) for path in taken) for own, words in _RECORDS.items()}
    told = "、".join(f"{count} {words}" for words, count in counts.items() if count)
    return f"对方的副本还带来 {told}。" if told else ""


def unit_words(unit: Unit, telling: Telling, choices: Choices) -> str:
    """One unit as a line: where, what stands on each side, and what was chosen."""
    entries = [entry for entry in unit.entries if entry.ours != entry.theirs] or list(unit.entries)
    chosen = {"ours": "→ 保留本机的", "theirs": "→ 采用对方的"}.get(choices.get(unit.path, ""), "")
    note = f"（{unit.note.rstrip('。')}）" if unit.note else ""
    if len(entries) > 1 or (path := _parsed(unit.path)) is None or (path.row and not path.column):
        said = _of_row(unit, entries)
    else:
        said = (
            f"本机“{telling.value(entries[0], entries[0].ours)}”，对方“{telling.value(entries[0], entries[0].theirs)}”"
        )
    return f"{telling.name(unit.path)}：{said}{note}{chosen}"


def loan_json(loan: Loan, today: date) -> Json:
    """One loan."""
    return {
        "id": loan.id,
        "to": loan.to,
        "sections": list(loan.sections),
        "by": loan.by,
        "at": loan.at,
        "due": loan.due or None,
        "state": loan.outcome or "out",
        "ended": loan.ended or None,
        "late": loan.late(today),
    }


def out_words(loan: Loan, today: date) -> str:
    """That pages are out, to whom, since when and until when, in short."""
    until = f"，约定 {short_day(loan.due, today)} 交回" if loan.due else ""
    late = "，已逾期" if loan.late(today) else ""
    return f"已借出给 {loan.to or '对方'}（{short_day(day(loan.at), today)} 起{until}{late}）"


def page_names(loan: Loan, session: FormSession) -> str:
    """The pages of a loan by their names, without their stars; one that this edition has not by its id."""
    known = session.folded.section
    return "、".join(known[one].name.rstrip("*") if one in known else one for one in loan.sections)


def own_words(loan: Loan, session: FormSession) -> str:
    """What whoever has the copy of a loan is asked to do with it."""
    due = f"，约定 {loan.due} 交回" if loan.due else ""
    by = f"（{loan.by} 借出）" if loan.by else ""
    return (
        f"这是借给 {loan.to or '您'} 的副本{by}：请填“{page_names(loan, session)}”{due}。"
        "填好后关闭申报书，把这个文件交回；其他页面请不要改动。"
    )


def late_words(found: Iterable[Loan], session: FormSession, today: date) -> str:
    """Which loans are late, a sentence each."""
    late = [loan for loan in found if loan.late(today)]
    return "".join(
        f"{loan.to or '对方'} 借的“{page_names(loan, session)}”约定 {loan.due} 交回，已逾期。" for loan in late
    )


def short_day(text: str, today: date) -> str:
    """A day as people say it: without its year when that is this one."""
    return text.removeprefix(f"{today:%Y}-")


def loan_words(loan: Loan, session: FormSession, today: date) -> str:
    """One loan as a line."""
    names = page_names(loan, session)
    until = f"，约定 {loan.due} 交回" if loan.due else ""
    state = {"": "未交回", "back": f"已于 {day(loan.ended)} 收回", "cancelled": f"已于 {day(loan.ended)} 取消"}[
        loan.outcome
    ]
    late = "，已逾期" if loan.late(today) else ""
    return f"{loan.to or '（未写明）'}：{names}，{day(loan.at)} 借出{until}，{state}{late}"


def _of_row(unit: Unit, entries: list[Entry]) -> str:
    itself = next((entry for entry in entries if entry.path == unit.path), None)
    if itself is None or (itself.ours is None) == (itself.theirs is None):
        return f"{len(entries)} 格不同"
    if itself.base is None:
        return "对方新增" if itself.ours is None else "本机新增"
    return "本机已删除，对方有修改" if itself.ours is None else "对方已删除，本机有修改"


def _entry_json(entry: Entry) -> Json:
    said: dict[str, Json] = {
        "path": entry.path,
        "ours": _json(entry, entry.ours),
        "theirs": _json(entry, entry.theirs),
        "base": _json(entry, entry.base),
        "action": entry.action,
        "by": entry.by,
        "at": entry.at,
    }
    unit: dict[str, Json] = {"unit": entry.unit} if entry.unit != entry.path else {}
    note: dict[str, Json] = {"note": entry.note} if entry.note else {}
    return said | unit | note


def _json(entry: Entry, text: str | None) -> Json:
    """The value; of a row whether it is there."""
    path = _parsed(entry.path)
    if text is None:
        return None
    if path is not None and path.row and not path.column:
        return True
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


def _proofs(plan: Plan, telling: Telling) -> Iterator[dict[str, Json]]:
    """Every attached file that differs: its item, name and hash on the side that has it, and what is done."""
    for entry in plan.entries:
        path = _parsed(entry.path)
        if path is None or not path.row or path.column or (entry.ours is not None and entry.theirs is not None):
            continue
        session = telling.theirs if entry.ours is None else telling.ours
        field = session.pack.field_at(path.whole) if _page(session, path) else None
        if field is not None and field.type == "evidence":
            name, sha256 = (session.answers.get(path.at(path.row, column)) for column in ("name", "sha256"))
            yield {
                "item": str(path.whole),
                "name": str(name or ""),
                "sha256": str(sha256 or ""),
                "action": entry.action,
            }


def _title(session: FormSession, path: FieldPath) -> str:
    field = session.pack.field_at(path.whole)
    if field is not None and field.type == "evidence":
        name = session.answers.get(path.at(path.row, "name"))
        return f"“{shortened(str(name))}”" if name else ""
    if path.field not in session.pack.section[path.section].lists:
        return ""
    title = row_title(session.pack, session.answers, path)
    return f"“{shortened(title)}”" if title else ""


def _page(session: FormSession, path: FieldPath) -> bool:
    return path.section in session.pack.section


def _parsed(text: str) -> FieldPath | None:
    try:
        return FieldPath.parse(text)
    except ValueError:
        return None
