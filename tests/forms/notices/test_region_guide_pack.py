"""The pack of 自治区工业互联网平台评价指南: its words for each tier, its open thresholds, and changing one's mind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from forms.notice_words import Extra, Restored, differences, notice_blocks, plain
from hypothesis import given, settings
from hypothesis import strategies as st

from app.declaration.export.exporting import export_book
from app.export.compose.book import compose
from app.export.document import Document, Heading, Inline, Paragraph, Table, Text
from app.files import resource
from app.forms.pack.blocks import Note, Threshold
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack, Submission
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value

RUN_IN = "a heading that the guide runs into its text stands on a line of its own here, without the stop"
HEADINGS = [
    "1.工业设备管理", "2.软件应用管理", "3.数据资源管理",
    "1.存储计算服务", "2.应用开发服务", "3.平台间调用服务", "4.安全防护服务", "5.新技术应用服务",
    "1.平台架构设计", "2.平台关键技术", "1.平台研发投入", "2.平台产出效益", "3.平台应用效果",
    "1.平台具备独立运营能力", "2.平台具备开放运营能力",
    "1.工控系统安全可靠", "2.关键零部件安全可靠", "3.软件应用安全可靠",
]  # fmt: skip
RESTORED = [
    Restored("附件2\n", "", "where the guide stands in the circular it came with"),
    Restored("自治区工业互联网平台评价指南\n", "", "the form has a title of its own, for the guide prints no form"),
    Restored(
        "为加快构建我区多层次工业互联网平台体系，支撑开展工业互联网平台的评价与遴选，特制定本指南。\n",
        "",
        "why the guide is issued: no company issues it with its self-assessment",
    ),
    *(Restored(f"{heading}。", heading, RUN_IN) for heading in HEADINGS),
]
TIERS = {
    "企业级": ("企业级", "", "二、"),
    "特色型": ("行业级", "特色型", "三、（一）"),
    "综合型": ("行业级", "综合型", "三、（二）"),
    "跨行业跨领域": ("跨行业跨领域", "", "四、"),
}
OWN_WORDS = "the form's own: the guide says what is demanded, and leaves where to answer to the form"
TIER, SECTOR = FieldPath("cover", "tier"), FieldPath("cover", "sector")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resource("forms", "region-guide.yaml"))


def chosen(pack: Pack, tier: str) -> FormSession:
    session = FormSession(pack)
    choose(session, tier)
    return session


def choose(session: FormSession, tier: str) -> None:
    level, sector, _ = TIERS[tier]
    session.answer(TIER, level)
    if sector:
        session.answer(SECTOR, sector)


def guide(tier: str = "") -> list[str]:
    """The guide's blocks: all of them, or those for `tier` with what is common to all tiers."""
    blocks, idle = notice_blocks("region-guide.txt", RESTORED)
    assert idle == []
    if not tier:
        return blocks
    parts = {name: blocks[start:end] for name, start, end in _parts(blocks)}
    return [*parts["common"], *(block for name in ("三、", "二、", "四、") for block in _of(parts, tier, name))]


def _parts(blocks: list[str]) -> Iterator[tuple[str, int, int]]:
    starts = {
        "common": 0,
        "二、": blocks.index("二、企业级工业互联网平台"),
        "三、": blocks.index("三、行业级工业互联网平台能力要求"),
        "三、（一）": blocks.index(plain("（一）行业（特色型）工业互联网平台能力要求")),
        "三、（二）": blocks.index(plain("（二）行业（综合型）工业互联网平台能力要求")),
        "四、": blocks.index("四、跨行业跨领域工业互联网平台能力要求"),
    }
    for (name, start), end in zip(starts.items(), [*list(starts.values())[1:], len(blocks)], strict=True):
        yield name, start, end


def _of(parts: dict[str, list[str]], tier: str, part: str) -> list[str]:
    wanted = TIERS[tier][2]
    if not wanted.startswith(part):
        return []
    return parts[part] if wanted == part else [*parts[part], *parts[wanted]]


