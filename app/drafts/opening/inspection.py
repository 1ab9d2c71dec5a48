"""What a damaged draft still holds and what of it can be vouched for; what is lost, old or doubtful is named.

A value stands twice, in its field and in the history.  The seal vouches for all values together, the mac of a step for
what that step wrote; where neither does, the value is kept and called doubtful.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import NamedTuple

import apsw

from app.drafts.format.seal import added
from app.drafts.model import Change
from app.drafts.opening import remnants, seen
from app.drafts.opening.remnants import Remnants, Row, first

SEAL_LOST = "封印（各类内容的数目和总和）无法读出，不能确认是否还有遗漏"
KEY_LOST = "核对用的密钥无法读出，全部内容都不能确认是否最新、是否齐全"
NOT_AS_SEALED = "填写内容与封印不符，可能有内容是旧的或已经缺失，而不能确定是哪几项"
HISTORY_UNSURE = "修改历史有 {count} 步无法核对，没有列出的内容也可能是旧的，请全部看一遍"
EVIDENCE_UNSURE = "证明材料清单与封印不符，可能有材料缺失"
PACK_LOST = "所用申报模板的名称无法读出"
OLDER = "这份草稿比您上次打开的旧"


@dataclass(frozen=True, slots=True)
class Survey:
    """What a damaged draft still holds, and by path what is lost, old, doubtful, or taken from the history as newer.

    `others` holds a second reading of a value where two differ.  `nameless` counts the fields, `nameless_evidence` the
    files, of which not even the name is left; `evidence` gives the row of each SHA-256.  `remarks` are about the whole.
    """

    pack: str = ""
    edition: int = 0
    values: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    lost_paths: tuple[str, ...] = ()
    old_paths: tuple[str, ...] = ()
    doubtful_paths: tuple[str, ...] = ()
    renewed_paths: tuple[str, ...] = ()
    nameless: int = 0
    evidence: dict[str, int] = field(default_factory=dict)
    lost_evidence: tuple[str, ...] = ()
    nameless_evidence: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def losses(self) -> int:
        """How much there is to say; 0 when everything is whole and vouched for."""
        named = (self.lost_paths, self.old_paths, self.doubtful_paths, self.lost_evidence, self.remarks)
        return sum(map(len, named)) + self.nameless + self.nameless_evidence

    @property
    def rest(self) -> list[str]:
        """What else there is to say, beside the names of what is lost."""
        counts = (
            (self.nameless, "{} 项内容连名称也无法读出"),
            (self.nameless_evidence, "{} 份证明材料连名称也无法读出"),
            (len(self.old_paths), "{} 项内容只有旧值"),
            (len(self.doubtful_paths), "{} 项内容不能确认是否最新"),
        )
        told = [words.format(count) for count, words in counts if count]
        only_older = self.remarks == (OLDER,) and self.losses == 1
        return [*(["有一页内容无法读出"] if only_older else told), *self.remarks]


class _Last(NamedTuple):
    """What the history says a field held last, None for absent; whether it is known, vouched for, and by which step."""

    value: str | None
    known: bool
    sure: bool
    step: int = 0


_UNKNOWN = _Last(None, False, False)


class _Chosen(NamedTuple):
    """The reading of a field that is taken, how sure it is, and the other one where there are two."""

    value: str | None
    state: str
    twofold: bool = False
    other: str | None = None


def survey(db: apsw.Connection) -> Survey:
    """Read all that can be read, and judge it; never fails, whatever is damaged behind the first page."""
    found = remnants.read(db)
    history = _History(found)
    chosen = _chosen(found, history)
    remarks = [] if found.pack else [PACK_LOST]
    nameless = sum(number not in found.paths for number in range(1, found.last["fields"] + 1))
    chosen, complete, words = _against_seal(found, chosen, history.unsure)
    remarks += words
    states = {path: "sure" if complete and one.state != "renewed" else one.state for path, one in chosen.items()}
    evidence, lost_evidence, nameless_evidence, listed = _evidence(db, found)
    last = seen.last_seen(found.state.info.copy_id) if found.state else None
    if found.state and last is not None and last.revision > found.state.seal.revision:
        remarks.append(OLDER)
    pack, edition = found.pack or ("", 0)
    return Survey(
        pack,
        edition,
        {path: one.value for path, one in chosen.items() if one.value is not None},
        {path: one.other for path, one in chosen.items() if one.other is not None and not complete},
        _those(states, "lost"),
        _those(states, "old"),
        _those(states, "doubtful") if found.sealer else (),
        _those(states, "renewed"),
        0 if complete else nameless,
        evidence,
        lost_evidence,
        nameless_evidence,
        tuple(remarks if listed else [*remarks, EVIDENCE_UNSURE]),
    )


def content(db: apsw.Connection, number: int, sha256: str) -> bytes | None:
    """The bytes of the evidence file in row `number`, found without an index; None when they are not what they were."""
    row = first(db, "SELECT bytes FROM evidence WHERE id = ?", number)
    whole = row and isinstance(row[0], bytes) and hashlib.sha256(row[0]).hexdigest() == sha256
    return row[0] if row and whole else None


def _those(states: dict[str, str], state: str) -> tuple[str, ...]:
    return tuple(path for path, one in states.items() if one == state)


def _chosen(found: Remnants, history: _History) -> dict[str, _Chosen]:
    """The better of the two readings of every field that has a name, in the order of the fields."""
    return {
        found.paths[number]: _choice(
            found.fields.get(number), history.last.get(number, _UNKNOWN), history.before.get(number), history.gap
        )
        for number in sorted(found.paths)
    }


def _choice(row: Row | None, last: _Last, before: str | None, gap: int) -> _Chosen:
    latest = last.sure and last.step > gap  # else a change that is lost may have come after it
    if row is None:
        if last.known:
            return _Chosen(last.value, "sure" if latest else "doubtful")
        return _Chosen(before, "old" if before is not None else "lost")
    value = row[1]
    if not last.known or value == last.value:
        return _Chosen(value, "sure" if last.sure else "doubtful")
    if latest:
        return _Chosen(last.value, "renewed", True, value)
    return _Chosen(value, "doubtful", True, last.value)


class _History:
    """What the steps say, one after the other: what each field held last, and before a change that is lost.

    `unsure` counts the steps that are not word for word what their mac was made over; `gap` is the last of them.
    """

    def __init__(self, found: Remnants) -> None:
        self.last: dict[int, _Last] = {}
        self.before: dict[int, str | None] = {}
        self.unsure = self.gap = 0
        self._found = found
        for number in range(1, found.last["steps"] + 1):
            self._follow(number, self._is_vouched(number))

    def _follow(self, number: int, sure: bool) -> None:
        if not sure:
            self.unsure, self.gap = self.unsure + 1, number
        made = self._found.changes.get(number, {})
        for of in self._found.listed.get(number, set()):
            if of in made:
                self.last[of] = _Last(made[of], True, sure, number)
                continue
            former = self.last.get(of, _UNKNOWN)
            if former.known:
                self.before[of] = former.value
            self.last[of] = _UNKNOWN

    def _is_vouched(self, number: int) -> bool:
        found, sealer = self._found, self._found.sealer
        head, made = found.heads.get(number), found.changes.get(number, {})
        if sealer is None or head is None or made.keys() != found.listed.get(number, set()):
            return False
        if any(of not in found.paths or (of in self.last and not self.last[of].known) for of in made):
            return False
        befores = {of: self.last[of].value if of in self.last else None for of in made}
        changes = [Change(found.paths[of], befores[of], after) for of, after in made.items()]
        return hmac.compare_digest(sealer.step(head[:6], changes, found.reasons.get(number, ())), head[6])


def _against_seal(
    found: Remnants, chosen: dict[str, _Chosen], unsure: int
) -> tuple[dict[str, _Chosen], bool, list[str]]:
    """The reading that the seal vouches for, if one does; else the better one, and what is to be said of the whole."""
    if found.sealer is None:
        return chosen, False, [KEY_LOST]
    words = [HISTORY_UNSURE.format(count=unsure)] if unsure else []
    if found.state is None or found.sealer.tag(found.state.info, found.state.seal) != found.state.tag:
        return chosen, False, [SEAL_LOST, *words]
    turned = {path: _turned(one) if one.twofold else one for path, one in chosen.items()}
    for each in (chosen, turned):
        sums = (found.sealer.field(path, one.value) for path, one in each.items())
        if added(0, *sums) == found.state.seal.field_sum:
            return each, True, []
    return chosen, False, words or [NOT_AS_SEALED]


def _turned(one: _Chosen) -> _Chosen:
    """The other reading of a field that has two."""
    return _Chosen(one.other, "renewed" if one.state == "doubtful" else "sure", True, one.value)


def _evidence(db: apsw.Connection, found: Remnants) -> tuple[dict[str, int], tuple[str, ...], int, bool]:
    """The files that are whole, those that are lost, how many have no name left, and whether the list is as sealed."""
    kept: dict[str, int] = {}
    lost: list[str] = []
    total, nameless = 0, 0
    sealer = found.sealer
    guessed = False
    for number in range(1, found.last["evidences"] + 1):
        sha256, size, present = found.evidence.get(number) or (found.names.get(number), 0, 1)
        if sha256 is None:
            nameless += 1
            continue
        guessed |= number not in found.evidence
        total = added(total, sealer.evidence(sha256, size, bool(present)) if sealer else 0)
        if content(db, number, sha256) is not None:
            kept[sha256] = number
        elif present:
            lost.append(sha256)
    listed = found.state is None or found.state.seal.evidence_sum == total
    return kept, tuple(lost), nameless, listed or guessed or nameless > 0
