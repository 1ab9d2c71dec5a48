"""Trees of indicators: exact weights, strict reading, one answer for table and book, own marks, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from docx.table import Table as WordTable
from forms.printed_words import block_words, pdf_words
from forms.tiny_packs import at, codes, tiny_pack, tiny_session, tiny_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.declaration.export.exporting import export_book
from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Heading, Paragraph, Table
from app.forms.answers.scoring import Tally, leaf_title, score_path, tallies, total
from app.forms.pack.indicators import IndicatorTable, percent, weight_of
from app.forms.pack.pack import Pack
from app.forms.session import FormSession

TREE = """\
- {title: 技术水平, weight: 40%, below: [tech.reach, {title: 缓存, answer: tech.cache}, tech.speed]}
- {title: 应用效益, weight: 60%, below: [effect.firms]}"""
PAGES = """\
- id: table
  title: 指标应答表
  heading: ""
  body:
    - indicators:
        heads: [一级指标, 二级指标, 应答]
        widths: [3, 5, 4]
        tree:
          {tree}
- id: tech
  number: "1.1"
  title: 技术水平
  fields:
    reach: {{suffix: 种}}
  body:
    - indicator: {{field: reach, number: 1.1.1, title: 协议、设备种类, prompt: 提供截图, type: count, text: advice}}
    - indicator: {{field: cache, number: 1.1.2, title: 数据缓存, prompt: 提供截图及说明}}
    - indicator: {{field: speed, number: 1.1.3, title: 处理速度}}
- id: effect
  number: "1.2"
  title: 应用效益
  body:
    - "口径：{{scope:text}}"
    - indicator: {{field: firms, number: 1.2.1, title: 服务企业数量, prompt: 提供说明, proof: optional}}
