"""Broken packs: each is refused with the line, the column, the key and one Chinese sentence that says what to write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import PackError, PackFault
from app.forms.pack.loader import parse_pack

HEAD = """\
pack: tiny
edition: 1
title: 申报书
notice: {name: 关于组织申报的通知, issuer: 某厅}
cover: {id: cover, title: 封面}
contents:
"""
PAGE = "  - {id: a, title: 甲, body: [%s]}\n"
GOOD = HEAD + PAGE % '"名称：{name:text}"'


def faults(data: str | bytes) -> list[tuple[int, int, str, str]]:
    with pytest.raises(PackError) as caught:
        parse_pack(data.encode() if isinstance(data, str) else data, "tiny.yaml")
    return [tuple(fault) for fault in caught.value.faults]


TEXTS: dict[str, tuple[str | bytes, tuple[int, int, str]]] = {
    "a tab": (HEAD + "\t- id: a\n", (7, 1, "缩进用了制表符（Tab），须用空格")),
    "a wide colon": (
        GOOD.replace("title: 申", "title：申"),
        (3, 6, "键后面是全角冒号“：”，须用半角冒号加一个空格“: ”"),
    ),
    "no space": (GOOD.replace("title: 申", "title:申"), (3, 7, "冒号后面少一个空格")),
    "a wide comma": (
        GOOD.replace("通知, ", "通知， "),
        (4, 25, "花括号、方括号里用了全角逗号“，”作分隔，须用半角逗号“, ”；逗号是句子里的字时，整句加双引号"),
    ),
    "a brace": (
        HEAD + "  - id: a\n    title: 甲\n    fields: {x: {label: 乙}}\n    body:\n      - {x:text}，以上\n",
        (11, 9, "句子以花括号开头，整句要加双引号"),
    ),
    "a colon in a sentence": (
        HEAD + "  - id: a\n    title: 甲: 乙\n    body: [字]\n",
        (8, 13, "句子里有半角冒号加空格“: ”，整句要加双引号，或改用全角冒号“：”"),
    ),
    "a colon in a line": (
        HEAD + "  - id: a\n    title: 甲\n    body:\n      - 名称: 甲: {x:text}\n",
        (10, 14, "句子里有半角冒号加空格“: ”，整句要加双引号，或改用全角冒号“：”"),
    ),
    "a star": (HEAD + "  - id: a\n    title: *甲\n", (8, 12, "文字以“*”开头，要加双引号")),
    "an open bracket": (GOOD.replace("title: 申", "title: [申"), (3, 8, "花括号或方括号没有成对，或者里面少了逗号")),
    "an open brace": (GOOD.replace("某厅}", "某厅"), (4, 9, "花括号或方括号没有成对，或者里面少了逗号")),
    "an open quote": (
        GOOD.replace("title: 申", 'title: "申'),
        (3, 8, "双引号没有成对：句子两头各要一个半角的双引号"),
    ),
    "indentation": (
        HEAD + "  - id: a\n   title: 甲\n",
        (8, 4, "缩进不对：前面有 3 个空格，似应有 4 个；同一层的键要左对齐，下一层多缩进两个空格"),
    ),
    "GBK": (GOOD.encode("gbk"), (3, 1, "文件是 GBK 编码，须是 UTF-8：请用记事本打开，“另存为”时编码选 UTF-8")),
    "UTF-16": (GOOD.encode("utf-16"), (1, 1, "文件是 UTF-16 编码，须是 UTF-8：请用记事本打开，“另存为”时编码选 UTF-8")),
    "no text": (b"\xff\x81\x81", (1, 1, "不是 UTF-8 编码的文本：请用记事本打开，“另存为”时编码选 UTF-8")),
    "an anchor": (HEAD + "  - &x {id: a, title: 甲}\n", (7, 5, "不允许使用锚点（&、*）")),
    "a key twice": (HEAD + "  - {id: a, id: b, title: 甲}\n", (7, 13, "键“id”重复出现")),
    "a sentence as a key": (
        HEAD + "  - {id: a, title: 甲, body: [{{x:text}: 1}]}\n",
        (7, 31, "键须是文字；句子以花括号开头时，整句加双引号"),
    ),
    "a line end without quotes": (
        HEAD + "  - {id: a, title: 甲, heading: 甲\\n乙, body: [字]}\n",
        (7, 32, "“\\n”只有写在双引号里才是换行"),
    ),
    "nothing": ("", (1, 1, "文件最外层须是“键: 值”")),
    "a list": ("- a\n", (1, 1, "文件最外层须是“键: 值”")),
    "a bell": (GOOD + "# \x07", (8, 3, "文件里有看不见的控制字符，请删去")),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_that_is_no_yaml_is_refused_at_its_place(case: str) -> None:
    data, (line, column, reason) = TEXTS[case]
    assert faults(data) == [(line, column, "", reason)]


KEYS: dict[str, tuple[str, str, str]] = {
    "a misspelt key": ("{id: a, titel: 甲, body: [字]}", "titel", "不认识这个键，是不是 title？"),
    "no page": ("甲", "contents", "须是“键: 值”"),
    "no title": ("{id: a, body: [字]}", "title", "缺少这个键"),
    "a wide name": ("{id: 设备List, title: 甲}", "id", "以字母开头，如 list"),
    "a name with a space": ("{id: Equip List, title: 甲}", "id", "以字母开头，如 equip_list"),
    "yes in Chinese": ("{id: a, title: 甲, boxed: 是}", "boxed", "须是 true 或 false，而这里是“是”"),
    "a misspelt word": (
        "{id: a, title: 甲, page_start: rekto}",
        "page_start",
        "只能是 （空）、page、recto，而这里是“rekto”，是不是 recto？",
    ),
    "an unknown block": (
        "{id: a, title: 甲, body: [{nte: 乙}]}",
        "body",
        "这里每一项只能有一个键，是不是 note？须是：line、",
    ),
    "an unknown type": (
        '{id: a, title: 甲, body: ["共{x:cuont}个"]}',
        "body",
        "空格 {x} 的类型 cuont 不能用在句子里，是不是 count？",
    ),
    "no label": ('{id: a, title: 甲, body: ["{x:text}"]}', "body", "空格 {x} 前面没有文字"),
    "a blank twice": ('{id: a, title: 甲, body: ["甲{x:text}乙{x:text}"]}', "body", "用了两次"),
    "a limit below zero": (
        '{id: a, title: 甲, body: ["甲{x:text}"], fields: {x: {limit: 0}}}',
        "limit",
        "不能小于 1，而这里是“0”",
    ),
    "a key of another type": (
        '{id: a, title: 甲, body: ["共{x:count}个"], fields: {x: {limit: 5}}}',
        "x",
        "count 不能有 limit",
    ),
    "a check on nothing": (
        '{id: a, title: 甲, body: ["共{total:count}个，自有{n:count}个"], checks: [{at_most: {fields: [n, totl]}}]}',
        "at_most",
        "检查里的 totl 不存在，是不是 total？",
    ),
    "a condition on nothing": (
        '{id: a, title: 甲, body: ["甲{x:text}", {line: {text: "乙{y:text}", when: {field: xx, answered: true}}}]}',
        "when",
        "条件里的 xx 不存在",
    ),
    "a word that is no option": (
        '{id: a, title: 甲, body: ["甲{x:yesno}"], when: {field: x, is: 对}}',
        "when",
        "条件里的 x 只能是 是 或 否",
    ),
    "a clause that is not there": ("{id: a, title: 甲, clause: 说明3, body: [字]}", "clause", "条款 说明3"),
    "a grid with holes": (
        "{id: a, title: 甲, body: [{grid: {widths: [1, 1], rows: [[甲]]}}]}",
        "rows",
        "表格第 1 行的单元格没有占满 2 列",
    ),
    "an empty list of columns": (
        "{id: a, title: 甲, body: [{list: {field: r, label: 表, columns: []}}]}",
        "columns",
        "至少要有 1 项",
    ),
    "a key without values": ("{id: a, title: 甲, body: [{list: 表}]}", "list", "后面须是“键: 值”"),
}


@pytest.mark.parametrize("case", KEYS)
def test_a_pack_that_asks_for_nonsense_is_refused_at_its_key(case: str) -> None:
    page, key, reason = KEYS[case]
    ((line, column, about, said),) = faults(f"{HEAD}  - {page}\n")
    assert (line, about) == (7, key)
    assert reason in said
    assert f"  - {page}"[column - 1 :].startswith((key, "{", "[", '"', "甲"))


def test_a_date_is_written_with_dashes() -> None:
    said = [fault[3] for fault in faults(GOOD.replace("issuer: 某厅", "issuer: 某厅, issued: 2022年3月9日"))]
    assert said == ["日期要写成 年-月-日，如 2022-03-09"]


MANY = f"""{HEAD}\
  - {{id: a, titel: 甲, body: [{{prose: {{feld: x, label: 乙}}}}, {{nte: 丙}}], fields: {{x: {{limit: 0}}}}}}
  - id: b
    title: 丁
    page_start: rekto
    body: ["共{{n:cuont}}个"]