def printed(document: Document) -> list[str]:
    """The headings and the paragraphs that stand still, below the cover: no blanks and no tables."""
    blocks = [block for part in document.parts if part.numbering == "arabic" for block in part.opened]
    spoken = [block.inlines for block in blocks if isinstance(block, Heading | Paragraph)]
    return [_words(inlines) for inlines in spoken if all(isinstance(one, Text) for one in inlines)]


def _words(inlines: tuple[Inline, ...]) -> str:
    return "".join(one.text for one in inlines if isinstance(one, Text))


def own_words(pack: Pack, session: FormSession, *, whole: bool = False) -> list[Extra]:
    """What the form says besides the guide: how to fill it, the heading of the table, and where to answer."""
    about = pack.section["about"]
    notes = [about.title, *(block.text for block in about.body if isinstance(block, Note))]
    words = [*notes, pack.section["applicant"].title]
    stated = [section for section in items(pack) if whole or session.applies(section)]
    return [Extra(one, OWN_WORDS) for one in [*("自评说明：" for _ in stated), *words]]


def items(pack: Pack) -> list[Section]:
    """The pages that each state one requirement of the guide."""
    return [section for section in pack.sections if section.requirement]


def thresholds(section: Section) -> list[Threshold]:
    return [block for block in section.body if isinstance(block, Threshold)]


# -- the guide's words -----------------------------------------------------------------------------


@pytest.mark.parametrize("tier", TIERS)
def test_the_form_of_a_tier_prints_the_words_of_the_guide_for_it_and_no_other(pack: Pack, tier: str) -> None:
    session = chosen(pack, tier)
    assert differences(printed(compose(session)), guide(tier), own_words(pack, session)) == []


def test_before_a_tier_is_chosen_only_what_all_have_in_common_is_printed(pack: Pack) -> None:
    session = FormSession(pack)
    common = guide("企业级")[: guide().index("二、企业级工业互联网平台")]
    assert differences(printed(compose(session)), common, own_words(pack, session)) == []


def test_the_empty_form_prints_the_whole_guide(pack: Pack) -> None:
    session = FormSession(pack)
    words = printed(compose(session, blank=True))
    assert differences(words, guide(), own_words(pack, session, whole=True)) == []


def test_a_changed_word_is_noticed(pack: Pack) -> None:
    session = FormSession(pack)
    words = [
        "".join(printed(compose(session, blank=True))).replace("覆盖不少于一定数量特定行业企业", "覆盖一定数量企业")
    ]
    found = differences(words, guide(), own_words(pack, session, whole=True))
    assert found[0].startswith("missing: 平台在特定行业具有规模化应用能力")


