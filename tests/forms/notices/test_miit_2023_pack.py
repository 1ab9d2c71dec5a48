"""The pack of the 2023 申报能力要求: the official text as the prompt of each page, and what the form adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from forms.notice_words import Extra, Restored, differences, notice_blocks
from forms.printed_words import ROOM, blank_form, block_words, docx_words, form_blocks, pdf_words

from app.declaration.export.exporting import export_book
from app.export.document import Block, Heading, Paragraph
from app.files import resource
from app.forms.pack.blocks import Note, Seal
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession

RESTORED = [
    Restored("附件 2\n", "", "where the text stands in the circular it came with; the cover says it"),
    Restored("杀手铜", "杀手锏", "a misreading"),
    Restored("绿色供应链管理 etc 能力", "绿色供应链管理等能力", "a word that was turned into English"),
    Restored("创新发展的能\n\n力。", "创新发展的能力。", "a line broken in mid-sentence"),
]
OWN = "the notice prints no form: the blanks, the statement and who assesses itself are the form's own"
FIGURES = {
    "equipment": ["total", "running", "processing", "moving", "other", "kinds", "protocols"],
    "models": ["total", "simulation", "process", "mechanism", "algorithm", "kinds"],
    "apps": ["total", "types", "kinds", "active"],
    "enterprises": ["total", "manufacturing", "service", "paying_share"],
    "developers": ["registered", "active"],
    "innovation": ["patents", "copyrights"],
    "security": ["certificates"],
    "killer_apps": ["total", "subscriptions", "daily"],
    "solutions": [],
    "parks": ["total"],
    "industries": ["industries", "areas"],
    "small_enterprises": ["total", "income"],
    "abroad": [],
    "growth": [],
    "dual": [],
    "analysis": [],
    "ministry_work": [],
    "standards": [
        "international", "international_led", "national", "national_led", "sector", "sector_led",
    ],
    "finance": ["revenue", "cost", "return_rate"],
    "resources": ["rd", "rd_share", "staff"],
    "ecosystem": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resource("forms", "miit-2023.yaml"))


def notice() -> list[str]:
    blocks, idle = notice_blocks("miit-2023.txt", RESTORED)
    assert idle == []
    return blocks


def indicators(pack: Pack) -> list[Section]:
    """The pages of the twenty-one indicators."""
    return [section for section in pack.sections if section.requirement]


def official(block: Block) -> bool:
    """Whether a block states the notice's own words: a heading, or a note."""
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.style == "note")


def own_words(pack: Pack) -> Iterator[Extra]:
    """Each run of what the form adds between the notice's words."""
    for theirs, blocks in groupby(form_blocks(blank_form(pack)), official):
        if not theirs and (words := "".join(block_words(blocks))):
            yield Extra(words, OWN)


def cover_words(pack: Pack) -> Extra:
    return Extra("".join(block_words(blank_form(pack).parts[0].blocks)), OWN)


# -- words -----------------------------------------------------------------------------------------


def test_headings_and_notes_are_the_words_of_the_notice_and_no_others(pack: Pack) -> None:
    words = block_words(filter(official, form_blocks(blank_form(pack))))
    assert differences(words, notice()) == []


def test_a_changed_word_is_noticed(pack: Pack) -> None:
    words = "".join(block_words(filter(official, form_blocks(blank_form(pack))))).replace("双碳”支撑", "双碳”")
    assert [found.partition(":")[0] for found in differences([words], notice())] == [
        "missing",
        "added before 评价平台支撑产业链供应链协同的创新解决方案情况,能够助力特定产业强链补链;平台具有支撑能源管控、"
        "节能减排、绿色供应链管理等能力。",
    ]


def test_the_empty_pdf_and_docx_print_the_words_of_the_notice(pack: Pack, tmp_path: Path) -> None:
    extras = [cover_words(pack), *reversed(list(own_words(pack)))]
    pdf, docx = export_book(FormSession(pack), tmp_path, blank=True).files
    for words in (pdf_words(pdf), docx_words(docx)):
        assert differences(words, notice(), extras, blanks=False) == []


def test_each_page_has_the_text_of_its_indicator_as_its_prompt(pack: Pack) -> None:
    for section in indicators(pack):
        first = section.body[0]
        requirement = pack.requirements[section.requirement]
        assert isinstance(first, Note)
        assert (section.title, first.text) == (requirement.title, requirement.text)


def test_each_part_opens_with_the_requirement_of_its_dimension(pack: Pack) -> None:
    for section, parts in pack.outline:
        if section.requirement:
            dimension = pack.requirements[section.requirement].dimension
            assert parts[0].title.endswith(dimension)
            assert isinstance(parts[0].intro[0], Note)
            assert parts[0].intro[0].text == f"能力要求：{pack.dimensions[dimension]}"


def test_there_are_five_dimensions_and_twenty_one_indicators_each_on_its_page(pack: Pack) -> None:
    assert len(pack.dimensions) == 5
    assert [section.requirement for section in indicators(pack)] == list(pack.requirements)
    assert len(pack.requirements) == 21


def test_the_cover_says_that_it_is_no_official_form(pack: Pack) -> None:
    words = cover_words(pack).words
    assert "自评与佐证" in words
    assert "不是通知印发的申报书" in words


# -- what the form adds ----------------------------------------------------------------------------


def test_the_figures_are_those_that_the_text_names(pack: Pack) -> None:
    asked = {s.id: [field.id for field in s.asked.values() if field.is_figure] for s in indicators(pack)}
    assert asked == FIGURES


def test_every_figure_has_its_unit(pack: Pack) -> None:
    for section in indicators(pack):
        assert [field.label for field in section.asked.values() if field.is_figure and not field.unit] == []


