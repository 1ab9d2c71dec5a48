"""The pack of 沪经信软〔2022〕439号 against the notice: its words, its 90 indicators, their weights, its mandates."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import groupby

import pytest
from forms.notice_words import NOTICES, Extra, Restored, differences, notice_blocks
from forms.printed_words import blank_form, block_words

from app.export.document import Block, Heading, Table
from app.files import resource
from app.forms.answers.scoring import leaf_path, leaf_title
from app.forms.pack.blocks import Indicator, Seal
from app.forms.pack.indicators import Branch, IndicatorTable
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.pack.proofs import EvidenceItem
from app.forms.paths import FieldPath
from app.forms.session import FormSession

TREE = """\
技术水平 40 | 边缘服务层 25 | 边缘设备接入能力 30 2 · 边缘数据处理能力 30 2 · \
工业设备资源管理能力 20 2 · 边缘计算节点管理能力 20 3
 | 基础设施服务层 25 | 资源池化与弹性调度能力 25 2 · 资源管理能力 25 3 · 虚拟机性能 25 4 · 虚拟化操作性能 25 4
 | 平台服务层 25 | 数据分析管理能力 40 5 · 工业APP管理能力 30 3 · 工业软件开发与部署能力 30 6
 | 安全 25 | 安全 100 1
运营管理能力 20 | 团队管理能力 30 | 组织结构 40 2 · 人员管理 30 2 · 人员技能 30 2
 | 平台运维管理能力 40 | 管理制度 50 2 · 运维监控 50 3
 | 平台运营管理能力 30 | 应用市场运营 40 3 · 服务管理 40 4 · 供应商管理 20 2
应用效益 40 | 应用效果 30 | 接入设备与工业数据 30 5 · 工业微服务应用 30 5 · 工业APP应用 30 3 · 开发者社区 10 2
 | 竞争力 30 | 研发能力 40 5 · 产品质量 30 2 · 服务水平 30 3
 | 经济效益 30 | 平台产出能力 50 1 · 平台效果 50 4
 | 社会效益 10 | 节能减排 30 1 · 社会贡献 70 2
"""
"""The reading of the notice's table, whose merged cells the extraction lost; the last number counts the leaves."""

RESTORED = [
    Restored("附件 2\n", "", "the label of the attachment in the notice, not of the declaration"),
    Restored("\n- ", "\n", "a list mark of the extraction"),
    Restored(" - 3.", " 3.", "a list mark of the extraction"),
    Restored("注册资本 ---- 万元", "注册资本 ____ 万元", "the run of a blank, misread"),
]
LOST_LEAF = Extra("设备数据采集点总数（1/5）", "missing from the extracted table; the 申报书 has it as 3.1.1.1")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resource("forms", "shanghai-2022.yaml"))


@pytest.fixture(scope="module")
def tree(pack: Pack) -> IndicatorTable:
    (block,) = pack.section["indicators"].body
    assert isinstance(block, IndicatorTable)
    return block


@pytest.fixture(scope="module")
def form(pack: Pack) -> list[Block]:
    return [block for part in blank_form(pack).parts for block in part.opened]


def items(pack: Pack) -> list[Indicator]:
    """The numbered items of the 申报书, in order."""
    return [indicator for section in pack.sections for indicator in section.indicators]


def proofs(pack: Pack) -> list[EvidenceItem]:
    """What is demanded to prove each of them."""
    return [section.evidence_items[one.proof_id] for section in pack.sections for one in section.indicators]


def test_the_form_prints_the_words_of_the_notice(form: list[Block]) -> None:
    notice, idle = notice_blocks("shanghai-2022.txt", RESTORED)
    assert idle == []
    words = block_words(block for block in form if not _is_tree(block))
    assert differences(words, notice, blanks=False) == []


def test_the_indicator_table_prints_what_the_extraction_kept_of_it(form: list[Block]) -> None:
    notice, _ = notice_blocks("shanghai-2022-indicators.txt", [])
    words = list(block_words(filter(_is_tree, form)))
    for kind, count in (("%", 3 + 11 + 31), ("/", 89)):  # its merged cells are lost: a leaf may stand a row too low
        kept = [block for block in notice if block.endswith(")") and kind in block.rpartition("(")[2]]
        mine = [word for word in words if word.endswith("）") and kind in word.rpartition("（")[2]]
        assert len(kept) == count
        assert differences(mine, kept, [LOST_LEAF] if kind == "/" else []) == []
    assert words[:5] == notice[:5]


