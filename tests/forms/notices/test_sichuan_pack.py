"""The pack of 川经信办函〔2022〕71号 against the notice: its words, its stars, its blanks, its mandates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from forms.notice_words import NOTICES, Extra, Restored, differences, notice_blocks

from app.files import resource
from app.forms.pack.blanks import Sentence, Words
from app.forms.pack.blocks import Block, CellBlock, Grid, GridCell, HeadingWords, Line, ListTable, Note, Prose, Seal
from app.forms.pack.fields import INLINE_TYPES, Field
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack, Part
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.pack.section import Section

LOST_BOX = "the extraction lost the □ that the sibling items have"
RESTORED = [
    Restored("杀手铜", "杀手锏", "a misreading"),
    Restored("- 说明", "说明", "the dash is a list mark of the extraction"),
    Restored("- 2.正文", "2.正文", "the dash is a list mark of the extraction"),
    Restored("- 3.表格", "3.表格", "the dash is a list mark of the extraction"),
    Restored("- 4.申报书", "4.申报书", "the dash is a list mark of the extraction"),
    Restored("- 5.申报主体", "5.申报主体", "the dash is a list mark of the extraction"),
    Restored("支持跨平台调用: 是 否", "□支持跨平台调用：□是 □否", LOST_BOX),
    Restored("公有云杀手锏 APP 日活", "□公有云杀手锏APP日活", LOST_BOX),
    Restored("2021 年月平均收入", "□2021年月平均收入", LOST_BOX),
    Restored("获评省部级优秀 APP 数量", "□获评省部级优秀APP数量", LOST_BOX),
    Restored("覆盖的行业数量: _", "□覆盖的行业数量：_", LOST_BOX),
    Restored("覆盖的领域数量: _", "□覆盖的领域数量：_", LOST_BOX),
    Restored("提供有效解决方案数量: _", "□提供有效解决方案数量：_", LOST_BOX),
    Restored("运用以下技术:", "□运用以下技术：", LOST_BOX),
    Restored("5G、大数据", "□5G、□大数据", LOST_BOX),
    Restored("、人工智能、数字孪生、区块链、工业 AR/VR", "、□人工智能、□数字孪生、□区块链、□工业AR/VR", LOST_BOX),
    Restored("累计服务园区数量: _____", "□累计服务园区数量：_", LOST_BOX),
    Restored("服务园区获评国家级", "□服务园区获评国家级", LOST_BOX),
    Restored("\n国家标准：_", "\n□国家标准：_", LOST_BOX),
    Restored("行业标准：_", "□行业标准：_", LOST_BOX),
    Restored("国际标准：_", "□国际标准：_", LOST_BOX),
    Restored("主营业务收入：", "□主营业务收入：", LOST_BOX),
    Restored("主营业务成本：", "□主营业务成本：", LOST_BOX),
    Restored("投资回报率：", "□投资回报率：", LOST_BOX),
    Restored("企业已上市或已获得 VC/PE 投资：是 否", "□企业已上市或已获得VC/PE投资：□是□否", LOST_BOX),
]
ATTACHMENT = "the notice demands the list as an attachment and leaves its columns to the applicant"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resource("forms", "sichuan-2022.yaml"))


def printed(pack: Pack) -> list[str]:
    """What the empty form prints, in order, from the title on the cover to the last list."""
    return [pack.title, *_section(pack.cover), *_items(pack.contents)]


def _items(items: tuple[Part | Section, ...]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Section):
            yield from _section(item)
        else:
            yield item.title
            yield from _items(item.contents)


def _section(section: Section) -> Iterator[str]:
    yield f"{section.heading_words}{section.after}" if section.id != "cover" else ""
    for block in section.body:
        if isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    yield from _cell(cell, section)
        else:
            yield _block(block, section)


def _cell(cell: GridCell, section: Section) -> Iterator[str]:
    yield _sentence(cell.sentence, section, blank="")
    yield from (_block(block, section) for block in cell.blocks)


def _block(block: Block | CellBlock, section: Section) -> str:
    match block:
        case Line():
            return _sentence(block.sentence, section) if block.printed else ""
        case Note() | HeadingWords():
            return block.text
        case Prose():
            return _sentence(block.lead, section)
        case Seal():
            return block.words
        case ListTable() if block.blank_rows:
            return "序号" + "".join(f"{c.label}（{c.unit}）" if c.unit else c.label for c in block.columns)
    return ""


def _sentence(sentence: Sentence, section: Section, blank: str = "____") -> str:
    pieces = [
        piece.text if isinstance(piece, Words) else _asked(section.asked[piece.id], blank) for piece in sentence.pieces
    ]
    return "".join(pieces)


def _asked(field: Field, blank: str) -> str:
    if field.type == "yesno":
        return "□是 □否"
    options = [f"□{option.value}{f' {option.specify}____' if option.field else ''}" for option in field.options]
    return field.separator.join(options) or blank


def attachments(pack: Pack) -> list[Extra]:
    """The heading and the columns of each list that is bound behind the form."""
    sections = [section for section in pack.sections if section.number.startswith("附件")]
    return [Extra("".join(_section(section)), ATTACHMENT) for section in sections]


def test_the_form_prints_the_words_of_the_notice(pack: Pack) -> None:
    notice, idle = notice_blocks("sichuan-2022.txt", RESTORED)
    assert idle == []
    assert differences(printed(pack), notice, attachments(pack)) == []


def test_a_changed_word_is_noticed(pack: Pack) -> None:
    notice, _ = notice_blocks("sichuan-2022.txt", RESTORED)
    words = ["".join(printed(pack)).replace("其中，运行设备", "其中运行设备")]
    missing, added = differences(words, notice, attachments(pack))
    assert missing.startswith("missing: 1.1工业设备数量*□")
    assert added.startswith("added before (运行设备包括:")


def test_chinese_prose_has_full_width_punctuation(pack: Pack) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;:()?!]|[,;:()?!][\u4e00-\u9fff]")
    assert [text for text in printed(pack) if half_width.search(text)] == []


def test_each_run_of_underscores_in_the_notice_is_one_blank(pack: Pack) -> None:
    runs = len(re.findall(r"_+", (NOTICES / "sichuan-2022.txt").read_text("utf-8")))
    assert "".join(printed(pack)).count("____") == runs == 82


def test_every_blank_cell_of_the_form_tables_is_asked(pack: Pack) -> None:
    asked = {
        section.id: list(section.asked) for section in pack.sections if any(b.kind == "grid" for b in section.body)
    }
    assert len(asked["applicant"]) == 17 + len(["consortium", "lead_unit"])
    assert asked["platform"] == [
        "name",
        "owner",
        "started",
        "investment",
        "build_mode",
        "partner",
        "iaas",
        "iaas_provider",
    ]


def test_the_starred_items_are_those_of_the_notice(pack: Pack) -> None:
    headings = re.findall(r"^(\d\.\d) ?[^（(\n]*?\*", (NOTICES / "sichuan-2022.txt").read_text("utf-8"), re.MULTILINE)
    assert [section.number for section in pack.sections if section.starred] == headings
    assert " ".join(headings) == "1.1 1.2 1.3 1.4 1.5 2.1 2.3 3.2 3.3 3.4 3.5 4.1 4.5 5.1 5.2"


def test_each_of_the_21_indicators_has_one_page_and_one_of_the_five_dimensions(pack: Pack) -> None:
    assert [section.requirement for section in pack.sections if section.requirement] == list(pack.requirements)
    assert len(pack.requirements) == 21
    assert {requirement.dimension for requirement in pack.requirements.values()} == set(pack.dimensions)
    assert len(pack.dimensions) == 5


def test_each_figure_of_a_starred_item_has_a_proof_it_is_for(pack: Pack) -> None:
    starred = [section for section in pack.sections if section.starred]
    for section in starred:
        proved = {field.id for item in section.evidence_items.values() for field in section.proved_by(item)}
        assert {field.id for field in section.asked.values() if field.is_figure} <= proved
        assert any(item.required == "blocking" for item in section.evidence_items.values())


def test_the_limits_are_those_of_the_notice(pack: Pack) -> None:
    limits = {f"{s.id}.{name}": prose.limit for s in pack.sections for name, prose in s.proses.items() if prose.limit}
    assert limits == {"applicant.profile": 1000, "architecture.details": 2500, "plan.details": 1000}


def test_labels_are_unique_within_a_page(pack: Pack) -> None:
    for section in pack.sections:
        labels = [field.label for field in section.asked.values()]
        assert sorted(set(labels)) == sorted(labels), section.name


def test_every_column_of_a_list_is_typed_and_named(pack: Pack) -> None:
    lists = [table for section in pack.sections for table in section.lists.values()]
    assert len(lists) == 9
    for table in lists:
        assert all(column.type in INLINE_TYPES and column.label for column in table.columns)
        assert table.columns[0].required == "blocking"


def test_every_fact_is_in_the_list_of_facts_with_its_unit_and_year(pack: Pack) -> None:
    known = read_tree(resource("facts.yaml").read_bytes()).data
    facts = [field.fact for section in pack.sections for field in section.asked.values() if field.fact]
    assert {fact.id for fact in facts} <= known.keys()
    assert {fact.id: fact.unit for fact in facts} == {fact.id: known[fact.id].get("unit", "") for fact in facts}
    assert all((fact.year is not None) == ("yearly" in known[fact.id]) for fact in facts)


def test_the_seal_plan_has_every_place_of_the_notice(pack: Pack) -> None:
    seals = [(s.id, b.what, b.who) for s in pack.sections for b in s.leaves if isinstance(b, Seal)]
    assert seals == [
        ("cover", "seal", "申报单位"),
        ("cover", "seal", "推荐单位"),
        ("applicant", "signature", "申报单位法定代表人"),
        ("applicant", "seal", "申报单位"),
        ("applicant", "date", "申报单位"),
        ("applicant", "seal", "推荐单位"),
        ("applicant", "date", "推荐单位"),
    ]


def test_the_mandates_on_paper_and_delivery_are_those_of_the_notice(pack: Pack) -> None:
    assert (pack.submission.deadline, pack.notice.cutoff) == (date(2022, 3, 21), date(2022, 3, 9))
    assert [(d.medium, d.copies) for d in pack.submission.deliveries if d.copies] == [("纸质版", 3), ("纸质文件", 1)]
    looks = {key: (style.face, style.size, style.leading) for key, style in pack.typography.items()}
    assert looks == {
        "body": ("仿宋", "三号", 1.3),
        "heading_1": ("黑体", "三号", 1.3),
        "heading_2": ("楷体", "三号", 1.3),
    }
    assert pack.contents_levels >= 3


def test_the_summary_has_the_columns_of_attachment_3(pack: Pack) -> None:
    assert pack.summary is not None
    assert [column.label for column in pack.summary.columns] == [
        "序号",
        "工业互联网平台名称",
        "依托企业",
        "联系人",
        "联系方式（手机）",
    ]
