"""What a draft is and the state it is in: its two single rows, and whether the seal over everything still holds."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import apsw

from app.drafts import failures
from app.drafts.format import seal
from app.drafts.format.container import rows
from app.drafts.format.seal import Seal, Sealer
from app.drafts.model import DraftInfo

_ID = re.compile(r"[0-9a-f]{32}")
LARGEST_COUNT = 1 << 40


@dataclass(frozen=True, slots=True)
class State:
    """One committed state of a draft, its sealer, and the tag that stands for it."""

    info: DraftInfo
    sealer: Sealer
    seal: Seal
    tag: bytes


Edit = Callable[[State], State]
"""Writes rows inside a transaction and returns the state that follows; revision and tag are filled in later."""


def now() -> str:
    """This moment as the draft stores it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> str:
    """A new random id: 32 hex digits."""
    return secrets.token_hex(16)


def begin(db: apsw.Connection, pack: str, edition: int) -> None:
    """Fill the two rows of a new, empty draft."""
    info = DraftInfo(new_id(), pack, edition, now(), 0, new_id())
    key = secrets.token_bytes(32)
    named = (info.draft_id, info.copy_id, info.created, pack, edition, key)
    db.execute("INSERT INTO draft VALUES (1, ?, ?, ?, ?, ?, ?)", named)
    empty = seal.to_bytes(0)
    db.execute(
        "INSERT INTO seal VALUES (1, 0, 0, ?, 0, ?, 0, ?, ?)", (empty, empty, empty, Sealer(key).tag(info, Seal()))
    )


def read(db: apsw.Connection, path: Path) -> State:
    """The state as it is written; every number and id is bounded, nothing is compared yet."""
    draft = rows(db, "SELECT draft_id, copy_id, created, pack, edition, seal_key FROM draft")
    row = rows(db, "SELECT revision, fields, field_sum, steps, step_sum, evidences, evidence_sum, tag FROM seal")
    if len(draft) != 1 or len(row) != 1:
        raise failures.damaged(path, "缺少草稿的基本信息")
    draft_id, copy_id, created, pack, edition, key = draft[0]
    revision, fields, field_sum, steps, step_sum, evidences, evidence_sum, tag = row[0]
    sizes = {len(key), len(field_sum), len(step_sum), len(evidence_sum), len(tag)}
    counts = (revision, fields, steps, evidences, edition)
    # The ids become file names in the data folder, so they are checked before anything uses them.
    if sizes != {32} or not all(0 <= n <= LARGEST_COUNT for n in counts) or not _are_ids(draft_id, copy_id):
        raise failures.damaged(path, "草稿的基本信息无法识别")
    sums = (int.from_bytes(each, "big") for each in (field_sum, step_sum, evidence_sum))
    info = DraftInfo(draft_id, pack, edition, created, revision, copy_id)
    found = Seal(revision, fields, next(sums), steps, next(sums), evidences, next(sums))
    return State(info, Sealer(key), found, tag)


def tag(db: apsw.Connection) -> bytes | None:
    """The tag of the state that is written; None without one."""
    return cast("bytes | None", db.execute("SELECT tag FROM seal").get)


def write(db: apsw.Connection, state: State) -> State:
    """Write the two rows for `state`, with the tag that belongs to it; what the draft is only when that changed."""
    state = sealed(state)
    info, now_sealed = state.info, state.seal
    named = (info.copy_id, info.pack, info.edition)
    db.execute(
        "UPDATE draft SET copy_id = ?, pack = ?, edition = ? WHERE copy_id != ? OR pack != ? OR edition != ?",
        named + named,
    )
    db.execute(
        "UPDATE seal SET revision = ?, fields = ?, field_sum = ?, steps = ?, step_sum = ?, evidences = ?,"
        " evidence_sum = ?, tag = ?",
        (
            now_sealed.revision,
            now_sealed.fields,
            seal.to_bytes(now_sealed.field_sum),
            now_sealed.steps,
            seal.to_bytes(now_sealed.step_sum),
            now_sealed.evidences,
            seal.to_bytes(now_sealed.evidence_sum),
            state.tag,
        ),
    )
    return state


def sealed(state: State) -> State:
    """`state` with the revision in both places and its own tag."""
    info = replace(state.info, revision=state.seal.revision)
    return State(info, state.sealer, state.seal, state.sealer.tag(info, state.seal))


def following(state: State) -> State:
    """`state` as the next revision, to be sealed when it is written."""
    return replace(state, seal=replace(state.seal, revision=state.seal.revision + 1))


def verify(db: apsw.Connection, path: Path) -> State:
    """The state, after everything the seal covers was added up again; DraftDamaged names the part that differs."""
    state = read(db, path)
    if not hmac.compare_digest(state.sealer.tag(state.info, state.seal), state.tag):
        raise failures.damaged(path, "封印与内容不符，可能混入了旧的内容")
    for what, recorded, found in (
        ("填写内容", (state.seal.fields, state.seal.field_sum), _fields(db, state.sealer)),
        ("修改历史", (state.seal.steps, state.seal.step_sum), _steps(db)),
        ("证明材料清单", (state.seal.evidences, state.seal.evidence_sum), _evidences(db, state.sealer)),
    ):
        if recorded != found:
            raise failures.damaged(path, f"{what}与封印不符，可能混入了旧的内容")
    return state


def _fields(db: apsw.Connection, sealer: Sealer) -> tuple[int, int]:
    count = total = 0
    # Through the index: an old page of it put back would otherwise go unnoticed until a path is looked up.
    for path, value in rows(db, "SELECT path, value FROM field INDEXED BY sqlite_autoindex_field_1 ORDER BY path"):
        count += 1
        total += sealer.field(path, value)
    return count, seal.added(total)


def _steps(db: apsw.Connection) -> tuple[int, int]:
    count = total = 0
    for (mac,) in rows(db, "SELECT mac FROM step"):
        count += 1
        total += int.from_bytes(mac, "big")
    return count, seal.added(total)


def _evidences(db: apsw.Connection, sealer: Sealer) -> tuple[int, int]:
    count = total = 0
    # typeof() looks at the row's head only, where IS NOT NULL would read every byte of the files.
    order = "INDEXED BY sqlite_autoindex_evidence_1 ORDER BY sha256"
    for sha256, size, present in rows(db, f"SELECT sha256, size, typeof(bytes) = 'blob' FROM evidence {order}"):
        count += 1
        total += sealer.evidence(sha256, size, bool(present))
    return count, seal.added(total)


def _are_ids(*texts: str) -> bool:
    return all(_ID.fullmatch(text) for text in texts)
