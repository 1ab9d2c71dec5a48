"""Merging: what another copy of this declaration would change, decided, and both made one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.declaration.adoption import load_answers, name_today
from app.declaration.declaration import Declaration
from app.declaration.sharing.plan import Choices, Plan
from app.declaration.sharing.units import entries_of
from app.declaration.version import FROZEN, is_version
from app.drafts.merging import Comparison, Merged, compare
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError, UsageError
from app.files import is_one_file
from app.forms.pack.pack import Pack
from app.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class Merging:
    """The plan between an open declaration and another copy of it, both as they stood when it was made.

    The other copy must stay open until the merge is done: its files are read from it.
    """

    plan: Plan
    comparison: Comparison
    other: Draft
    ours: FormSession
    theirs: FormSession
    revision: int

    @property
    def idle(self) -> bool:
        """Whether the other copy brings nothing: neither a value nor a step of its history nor a file."""
        return not (self.comparison.unseen or self.comparison.files)


def require_another(ours: Path, theirs: Path) -> None:
    """UsageError when both paths are one file; paths that lead nowhere are left to whoever opens them."""
    if is_one_file(ours, theirs):
        raise UsageError("两份草稿是同一个文件，什么都没有改动。", "请选对方传回的那一份。")


def plan_merge(declaration: Declaration, other: Draft) -> Merging:
    """What merging `other` into `declaration` would do; changes neither.

    A copy that answers an older edition of the pack is read as this edition calls things.  DraftError when they are no
    copies of one declaration, or one answers an edition that is not at hand.
    """
    require_another(declaration.draft.path, other.path)
    declaration.flush()
    draft, pack = declaration.draft, declaration.session.folded
    _require_alike(draft, other, pack)
    _require_readable(other)
    found = compare(draft.copy_read(), other.copy_read(), partial(name_today, pack))
    loaded = load_answers(pack, other.values())
    theirs = FormSession(pack, loaded.answers, read_only=True)
    plan = Plan.of(entries_of(found.differences))
    return Merging(plan, found, other, declaration.session.snapshot(), theirs, draft.info.revision)


def merge(
    declaration: Declaration, merging: Merging, choices: Choices, *, why: str, notes: Iterable[Change] = ()
) -> Declaration:
    """Make one of both copies as planned and chosen; the declaration on it, in place of the one given.

    `notes` are changes of the program's own paths that belong to the same step.  The other copy stays as it is.
    DraftError when a conflict is not decided, or something was changed since the plan was made: nothing is done then.
    """
    if declaration.read_only:
        raise DraftError(f"草稿“{declaration.path.name}”是以只读方式打开的，没有合并。", "请重新打开后再合并。")
    undecided = merging.plan.open(choices)
    if undecided:
        raise DraftError(
            f"还有 {len(undecided)} 处两边填得不同，没有合并，两份草稿都没有改动。", "请逐处选定后再合并。"
        )
    declaration.flush()
    if declaration.draft.info.revision != merging.revision:
        raise DraftError("核对之后草稿又有改动，没有合并，两份草稿都没有改动。", "请重新核对一次再合并。")
    noted = {change.path: change.after for change in notes}
    gone: dict[str, str | None] = dict.fromkeys(merging.comparison.former)
    merged = Merged(
        gone | merging.plan.outcome(choices) | noted,
        merging.plan.decided(choices) | noted.keys(),
        tuple(merging.comparison.files),
        merging.other.evidence,
        declaration.user,
        why,
    )
    declaration.draft.take_in(merging.comparison.unseen, merged)
    return declaration.renewed()


def noted(merging: Merging, note: str, paths: Iterable[str]) -> Merging:
    """The same plan with `note` at each of `paths`."""
    marked = frozenset(paths)
    entries = (replace(one, note=note) if one.path in marked else one for one in merging.plan.entries)
    return replace(merging, plan=Plan.of(entries))


def _require_readable(other: Draft) -> None:
    """Refuse what would stop every later 定稿 here: a record of a version that this program cannot read."""
    if any(path.startswith(FROZEN) and not is_version(text) for path, text in other.values()):
        raise DraftError(
            f"“{other.path.name}”里有一份定稿记录无法识别，没有合并，两份草稿都没有改动。",
            "它可能由更新版本的程序写入，请升级程序后再合并。",
        )


def _require_alike(draft: Draft, other: Draft, pack: Pack) -> None:
    if draft.info.draft_id != other.info.draft_id:
        raise DraftError(
            f"“{other.path.name}”不是这份申报书的副本，没有合并，两份草稿都没有改动。",
            "要从另一份申报书取内容，请用“从另一份草稿沿用”。",
        )
    if draft.info.pack != other.info.pack:
        raise DraftError(
            f"“{other.path.name}”用的是另一种申报模板，没有合并，两份草稿都没有改动。", "请核对是否选错了文件。"
        )
    editions = {draft.info.edition, other.info.edition}
    if len(editions) > 1 and max(editions) > pack.edition:
        raise DraftError(
            f"“{other.path.name}”用的申报模板比本机的新，没有合并，两份草稿都没有改动。",
            "请先升级齐备或安装新的模板，再合并。",
        )