def _is_tree(block: Block) -> bool:
    return isinstance(block, Table) and len(block.rows) > 90


def test_a_changed_word_is_noticed(form: list[Block]) -> None:
    notice, _ = notice_blocks("shanghai-2022.txt", RESTORED)
    words = [word.replace("断点续传", "断点") for word in block_words(block for block in form if not _is_tree(block))]
    missing, added = differences(words, notice, blanks=False)
    assert missing.startswith(
        "missing: (提供可证明指标功能的页面截图及说明,体现边缘处理设备的数据缓存、断点续传等功能)"
    )
    assert added.startswith("added before 1.1.3工业设备资源管理能力:")


def test_every_blank_of_the_basic_tables_is_asked(pack: Pack) -> None:
    assert list(pack.cover.asked) == ["platform", "applicant", "contact"]
    assert len(pack.section["applicant"].asked) == len(
        ["企业名称", "注册地", "主营业务", "法人代表", "联系人", "职务", "手机", "传真", "邮箱", "资本", "投资方"]
    )
    assert list(pack.section["applicant"].lists["investors"].column) == ["name", "nature", "share"]
    assert len(pack.section["platform"].asked) == len(["名称", "年", "月", "方式", "合作企业", "金额", "人员", "网址"])
    runs = (NOTICES / "shanghai-2022.txt").read_text("utf-8").count("_____")
    assert runs == len(pack.cover.asked) + len(["年", "月", "合作企业"])


# -- the tree ----------------------------------------------------------------------------------------


def test_the_tree_has_the_levels_and_weights_of_the_notice(tree: IndicatorTable) -> None:
    rows, first = [], ""
    for line in TREE.splitlines():
        one, two, threes = (part.strip() for part in line.split("|"))
        first = one or first
        for three in threes.split(" · "):
            title, share, leaves = three.split()
            rows.append((*first.split(), *two.split(), title, share, int(leaves)))
    assert [(*_shown(one), *_shown(two), *_shown(three), three.rows) for one, two, three in _groups(tree)] == rows


def _groups(tree: IndicatorTable) -> list[tuple[Branch, Branch, Branch]]:
    return [(one, two, three) for one in tree.branches for two in one.below for three in two.below]


def _shown(branch: Branch) -> tuple[str, str]:
    assert branch.share == Fraction(int(branch.words.removesuffix("%")), 100)
    return branch.node.title, branch.words.removesuffix("%")


def test_ninety_leaves_share_exactly_the_whole(tree: IndicatorTable) -> None:
    assert [branch.rows for branch in tree.branches] == [37, 20, 33]
    assert len(tree.leaves) == 90
    assert sum(leaf.weight for leaf in tree.leaves) == 1
    assert all(leaf.share == Fraction(1, three.rows) for *_, three in _groups(tree) for leaf in three.below)
    assert all(leaf.words == f"1/{three.rows}" for *_, three in _groups(tree) for leaf in three.below)


def test_each_leaf_is_answered_by_the_item_in_its_place(pack: Pack, tree: IndicatorTable) -> None:
    answered = [FieldPath(s.id, one.field) for s in pack.sections for one in s.indicators]
    assert [leaf_path(leaf) for leaf in tree.leaves] == answered


def test_the_table_and_the_book_name_an_indicator_alike_but_for_one(pack: Pack, tree: IndicatorTable) -> None:
    pairs = [(leaf_title(pack, leaf), item.title) for leaf, item in zip(tree.leaves, items(pack), strict=True)]
    assert [pair for pair in pairs if pair[0] != pair[1]] == [("提供的管理功能", "提供的应用管理功能")]


# -- the 申报书 ----------------------------------------------------------------------------------------


def test_the_items_are_numbered_without_a_gap_as_the_tree_goes(pack: Pack, tree: IndicatorTable) -> None:
    numbers = [".".join(str(int(at) + 1) for at in leaf.keys[1::2]) for leaf in tree.leaves]
    numbers[numbers.index("1.4.1.1")] = "1.3.4.1"  # 安全 is a second level of the table, but stands under 1.3
    assert [item.number for item in items(pack)] == numbers
    assert (items(pack)[0].number, items(pack)[-1].number) == ("1.1.1.1", "3.4.2.2")


