"""The automatic numbers of Word stand before their paragraphs, as Word counts and writes them."""

from __future__ import annotations

import pytest
from evidence.word_files import cell, lines, paragraph, prepared, word

from app.evidence.office.word.numbers.numerals import numeral


def level(at: int, text: str, kind: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def definition(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def a_list(name: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def at(number: int, level: int | None = None) -> str:
    where = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    return f'<w:numPr>{where}<w:numId w:val="{number}"/></w:numPr>'


def numbered(body: str, numbering: str, styles: str = "") -> list[str]:
    parts = {"numbering.xml": f"<w:numbering>{numbering}</w:numbering>", "styles.xml": f"<w:styles>{styles}</w:styles>"}
    return lines(prepared(word(body, parts)).content)


def items(*places: tuple[int, int]) -> str:
    """Paragraphs of one word in lists and levels."""
    return "".join(paragraph("甲", at(number, level)) for number, level in places)


CHINESE = definition(
    0,
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "chineseCountingThousand"),
    level(2, "%3."),
    level(3, "%4", "decimalEnclosedCircleChinese"),
)


def test_the_levels_of_a_notice_are_numbered_and_start_again_below_each_other() -> None:
    body = items((1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 3), (1, 0), (1, 1), (1, 2))
    assert numbered(body, CHINESE + a_list(1, 0)) == [
        *("一、甲", "（一）甲", "（二）甲", "1. 甲", "① 甲", "② 甲", "二、甲", "（一）甲", "1. 甲"),
    ]


def test_a_number_holds_those_of_the_levels_above() -> None:
    outline = definition(
        0, level(0, "第%1章", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%1.%2.%3")
    )
    assert numbered(items((1, 0), (1, 1), (1, 2), (1, 0), (1, 1)), outline + a_list(1, 0)) == [
        *("第一章 甲", "1.1 甲", "一.1.1 甲", "第二章 甲", "2.1 甲"),
    ]


def test_a_level_above_that_was_not_used_yet_stands_at_its_start() -> None:
    outline = definition(0, level(0, "%1", start=3), level(1, "%1.%2"))
    assert numbered(items((1, 1), (1, 1), (1, 0), (1, 1)), outline + a_list(1, 0)) == [
        *("3.1 甲", "3.2 甲", "3 甲", "3.1 甲"),
    ]


def test_lists_of_one_definition_count_on_and_a_new_start_holds_once() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = definition(0, level(0, "%1.")) + a_list(1, 0) + a_list(2, 0) + a_list(3, 0, again)
    assert numbered(items((1, 0), (2, 0), (3, 0), (3, 0), (1, 0)), lists) == [
        *("1. 甲", "2. 甲", "5. 甲", "6. 甲", "7. 甲"),
    ]


def test_a_list_may_write_a_level_in_its_own_way() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "[%1]", "upperRoman")}</w:lvlOverride>'
    lists = definition(0, level(0, "%1.")) + a_list(1, 0) + a_list(2, 0, own)
    assert numbered(items((1, 0), (2, 0)), lists) == ["1. 甲", "[II] 甲"]


@pytest.mark.parametrize(
    ("restart", "last"),
    [
        ("", "1"),
        ('<w:lvlRestart w:val="0"/>', "3"),
        ('<w:lvlRestart w:val="1"/>', "2"),
        ('<w:lvlRestart w:val="2"/>', "1"),
    ],
)
def test_a_level_starts_again_after_those_it_names(restart: str, last: str) -> None:
    outline = definition(0, level(0, "%1"), level(1, "%2"), level(2, "%3", more=restart))
    body = items((1, 0), (1, 1), (1, 2), (1, 0), (1, 2), (1, 1), (1, 2))
    found = numbered(body, outline + a_list(1, 0))
    assert found[-1] == f"{last} 甲"


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("", "1. 甲"),
        ('<w:suff w:val="tab"/>', "1. 甲"),
        ('<w:suff w:val="space"/>', "1. 甲"),
        ('<w:suff w:val="nothing"/>', "1.甲"),
    ],
)
def test_what_divides_the_number_from_the_words(suffix: str, text: str) -> None:
    assert numbered(items((1, 0)), definition(0, level(0, "%1.", more=suffix)) + a_list(1, 0)) == [text]


