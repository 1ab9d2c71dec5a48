"""What the sheets of a workbook refer to: their names and parts, the shared texts, the number format of each style."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from app.evidence.office.package import KINDS, attribute, is_true, tree

_RELATIONS = "xl/_rels/workbook.xml.rels"
_MONTH, _DAY, _CLOCK = 'yyyy"年"m"月"', 'm"月"d"日"', 'h"时"mm"分"'
# The formats that Excel numbers by language, as they are in Chinese (ISO/IEC 29500-1, 18.8.30).
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY),
    **dict.fromkeys((32, 34, 55), _CLOCK),
    **dict.fromkeys((33, 35, 56), f'{_CLOCK}ss"秒"'),
    30: "m-d-yy",
    31: f'{_MONTH}d"日"',
}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets as (name, part), the shared texts, the number format of each cell style, day 0 of dates."""

    sheets: tuple[tuple[str, str], ...]
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    epoch: datetime


def read_workbook(name: str, package: zipfile.ZipFile) -> Workbook:
    """The frame of a workbook, without its sheets' cells."""
    root = tree(name, package, KINDS["xlsx"])
    parts = {kind: list(found) for kind, found in _related(tree(name, package, _RELATIONS)).items()}
    worksheets = dict(parts.get("worksheet", []))
    sheets = [(one.get("name", ""), worksheets.get(attribute(one, "id"))) for one in _visible(root)]
    trees = {kind: tree(name, package, parts[kind][0][1]) for kind in ("sharedStrings", "styles") if kind in parts}
    return Workbook(
        tuple((title, part) for title, part in sheets if part),
        tuple(map(_text, trees.get("sharedStrings", ()))),
        tuple(_formats(trees["styles"])) if "styles" in trees else (),
        _epoch(root),
    )


def _visible(root: Element) -> Iterator[Element]:
    return (one for one in root.iterfind("{*}sheets/{*}sheet") if one.get("state", "visible") == "visible")


def _epoch(root: Element) -> datetime:
    properties = root.find("{*}workbookPr")
    old = properties is not None and is_true(properties.get("date1904"))
    return CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900


def _related(root: Element) -> dict[str, list[tuple[str, str]]]:
    """Kind of part → (id, part) of all that the workbook relates to."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in root:
        part = posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
        found.setdefault(one.get("Type", "").rpartition("/")[2], []).append((one.get("Id", ""), part))
    return found


def _text(item: Element) -> str:
    """A shared text: its runs, without the phonetic ones."""
    runs = (item, *item.iterfind("{*}r"))
    return "".join(text.text or "" for run in runs for text in run.iterfind("{*}t"))


def _formats(root: Element) -> Iterator[str]:
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = int(style.get("numFmtId", 0))
        yield own.get(number) or _CHINESE.get(number) or BUILTIN_FORMATS.get(number, "General")
