"""Broken packs with every sentence that is told of them, each by itself and many of them in one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import PackError
from app.forms.pack.loader import parse_pack

HERE = Path(__file__).parent
SMALL = (HERE / "small_pack.yaml").read_text("utf-8")
BROKEN: list[dict[str, Any]] = yaml.load((HERE / "broken_packs.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)


def changed(*packs: dict[str, Any]) -> str:
    """The small pack with all that is broken in these."""
    text = SMALL
    for old, new in (change for pack in packs for change in pack["changes"]):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def told(text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        parse_pack(text.encode(), "small.yaml")
    return [f"{one.line}:{one.column} {f'{one.key}：' if one.key else ''}{one.reason}" for one in caught.value.faults]


def touched(pack: dict[str, Any]) -> set[int]:
    lines = zip(SMALL.split("\n"), changed(pack).split("\n"), strict=True)
    return {number for number, (old, new) in enumerate(lines) if old != new}


TOGETHER = [pack for pack in BROKEN if "alone" not in pack and changed(pack).count("\n") == SMALL.count("\n")]
"""Those that say nothing of what others break, and leave every line where it was."""


def says(found: list[str], expected: list[str]) -> bool:
    """Whether these sentences were told, and no other; a list of words at their end may go on."""
    return len(found) == len(expected) and all(map(str.startswith, found, expected))


@pytest.mark.parametrize("pack", BROKEN, ids=[pack["name"] for pack in BROKEN])
def test_all_that_is_broken_is_told_in_these_words(pack: dict[str, Any]) -> None:
    assert says(told(changed(pack)), pack["told"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TOGETHER), min_size=2, max_size=9, unique_by=lambda pack: pack["name"]))
def test_many_broken_packs_in_one_file_are_told_as_each_alone(packs: list[dict[str, Any]]) -> None:
    chosen: list[dict[str, Any]] = []
    for pack in packs:
        if not any(touched(pack) & touched(other) for other in chosen):
            chosen.append(pack)
    expected = sorted((one for pack in chosen for one in pack["told"]), key=_place)
    assert says(sorted(told(changed(*chosen)), key=_place), expected)


def _place(sentence: str) -> tuple[int, int, str]:
    line, column = sentence.split(" ", 1)[0].split(":")
    return int(line), int(column), sentence


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("- note: （限100字）", "- note：（限100字）", "写成“note: ”"),
        ("- note: （限100字）", "- note:（限100字）", "写成“note: ”"),
        ("proves: [total]", "proves: total", "须是列表"),
        ("columns: 3}]", "columns: 三}]", "须是整数"),
    ],
)
def test_a_slip_that_could_be_printed_is_told(old: str, new: str, reason: str) -> None:
    (sentence,) = told(SMALL.replace(old, new, 1))
    assert reason in sentence


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("widths: [2, 3, 2, 3]", "widths: [2, 3, 2, 3]\n              options: [甲]", "空格（fields）"),
        ("starred: true", "starred: true\n        proves: [total]", "证明材料"),
        ("edition: 2", "edition: 2\nbody: [甲]", "页面"),
    ],
)
def test_a_key_that_belongs_elsewhere_is_told_where(old: str, new: str, place: str) -> None:
    (sentence,) = told(SMALL.replace(old, new, 1))
    assert f"这个键不写在这里，写在{place}里；这里可用：" in sentence


def test_an_item_that_would_become_the_end_of_another_is_told() -> None:
    last = '    - "项目名称：{project:text}"\n'
    (sentence,) = told(SMALL.replace(last, f"{last}    - 第一句\n      - 第二句\n"))
    assert sentence == "17:7 缩进不对：这一项接到上一行的句子里去了，要与同级的 - 对齐"


def test_a_comment_may_stand_anywhere_with_room_on_both_sides() -> None:
    assert parse_pack(SMALL.replace("edition: 2", "edition: 2  # 第二版").encode(), "small.yaml").edition == 2


def test_lines_that_all_seem_to_stand_wrong_are_told_once() -> None:
    (sentence,) = told(SMALL.replace("      - id: applicant", "      ，- id: applicant"))
    assert "缩进不对" in sentence


def test_a_page_that_stands_one_space_too_far_in_is_told_once() -> None:
    begin, end = SMALL.index("      - id: equipment"), SMALL.index("\nchecks:\n  - not_after")
    page = re.sub("^", " ", SMALL[begin:end], flags=re.MULTILINE)
    (sentence,) = told(f"{SMALL[:begin]}{page}{SMALL[end:]}")
    assert sentence.startswith("35:8 缩进不对：前面有 7 个空格，似应有 6 个")


def test_a_slip_beside_commas_of_a_sentence_is_told_as_what_it_is() -> None:
    text = SMALL.replace(
        '  "1.1": {title: 设备数量,', '   "1.2": {title: 甲, text: 乙，丙}\n  "1.1": {title: 设备数量,'
    )
    (sentence,) = told(text)
    assert sentence.startswith("10:4 缩进不对：前面有 3 个空格，似应有 2 个")


def test_what_rests_on_a_page_with_another_name_is_told_once() -> None:
    page = "  - {id: rd, title: 项目, repeat: {entry: 项目, number: RD0}, body: ['甲{a:money}万元，乙{b:money}万元']}\n"
    matrix = (
        "  - id: costs\n    title: 费用\n    body:\n      - matrix:\n          type: money\n"
        "          rows: [{id: a, title: 甲}, {id: b, title: 乙}]\n"
        "          columns: [{id: each, each: rd.entries}, {id: all, title: 合计, computed: {sum: each}}]\n"
    )
    text = SMALL.replace("checks:\n  - not_after", f"{page}{matrix}checks:\n  - not_after")
    assert parse_pack(text.encode(), "small.yaml").sections
    (sentence,) = told(text.replace("{id: rd,", "{id: rds,"))
    assert "each 里的 rd.entries 不是清单" in sentence
    assert sentence.endswith("，是不是 rds.entries？")