"""


def pages(tree: str = TREE) -> str:
    return PAGES.format(tree=tree.replace("\n", "\n          "))


@pytest.fixture
def pack() -> Pack:
    return tiny_pack(pages())


@pytest.fixture
def session() -> FormSession:
    return tiny_session(pages())


def table_of(pack: Pack) -> IndicatorTable:
    (block,) = pack.section["table"].body
    assert isinstance(block, IndicatorTable)
    return block


# -- weights -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "weight"), [("40%", "2/5"), ("12.5%", "1/8"), ("1/3", "1/3"), ("100 %", "1"), ("1/1", "1")]
)
def test_a_weight_is_read_exactly(text: str, weight: str) -> None:
    assert weight_of(text) == Fraction(weight)


@pytest.mark.parametrize("text", ["0%", "0/3", "1/0", "3/2", "101%", "30", "0.3", "-1/3", "１/３", "1/3%", "三成"])
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="权重"):
        weight_of(text)


def test_leaves_without_a_weight_share_equally_and_exactly(pack: Pack) -> None:
    leaves = table_of(pack).leaves
    assert [(leaf.words, leaf.share) for leaf in leaves[:3]] == [("1/3", Fraction(1, 3))] * 3
    assert [leaf.weight for leaf in leaves] == [Fraction(2, 15)] * 3 + [Fraction(3, 5)]
    assert sum(leaf.weight for leaf in leaves) == 1


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_shares_that_are_the_whole_load_and_any_others_do_not(parts: list[int]) -> None:
    whole = sum(parts)
    names = [
        "tech.reach",
        "tech.cache",
        "tech.speed",
        "effect.firms",
        "effect.scope",
        *(f"more.b{n}" for n in range(3)),
    ]
    more = "- {id: more, title: 更多, body: ['甲{b0:text}乙{b1:text}丙{b2:text}']}\n"

    def loaded(shares: list[str]) -> Pack:
        nodes = (f"- {{title: 第{n}项, weight: {one}, below: [{names[n]}]}}" for n, one in enumerate(shares))
        return tiny_pack(pages("\n".join(nodes)) + more)

    shares = [f"{part}/{whole}" for part in parts]
    assert sum(leaf.weight for leaf in table_of(loaded(shares)).leaves) == 1
    with pytest.raises(PackError, match="之和须正好是 100%"):
        loaded([f"{parts[0]}/{whole + 1}", *shares[1:]])


@pytest.mark.parametrize(("share", "shown"), [("19/20", "95%"), ("1/8", "12.5%"), ("2/3", "200/3%"), ("1", "100%")])
def test_a_wrong_sum_is_told_exactly(share: str, shown: str) -> None:
    assert percent(Fraction(share)) == shown


# -- strict reading ----------------------------------------------------------------------------------

FAULTS = [
    (TREE.replace("60%", "55%"), "tree", "之和须正好是 100%，而这里是 95%"),
    (TREE.replace(", weight: 60%", ""), "tree", "要么都写，要么都不写"),
    (TREE.replace("60%", "六成"), "weight", "权重须写成 30% 或 1/3"),
    (TREE.replace("effect.firms", "effect.none"), "below", "没有这个空格"),
    (TREE.replace("effect.firms", "firms"), "below", "没有这个空格"),
    (TREE.replace("effect.firms", "effect.firms_proof"), "below", "没有这个空格"),
    (TREE.replace("effect.firms", "effect.firms_text"), "below", "没有这个空格"),
    (TREE.replace("effect.firms", "tech.cache"), "below", "应答 tech.cache 用了两次"),
    (TREE.replace("below: [effect.firms]", "answer: effect.firms"), "tree", "须正好有 2 级"),
    (TREE.replace(", below: [effect.firms]", ""), "tree", "只能有一个"),
    (TREE.replace("title: 应用效益, ", ""), "tree", "有下级的指标须有 title"),
    (TREE.replace("title: 缓存", "titel: 缓存"), "titel", "不认识这个键"),
]


@pytest.mark.parametrize(("tree", "key", "reason"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_tree_that_does_not_hold_together_is_refused_where_it_is_wrong(tree: str, key: str, reason: str) -> None:
    lines = tiny_yaml(pages(tree)).splitlines()
    with pytest.raises(PackError) as failure:
        tiny_pack(pages(tree))
    assert reason in failure.value.reason
    assert failure.value.key == key
    first = next(number for number, line in enumerate(lines, 1) if "tree:" in line)
    assert first <= failure.value.line <= first + tree.count("\n") + 1


def test_the_widths_are_as_many_as_the_heads() -> None:
    with pytest.raises(PackError, match="widths 须同样多"):
        tiny_pack(pages().replace("[3, 5, 4]", "[3, 5]"))


def test_a_blank_that_an_indicator_names_itself_cannot_be_used_again() -> None:
    with pytest.raises(PackError, match=r"firms_text .*用了两次"):
        tiny_pack(pages().replace("{scope:text}", "{firms_text:text}"))


# -- one indicator on its page -----------------------------------------------------------------------


def test_an_indicator_asks_its_answer_text_mark_and_proof(pack: Pack) -> None:
    asked = pack.section["tech"].asked
    assert [name for name in asked if name.startswith("reach")] == ["reach", "reach_text", "reach_score", "reach_proof"]
    assert [asked[name].label for name in ("reach", "reach_text", "reach_score", "reach_proof")] == [
        "协议、设备种类",
        "1.1.1 指标说明",
        "1.1.1 自评分",
        "1.1.1 协议、设备种类证明材料",
    ]
    assert [asked[name].required for name in ("reach", "reach_text", "reach_score")] == [
        "blocking",
        "advice",
        "optional",
    ]
    assert (asked["reach"].type, asked["reach"].unit) == ("count", "种")


def test_a_page_owes_the_answer_its_text_and_its_proof_but_never_a_mark(session: FormSession) -> None:
    assert codes(session, "effect") == [("scope", "required"), ("firms", "required"), ("firms_text", "required")]
    session.answer(at("tech.cache"), "支持")
    assert ("cache_proof", "evidence") in codes(session, "tech")
    assert not any(name.endswith("_score") for name, _ in codes(session, "tech"))


def test_none_owes_nothing_more_and_is_said_in_the_book(session: FormSession) -> None:
    session.answer(at("tech.cache"), "无")
    assert [name for name, _ in codes(session, "tech") if name.startswith("cache")] == []
    words = list(block_words(compose(session).parts[-1].blocks))
    place = words.index("1.1.2 数据缓存")
    assert words[place : place + 4] == ["1.1.2 数据缓存", "（提供截图及说明）", "无", "1.1.3 处理速度"]


def test_the_answer_stands_in_the_table_and_the_text_and_proof_in_the_book(session: FormSession) -> None:
    session.answer(at("tech.reach"), "35")
    session.answer(at("tech.reach_text"), "见清单。")
    session.answer(at("tech.reach_score"), "87.5")
    proof = {"name": "清单.pdf", "sha256": "0" * 64, "size": 1, "pages": 3, "proves": "种类"}
    session.insert_rows(at("tech.reach_proof"), 0, [proof])
    blocks = compose(session).parts[-1].blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert list(block_words([table]))[3:6] == ["技术水平（40%）", "协议、设备种类（1/3）", "35种"]
    words = list(block_words(block for block in blocks if isinstance(block, Heading | Paragraph)))
    place = words.index("1.1.1 协议、设备种类")
    assert words[place + 1 : place + 5] == [
        "（提供截图）",
        "见清单。",
        "1.1.1 协议、设备种类证明材料：",
        "（1）种类，共3页（清单.pdf）",
    ]
    assert "87.5" not in "".join(words)


def test_an_indicator_is_a_heading_below_that_of_its_page(session: FormSession) -> None:
    headings = [block for block in compose(session).parts[-1].blocks if isinstance(block, Heading)]
    assert [(heading.level, heading.anchor) for heading in headings[:3]] == [
        (1, "section-tech"),
        (2, "indicator-tech-reach"),
        (2, "indicator-tech-cache"),
    ]


def test_the_screen_shows_an_indicator_as_simpler_blocks(pack: Pack) -> None:
    shown = pack.section["effect"].shown
    assert [block.kind for block in shown] == ["line", "heading", "note", "line", "line", "prose", "line"]
    assert {block.kind for block in pack.section["table"].shown} == {"indicators"}


def test_a_leaf_without_a_title_has_that_of_its_indicator(pack: Pack) -> None:
    titles = [leaf_title(pack, leaf) for leaf in table_of(pack).leaves]
    assert titles == ["协议、设备种类", "缓存", "处理速度", "服务企业数量"]


# -- own marks ---------------------------------------------------------------------------------------

MARKS = ["tech.reach_score", "tech.cache_score", "tech.speed_score", "effect.firms_score"]


def scored(session: FormSession) -> tuple[Tally, ...]:
    return tallies(session.pack, table_of(session.pack), session.answers)


def test_nothing_is_counted_before_anything_is_marked(session: FormSession) -> None:
    assert total(scored(session)) == (0, 0)
    assert [tally.average for tally in scored(session)] == [None, None]


def test_marks_add_up_by_weight(session: FormSession) -> None:
    session.answer(at("tech.reach_score"), "90")
    session.answer(at("tech.speed_score"), "85.5")
    session.answer(at("effect.firms_score"), "70")
    technical, effect = scored(session)
    assert (technical.points, technical.marked) == (Fraction("58.5"), Fraction(2, 3))
    assert technical.average == Fraction("87.75")
    assert technical.most == Fraction("58.5") + Fraction(100, 3)
    assert (effect.points, effect.marked, effect.weight) == (70, 1, Fraction(3, 5))
    assert total([technical, effect]) == (Fraction("65.4"), Fraction(13, 15))
    assert [one.title for one in technical.below] == ["协议、设备种类", "缓存", "处理速度"]
    assert (technical.below[0].path, technical.below[0].score) == (at("tech.reach"), at("tech.reach_score"))


@pytest.mark.parametrize("text", ["无", "很好", "-1", "100.5"])
def test_what_is_no_mark_counts_for_nothing(session: FormSession, text: str) -> None:
    session.answer(at("effect.firms_score"), text)
    assert total(scored(session)) == (0, 0)
    assert "firms_score" in [name for name, _ in codes(session, "effect")]


def test_a_plain_blank_can_answer_a_leaf_and_has_no_mark() -> None:
    pack = tiny_pack(pages(TREE.replace("effect.firms", "effect.scope")))
    assert score_path(pack, table_of(pack).leaves[-1]) is None
    assert score_path(pack, table_of(pack).leaves[0]) == at("tech.reach_score")


marks = st.none() | st.decimals(0, 100, places=2)


@given(st.lists(marks, min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_whole_is_the_sum_over_the_leaves(given_marks: list[Decimal | None]) -> None:
    session = tiny_session(pages())
    session.set({at(name): mark for name, mark in zip(MARKS, given_marks, strict=True)})
    weights = [leaf.weight for leaf in table_of(session.pack).leaves]
    pairs = [(w, Fraction(mark)) for w, mark in zip(weights, given_marks, strict=True) if mark is not None]
    points, marked = total(scored(session))
    assert points == sum(weight * mark for weight, mark in pairs)
    assert marked == sum(weight for weight, _ in pairs)
    assert 0 <= points <= marked * 100 <= 100


# -- on paper ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A tree of 60 leaves below two nodes, which takes three pages."""
    folder = tmp_path_factory.mktemp("book")
    names = [f"b{number}" for number in range(60)]
    below = (", ".join(f"all.{name}" for name in half) for half in (names[:40], names[40:]))
    tree = "\n".join(
        f"- {{title: {title}, weight: 50%, below: [{some}]}}" for title, some in zip("甲乙", below, strict=True)
    )
    lines = "".join(f'    - "指标{name}：{{{name}:text}}"\n' for name in names)
    pack = tiny_pack(pages(tree) + "- id: all\n  title: 各项\n  body:\n" + lines)
    pdf, word = export_book(FormSession(pack), folder, blank=True).files[:2]
    return pdf, word


def test_a_merged_cell_says_its_words_again_on_each_page_it_reaches(long_book: tuple[Path, Path]) -> None:
    pages_ = [words for words in pdf_words(long_book[0]) if "二级指标" in words]
    first = [[name for name in "甲乙" if re.search(rf"{name}\s*（50%）", words)] for words in pages_]
    assert len(first) >= 3
    assert first[0] == ["甲"]
    assert first[-1] == ["乙"]
    assert all(found for found in first)
    assert sum("甲" in found for found in first) >= 2


def test_word_has_the_merged_cells_and_the_repeated_head(long_book: tuple[Path, Path]) -> None:
    table = next(one for one in docx.Document(str(long_book[1])).tables if "一级指标" in one.cell(0, 0).text)
    assert list(_merges(table)) == [None, "restart", *["continue"] * 39, "restart", *["continue"] * 19]
    assert table.cell(1, 0)._tc is table.cell(40, 0)._tc
    assert [table.cell(1, 0).text, table.cell(41, 0).text] == ["甲\n（50%）", "乙\n（50%）"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert table.cell(7, 1).text == "指标b6（1/40）"


def _merges(table: WordTable) -> Iterator[str | None]:
    for row in table.rows:
        yield row._tr.tc_lst[0].vMerge