def test_an_item_stands_on_the_page_of_its_number(pack: Pack) -> None:
    pages = [section for section in pack.sections if section.indicators]
    assert len(pages) == 31
    assert all(item.number.startswith(f"{page.number}.") for page in pages for item in page.indicators)
    security = next(page for page in pages if page.number == "1.3.4")
    assert [item.name for item in security.indicators] == ["1.3.4.1 安全"]


def test_each_item_says_what_it_wants_and_has_its_own_proof(pack: Pack) -> None:
    assert [item.help for item in proofs(pack)] == [item.prompt for item in items(pack)]
    assert all(item.prompt.startswith("提供") for item in items(pack))
    assert [item.title for item in proofs(pack)] == [f"{item.name}证明材料" for item in items(pack)]


def test_what_is_owed_follows_the_words_in_brackets(pack: Pack) -> None:
    for item in items(pack):
        shown = re.search("截图|证明|证书|合同|用户报告", item.prompt)
        assert item.proof == ("blocking" if shown else "advice"), item.name
        assert item.text == ("blocking" if "说明" in item.prompt else "advice"), item.name


def test_the_headings_go_down_to_each_item_and_the_book_counts_anew_below_the_title(form: list[Block]) -> None:
    headings = [block for block in form if isinstance(block, Heading)]
    assert [heading.volume for heading in headings].index(True) == 2
    levels = {level: len(list(found)) for level, found in groupby(sorted(h.level for h in headings))}
    assert levels == {1: 5, 2: 3 + 3, 3: 11 - len(["安全"]), 4: 31, 5: 90}


def test_an_item_answered_with_none_owes_neither_text_nor_proof(pack: Pack) -> None:
    session = FormSession(pack)
    session.answer(FieldPath("edge_data", "caching"), "无")
    session.answer(FieldPath("edge_data", "processing"), "支持")
    owed = {problem.path.field for problem in session.problems("edge_data")}
    assert owed == {"processing_text", "processing_proof"}


def test_more_active_developers_than_developers_is_impossible(pack: Pack) -> None:
    session = FormSession(pack)
    session.answer(FieldPath("developers", "total"), "10")
    session.answer(FieldPath("developers", "active"), "11")
    assert ("at_most", "blocking") in [(p.code, p.severity) for p in session.problems("developers")]


# -- what the notice mandates ------------------------------------------------------------------------


def test_the_mandates_on_paper_and_delivery_are_those_of_the_notice(pack: Pack) -> None:
    asked = pack.submission
    assert (asked.deadline, asked.deadline_time) == (date(2022, 8, 19), "17:00")
    assert [(one.medium, one.copies) for one in asked.deliveries] == [("纸质版", 1), ("电子邮件", None)]
    assert asked.deliveries[1].to == "gyhlw@sheitc.sh.gov.cn"
    assert asked.printing == ("采用A4纸双面打印，加盖骑缝章",)
    assert pack.typography == {}


def test_the_seal_plan_has_every_place_of_the_notice(pack: Pack) -> None:
    seals = [(s.id, b.what, b.who) for s in pack.sections for b in s.leaves if isinstance(b, Seal)]
    assert seals == [
        ("cover", "seal", "申报单位"),
        ("cover", "edge_seal", "申报单位"),
        ("promise", "seal", "申报单位"),
        ("promise", "signature", "法人代表或其授权代表"),
        ("promise", "date", "申报单位"),
    ]


def test_people_are_told_to_look_at_the_edge_seal(pack: Pack) -> None:
    assert "印章、签字是否齐全、正确：封面：骑缝章（申报单位）" in FormSession(pack).checklist().by_hand


def test_a_finding_says_in_which_of_the_two_documents_it_is(pack: Pack) -> None:
    places = [pack.place(pack.section[name]) for name in ("cover", "platform", "licences", "edge_access")]
    assert places == ["申报表封面", "申报表二、平台基本情况", "申报书一、基本情况", "申报书二、指标说明"]