def test_a_style_brings_its_number_and_a_derived_one_that_of_its_base() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="H2"><w:pPr>{at(1, 1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2b"><w:basedOn w:val="H2"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="H2"/><w:pPr>{at(0)}</w:pPr></w:style>'
    )
    lists = definition(
        0, level(0, "%1", more='<w:pStyle w:val="H1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="H2"/>')
    )
    names = ("H1", "H2", "H2b", "Off", "H2")
    body = "".join(paragraph("题", f'<w:pStyle w:val="{name}"/>') for name in names)
    off = paragraph("文", f'<w:pStyle w:val="H2"/>{at(0)}')
    assert numbered(body + off, lists + a_list(1, 0), styles) == ["1 题", "1.1 题", "1.2 题", "题", "1.3 题", "文"]


def test_the_usual_style_numbers_paragraphs_that_name_none() -> None:
    usual = f'<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr>{at(1)}</w:pPr></w:style>'
    assert numbered(paragraph("甲"), definition(0, level(0, "%1)")) + a_list(1, 0), usual) == ["1) 甲"]


def test_a_definition_may_stand_in_a_style_of_lists() -> None:
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Lists"/></w:abstractNum>'
    styles = f'<w:style w:type="numbering" w:styleId="Lists"><w:pPr>{at(2)}</w:pPr></w:style>'
    lists = linked + definition(1, level(0, "§%1")) + a_list(1, 0) + a_list(2, 1)
    assert numbered(items((1, 0), (2, 0)), lists, styles) == ["§1 甲", "§2 甲"]


def test_circles_of_styles_and_definitions_end() -> None:
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:pPr>{at(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert numbered(paragraph("甲", '<w:pStyle w:val="B"/>'), linked + a_list(1, 0), styles) == ["甲"]


def test_bullets_of_picture_fonts_are_what_they_show() -> None:
    fonts = {
        "Wingdings": ("\uf06c", "●"),
        "Symbol": ("\uf0b7", "•"),
        "Courier New": ("o", "o"),
        "Wingdings 2": ("\uf052", "☑"),
    }
    for font, (letter, shown) in fonts.items():
        look = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
        assert numbered(items((1, 0)), definition(0, level(0, letter, "bullet", look)) + a_list(1, 0)) == [
            f"{shown} 甲"
        ]


def test_a_level_of_no_number_writes_nothing_and_unknown_ways_are_told() -> None:
    lists = definition(0, level(0, "", "none"), level(1, "%1.%2", "hebrew1"))
    body = items((1, 0), (1, 1))
    assert numbered(body, lists + a_list(1, 0)) == ["甲", ".1 甲"]
    data = word(body, {"numbering.xml": f"<w:numbering>{lists}{a_list(1, 0)}</w:numbering>"})
    assert prepared(data).notes == ("编号格式 hebrew1 按阿拉伯数字印出。",)


def test_deleted_and_hidden_paragraphs_are_not_counted() -> None:
    old = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    gone = f'<w:p><w:pPr>{at(1)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{old}</w:p>'
    hidden = (
        f"<w:p><w:pPr>{at(1)}<w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
    )
    body = items((1, 0)) + gone + hidden + items((1, 0))
    assert numbered(body, definition(0, level(0, "%1.")) + a_list(1, 0)) == ["1. 甲", "2. 甲"]


def test_a_deleted_mark_joins_two_paragraphs_under_one_number() -> None:
    first = f'<w:p><w:pPr>{at(1)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>'
    assert numbered(first + items((1, 0)), definition(0, level(0, "%1.")) + a_list(1, 0)) == ["1. 前甲"]


def test_numbers_stand_in_the_cells_of_tables_and_before_empty_paragraphs() -> None:
    numbered_cell = f"<w:tc><w:p><w:pPr>{at(1)}</w:pPr></w:p></w:tc>"
    rows = "".join(f"<w:tr>{numbered_cell}{cell('名称')}</w:tr>" for _ in range(2))
    assert numbered(f"<w:tbl>{rows}</w:tbl>", definition(0, level(0, "%1")) + a_list(1, 0)) == ["1 |名称", "2 |名称"]


def test_numbers_of_the_users_own_kind_keep_their_zeros() -> None:
    own = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    one = f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{own}<w:lvlText w:val="%1"/></w:lvl>'
    assert numbered(items((1, 0)), definition(0, one) + a_list(1, 0)) == ["007 甲"]


@pytest.mark.parametrize(
    ("kind", "numbers", "written"),
    [
        ("chineseCounting", (1, 10, 11, 20, 99, 101), "一 十 十一 二十 九十九 一〇一"),
        (
            "chineseCountingThousand",
            (10, 15, 100, 101, 110, 1_010, 10_001),
            "十 十五 一百 一百零一 一百一十 一千零一十 一万零一",
        ),
        ("japaneseCounting", (10, 11, 100, 101, 110), "十 十一 百 百一 百十"),
        ("chineseLegalSimplified", (1, 10, 105), "壹 壹拾 壹佰零伍"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 11"),
        ("ideographZodiac", (1, 12, 13), "子 亥 13"),
        ("ideographZodiacTraditional", (1, 11, 60), "甲子 甲戌 癸亥"),
        ("decimalEnclosedCircle", (1, 20, 21), "① ⑳ 21"),
        ("decimalEnclosedFullstop", (1, 20), "⒈ ⒛"),
        ("decimalEnclosedParen", (1, 20), "⑴ ⒇"),
        ("decimalFullWidth", (10,), "１０"),
        ("ideographDigital", (105,), "一〇五"),
        ("upperRoman", (4, 1999), "IV MCMXCIX"),
        ("lowerRoman", (9,), "ix"),
        ("upperLetter", (1, 26, 27, 28), "A Z AA BB"),
        ("lowerLetter", (52, 53), "zz aaa"),
        ("ordinal", (1, 2, 3, 11, 21), "1st 2nd 3rd 11th 21st"),
        ("cardinalText", (21,), "Twenty-one"),
        ("ordinalText", (12, 20), "Twelfth Twentieth"),
        ("decimalZero", (9, 10), "09 10"),
        ("hex", (255,), "FF"),
        ("chicago", (1, 5), "* **"),
    ],
)
def test_numbers_are_written_in_each_way_of_word(kind: str, numbers: tuple[int, ...], written: str) -> None:
    assert " ".join(str(numeral(number, kind)) for number in numbers) == written


def test_a_number_that_would_grow_with_its_value_is_written_in_figures() -> None:
    assert [
        numeral(10**9, kind) for kind in ("upperLetter", "upperRoman", "cardinalText", "chineseCountingThousand")
    ] == [
        *("1000000000", "1000000000", "1000000000", "1000000000"),
    ]
