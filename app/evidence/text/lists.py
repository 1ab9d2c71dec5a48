"""The bullet or number that a browser puts before an item of a list."""

from __future__ import annotations

from lxml import etree

_HUNDREDS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN = (*_HUNDREDS, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 3_999


class Marks:
    """Counts the items of the lists of one page, which are met in their order."""

    def __init__(self) -> None:
        self._next: dict[etree._Element, int] = {}

    def before(self, element: etree._Element) -> str:
        """The mark before an item of a list (HTML 4.4.8), "" before anything else."""
        parent = element.getparent()
        if element.tag != "li" or parent is None or parent.tag not in ("ol", "ul", "menu", "dir"):
            return ""
        number = self._number(parent, element) if parent.tag == "ol" else 0
        style = "".join(f"{parent.get('style', '')};{element.get('style', '')}".split()).lower()
        if "list-style:none" in style or "list-style-type:none" in style:
            return ""
        return f"{_written(number, parent.get('type', '1'))}. " if parent.tag == "ol" else "• "

    def _number(self, parent: etree._Element, item: etree._Element) -> int:
        due = self._next[parent] if parent in self._next else _whole(parent.get("start"), 1)
        number = _whole(item.get("value"), due)
        self._next[parent] = number + 1
        return number


def _whole(said: str | None, default: int) -> int:
    text = (said or "").strip()[:7]
    return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else default


def _written(number: int, how: str) -> str:
    if not 0 < number <= _MOST or how not in ("a", "A", "i", "I"):
        return str(number)
    text = _letters(number) if how in "aA" else _roman(number)
    return text.upper() if how.isupper() else text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(97 + digit) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        *_ROMAN,
    ):
        text += sign * (number // value)
        number %= value
    return text
