"""`lay_out`: a document on pages, laid out again until every page number it prints is true."""

from __future__ import annotations

from app.errors import ExportError
from app.export.collector import collector_paused
from app.export.document import Document
from app.export.layout.blocks import Measured, Measurer
from app.export.layout.book import Book
from app.export.layout.metrics import Metrics
from app.export.layout.pages import Filler
from app.export.layout.paragraph import Setter

MAX_PASSES = 12  # the room of a number never shrinks, so three or four passes settle any book


def lay_out(document: Document, metrics: Metrics) -> Book:
    """The pages of a document; ExportError for a character without face or a reference to nothing."""
    with collector_paused():
        return _settled(document, metrics)


def _settled(document: Document, metrics: Metrics) -> Book:
    setter = Setter(document.style, metrics)
    measurer = Measurer(document, setter)
    labels: dict[str, str] = {}
    parts = [[measurer.measure(block, labels) for block in part.blocks] for part in document.parts]
    for _ in range(MAX_PASSES):
        book = _filled(document, parts, setter)
        found = {anchor: spot.label for anchor, spot in book.anchors.items()}
        _check_references(parts, found)
        if found == labels:
            return book
        labels = found
        parts = [[measurer.again(block, labels) for block in part] for part in parts]
    raise ExportError("页码没有排定，文件没有生成，填写内容没有丢失。", "请把这份草稿交给技术支持。")


def _filled(document: Document, parts: list[list[Measured]], setter: Setter) -> Book:
    filler = Filler(setter)
    for part, measured in zip(document.parts, parts, strict=True):
        filler.add_part([box for block in measured for box in block.boxes], part.numbering, part.volume)
    return filler.finish()


def _check_references(parts: list[list[Measured]], found: dict[str, str]) -> None:
    """Raise ExportError when a page is referred to that does not exist."""
    for part in parts:
        for measured in part:
            for anchor in measured.refs:
                if anchor not in found:
                    raise ExportError(
                        f"正文引用的位置“{anchor}”不存在，文件没有生成，填写内容没有丢失。", "请检查申报模板。"
                    )
