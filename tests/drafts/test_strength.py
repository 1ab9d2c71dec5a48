"""Advice on a new passphrase is honest: what people try first is weak, a sentence of one's own is good."""

from __future__ import annotations

import random

import pytest

from app.drafts.spelling import groups, kind
from app.drafts.strength import strength_of

WEAK = [
    *("a", "abc", "123456", "1234567890123", "aaaaaaaaaaaaaaa", "password", "Passw0rd", "P@ssw0rd123", "qwertyuiop"),
    *("1qaz2wsx", "5201314", "woaini1314", "20261128", "1990年1月1日", "13812345678", "abcabcabcabc", "admin888"),
    *("绿色工厂2026", "公司密码", "四川申报书2026", "１２３４５６", "wangwei1990", "一二三四五六七八"),
]
FAIR = ["k7wq9zfx", "西瓜籽炒蛋", "kiwi-mop"]
GOOD = [
    "一句只有自己知道的话",
    "correct horse battery staple",
    "vK9#tq2Lw!xZ",
    "去年台风把伞吹走了",
    "qibei-demo-passphrase",
]


@pytest.mark.parametrize("passphrase", WEAK)
def test_what_people_try_first_is_weak(passphrase: str) -> None:
    assert strength_of(passphrase) == "weak"


@pytest.mark.parametrize("passphrase", FAIR)
def test_what_is_only_short_is_fair(passphrase: str) -> None:
    assert strength_of(passphrase) == "fair"


@pytest.mark.parametrize("passphrase", GOOD)
def test_a_sentence_of_ones_own_is_good(passphrase: str) -> None:
    assert strength_of(passphrase) == "good"


@pytest.mark.parametrize("passphrase", ["", "  ", "\u3000"])
def test_only_a_blank_one_is_nothing(passphrase: str) -> None:
    assert strength_of(passphrase) == "blank"


def test_every_slip_of_the_pen_in_a_group_is_seen() -> None:
    pens = random.Random(5)
    keyboard = [chr(code) for code in range(32, 127)]
    for _ in range(2000):
        word = "".join(pens.choices(keyboard, k=4))
        (group,) = groups(word)
        at = pens.randrange(4)
        slip = word[:at] + pens.choice([one for one in keyboard if one != word[at]]) + word[at + 1 :]
        assert groups(slip)[0].check != group.check, (word, slip)
        if word[0] != word[1]:
            assert groups(word[1] + word[0] + word[2:])[0].check != group.check, word


def test_a_passphrase_is_written_in_groups_of_four() -> None:
    assert [group.characters for group in groups("abcd efgh0")] == ["abcd", " efg", "h0"]
    assert [kind(character) for character in "0Ol 工Ａ#"] == ["数字", "大写", "小写", "空格", "", "全角", "符号"]
    assert groups("cafe\u0301") == groups("caf\u00e9"), "typed in either way, it is the same passphrase"
