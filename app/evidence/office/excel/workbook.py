"""What the sheets of a workbook refer to: their names and parts, the shared texts, how each style writes a cell."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.evidence.office.excel.formats.numbered import numbered
from app.evidence.office.excel.values import Style, Values
from app.evidence.office.package import KINDS, SHEETS_AS_PDF, attribute, is_true, local, tree

PART = KINDS["xlsx"]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of cells or of one chart: its name, its part of the package, and whether it is seen."""

    title: str
    part: str
    visible: bool
    is_chart: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets, the shared texts and which of them are struck through, the look of each style, what cells show."""

    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    struck: frozenset[int]
    styles: tuple[Style, ...]
    values: Values


def read_workbook(name: str, package: zipfile.ZipFile) -> Workbook:
    """The frame of a workbook, without its sheets' cells."""
    root = tree(name, package, PART, SHEETS_AS_PDF)
    related = relations(name, package, PART)
    parts = {
        kind: tree(name, package, part, SHEETS_AS_PDF)
        for kind, part in related.values()
        if kind in ("sharedStrings", "styles")
    }
    strings = tuple(parts.get("sharedStrings", ()))
    return Workbook(
        tuple(_sheets(root, related)),
        tuple(map(_text, strings)),
        frozenset(at for at, item in enumerate(strings) if not _is_plain(item) and _is_struck(item)),
        tuple(_styles(parts["styles"])) if "styles" in parts else (),
        Values(from_1904=_from_1904(root)),
    )


def relations(name: str, package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, part) of all parts of the package that one relates to; none where it has no list of them."""
    folder, base = posixpath.split(part)
    listed = f"{folder}/_rels/{base}.rels"
    if listed not in package.NameToInfo:
        return {}
    found = {}
    for one in tree(name, package, listed, SHEETS_AS_PDF):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
    return found


def _sheets(root: Element, related: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for one in root.iterfind("{*}sheets/{*}sheet"):
        kind, part = related.get(attribute(one, "id"), ("", ""))
        if kind in ("worksheet", "chartsheet"):
            visible = one.get("state", "visible") == "visible"
            yield SheetPart(one.get("name", ""), part, visible, kind == "chartsheet")


def _from_1904(root: Element) -> bool:
    properties = root.find("{*}workbookPr")
    return properties is not None and is_true(properties.get("date1904"))


def _text(item: Element) -> str:
    """A shared text: its runs, without the phonetic ones."""
    if _is_plain(item):
        return item[0].text or ""
    runs = (item, *item.iterfind("{*}r"))
    return "".join(text.text or "" for run in runs for text in run.iterfind("{*}t"))


def _is_plain(item: Element) -> bool:
    """Whether it is one text in one look."""
    return len(item) == 1 and item[0].tag.endswith("}t")


def _is_struck(item: Element) -> bool:
    """Whether any of its runs is struck through."""
    return any(is_true(one.get("val", "1")) for one in item.iterfind("{*}r/{*}rPr/{*}strike"))


def _styles(root: Element) -> Iterator[Style]:
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    struck = [_is_struck_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number, font = int(style.get("numFmtId", 0)), int(style.get("fontId", 0))
        yield Style(own.get(number) or numbered(number), 0 <= font < len(struck) and struck[font])


def _is_struck_font(font: Element) -> bool:
    return any(local(one.tag) == "strike" and is_true(one.get("val", "1")) for one in font)
