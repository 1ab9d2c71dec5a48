"""Saving what is whole in a damaged draft into a new one; whatever is lost, old or doubtful is said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from app.declaration.packs import find_pack
from app.declaration.rescuing.places import parsed, placed, proofs
from app.declaration.version import FROZEN, is_version
from app.drafts.format.header import read_salt
from app.drafts.keys import derive_key
from app.drafts.model import Change, is_bounded
from app.drafts.salvage import CUT, Remains, examined, filling
from app.drafts.store import Draft
from app.errors import AppError, DraftError
from app.files import require_text_name
from app.forms.paths import FieldPath

WHY = "抢救"


class PackLost(DraftError):
    """The damaged draft no longer says which pack it answers, and nobody else does."""


def rescue(path: Path, target: Path, passphrase: str, pack: str = "", *, in_words: bool = False) -> tuple[str, ...]:
    """Write what can be read of `path` to the new draft `target`, under the same passphrase; all there is to say of it.

    Nothing is said of a draft that is whole.  `pack` names the pack where the draft no longer does.  `in_words`: places
    are told as people know them, and a line that is told often once.  `path` stays as it is, and the history of the
    new draft starts anew.  PackLost when it must; WrongPassphrase, or DraftDamaged when
    nothing can be saved.
    """
    for file in (path, target):
        require_text_name(file)
    with examined(path, derive_key(passphrase, read_salt(path)), target) as remains:
        found = remains.survey
        name, edition = (found.pack, found.edition) if found.pack else _named(path, pack)
        values, left_out = _readable(found.values)
        values, moved = placed(values)
        with filling(target, passphrase, name, edition) as draft:
            others, _ = _readable(found.others)  # first, so that the history keeps them behind what stands there
            draft.write(_changes({**values, **others}), why=WHY)
            draft.write(_changes(values), why=WHY)
            saved = set(_write_evidence(draft, remains))
    told = _named_losses(remains, values, left_out, moved, saved, _naming(name) if in_words else str)
    return (*_general(remains), *(_counted(told) if in_words else told))


def _named(path: Path, pack: str) -> tuple[str, int]:
    if not pack:
        raise PackLost(
            f"草稿“{path.name}”所用申报模板的名称已无法读出，没有另存，文件没有被改动。",
            "请用 --pack 指明模板后重试；运行 qibei packs 可以看到全部模板。",
        )
    return find_pack(pack).id, 1  # the oldest: what later editions renamed is then carried over at opening


def _naming(name: str) -> Callable[[FieldPath], str]:
    """How a place is called: its page, and its blank or list, as the pack says, or as it is written where none does."""
    try:
        pack = find_pack(name)
    except AppError:
        return str

    def called(path: FieldPath) -> str:
        section, field = pack.section.get(path.folded.section), pack.field_at(path.whole)
        if section is None or field is None:
            return str(path)
        cell = pack.field_at(path) if path.column else None
        labels = [one.label.partition("（")[0] for one in (field, cell) if one is not None]
        return "·".join([section.name, *labels])

    return called


def _readable(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The values that every reader can take in, and the paths of the others."""
    left_out = [
        name
        for name, text in values.items()
        if not is_bounded(text) or (name.startswith(FROZEN) and not is_version(text))
    ]
    return {name: text for name, text in values.items() if name not in left_out}, left_out


def _changes(values: Mapping[str, str]) -> list[Change]:
    return [Change(name, None, value) for name, value in values.items()]


def _write_evidence(draft: Draft, remains: Remains) -> Iterator[str]:
    """Write each file that is whole; those that were written, by SHA-256."""
    for sha256 in remains.survey.evidence:
        data = remains.evidence(sha256)
        if data is not None:
            draft.write([], evidence={sha256: data})
            yield sha256


def _general(remains: Remains) -> Iterator[str]:
    found = remains.survey
    if remains.cut:
        yield f"注意：{CUT.format(count=remains.cut)}"
    yield from (f"注意：{remark}" for remark in found.remarks)
    if found.nameless:
        yield f"已丢失：{found.nameless} 处名称也已无法读出的内容"
    if found.nameless_evidence:
        yield f"已丢失：{found.nameless_evidence} 份名称也已无法读出的证明材料"


def _named_losses(
    remains: Remains,
    values: Mapping[str, str],
    left_out: Iterable[str],
    moved: Iterable[FieldPath],
    saved: set[str],
    naming: Callable[[FieldPath], str],
) -> Iterator[str]:
    found = remains.survey
    for words, names in (
        ("已丢失", [*found.lost_paths, *left_out]),
        ("只有旧值", found.old_paths),
        ("不能确认是否最新", found.doubtful_paths),
        ("文件中是旧值，已换成修改历史中较新的", found.renewed_paths),
    ):
        yield from (f"{words}：{_shown(name, naming)}{_second(name, found.others)}" for name in dict.fromkeys(names))
    yield from (f"位置已丢失，已放到最后：{naming(row)}" for row in moved)
    missing = [(row, sha256) for row, sha256 in proofs(values) if sha256 not in saved]
    yield from (f"已丢失：证明材料 {_file_name(values, row)}（{naming(row)}）的文件内容" for row, _ in missing)
    named = {sha256 for _, sha256 in missing}
    yield from (f"已丢失：证明材料 {sha256[:12]}" for sha256 in found.lost_evidence if sha256 not in named | saved)


def _second(name: str, others: Mapping[str, str]) -> str:
    """That another value was found, which the new draft keeps behind the one that stands there."""
    return "（另有一个不同的值，见新草稿的修改历史）" if name in others else ""


def _counted(told: Iterable[str]) -> Iterator[str]:
    """Each line once, with how often it is told."""
    yield from (f"{line}（{count} 处）" if count > 1 else line for line, count in Counter(told).items())


def _shown(name: str, naming: Callable[[FieldPath], str]) -> str:
    path = parsed(name)
    return "一份定稿记录" if name.startswith(FROZEN) else naming(path) if path else "一条程序自己的记录"


def _file_name(values: Mapping[str, str], row: FieldPath) -> str:
    try:
        name = json.loads(values.get(str(row.at(row.row, "name")), '""'))
    except ValueError:
        return ""
    return "".join(char for char in str(name)[:80] if char.isprintable())