"""


def test_all_that_is_wrong_is_told_in_one_run_in_the_order_of_the_file() -> None:
    assert [(line, column, key) for line, column, key, _ in faults(MANY)] == [
        (7, 13, "titel"),
        (7, 39, "feld"),
        (7, 60, "body"),
        (7, 84, "limit"),
        (10, 5, "page_start"),
        (11, 12, "body"),
    ]


AGREEMENT = HEAD + (
    '  - {id: a, title: 甲, clause: 甲条, body: ["共{n:count}个"], when: {field: nn, answered: true}}\n'
    "  - {id: b, title: 乙, clause: 乙条, body: [字], requirement: 丙}\n"
)


def test_what_does_not_agree_is_told_in_one_run_too() -> None:
    assert [(line, key) for line, _, key, _ in faults(AGREEMENT)] == [
        (7, "clause"),
        (7, "when"),
        (8, "clause"),
        (8, "requirement"),
    ]


def test_more_faults_than_anybody_reads_are_counted() -> None:
    pages = "".join(f"  - {{id: p{number}, titel: 甲, body: [字]}}\n" for number in range(70))
    found = faults(HEAD + pages)
    assert len(found) == 51
    assert found[-1][3] == "还有 20 处没有列出，请先改正以上各处"


CHINESE = re.compile(r"[一-鿿]")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_however_a_pack_is_broken_it_is_told_in_chinese_and_inside_the_file(data: st.DataObject) -> None:
    lines = MANY.replace("titel", "title").replace("feld", "field").replace("nte", "note").splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        what = data.draw(st.sampled_from(["cut", "twice", "text", "swap"]))
        if what == "cut" and len(lines) > 1:
            del lines[place]
        elif what == "twice":
            lines.insert(place, lines[place])
        elif what == "text":
            at = data.draw(st.integers(0, len(lines[place])))
            inserted = data.draw(st.text(alphabet="：，“”{}[]\"': -#&*!%甲a1\t", max_size=4))
            lines[place] = lines[place][:at] + inserted + lines[place][at:]
        elif len(lines[place]) > 1:
            at = data.draw(st.integers(0, len(lines[place]) - 2))
            lines[place] = lines[place][:at] + lines[place][at + 1] + lines[place][at] + lines[place][at + 2 :]
    try:
        parse_pack("\n".join(lines).encode(), "tiny.yaml")
    except PackError as failure:
        for fault in failure.faults:
            assert isinstance(fault, PackFault)
            assert 1 <= fault.line <= len(lines) + 1
            assert fault.column >= 1
            assert CHINESE.search(fault.reason)
            assert not re.search(r"expected|found|mapping|scalar|Input|should", fault.reason)
