"""Carrying over: what an earlier draft, of this notice or another, brings into the draft that is open now."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.keeping.opened_pages import note_carried
from app.errors import DraftError, UsageError
from app.files import is_one_file, is_taken, shown
from app.forms.carrying.entries import entry_edits, with_entries
from app.forms.carrying.plan import CarryPlan, edits_of
from app.forms.carrying.planning import plan_carry_over
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class Carrying:
    """The plan between two drafts, with both as they were when it was made, and what the user should know besides.

    The old draft may be closed meanwhile.
    """

    plan: CarryPlan
    old: FormSession
    new: FormSession
    notes: tuple[str, ...]


def require_two(old: Path, new: Path) -> None:
    """UsageError when both paths are one file; paths that lead nowhere are left to whoever opens them."""
    if is_one_file(old, new):
        raise UsageError("新旧草稿是同一个文件，什么都没有改动。", "请选另一份草稿作为来源。")


def require_free(new: Path) -> None:
    """DraftError when there is a file at `new` already."""
    if is_taken(new):
        raise DraftError(f"“{shown(new.name)}”已存在，没有覆盖。", "请换一个文件名。")


def plan_carrying(old: Declaration, new: Declaration) -> Carrying:
    """What `old` can bring into `new`; changes neither.  UsageError when both are one draft."""
    require_two(old.path, new.path)
    return _carrying(old, new.session)


def plan_for_new(old: Declaration, pack: Pack) -> Carrying:
    """What `old`, which may be closed by now, can bring into a declaration for `pack` that is yet to be made."""
    return _carrying(old, FormSession(pack))


def _carrying(old: Declaration, session: FormSession) -> Carrying:
    new = with_entries(old.session, session)
    plan = plan_carry_over(old.pack, old.session.answers, new.pack, new.answers)
    return Carrying(plan, old.session, new, _notes(old))


def create_carried(
    carrying: Carrying, path: Path, passphrase: str, confirmed: Container[FieldPath] = ()
) -> Declaration:
    """Make the draft that `plan_for_new` was asked for, with everything carried over as its first step.

    DraftError when it cannot be made; what cannot be saved later is told by the draft's saver.
    """
    new = Declaration.create(carrying.new.folded, path, passphrase)
    try:
        carry_over(carrying, new, confirmed)
    except BaseException:
        new.close()
        raise
    return new


def carry_over(carrying: Carrying, new: Declaration, confirmed: Container[FieldPath] = ()) -> int:
    """Fill the blanks and lists of `new` as planned, in one step that can be undone; how many that are.

    `confirmed` are those of `carrying.plan.awaiting` that the user agrees to.  What was answered since the plan was
    made stays.  DraftError when the draft can only be read.
    """
    if new.read_only:
        raise DraftError(f"草稿“{new.path.name}”是以只读方式打开的，没有沿用任何内容。", "请重新打开后再沿用。")
    edits = edits_of(carrying.plan, new.session, confirmed)
    before = {page.id for page in new.pack.sections if new.session.answers.touched(page.id)}
    new.session.apply(list(entry_edits(carrying.new, new.session, edits)), why="沿用以前的申报书")
    note_carried(new, {page.id for page in new.pack.sections if new.session.answers.touched(page.id)} - before)
    return len({edit.path.whole for edit in edits})


def _notes(old: Declaration) -> tuple[str, ...]:
    attached = sum(len(old.evidence(item)) for item in old.evidence_items())
    papers = f"旧草稿中的 {attached} 份证明材料没有沿用" if attached else "证明材料不沿用"
    notes = [f"{papers}：证明材料要反映本次申报的情况，请重新核对后加入。"]
    if old.not_carried:
        notes.append(f"旧草稿中有 {len(old.not_carried)} 处内容是它的模板已不再要求的，没有沿用。")
    return tuple(notes)
