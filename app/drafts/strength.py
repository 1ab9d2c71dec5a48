"""How hard a new passphrase is to guess: honest advice, never a refusal; only a blank one is refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Strength = Literal["blank", "weak", "fair", "good"]

WORDS: dict[Strength, str] = {
    "blank": "建议 12 个字符以上；一句只有自己知道的话最好记。",
    "weak": "太弱，很容易被猜到：建议换一句只有自己知道、不少于 12 个字符的话。",
    "fair": "一般：再长一些更稳妥。",
    "good": "强度好。",
}
REASONS = {
    "common": "有常见的词或数字",
    "date": "有日期或电话号码",
    "repeated": "有重复的内容",
    "run": "有连续的字母、数字或相邻的按键",
}
"""What makes a piece of a passphrase easily guessed."""
SHORT = 8
"""Characters below which the length alone is a reason."""
GOOD, FAIR = 12.0, 8.0
"""Weights from which a passphrase is good or fair; a letter that nothing foretells weighs 1."""
_CHINESE, _DIGIT, _LETTER, _OTHER = 1.8, 0.7, 1.0, 1.3
_FORETOLD = 2.0
"""What a common word, a run or a repetition weighs, however long it is."""

_WORDS_TRIED_FIRST = (
    "password passwort passw0rd passwd admin administrator root user login welcome letmein master secret monkey dragon "
    "iloveyou iloveu woaini woaizhongguo wobuzhidao nihao zhongguo china beijing shanghai sichuan chengdu company "
    "wangwei zhangwei liwei wang zhang zhao huang test demo guest office windows computer internet qibei hello love "
    "5201314 1314520 1314 520 888 666 168 110 119 10086 12306 a1b2c3 1q2w3e 1qaz2wsx 3edc qazwsx zaq12wsx asd123 "
    "密码 口令 公司 有限公司 集团 科技 申报书 申报 绿色工厂 工厂 齐备 中国 北京 上海 四川 成都 我爱你 你好 管理员"
)
_COMMON = tuple(_WORDS_TRIED_FIRST.split())
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "一二三四五六七八九十")
_LEET = str.maketrans("@$013457", "asoleast")
_DATE = re.compile(r"(?:19|20)\d\d(?:[-/.年]?(?:0?[1-9]|1[0-2])[-/.月]?(?:0?[1-9]|[12]\d|3[01])日?)?")
_PHONE = re.compile(r"1[3-9]\d{9}")
_REPEATED = re.compile(r"(.{1,6}?)\1+", re.DOTALL)


def strength_of(passphrase: str) -> Strength:
    """How hard a new passphrase is to guess."""
    text = unicodedata.normalize("NFKC", passphrase).strip()
    if not text:
        return "blank"
    weight = _weight(text)
    if weight < FAIR or len(set(text)) < 5:
        return "weak"
    return "good" if weight >= GOOD else "fair"


def reasons_of(passphrase: str) -> tuple[str, ...]:
    """Why it is easily guessed, in words that do not give it away; empty when nothing speaks against it."""
    text = unicodedata.normalize("NFKC", passphrase).strip()
    found = [f"只有 {len(text)} 个字符"] if 0 < len(text) < SHORT else []
    at, lower, kinds = 0, text.lower(), set()
    while at < len(text):
        pieces = _pieces(lower, at)
        length = max(pieces.values(), default=0)
        kinds |= {kind for kind, long in pieces.items() if long == length}
        at += max(1, length)
    return (*found, *(words for kind, words in REASONS.items() if kind in kinds))


def _weight(text: str) -> float:
    """What its pieces weigh, one that can be foretold little; each further kind of characters adds one."""
    lower = text.lower()
    at, weight = 0, 0.0
    while at < len(text):
        length = _foretold(lower, at)
        if length:
            weight, at = weight + min(_FORETOLD, sum(map(_single, text[at : at + length]))), at + length
        else:
            weight, at = weight + _single(text[at]), at + 1
    kinds = {_kind(character) for character in text}
    return weight + len(kinds) - 1


def _kind(character: str) -> str:
    return f"{unicodedata.category(character)[0]}{character.isupper()}{character.isascii()}"


def _foretold(text: str, at: int) -> int:
    """How many characters from `at` on are a common word, a date, a number in sequence or a repetition; 0 for none."""
    return max(_pieces(text, at).values(), default=0)


def _pieces(text: str, at: int) -> dict[str, int]:
    """What can be foretold from `at` on, each kind with its length in characters."""
    rest = text[at:]
    plain = rest.translate(_LEET)
    repeated = _REPEATED.match(rest)
    lengths = {
        "common": max((len(word) for word in _COMMON if rest.startswith(word) or plain.startswith(word)), default=0),
        "date": max((len(match[0]) for rule in (_DATE, _PHONE) if (match := rule.match(rest))), default=0),
        "repeated": len(repeated[0]) if repeated and len(repeated[0]) > 2 else 0,
        "run": _run(rest),
    }
    return {kind: length for kind, length in lengths.items() if length}


def _run(text: str) -> int:
    """How many characters follow one another as in a row of the alphabet, the digits or the keyboard, either way."""
    best = 0
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        at, length = row.find(text[0]), 1
        while at >= 0 and length < len(text) and row[at + length : at + length + 1] == text[length]:
            length += 1
        best = max(best, length)
    return best if best > 2 else 0


def _single(character: str) -> float:
    if "\u3400" <= character <= "\u9fff" or character > "\U00020000":
        return _CHINESE
    if character.isdigit():
        return _DIGIT
    return _LETTER if character.isalpha() else _OTHER
