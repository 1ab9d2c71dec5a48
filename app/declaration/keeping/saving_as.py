"""另存: everything that is in memory and can still be read, written to a new draft at another place.

The new draft begins as a copy of the file, with its history, when that can be read; then what the session holds is
written over it, so that the state of the file (gone, replaced, damaged, behind) makes no difference to the answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.keeping.opened_pages import looked_through
from app.declaration.saver import user_name
from app.declaration.version import FROZEN
from app.drafts.format.header import check_place
from app.drafts.model import Change, is_own
from app.drafts.opening import births
from app.drafts.store import Draft
from app.errors import DraftDamaged, DraftError, NoSpace, NotFlushed
from app.files import shown
from app.forms.answers.serial import value_to_json

HISTORY = "修改历史（撤销到从前、谁在何时改过什么）"


@dataclass(frozen=True, slots=True)
class Saved:
    """The new draft, and what could not be taken along, each as its user would call it.

    `opened` is the declaration on it, where its user goes on there from one that can only be read.
    """

    path: Path
    lost: tuple[str, ...]
    opened: Declaration | None = None


def save_as(declaration: Declaration, path: Path, passphrase: str, *, go_on: bool) -> Saved:
    """Write a new draft to `path`; then `go_on` working there.  DraftError: there is none, and nothing was lost.

    A DraftError says so when it stands there and could not be opened, or the disk did not confirm it.  Nothing may be
    changed in `declaration` meanwhile.
    """
    path = check_place(path)
    lost: tuple[str, ...] = ()
    try:
        with births.unborn(path) as place:  # whole before it has its name
            lost = _made(declaration, place, passphrase)
    except NotFlushed:
        if not go_on:
            raise  # else it is flushed with what is written next
    saved = Saved(path, lost)
    return _gone_on(declaration, saved, passphrase) if go_on else saved


def _made(declaration: Declaration, place: Path, passphrase: str) -> tuple[str, ...]:
    """Make the new draft at `place`; what is lost."""
    old = declaration.draft
    lost: list[str] = [] if _copied(old, place, passphrase) else [HISTORY]
    if lost:
        Draft.make(place, passphrase, pack=declaration.pack.id, edition=declaration.pack.edition)
    with Draft.open(place, passphrase) as new:
        lost += _completed(declaration, old, new)
    return tuple(lost)


def _gone_on(declaration: Declaration, saved: Saved, passphrase: str) -> Saved:
    """Go on in the new draft; a declaration that can only be read is not moved there, another is opened."""
    try:
        if declaration.read_only:
            return replace(saved, opened=looked_through(Declaration.open(saved.path, passphrase)))
        new = Draft.open(saved.path, passphrase)
    except DraftError as failure:
        raise DraftError(
            f"已另存为“{shown(saved.path.name)}”，但没能打开它；这里的内容没有丢失。",
            "请检查磁盘，再直接打开那份草稿。",
        ) from failure
    declaration.move_to(new, whole=not saved.lost)
    return saved


def _copied(old: Draft, path: Path, passphrase: str) -> bool:
    """Whether the file as it stands could be copied whole."""
    try:
        old.copy_to(path, passphrase)
    except NoSpace:
        raise
    except NotFlushed:  # its own name comes with the last move
        return True
    except DraftError:
        return False
    return True


def _completed(declaration: Declaration, old: Draft, new: Draft) -> list[str]:
    """Bring the new draft to what the session holds; the names of what is lost."""
    wanted = {
        str(path): json.dumps(value_to_json(declaration.session.folded, path, value), ensure_ascii=False)
        for path, value in declaration.session.answers.items()
    }
    found = dict(new.values())
    hidden, lost = _hidden(declaration, old, found)
    kept = {name for name in (*found, *hidden) if is_own(name) or name in declaration.not_carried}
    gone = [Change(name, text, None) for name, text in found.items() if name not in wanted and name not in kept]
    changed = [Change(name, found.get(name), text) for name, text in wanted.items() if found.get(name) != text]
    brought = [Change(name, None, text) for name, text in hidden.items()]
    evidence, missing = _evidence(declaration, new)
    if gone or changed or brought or evidence:
        new.write([*brought, *gone, *changed], by=user_name(), evidence=evidence)
    return [*lost, *missing]


def _hidden(declaration: Declaration, old: Draft, found: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What no blank shows and the new draft has not: from the old one if it can be read, else its names in words."""
    try:
        values = dict(old.values())
    except DraftError:
        names = [name for name in declaration.not_carried if name not in found]
        lost = [f"模板里没有的内容 {name}" for name in names]
        return {}, lost if any(name.startswith(FROZEN) for name in found) else [*lost, "定稿记录（如果有）"]
    unseen = {*declaration.not_carried, *(name for name in values if is_own(name))}
    return {name: values[name] for name in unseen if name in values and name not in found}, []


def _evidence(declaration: Declaration, new: Draft) -> tuple[dict[str, bytes], list[str]]:
    """The bytes that the new draft lacks, and the files of which nothing can be read any more."""
    there = {sha256 for sha256 in new.evidence_hashes() if _is_whole(new, sha256)}
    brought: dict[str, bytes] = {}
    missing: list[str] = []
    for item in declaration.evidence_items():
        for attached in declaration.evidence(item):
            if attached.sha256 in there or attached.sha256 in brought:
                continue
            try:
                brought[attached.sha256] = declaration.evidence_bytes(attached.sha256)
            except DraftError:
                missing.append(f"证明材料“{attached.name}”")
    return brought, missing


def _is_whole(draft: Draft, sha256: str) -> bool:
    with suppress(DraftDamaged):
        return bool(draft.evidence(sha256))
    return False