@pytest.fixture(scope="module")
def blank_book(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("blank")
    return export_book(FormSession(pack), folder, blank=True).files


def test_the_empty_pdf_has_the_guide_in_order(blank_book: tuple[Path, ...]) -> None:
    with pypdfium2.PdfDocument(blank_book[0]) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    text = "".join(plain(re.sub(r"—\s*\d+\s*—\s*$", "", page)) for page in pages)
    assert _unfound(text) == []


def test_the_empty_docx_has_the_guide_in_order(blank_book: tuple[Path, ...]) -> None:
    with ZipFile(blank_book[1]) as archive:
        xml = archive.read("word/document.xml").decode()
    assert _unfound(plain("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)))) == []


def _unfound(text: str) -> list[str]:
    """The blocks of the guide that `text` does not have after the block before."""
    position, unfound = 0, []
    for block in guide():
        at = text.find(plain(block), position)
        if at < 0:
            unfound.append(block)
        else:
            position = at + len(plain(block))
    return unfound


def test_the_cover_says_that_it_is_a_self_evaluation_by_the_guide(pack: Pack) -> None:
    cover = "".join(
        _words(block.inlines) for block in compose(FormSession(pack)).parts[0].blocks if isinstance(block, Paragraph)
    )
    assert "自治区工业互联网平台评价自评表" in cover
    assert "依据《自治区工业互联网平台评价指南》自评" in cover


# -- what is asked ---------------------------------------------------------------------------------


def test_each_requirement_has_a_page_with_its_words_a_statement_and_a_proof(pack: Pack) -> None:
    assert [section.requirement for section in items(pack)] == list(pack.requirements)
    for section in items(pack):
        note = next(block.text for block in section.body if isinstance(block, Note))
        requirement = pack.requirements[section.requirement]
        assert (requirement.text, requirement.title) == (note, re.sub(r"^(\d\.|（.）)", "", section.title))
        assert list(section.proses) == ["statement"]
        assert [item.required for item in section.evidence_items.values()] == ["advice"]
    assert {requirement.dimension for requirement in pack.requirements.values()} == set(pack.dimensions)


def test_each_open_number_of_the_guide_is_a_threshold(pack: Pack) -> None:
    """连接不少于一定数量工业设备或工艺流程数据采集点 is one number for two kinds of things, which are counted apart."""
    opened = {
        s.id: len(re.findall("一定(?:数量|比例|规模)", pack.requirements[s.requirement].text)) for s in items(pack)
    }
    asked = {section.id: len(thresholds(section)) for section in items(pack)}
    assert asked == {**opened, "enterprise_access": 2}
    assert sum(asked.values()) == 25


def test_either_suffices_where_the_guide_says_or(pack: Pack) -> None:
    either = {one.label: section.id for section in items(pack) for one in thresholds(section) if one.alternative}
    assert either == {
        "连接工艺流程数据采集点数量": "enterprise_access",
        "连接特定行业工艺流程数据采集点数量（流程行业）": "special_access",
        "覆盖特定行业企业比例": "special_users",
        "服务特定区域企业比例": "general_region",
        "每个行业连接行业工艺流程数据采集点数量（流程行业）": "industries",
        "每个行业覆盖行业企业比例": "industries",
    }


def test_each_bound_says_where_its_number_comes_from(pack: Pack) -> None:
    for section in items(pack):
        for threshold in thresholds(section):
            assert "没有公布的填“无”" in section.asked[threshold.bound].help


def test_labels_are_unique_within_a_page(pack: Pack) -> None:
    for section in pack.sections:
        labels = [field.label for field in section.asked.values()]
        assert sorted(set(labels)) == sorted(labels), section.name


def test_every_fact_is_in_the_list_of_facts_with_its_unit(pack: Pack) -> None:
    known = read_tree(resource("facts.yaml").read_bytes()).data
    facts = [field.fact for section in pack.sections for field in section.asked.values() if field.fact]
    assert {fact.id: fact.unit for fact in facts} == {fact.id: known[fact.id].get("unit", "") for fact in facts}
    assert not any("yearly" in known[fact.id] for fact in facts)


def test_what_the_guide_does_not_mandate_is_left_open(pack: Pack) -> None:
    assert (pack.submission, pack.typography, pack.summary) == (Submission(), {}, None)
    assert not any(section.starred for section in pack.sections)


# -- the thresholds at work ------------------------------------------------------------------------


def industries(session: FormSession) -> FormSession:
    """Two industries, one of each kind, and what is demanded of each."""
    rows: list[dict[str, Value | None]] = [
        {"name": "轨道交通装备", "kind": "离散行业", "devices": 1200, "models": 66, "apps": 32, "users": 18},
        {"name": "石油化工", "kind": "流程行业", "points": 35000, "models": 48, "apps": 21, "share": 12},
    ]
    session.insert_rows(FieldPath("industries", "rows"), 0, rows)
    bounds = {"count": 2, "devices": 1000, "points": 20000, "models": 50, "apps": 20, "users": 15, "share": 10}
    for name, bound in bounds.items():
        session.answer(FieldPath("industries", f"{name}_least"), str(bound))
    return session


def test_each_industry_is_judged_by_its_own_kind_of_figure(pack: Pack) -> None:
    session = industries(chosen(pack, "跨行业跨领域"))
    section = pack.section["industries"]
    verdicts = [session.verdict(section, threshold) for threshold in thresholds(section)]
    assert [one and one.value for one in verdicts] == ["达标", "达标", "达标", "未达标", "达标", "达标", "达标"]
    found = [problem for problem in session.problems("industries") if problem.code == "below_threshold"]
    assert [problem.message for problem in found] == [
        "“每个行业部署行业机理模型、微服务组件数量”为 48个，未达到要求的 50个。"
    ]


def test_the_table_of_thresholds_prints_the_figures_beside_what_is_demanded(pack: Pack) -> None:
    session = chosen(pack, "企业级")
    for name, text in {"devices_least": "100", "devices": "120"}.items():
        session.answer(FieldPath("enterprise_access", name), text)
    text = [
        "｜".join("".join(getattr(one, "text", "") for one in cell.blocks[0].inlines) for cell in row.cells)
        for part in compose(session).parts
        for block in part.opened
        if isinstance(block, Table)
        for row in block.rows
    ]
    assert "连接工业设备数量｜不少于100台/套｜120台/套｜达标" in text
    assert "或：连接工艺流程数据采集点数量｜不少于个｜个" in text


def test_below_a_threshold_one_may_still_stamp(pack: Pack) -> None:
    session = chosen(pack, "企业级")
    session.answer(FieldPath("enterprise_access", "statement"), "已接入数控机床80台。")
    session.answer(FieldPath("enterprise_access", "devices_least"), "100")
    session.answer(FieldPath("enterprise_access", "devices"), "80")
    problems = session.problems("enterprise_access")
    assert {(problem.code, problem.severity) for problem in problems} == {
        ("below_threshold", "advice"),
        ("evidence", "advice"),
    }


# -- changing one's mind ---------------------------------------------------------------------------


def test_a_page_of_another_tier_is_neither_asked_nor_printed_and_keeps_its_answers(pack: Pack) -> None:
    session = industries(chosen(pack, "跨行业跨领域"))
    before = dict(session.answers.items())
    for tier in ("企业级", "综合型", "特色型"):
        choose(session, tier)
        assert session.problems("industries") == ()
        assert "轨道交通装备" not in _everything(compose(session))
    choose(session, "跨行业跨领域")
    assert {path: value for path, value in session.answers.items() if path != SECTOR} == before
    assert "轨道交通装备" in _everything(compose(session))


def test_the_kind_of_a_sector_platform_counts_only_while_that_tier_is_chosen(pack: Pack) -> None:
    session = chosen(pack, "特色型")
    assert session.applies(pack.section["special_access"])
    session.answer(TIER, "企业级")
    assert not session.asked(SECTOR)
    assert not session.applies(pack.section["special_access"])


@given(
    st.lists(st.tuples(st.sampled_from(list(TIERS)), st.integers(0, 200), st.text("甲乙12", min_size=1)), max_size=12)
)
@settings(max_examples=15, deadline=None)
def test_no_sequence_of_choices_loses_an_answer(pack: Pack, steps: list[tuple[str, int, str]]) -> None:
    session, written = FormSession(pack), {}
    statements = [FieldPath(section.id, "statement") for section in items(pack)]
    for tier, place, text in steps:
        choose(session, tier)
        path = statements[place % len(statements)]
        session.answer(path, text)
        written[path] = text
        applying = {section.id for section in items(pack) if session.applies(section)}
        assert sum(name.startswith(("enterprise", "special", "general")) for name in applying) in (0, 3)
        assert {path: session.text(path) for path in written} == written
    shown = _everything(compose(session))
    assert all(text in shown for path, text in written.items() if session.applies(pack.section[path.section]))


def _everything(document: Document) -> str:
    """Every word of the document, those in its blanks and tables too."""
    found: list[str] = []
    for block in (block for part in document.parts for block in part.opened):
        paragraphs = [block] if isinstance(block, Paragraph) else []
        if isinstance(block, Table):
            paragraphs = [one for row in block.rows for cell in row.cells for one in cell.blocks]
        found += [getattr(one, "text", "") for paragraph in paragraphs for one in paragraph.inlines]
    return "".join(found)
