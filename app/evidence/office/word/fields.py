"""Fields: their codes stay out of the text, their results are text; some show what their code says.

ECMA-376 part 1, 17.16.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.evidence.office.word.items import Found, missing
from app.evidence.office.word.styles import value
from app.evidence.office.word.symbols import symbol

PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
OWN_NUMBERS = "原文件的页码"
_FORM = ("FORMCHECKBOX", "FORMDROPDOWN")
_RESULTS = {
    *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "AUTHOR", "TITLE", "SUBJECT", "FILENAME", "DOCPROPERTY"),
    *("REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "=", "IF", "QUOTE", "MERGEFIELD", "DOCVARIABLE", "INCLUDETEXT"),
    *("INCLUDEPICTURE", "TOC", "INDEX", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "USERNAME", "COMMENTS"),
    *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "BIBLIOGRAPHY", "CITATION", "EMBED", "LINK"),
}
_CODES = ("DISPLAYBARCODE", "MERGEBARCODE", "BARCODE")
_LONG_CODES = ("IF", "QUOTE", "COMPARE", "ASK", "SET")  # whose codes may hold paragraphs
_LONGEST_CODE = 10_000
_CONTENTS = "目录、索引中的页码是原文件的页码。"
_OVERLAID = re.compile(r"\\o\s*(?:\\a[lcr])?\s*\(\s*([^,;，；]*)[,;，；]\s*([^()]*)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\S+\s+(0[xX][0-9a-fA-F]{1,6}|[1-9]\d{0,6})(?!\S)")
_RINGS = frozenset("○〇◯□△◇")
_RINGED = dict(zip("123456789", "①②③④⑤⑥⑦⑧⑨", strict=True))


@dataclass(slots=True)
class _Field:
    """One field that has begun."""

    data: Element | None
    code: str = ""
    shown: bool = False

    @property
    def kind(self) -> str:
        words = self.code.split(None, 1)
        return words[0].upper() if words else ""


class Fields:
    """The fields that are open at one place of the text; `skipped` are those whose results are left out."""

    def __init__(self, found: Found, skipped: frozenset[str] = frozenset()) -> None:
        self._found = found
        self._skipped = skipped
        self._open: list[_Field] = []
        self._hiding = 0  # of those that are open

    @property
    def hidden(self) -> bool:
        """Is this place part of a code, or of a result that is left out?"""
        return self._hiding > 0

    def simple(self, code: str) -> bool:
        """Is the result of a simple field of that code shown?"""
        skipped = _Field(None, code).kind in self._skipped
        if skipped:
            self._found.lose(OWN_NUMBERS)
        return not skipped

    def character(self, mark: Element, kind: str) -> str:
        """Begin, separate or end a field; what it shows when it ends without a result."""
        if kind == "begin":
            self._open.append(_Field(mark.find("{*}ffData")))
            self._hiding += 1
        elif kind == "separate" and self._open:
            self._separate(self._open[-1])
        elif kind == "end" and self._open:
            ended = self._open.pop()
            self._hiding -= not ended.shown
            return self._end(ended)
        return ""

    def end_line(self) -> None:
        """Let go of fields that should have shown something by the end of the paragraph: they hide nothing more."""
        while self._open and not self._open[-1].shown and self._open[-1].kind not in _LONG_CODES:
            self._open.pop()
            self._hiding -= 1

    def end_text(self) -> None:
        """Name what a field hides that never ends."""
        if self.hidden:
            self._found.lose("没有结束的域之后的内容")

    def code(self, text: str) -> None:
        """More of the code of the field that began last."""
        if self._open and len(self._open[-1].code) < _LONGEST_CODE:
            self._open[-1].code += text

    def _separate(self, one: _Field) -> None:
        if one.kind in self._skipped:
            self._found.lose(OWN_NUMBERS)
        elif one.kind not in _FORM and not one.shown:
            one.shown = True
            self._hiding -= 1
            if one.kind in ("TOC", "INDEX") and not self.hidden:
                self._found.note(_CONTENTS)

    def _end(self, one: _Field) -> str:
        if one.shown or self.hidden:
            return ""
        if one.kind in self._skipped:
            self._found.lose(OWN_NUMBERS)
            return ""
        match one.kind:
            case "FORMCHECKBOX":
                return "☑" if _checked(one.data) else "□"
            case "FORMDROPDOWN":
                return _chosen(one.data)
            case "SYMBOL":
                return self._symbol(one.code)
            case "EQ":
                return self._equation(one.code)
            case "MACROBUTTON" | "GOTOBUTTON":
                return "".join(one.code.split(None, 2)[2:]).strip()
        if one.kind in _CODES:
            self._found.lose("条形码")
            return missing("条形码")
        if one.kind in _RESULTS:
            self._found.lose("没有算出结果的域")
        return ""

    def _symbol(self, code: str) -> str:
        number, font = _NUMBER.search(code), re.search(r'\\f\s+"?([^"\\]+)"?', code)
        at = int(number[1], 0) if number else 0
        shown = symbol(font[1].strip(), at) if font else chr(at) if 0x20 <= at < 0x7F else ""
        if not shown:
            self._found.lose("特殊符号（以〓代替）")
        return shown or "〓"

    def _equation(self, code: str) -> str:
        """Ringed characters and simple fractions; for more complicated ones a mark that they are missing."""
        line = _OVERLAID.sub(_ringed, "".join(code.split(None, 1)[1:]))
        line = _FRACTION.sub(lambda part: f"{_term(part[1])}/{_term(part[2])}", line).strip()
        if line and "\\" not in line:
            return line
        self._found.lose("公式")
        return missing("公式")


def _ringed(over: re.Match[str]) -> str:
    """A character in a ring or frame; what else lies on one another stays as it is."""
    inner = over[2].strip()
    return _RINGED.get(inner, f"({inner})") if over[1].strip() in _RINGS else over[0]


def _term(words: str) -> str:
    """The upper or lower part of a fraction on one line."""
    words = words.strip()
    return words if words.isalnum() else f"({words})"


def _checked(data: Element | None) -> bool:
    box = data.find("{*}checkBox") if data is not None else None
    if box is None:
        return False
    state = box.find("{*}checked")
    state = box.find("{*}default") if state is None else state
    return state is not None and value(state) not in ("0", "false", "off")


def _chosen(data: Element | None) -> str:
    """The entry of a list that is chosen; the first where none is."""
    choice = data.find("{*}ddList") if data is not None else None
    if choice is None:
        return ""
    entries = [value(one) for one in choice.iterfind("{*}listEntry")]
    number = value(choice.find("{*}result")) or value(choice.find("{*}default")) or "0"
    at = int(number) if number.isascii() and number.isdigit() else 0
    return entries[at] if at < len(entries) else ""
