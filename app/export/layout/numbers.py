"""How page numbers are printed."""

from __future__ import annotations

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def page_label(numbering: str, number: int) -> str:
    """How a page number is printed: "3", "III", or "" where a part is not numbered."""
    if numbering == "none":
        return ""
    return str(number) if numbering == "arabic" else roman(number)


def roman(number: int) -> str:
    """A number in Roman letters."""
    letters = "X" * (number // 10)
    number %= 10
    for value, sign in _ROMAN[1:]:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters
