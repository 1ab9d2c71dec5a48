"""What stands on a sheet besides its cells, named in Chinese: pictures, charts, text boxes, comments, controls."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.evidence.office.excel.workbook import SheetPart, relations
from app.evidence.office.package import SHEETS_AS_PDF, local, tree

_COMMENTED = {"comments": "comment", "threadedComment": "threadedComment"}  # the kind of a part, and of what is in it
_RELATED = {
    "oleObject": "嵌入的对象",
    "package": "嵌入的对象",
    "control": "表单控件",
    "ctrlProp": "表单控件",
}
_FRAMED = {
    "chart": "图表",
    "chartex": "图表",
    "diagram": "SmartArt 图形",
    "slicer": "切片器",
    "timeslicer": "日程表",
}
_NO_CONTROL = (b"Note", b"Pict")  # the boxes of comments and the pictures of objects
_OBJECT, _MOST_READ = re.compile(rb"ObjectType=[\"'](\w+)"), 20_000_000
_OTHER = "图形"


def beside_cells(name: str, package: zipfile.ZipFile, sheet: SheetPart) -> Iterator[str]:
    """The nouns of what the sheet shows outside its cells; some more than once."""
    if sheet.is_chart:
        yield "图表"
        return
    for kind, part in relations(name, package, sheet.part).values():
        if kind in _RELATED:
            yield _RELATED[kind]
        elif part in package.NameToInfo:
            if kind == "drawing":
                yield from _drawn(tree(name, package, part, SHEETS_AS_PDF))
            elif kind == "vmlDrawing":
                yield from _controls(package, part)
            elif kind in _COMMENTED and any(
                local(one.tag) == _COMMENTED[kind] for one in tree(name, package, part, SHEETS_AS_PDF).iter()
            ):
                yield "批注"


def of_package(package: zipfile.ZipFile) -> Iterator[str]:
    """The nouns of what belongs to no sheet."""
    if any(part.endswith("vbaProject.bin") for part in package.namelist()):
        yield "宏"


def _controls(package: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Controls in the drawing of an older kind, which need not be sound XML; the boxes of comments are none."""
    with package.open(part) as stream:
        if any(kind not in _NO_CONTROL for kind in _OBJECT.findall(stream.read(_MOST_READ))):
            yield "表单控件"


def _drawn(root: Element) -> Iterator[str]:
    for one in _chosen(root):
        match local(one.tag):
            case "pic":
                yield "图片"
            case "graphicFrame":
                yield _framed(one)
            case "sp" if _is_seen(one):
                yield "文本框" if _has_words(one) else _OTHER
            case "cxnSp" | "contentPart":
                yield _OTHER


def _chosen(root: Element) -> Iterator[Element]:
    """All elements but those that stand in for others where a program does not know these (ECMA-376 part 3, 7.6)."""
    left = [root]
    while left:
        one = left.pop()
        yield one
        left += [child for child in one if local(child.tag) != "Fallback"]


def _has_words(shape: Element) -> bool:
    return any(local(one.tag) == "t" and (one.text or "").strip() for one in shape.iter())


def _framed(frame: Element) -> str:
    """What a frame holds, by the address of its kind."""
    kinds = (
        one.get("uri", "").rstrip("/").rpartition("/")[2] for one in frame.iter() if local(one.tag) == "graphicData"
    )
    return _FRAMED.get(next(kinds, ""), _OTHER)


def _is_seen(shape: Element) -> bool:
    """Not so the stand-ins of form controls, which are hidden."""
    return not any(local(one.tag) == "cNvPr" and one.get("hidden") in ("1", "true") for one in shape.iter())
