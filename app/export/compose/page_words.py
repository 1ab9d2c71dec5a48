"""How pages and volumes of a book are called on the sheets beside it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from app.export.layout.book import Book, Spot

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十二, 二十一; other numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def volume_words(number: int, count: int) -> str:
    """第二册 where the book has several volumes, nothing where it has one."""
    return f"第{numeral(number)}册" if count > 1 else ""


def place_words(book: Book, spot: Spot) -> str:
    """第 3 页, 封面, 第二册封面; a page without a number by its place in the PDF."""
    volume = next(one for one in book.volumes if one.first <= spot.page <= one.last)
    name = volume_words(volume.number, len(book.volumes))
    if spot.label:
        return f"{name}第 {spot.label} 页"
    if spot.page == volume.first:
        return f"{name}封面"
    return f"{name}无页码（PDF 第 {spot.page + 1} 页）"


def ranges(pages: Iterable[int]) -> str:
    """3–7、9: rising numbers, those that follow one another as a range."""
    ordered = sorted(set(pages))
    runs = [[page for _, page in run] for _, run in groupby(enumerate(ordered), lambda one: one[1] - one[0])]
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
