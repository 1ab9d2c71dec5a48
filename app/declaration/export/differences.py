"""Where the Word file looks or behaves otherwise than the PDF, in sentences with page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.declaration.book.print import Print
from app.evidence.prepared import Prepared
from app.export.binding import BindingPlan
from app.export.compose.page_words import ranges
from app.export.document import Contents, Space
from app.export.layout.book import Book, PlacedSlice

_DRAWN = ("pdf", "ofd")
_FLOWING = "Word 和 WPS 按自己的规则断行、分页，行末和页末可能与 PDF 不同；打印、报送以 PDF 为准。"
_LOCKED = (
    "Word 中目录、“见第 N 页”和各部分开头的页码都是 PDF 的页码，与盖章清单一致，已锁定，不会自动改变；"
    "如果要在 Word 里改动内容后直接打印，页数变了的部分之后要把页码设为“续前节”，"
    "再按 Ctrl+A、Ctrl+Shift+F11、F9 一起更新，并逐处核对盖章清单的页码。"
)


def differences_of(book: Print, prepared: Mapping[str, Prepared], plan: BindingPlan) -> tuple[str, ...]:
    """What a reader of the Word file must know; pages by their printed numbers."""
    pages = (*_plates(book.book, prepared), *_turned(book.book), *_sideways(book.book), *_repeated(book.book))
    return (*pages, *_foot(book), *_numbers(book), *_versos(plan), _FLOWING)


def _plates(book: Book, prepared: Mapping[str, Prepared]) -> Iterator[str]:
    """Proofs that are vectors in the PDF, and pictures that are finer there."""
    drawn = {source for source, proof in prepared.items() if proof.kind in _DRAWN}
    vector = [spot.spot.page for spot in book.plates if spot.picture.source in drawn]
    pictures = [spot.spot.page for spot in book.plates if spot.picture.source not in drawn]
    if vector:
        where, kinds = page_names(book, vector), "、".join(sorted({prepared[one].kind.upper() for one in drawn})[::-1])
        yield f"{where}的 {kinds} 证明材料在 PDF 中保持原样、可以检索，在 Word 中是约 150 dpi 的图片。"
    if pictures:
        yield f"{page_names(book, pictures)}的图片在 PDF 中保留原有清晰度，较大的在 Word 中缩为约 150 dpi。"


def _turned(book: Book) -> Iterator[str]:
    turned = [spot.spot.page for spot in book.plates if spot.picture.turned]
    if turned:
        yield f"{page_names(book, turned)}横放的证明材料在 Word 中是已经转好方向的图片，不能再转回横向文字。"


def _sideways(book: Book) -> Iterator[str]:
    """Pages that are set across: their number stands below the words in Word, at the foot of the sheet in the book."""
    if pages := [page.index for page in book.pages if page.turned and page.placed]:
        where = "PDF 的页码与竖排页在同一位置（GB/T 9704-2012），Word 的页码印在横排文字下面"
        yield f"{page_names(book, pages)}是横排页，{where}。"


def _repeated(book: Book) -> Iterator[str]:
    """Labels and merged cells whose words the book prints again on the next page."""
    if pages := list(_pages_with_repeats(book)):
        again = "PDF 重新印出从上一页接下来的栏目名或序号；Word 没有这种功能，表格换页后这些格是空的。"
        yield f"{page_names(book, pages)}开头，{again}"


def _pages_with_repeats(book: Book) -> Iterator[int]:
    shown: set[int] = set()
    for page in book.pages:
        slices = [placed.part for placed in page.placed if isinstance(placed, PlacedSlice)]
        labels = {id(words.cell) for part in slices for words in part.labels()}
        if labels & shown:
            yield page.index
        shown |= labels


def _foot(book: Print) -> Iterator[str]:
    """Words pushed to the foot of a page: a frame in Word."""
    if any(isinstance(block, Space) and block.fill for block in book.document.opened):
        yield "封面下端的文字在 Word 中放在贴近版心下缘的文本框里，改动封面后请核对位置。"


def _numbers(book: Print) -> Iterator[str]:
    """Page numbers that are the PDF's in all of the Word file, until somebody unlocks them together."""
    if any(isinstance(block, Contents) for block in book.document.opened):
        yield _LOCKED


def _versos(plan: BindingPlan) -> Iterator[str]:
    blank = [page for volume in plan.volumes for page in volume.blank_versos]
    if blank:
        yield f"PDF 第 {ranges(blank)} 页是有意留出的空白背面，Word 中由奇数页分节产生，屏幕上不显示。"


def page_names(book: Book, pages: Iterable[int]) -> str:
    """第 57–60、63 页: the printed numbers of pages counted from 0; PDF 第 … 页 where one has none."""
    wanted = sorted(set(pages))
    labels = [book.pages[page].label for page in wanted]
    if all(label.isdecimal() for label in labels):
        return f"第 {ranges(map(int, labels))} 页"
    return f"PDF 第 {ranges(page + 1 for page in wanted)} 页"
