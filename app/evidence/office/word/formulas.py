"""Formulas written on one line (ECMA-376 part 1, 22.1: Office Math): a/b, x², a_(n+1), √(x), ∑_(i=1)^n."""

from __future__ import annotations

import unicodedata
from xml.etree.ElementTree import Element

from app.evidence.office.package import local
from app.evidence.office.word.styles import value

_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_SKIPPED = {"rPr", "ctrlPr", "del"}
_INTEGRAL = "∫"  # of an n-ary operator that names none


def linear(element: Element) -> str:
    """The formula as one line of text."""
    return "".join(map(_piece, element))


def raised(text: str) -> str:
    """The text as an exponent: in small figures where there are such, else after ^."""
    return _moved(text, _RAISED, "^")


def lowered(text: str) -> str:
    """The text as an index: in small figures where there are such, else after _."""
    return _moved(text, _LOWERED, "_")


def _moved(text: str, small: dict[str, str], sign: str) -> str:
    if not text:
        return ""
    return "".join(small[c] for c in text) if all(c in small for c in text) else sign + _grouped(text)


def _grouped(text: str) -> str:
    """The text in brackets unless it is a single name or number."""
    plain = len(text) == 1 or text.isdigit() or text.isalpha()
    return text if plain or (text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1) else f"({text})"


def _piece(element: Element) -> str:
    tag = local(str(element.tag))
    if tag in _SKIPPED or (tag.endswith("Pr") and tag != "r"):
        return ""
    if tag == "t":
        return "".join(map(_upright, element.text or ""))
    written = _WRITTEN.get(tag)
    return written(element) if written else linear(element)


def _upright(c: str) -> str:
    """A letter of mathematics (U+1D400 to U+1D7FF, ℎ) as the letter it is."""
    return unicodedata.normalize("NFKC", c) if "\U0001d400" <= c <= "\U0001d7ff" or c == "ℎ" else c


def _of(element: Element, name: str) -> str:
    part = element.find(f"{{*}}{name}")
    return linear(part) if part is not None else ""


def _property(element: Element, name: str) -> str | None:
    """A property of the piece; None where it says nothing of it."""
    tag = local(str(element.tag))
    part = element.find(f"{{*}}{tag}Pr/{{*}}{name}")
    return value(part) if part is not None else None


def _fraction(element: Element) -> str:
    return f"{_grouped(_of(element, 'num'))}/{_grouped(_of(element, 'den'))}"


def _scripts(element: Element) -> str:
    return _grouped(_of(element, "e")) + lowered(_of(element, "sub")) + raised(_of(element, "sup"))


def _before(element: Element) -> str:
    return lowered(_of(element, "sub")) + raised(_of(element, "sup")) + _of(element, "e")


def _root(element: Element) -> str:
    return f"{raised(_of(element, 'deg'))}√{_grouped(_of(element, 'e'))}"


def _operator(element: Element) -> str:
    sign = _property(element, "chr") or _INTEGRAL
    return sign + lowered(_of(element, "sub")) + raised(_of(element, "sup")) + " " + _of(element, "e")


def _brackets(element: Element) -> str:
    first, last, between = (_property(element, name) for name in ("begChr", "endChr", "sepChr"))
    inner = ("|" if between is None else between).join(map(linear, element.iterfind("{*}e")))
    return ("(" if first is None else first) + inner + (")" if last is None else last)


def _matrix(element: Element) -> str:
    rows = (", ".join(map(linear, row.iterfind("{*}e"))) for row in element.iterfind("{*}mr"))
    return f"[{'; '.join(rows)}]"


def _lines(element: Element) -> str:
    return "; ".join(map(linear, element.iterfind("{*}e")))


def _limit(element: Element) -> str:
    under = local(str(element.tag)) == "limLow"
    return _of(element, "e") + ("_" if under else "^") + _grouped(_of(element, "lim"))


def _accent(element: Element) -> str:
    return _of(element, "e") + (_property(element, "chr") or "\u0302")


def _bar(element: Element) -> str:
    return "".join(f"{c}\u0305" for c in _of(element, "e"))


def _function(element: Element) -> str:
    return f"{_of(element, 'fName')} {_grouped(_of(element, 'e'))}"


_WRITTEN = {
    "f": _fraction,
    **dict.fromkeys(("sSup", "sSub", "sSubSup"), _scripts),
    "sPre": _before,
    "rad": _root,
    "nary": _operator,
    "d": _brackets,
    "m": _matrix,
    "eqArr": _lines,
    **dict.fromkeys(("limLow", "limUpp"), _limit),
    "acc": _accent,
    "bar": _bar,
    "func": _function,
}
