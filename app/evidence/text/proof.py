"""TXT and HTML files as proofs: the words, and of web pages the tables, that the book sets."""

from __future__ import annotations

from collections.abc import Iterator

from app.evidence.decoding import DOUBTFUL, decoded, is_doubtful
from app.evidence.kinds import refused
from app.evidence.office.grid import clean
from app.evidence.prepared import Examined, Passage, Prepared, ReadOptions
from app.evidence.recognition.telling import sort_of
from app.evidence.text.encoding import page_text
from app.evidence.text.page import read_page

MAX_LINES = 20_000
MAX_CHARACTERS = 3_000_000
MAX_PAGE = 20_000_000  # bytes of a web page
_PRINT = "请在浏览器中打开，打印成 PDF 后加入。"
_SPLIT = "请拆分，或作为电子版提供。"
_ONLY_WORDS = "网页只印文字和表格，不印样式和背景；要保持原样，请在浏览器中打印成 PDF 后加入。"


def examine(name: str, data: bytes, options: ReadOptions) -> Examined:
    """Its kind, and 0 pages: how many it fills is known when it is set."""
    return prepare(name, data, options).examined


def prepare(name: str, data: bytes, _options: ReadOptions) -> Prepared:
    """Its words and tables in their order; EvidenceRefused for none and for too many."""
    return _page(name, data) if sort_of(name, data) == "html" else _plain(name, data)


def _plain(name: str, data: bytes) -> Prepared:
    text = decoded(data)
    if text is None:
        raise refused(name, "文本的编码无法识别", "请用记事本打开确认，另存为 UTF-8 编码后加入。")
    passages = tuple(_lines(text))
    if not passages:
        raise refused(name, "文件里没有文字", "请核对选择的文件。")
    _check_bounds(name, len(text), len(passages))
    return Prepared("txt", content=passages, notes=(DOUBTFUL,) if is_doubtful(data, text) else ())


def _page(name: str, data: bytes) -> Prepared:
    if len(data) > MAX_PAGE:
        raise refused(name, "网页过大", _PRINT)
    text = page_text(data)
    if text is None:
        raise refused(name, "网页的文字编码无法识别", _PRINT)
    page = read_page(name, text)
    if page.too_deep:
        raise refused(name, "网页的层次过深，不能完整读出", _PRINT)
    if not page.content:
        raise refused(name, "网页里没有可以印的文字（可能由脚本显示）", _PRINT)
    length = sum(len(piece.text) for piece in page.content if isinstance(piece, Passage))
    _check_bounds(name, length, len(page.content))
    return Prepared("html", content=page.content, removed=page.removed, notes=(_ONLY_WORDS,))


def _check_bounds(name: str, characters: int, lines: int) -> None:
    if characters > MAX_CHARACTERS or lines > MAX_LINES:
        raise refused(name, f"文字超过 {MAX_LINES} 行或 {MAX_CHARACTERS // 10_000} 万字", _SPLIT)


def _lines(text: str) -> Iterator[Passage]:
    """Every line that is not blank; a page break (form feed) ends one, too."""
    for line in clean(text.replace("\f", "\n").replace("\v", "\n").lstrip("\ufeff")).split("\n"):
        if line.strip():
            yield Passage(line.rstrip())
