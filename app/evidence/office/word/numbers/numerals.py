"""Numbers as Word writes them in lists and notes (ECMA-376 part 1, 17.18.59: ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST_LETTERS = 100  # of one number that grows with its value
_PLAIN, _ROUND, _LEGAL = "〇一二三四五六七八九", "○一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL, _JAPANESE = "零壹貳參肆伍陸柒捌玖", "〇壱弐参四五六七八九"
_WIDE = "０１２３４５６７８９"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MARKS = "*†‡§"
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ODD_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ODD_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}


def numeral(number: int, kind: str) -> str | None:
    """The number in one of Word's ways; None where the way is not known, "" for a way that writes nothing."""
    if kind in ("none", "bullet"):
        return ""
    written = _WAYS.get(kind)
    if written is None:
        return None
    return written(number) if number > 0 else str(number)


def padded(number: int, pattern: str) -> str | None:
    """The number in a way of the user's own, such as 001, 002, 003; None for any but leading zeros."""
    first = pattern.partition(",")[0].strip()
    return str(number).zfill(len(first)) if first.isascii() and first.isdigit() else None


def _letters(alphabet: str) -> Callable[[int], str]:
    """A, B … Z, AA, BB …"""

    def written(number: int) -> str:
        again, at = divmod(number - 1, len(alphabet))
        return alphabet[at] * (again + 1) if again < _MOST_LETTERS else str(number)

    return written


def _listed(shown: str, first: int = 1) -> Callable[[int], str]:
    """One character a number; beyond them plain figures."""
    return lambda number: shown[number - first] if 0 <= number - first < len(shown) else str(number)


def _digits(shown: str) -> Callable[[int], str]:
    return lambda number: "".join(shown[int(digit)] for digit in str(number))


def _run(first: str, count: int) -> str:
    """Characters that follow one another in Unicode."""
    return "".join(chr(ord(first) + at) for at in range(count))


def _roman(number: int) -> str:
    if number > 50 * 1000:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _counted(shown: str) -> Callable[[int], str]:
    """一 … 十 … 九十九, from a hundred on digit by digit."""

    def written(number: int) -> str:
        if number >= 100:
            return _digits(shown)(number)
        tens, ones = divmod(number, 10)
        head = "" if not tens else "十" if tens == 1 else shown[tens] + "十"
        return head + (shown[ones] if ones else "")

    return written


def _thousands(shown: str, units: str, *, one_ten: bool, one_unit: bool = True) -> Callable[[int], str]:
    """一百零一, 壹仟贰佰: with units; `one_ten`: 一十 for ten; without `one_unit` 百 alone and no zero between."""

    def under_myriad(number: int) -> str:
        written, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if not digit:
                gap = bool(written)
                continue
            written += shown[0] if gap and one_unit else ""
            alone = digit == 1 and power and not one_unit
            written += ("" if alone else shown[digit]) + (units[power - 1] if power else "")
            gap = False
        return written

    def written(number: int) -> str:
        high, low = divmod(number, 10_000)
        if high >= 10_000:
            return str(number)
        zero = shown[0] if one_unit and high and 0 < low < 1000 else ""
        text = (under_myriad(high) + "万" if high else "") + zero + under_myriad(low)
        return text if one_ten else text.removeprefix(shown[1]) if 10 <= number < 20 else text

    return written


def _ordinal(number: int) -> str:
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _words(number: int) -> str:
    """Below a thousand in English words; beyond in figures."""
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    said = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if 0 < rest < 20:
        said.append(_ONES[rest])
    elif rest:
        ten, one = divmod(rest, 10)
        said.append(_TENS[ten - 2] + (f"-{_ONES[one]}" if one else ""))
    return " ".join(said)


def _ordinal_words(number: int) -> str:
    if number >= 1000:
        return _ordinal(number)
    words = _words(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    return head + _ODD_ORDINALS.get(last, last[:-1] + "ieth" if last.endswith("y") else last + "th")


_LATIN = _run("A", 26)
_COUNTED = _thousands(_PLAIN.replace("〇", "零"), "十百千", one_ten=False)
_WAYS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("decimal", "decimalHalfWidth", "custom"), str),
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters(_LATIN),
    "lowerLetter": _letters(_LATIN.lower()),
    "ordinal": _ordinal,
    "cardinalText": lambda number: _words(number).capitalize(),
    "ordinalText": lambda number: _ordinal_words(number).capitalize(),
    "hex": lambda number: f"{number:X}",
    "chicago": _letters(_MARKS),
    "numberInDash": lambda number: f"- {number} -",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digits(_WIDE)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _listed(_run("①", 20))),
    "decimalEnclosedFullstop": _listed(_run("⒈", 20)),
    "decimalEnclosedParen": _listed(_run("⑴", 20)),
    "ideographEnclosedCircle": _listed(_run("㊀", 10)),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand"), _digits(_PLAIN)),
    "taiwaneseDigital": _digits(_ROUND),
    "chineseCounting": _counted(_PLAIN),
    "taiwaneseCounting": _counted(_ROUND),
    **dict.fromkeys(("chineseCountingThousand", "taiwaneseCountingThousand"), _COUNTED),
    "japaneseCounting": _thousands(_PLAIN, "十百千", one_ten=False, one_unit=False),
    "chineseLegalSimplified": _thousands(_LEGAL, "拾佰仟", one_ten=True),
    "ideographLegalTraditional": _thousands(_TRADITIONAL, "拾佰仟", one_ten=True),
    "japaneseLegal": _thousands(_JAPANESE, "拾百阡", one_ten=True),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)
    ),
    "russianLower": _letters("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": _letters("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
}
