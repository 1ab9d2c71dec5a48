"""Reads a filled Word file against the draft that it came from: which file it is, and what its blanks hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.declaration.declaration import Declaration
from app.errors import UsageError
from app.export.compose.fillable.blanks import options_of
from app.export.returned.apart import read_filled
from app.export.returned.filled import Filled
from app.export.returned.matching import Matched, match
from app.export.returned.record import NoRecord, Record, read_record
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession

_UNCHANGED = "草稿没有改动。"


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: what it says of itself, what it holds, and what of it answers which blank."""

    file: str
    record: Record
    filled: Filled
    matched: Matched


def read_returned(declaration: Declaration, file: Path, cancelled: Callable[[], bool] = lambda: False) -> Returned:
    """Read the file; UsageError when it cannot be read, or is not one that this draft sent out."""
    filled = read_filled(file, cancelled)
    record = _record(declaration, file.name, filled)
    return Returned(file.name, record, filled, match(filled, record))


def _record(declaration: Declaration, name: str, filled: Filled) -> Record:
    info = declaration.info
    try:
        record = read_record(filled.properties)
    except NoRecord as failure:
        raise UsageError(_unmarked(name, filled), "请在齐备导出的那个文件里填写，再读回它。") from failure
    if record.draft != info.draft_id:
        other = "另一份草稿" if record.pack == info.pack else "另一份申报书（模板不同）"
        raise UsageError(f"文件“{name}”是从{other}导出的，没有读回，{_UNCHANGED}", "请打开它的那份草稿再读回。")
    if record.edition > info.edition:
        raise UsageError(
            f"文件“{name}”是用更新的申报模板导出的，没有读回，{_UNCHANGED}", "请先升级齐备或安装新的模板。"
        )
    return record


def _unmarked(name: str, filled: Filled) -> str:
    """Why a file without a record cannot be read."""
    why = "不是齐备导出的 Word 文件"
    if filled.properties:
        why = "里齐备留下的标识已经损坏"
    elif any(_has_marks(filled)):
        why = "没有齐备的标识，可能是内容被复制到了新文件里，或者文件由旧版本的齐备导出"
    return f"文件“{name}”{why}，没有读回，{_UNCHANGED}"


def _has_marks(filled: Filled) -> Iterator[bool]:
    from app.export.returned.filled import passages

    return (
        bool(mark.name or mark.tag) for one in passages(filled.body) for piece in one.pieces for mark in piece.marks
    )


def box_keys(path: str, field: Field) -> list[str]:
    """The keys of the boxes of a blank, in the order of its options."""
    return [path if number == 1 else f"{path}#{number}" for number in range(1, len(options_of(field)) + 1)]


def field_of(session: FormSession, path: str) -> Field | None:
    """What the form asks at `path`; None when it asks nothing there."""
    try:
        return session.pack.field_at(FieldPath.parse(path))
    except (ValueError, KeyError):
        return None
