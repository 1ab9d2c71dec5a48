"""A workbook or CSV of a stranger as tables whose rows can be taken over, read in the child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.errors import EvidenceRefused, UsageError
from app.evidence.apart.worker import Worker
from app.evidence.kinds import safe_name
from app.evidence.prepared import Grid
from app.files import TooLarge, read_bounded

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One table with its name; every line has as many cells."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Worksheets:
    """The tables of the file called `name`; `removed` names what was not read, `notes` say what else to know."""

    name: str
    sheets: tuple[Worksheet, ...]
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_worksheets(file: Path, worker: Worker | None = None) -> Worksheets:
    """The tables of the file; UsageError when there are none that can be read."""
    name = safe_name(file.name)
    data = _bytes(file, name)
    try:
        if worker is None:
            with Worker() as own:
                read = own.cells(name, data)
        else:
            read = worker.cells(name, data)
    except EvidenceRefused as failure:
        hint = failure.hint.replace("加入", "导入")
        raise _unread(name, failure.reason or "读不出来", hint) from failure
    sheets = tuple(_worksheet(grid) for grid in read.content if isinstance(grid, Grid))
    if not sheets:
        raise _unread(name, "里面没有看得见的数据", "请核对选择的文件。")
    return Worksheets(name, sheets, read.removed, read.notes)


def _bytes(file: Path, name: str) -> bytes:
    try:
        data = read_bounded(file, MAX_BYTES)
    except TooLarge as failure:
        raise _unread(name, f"超过 {MAX_BYTES // 1_000_000} MB", "请拆分后重试。") from failure
    except OSError as failure:
        raise _unread(name, "无法打开", "请检查它是否存在、能否读取，是否被其他程序占用。") from failure
    if not data:
        raise _unread(name, "是空的", "请核对选择的文件。")
    return data


def _worksheet(grid: Grid) -> Worksheet:
    return Worksheet(grid.title, tuple(Line(_number(row[0]), row[1:]) for row in grid.rows if row))


def _number(text: str) -> int:
    """The number of a row; 0 for one that the child would never give."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _unread(name: str, reason: str, hint: str) -> UsageError:
    return UsageError(f"文件“{name}”没有导入：{reason}；草稿未改动。", hint)