def test_every_indicator_has_a_statement_and_a_proof(pack: Pack) -> None:
    for section in indicators(pack):
        assert "statement" in section.proses, section.name
        assert section.evidence_items, section.name
        assert {item.required for item in section.evidence_items.values()} <= {"advice", "optional"}


def test_a_statement_is_owed_where_the_text_names_no_figure(pack: Pack) -> None:
    owed = [section.id for section in indicators(pack) if section.asked["statement"].required == "blocking"]
    assert owed == ["solutions", "abroad", "growth", "dual", "analysis", "ecosystem"]


def test_every_figure_has_a_proof_it_is_for(pack: Pack) -> None:
    for section in indicators(pack):
        proved = {field.id for item in section.evidence_items.values() for field in section.proved_by(item)}
        assert {field.id for field in section.asked.values() if field.is_figure} <= proved


def test_nothing_is_mandated_that_the_notice_does_not_mandate(pack: Pack) -> None:
    assert not [block for section in pack.sections for block in section.leaves if isinstance(block, Seal)]
    assert (pack.submission.deadline, pack.submission.deliveries, pack.summary) == (None, (), None)


def test_what_is_shared_with_the_form_of_2022_is_counted_alike(pack: Pack) -> None:
    earlier = load_pack(resource("forms", "sichuan-2022.yaml"))
    here, there = (
        {field.fact.id for section in one.sections for field in section.asked.values() if field.fact}
        for one in (pack, earlier)
    )
    assert {fact for fact in here & there if fact.split(".")[0] not in ("applicant", "contact", "platform")} == {
        "equipment.count", "equipment.running", "equipment.processing", "equipment.moving", "equipment.other",
        "equipment.protocols", "model.count", "model.simulation", "model.process", "model.mechanism",
        "model.algorithm", "app.count", "enterprise.industrial", "technology.patents", "technology.copyrights",
        "standard.international", "standard.international_led", "standard.national", "standard.national_led",
        "standard.sector", "standard.sector_led",
    }  # fmt: skip


def test_what_is_counted_otherwise_than_in_2022_has_a_fact_of_its_own(pack: Pack) -> None:
    meant = {f"{s.id}.{field.id}": field.fact.id for s in pack.sections for field in s.asked.values() if field.fact}
    assert meant["developers.registered"] == "developer.all_registered"  # 2022: 第三方开发者
    assert meant["apps.active"] == "app.in_use"  # 2022: within one month
    assert meant["killer_apps.daily"] == "killer_app.daily_uses"  # 2022: of the five on the public cloud
    assert meant["parks.total"] == "park.served_total"  # 2022: from 2020 on
    assert meant["small_enterprises.total"] == "small_enterprise.served_total"  # 2022: from 2020 on
    assert meant["resources.rd"] == "platform.rd_spending"  # 2022: 企业研发投入


# -- the pack at work ------------------------------------------------------------------------------


def answered(pack: Pack, answers: str) -> FormSession:
    session = FormSession(pack)
    for answer in answers.split():
        path, text = answer.split("=")
        session.answer(FieldPath.parse(path), text)
    return session


def found(session: FormSession, section: str, *codes: str) -> list[tuple[str, str, str]]:
    return [(str(p.path), p.code, p.severity) for p in session.problems(section) if p.code in codes]


KINDS = "equipment.running=4 equipment.processing=3 equipment.moving=2 equipment.other=无"
BREACHES = [
    (f"equipment.total=10 {KINDS}", "equipment.total", "sum", "blocking"),
    ("models.total=1 models.mechanism=2", "models.mechanism", "at_most", "blocking"),
    (
        "models.total=9 models.simulation=1 models.process=1 models.mechanism=1 models.algorithm=1",
        "models.total",
        "sum",
        "advice",
    ),
    ("apps.total=5 apps.active=6", "apps.active", "at_most", "blocking"),
    ("enterprises.total=5 enterprises.manufacturing=3 enterprises.service=1", "enterprises.total", "sum", "advice"),
    ("enterprises.total=5 enterprises.service=6", "enterprises.service", "at_most", "blocking"),
    ("enterprises.paying_share=101", "enterprises.paying_share", "too_large", "blocking"),
    ("developers.registered=5 developers.active=6", "developers.active", "at_most", "blocking"),
    ("standards.national=1 standards.national_led=2", "standards.national_led", "at_most", "blocking"),
    ("basis.started=2023-06 basis.as_of=2023-03-31", "basis.started", "order", "blocking"),
]


@pytest.mark.parametrize(("answers", "path", "code", "severity"), BREACHES, ids=[f"{b[1]} {b[2]}" for b in BREACHES])
def test_a_figure_that_cannot_be_or_is_unusual_is_named(
    pack: Pack, answers: str, path: str, code: str, severity: str
) -> None:
    assert found(answered(pack, answers), path.partition(".")[0], code) == [(path, code, severity)]


def test_figures_that_agree_are_left_in_peace(pack: Pack) -> None:
    session = answered(pack, f"equipment.total=9 {KINDS} enterprises.paying_share=100")
    assert [*found(session, "equipment", "sum"), *found(session, "enterprises", "too_large")] == []


def test_a_proof_of_a_statement_is_advised_once_the_statement_is_made(pack: Pack) -> None:
    session = FormSession(pack)
    assert found(session, "solutions", "evidence") == []
    session.answer(FieldPath("solutions", "statement"), "提供25个解决方案。")
    assert found(session, "solutions", "evidence") == [("solutions.evidence", "evidence", "advice")]
    session.answer(FieldPath("solutions", "statement"), "无")
    assert found(session, "solutions", "evidence") == []


def test_room_is_left_for_every_answer(pack: Pack) -> None:
    words = "".join(block_words(form_blocks(blank_form(pack))))
    assert words.count(ROOM) == sum(map(len, FIGURES.values()))
