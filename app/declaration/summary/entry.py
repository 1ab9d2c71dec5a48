"""One row of the 汇总表, and the small file that carries it without giving the draft away.

The file is UTF-8 JSON: `{"kind": "qibei-summary-entry", "version": 1, "pack", "edition", "values":
{"section.field": words}, "applicant", "code", "blocking", "digest"}`.  `values` are the answers of the
table's columns as printed, `applicant` and `code` tell who it is, `blocking` says how many findings the
check still had; `digest` is the SHA-256 of all else as JSON with sorted keys and without spaces.  The
digest finds damage and careless changes; it is no signature.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import ExportError, UsageError
from app.files import TooLarge, read_bounded, replacing, shown
from app.forms.pack.pack import Pack, Summary
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Json

KIND, VERSION = "qibei-summary-entry", 1
SIZE_LIMIT = 64 * 1024
WORDS_LIMIT = 2000
_NOT_MADE = "汇总表没有生成。"
_SHAPE: Mapping[str, type] = {
    "kind": str,
    "version": int,
    "pack": str,
    "edition": int,
    "values": dict,
    "applicant": str,
    "code": str,
    "blocking": int,
    "digest": str,
}


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    """What one declaration gives to the 汇总表; `origin` is the file it was read from.

    `values` map `section.field` to the printed answer, for each column that has one; `blocking`
    counts what still has to be mended before stamping.
    """

    origin: str
    pack: str
    edition: int
    values: Mapping[str, str]
    applicant: str
    code: str
    blocking: int

    @property
    def complete(self) -> bool:
        """Whether the check found nothing that blocks stamping."""
        return self.blocking == 0


def summary_of(pack: Pack) -> Summary:
    """The 汇总表 that `pack` has; UsageError when its notice demands none."""
    if pack.summary is None:
        raise UsageError(f"模板“{pack.title}”没有汇总表，没有生成文件。", "只有通知要求汇总表的模板才能汇总。")
    return pack.summary


def entry_of(session: FormSession, origin: str) -> SummaryEntry:
    """The row of the declaration in `session`; UsageError when its pack has no 汇总表."""
    pack = session.pack
    names = [column.field for column in summary_of(pack).columns if column.field]
    values = {name: _printed(session, FieldPath.parse(name)) for name in names}
    blocking = session.checklist().blocking
    who, code = (_stated(session, fact) for fact in ("applicant.name", "applicant.code"))
    return SummaryEntry(origin, pack.id, pack.edition, values, who, code, blocking)


def _stated(session: FormSession, fact: str) -> str:
    return next((words for path in session.pack.stating(fact) if (words := _printed(session, path))), "")


def _printed(session: FormSession, path: FieldPath) -> str:
    return " ".join(session.printed(path).split()) if session.asked(path) else ""


def save_entry(entry: SummaryEntry, file: Path) -> None:
    """Write the entry's file, whole or not at all; ExportError when `load_entry` would refuse its words."""
    document = _document(entry)
    document["digest"] = _digest(document)
    data = json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if not _fits(document) or len(data) > SIZE_LIMIT:
        raise ExportError(
            "汇总表的栏目中有过长的文字或不能打印的字符，汇总条目没有生成，填写内容没有变化。",
            "请检查企业名称、联系人等内容后重试。",
        )
    with replacing(file, ExportError, shared=True) as stream:
        stream.write(data)


def is_entry(file: Path) -> bool:
    """Whether `file` looks like an entry rather than a draft; False when it cannot be read."""
    if not os.path.isfile(file):
        return False
    try:
        with file.open("rb") as stream:
            return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    except OSError:
        return False


def load_entry(file: Path) -> SummaryEntry:
    """The entry in `file`; UsageError when it is none, too large, damaged or of a newer program."""
    document = _shaped(file, _parsed(file, _bytes(file)))
    entry = SummaryEntry(
        file.name,
        document["pack"],
        document["edition"],
        document["values"],
        document["applicant"],
        document["code"],
        document["blocking"],
    )
    if _digest(_document(entry)) != document["digest"]:
        raise UsageError(
            f"汇总条目“{file.name}”的内容与校验值不符，可能传输损坏或被改动过，{_NOT_MADE}", "请申报单位重新导出。"
        )
    return entry


def _document(entry: SummaryEntry) -> dict[str, Json]:
    return {
        "kind": KIND,
        "version": VERSION,
        "pack": entry.pack,
        "edition": entry.edition,
        "values": dict(entry.values),
        "applicant": entry.applicant,
        "code": entry.code,
        "blocking": entry.blocking,
    }


def _digest(document: Mapping[str, Json]) -> str:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _bytes(file: Path) -> bytes:
    try:
        return read_bounded(file, SIZE_LIMIT)
    except TooLarge as failure:
        raise _refused(file) from failure
    except OSError as failure:
        raise UsageError(f"汇总条目“{shown(file.name)}”无法读取，{_NOT_MADE}", "请检查文件名和位置。") from failure


def _parsed(file: Path, data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as failure:
        raise _refused(file) from failure


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _shaped(file: Path, document: Any) -> dict[str, Any]:
    """The document when it is an entry of this version and of exactly its shape."""
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise _refused(file)
    version = document.get("version")
    if type(version) is int and version > VERSION:
        raise UsageError(f"汇总条目“{file.name}”由更新版本的程序生成，{_NOT_MADE}", "请升级程序后重试。")
    if version != VERSION or not _fits(document):
        raise _refused(file)
    return document


def _fits(document: dict[str, Any]) -> bool:
    if document.keys() != _SHAPE.keys() or any(type(document[key]) is not kind for key, kind in _SHAPE.items()):
        return False
    values = document["values"]
    texts = [*values, *values.values(), *(value for value in document.values() if isinstance(value, str))]
    return all(map(_is_line, texts)) and document["edition"] >= 1 and document["blocking"] >= 0


def _is_line(text: Any) -> bool:
    """One line of words, not too long, without control characters or halves of characters.

    Python does not count wide and firm spaces as printable; here they are.
    """
    if not isinstance(text, str) or len(text) > WORDS_LIMIT:
        return False
    return text.replace("\u3000", "").replace("\u00a0", "").isprintable()


def _refused(file: Path) -> UsageError:
    return UsageError(
        f"文件“{file.name}”不是汇总条目，{_NOT_MADE}",
        "汇总条目由 qibei summary-entry 从草稿导出；请检查是否选错了文件。",
    )
