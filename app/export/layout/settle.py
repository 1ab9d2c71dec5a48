"""`lay_out`: a document on pages, laid out again until every page number it prints is true."""

from __future__ import annotations

from collections.abc import Mapping

from app.collector import kept_away
from app.errors import ExportError
from app.export.document import Block, Contents, Document
from app.export.layout.blocks import Measurer
from app.export.layout.book import Book
from app.export.layout.boxes import Measured
from app.export.layout.kept import Kept
from app.export.layout.lines.paragraph import Setter
from app.export.layout.metrics import Metrics
from app.export.layout.pages import Filler
from app.export.style import DocumentStyle

MAX_PASSES = 12  # the room of a number never shrinks, so three or four passes settle any book


def lay_out(document: Document, metrics: Metrics) -> Book:
    """The pages of a document; ExportError for a character without face or a reference to nothing."""
    return Typesetter(document.style, metrics).lay_out(document)


class Typesetter:
    """Lays out documents of one style, one after another; the blocks they share are measured once.

    `kept` serves other ones before and after it.
    """

    def __init__(self, style: DocumentStyle, metrics: Metrics, kept: Kept | None = None) -> None:
        self._kept = kept or Kept()
        self._kept.serve(style)
        self._setter = Setter(style, metrics, traced=self._kept.lasting, paused=self._kept.paused)
        self._known: dict[int, Measured] = {}
        self._labels: dict[str, str] = {}

    def lay_out(self, document: Document) -> Book:
        """As the function of this name; `document` has the style that was given."""
        with kept_away():
            return self._settled(document)

    def _settled(self, document: Document) -> Book:
        measurer, labels = Measurer(document, self._setter, self._kept), self._labels
        self._setter.widest.clear()
        parts = [[self._measured(measurer, *placed, labels) for placed in part.placed] for part in document.parts]
        for _ in range(MAX_PASSES):
            filler = self._filler(document, parts)
            found = {anchor: spot.label for anchor, spot in filler.book.anchors.items()}
            _check_references(parts, found)
            if found == labels:
                self._keep(parts, labels)
                return filler.finish()
            labels = found
            parts = [[measurer.again(block, labels) for block in part] for part in parts]
        raise ExportError("页码没有排定，文件没有生成，填写内容没有丢失。", "请把这份草稿交给技术支持。")

    def _measured(self, measurer: Measurer, block: Block, turned: bool, labels: Mapping[str, str]) -> Measured:
        known = self._known.get(id(block))
        return measurer.measure(block, labels, turned=turned) if known is None else measurer.again(known, labels)

    def _filler(self, document: Document, parts: list[list[Measured]]) -> Filler:
        filler = Filler(self._setter, self._kept)
        for part, measured in zip(document.parts, parts, strict=True):
            filler.add_part(measured, part.numbering, part.volume)
        return filler

    def _keep(self, parts: list[list[Measured]], labels: dict[str, str]) -> None:
        """Remember what was measured, but for contents, which list other headings in another document."""
        kept = (one for part in parts for one in part if not isinstance(one.block, Contents))
        self._known, self._labels = {id(one.block): one for one in kept}, labels


def _check_references(parts: list[list[Measured]], found: dict[str, str]) -> None:
    """Raise ExportError when a page is referred to that does not exist."""
    for part in parts:
        for measured in part:
            for anchor in measured.refs:
                if anchor not in found:
                    raise ExportError(
                        f"正文引用的位置“{anchor}”不存在，文件没有生成，填写内容没有丢失。", "请检查申报模板。"
                    )
