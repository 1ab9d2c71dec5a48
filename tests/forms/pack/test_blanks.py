"""Sentences with blanks: what stands still, what is asked, and what the blank is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.pack.blanks import BlankRef, Words, parse_sentence

LABELS = [
    ("□设备数量：{total:count}台/套", [("设备数量", "台/套")]),
    ("其中，运行设备{a:count}台/套；加工设备{b:count}台/套", [("运行设备", "台/套"), ("加工设备", "台/套")]),
    ("□日运行数量：{a:count}台/套（指每日上传的数量）", [("日运行数量", "台/套")]),
    ("投入：{a:money}、{b:money}万元，占收入{c:percent}%", [("投入", ""), ("", "万元"), ("占收入", "%")]),
    ("项目名称  {a:text}", [("项目名称", "")]),
    ("{a:text}", [("", "")]),
]


@pytest.mark.parametrize(("text", "named"), LABELS, ids=[text for text, _ in LABELS])
def test_the_words_before_name_a_blank_and_those_behind_are_its_unit(text: str, named: list[tuple[str, str]]) -> None:
    assert [(blank.label, blank.unit) for blank in parse_sentence(text).blanks] == named


def test_a_sentence_is_words_and_blanks_in_order() -> None:
    pieces = parse_sentence("国家标准：{all:count}个，其中牵头{led}个").pieces
    assert [piece.text if isinstance(piece, Words) else (piece.id, piece.type) for piece in pieces] == [
        "国家标准：",
        ("all", "count"),
        "个，其中牵头",
        ("led", None),
        "个",
    ]


def test_only_a_line_that_begins_with_a_box_is_boxed() -> None:
    assert parse_sentence("□数量：{a:count}").boxed
    assert not parse_sentence("数量：{a:choice}□").boxed
    assert not parse_sentence("{a:text}").boxed
    assert not parse_sentence("").boxed


def test_doubled_braces_are_printed_as_braces() -> None:
    assert parse_sentence("集合{{甲，{a:text}}}").words == "集合{甲，}"


@pytest.mark.parametrize(
    "text", ["{", "}", "甲{Total:count}", "{total count}", "{1a:text}", "{:text}", "{a:}", "{a:b:c}"]
)
def test_a_brace_that_is_no_blank_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="不是空格写法"):
        parse_sentence(text)


@given(st.lists(st.text(alphabet="甲乙，：□ 12", max_size=6), min_size=1, max_size=5))
def test_no_word_is_lost_between_blanks(words: list[str]) -> None:
    text = "".join(f"{part}{{b{place}:text}}" for place, part in enumerate(words))
    sentence = parse_sentence(text)
    assert sentence.words == "".join(words)
    assert [blank.id for blank in sentence.blanks] == [f"b{place}" for place in range(len(words))]


@given(st.text(alphabet="甲{}:a_1 ", max_size=20))
def test_any_text_is_a_sentence_or_refused(text: str) -> None:
    try:
        pieces = parse_sentence(text).pieces
    except ValueError:
        return
    assert all(isinstance(piece, Words | BlankRef) for piece in pieces)


def test_a_label_is_not_the_word_that_asks_for_a_seal() -> None:
    labels = [parse_sentence(f"申报单位（{words}） {{x:text}}").blanks[0].label for words in ("盖章", "公章", "签字")]
    assert labels == ["申报单位"] * 3
    assert parse_sentence("规模（人）{x:count}").blanks[0].label == "人"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲{项目:text}", "名称“项目”只能用小写字母"),
        ("甲{own:金额}", "类型“金额”不认识，是不是 money？"),
        ("甲{own：日期}", "类型“日期”不认识，是不是 date？"),
        ("甲{own:人民币}", "类型“人民币”不认识；类型用英文"),
    ],
)
def test_chinese_names_and_types_are_told_as_such(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_sentence(text)
