"""Numbers in Chinese numerals: [DBNum1] 一千二百, [DBNum2] 壹仟贰佰, [DBNum3] １千２百."""

from __future__ import annotations

_DIGITS = ("", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９")
_TENS = ("", ("", "十", "百", "千"), ("", "拾", "佰", "仟"), ("", "十", "百", "千"))
_GROUPS = ("", "万", "亿", "万亿")
_MOST = 16  # digits that have such names


def digits(text: str, counted: int) -> str:
    """The text with every digit in the numerals of [DBNum`counted`]."""
    return text.translate({48 + digit: _DIGITS[counted][digit] for digit in range(10)}) if counted else text


def cardinal(text: str, counted: int) -> str:
    """A number as 1204.5 in words: 一千二百〇四.五."""
    whole, point, part = text.partition(".")
    if not whole.isdecimal() or len(whole) > _MOST:
        return digits(text, counted)
    return _whole(int(whole), counted) + point + digits(part, counted)


def day_number(number: int, counted: int) -> str:
    """A number of a month, a day or a time: 十二, not 一十二."""
    words = _whole(number, counted)
    return words[1:] if counted == 1 and 10 <= number < 20 else words


def _whole(number: int, counted: int) -> str:
    zero, words, gap = _DIGITS[counted][0], "", False
    for place in range(len(_GROUPS) - 1, -1, -1):
        group = number // 10_000**place % 10_000
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += zero
        unit = _GROUPS[place] if place < 3 or not number // 10**8 % 10_000 else "万"
        words, gap = words + _group(group, counted) + unit, False
    return words or zero


def _group(group: int, counted: int) -> str:
    """A number below 10000 without zeros in front."""
    names, words, gap = _DIGITS[counted], "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += (names[0] if gap and words else "") + names[digit] + _TENS[counted][place]
        gap = not digit
    return words
