"""字数 as Word counts it, and what is taken out of every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.wording import clean, count_words, one_line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n\t　　", 0),
        ("工业互联网平台", 7),
        ("工业互联网，平台。", 9),
        ("　　首行缩进", 4),
        ("5G+工业互联网", 6),
        ("2022年3月", 4),
        ("约12,345.67万元", 4),
        ("supports OPC UA", 3),
        ("it’s fine", 2),
        ("“双跨”平台", 6),
        ("……——", 4),
        ("ＡＢ１", 3),
        ("𠮷田", 2),
        ("甲\n乙\r\n丙", 3),
        ("https://www.example.com/a?b=1", 1),
        ("《5G》", 3),
    ],
)
def test_words_are_counted_as_word_does(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("甲\u202e乙", "甲乙"),
        ("甲\r\n乙\r丙\u2028丁\x0b戊", "甲\n乙\n丙\n丁\n戊"),
        ("\ufeff甲\x00\x1f\x7f\x9f\u200b\u2066\ufffc", "甲"),
        ("软\u00ad连字", "软连字"),
        ("保留\t制表和　空格", "保留\t制表和　空格"),
        ("坏\ud800字", "坏字"),
    ],
)
def test_what_no_form_prints_is_taken_out(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert not set(one_line(text)) & {"\n", "\r", "\t"}
