"""What must hold for every pack that comes with the program, whatever its notice says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from forms.notice_words import differences, plain
from forms.printed_words import blank_form, block_words, document_words, docx_words, form_blocks, pdf_words

from app.declaration.export.exporting import export_book
from app.files import resource
from app.forms.pack.blocks import Seal
from app.forms.pack.fields import INLINE_TYPES, Field
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.session import FormSession

PACKS = {file.stem: load_pack(file) for file in sorted(resource("forms").glob("*.yaml"))}
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:()?!]|[,;:()?!][\u4e00-\u9fff]")

every_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


def asked(pack: Pack) -> list[Field]:
    """Every blank, long text, list and proof of the pack, and every column of its lists."""
    columns = [column for section in pack.sections for table in section.lists.values() for column in table.columns]
    fields = [field for section in pack.sections for field in section.asked.values()]
    return [*fields, *(column.as_field for column in columns)]


@every_pack
def test_a_pack_is_named_as_its_file(pack: Pack) -> None:
    assert PACKS[pack.id] is pack


@every_pack
def test_labels_are_unique_within_a_page(pack: Pack) -> None:
    for section in pack.sections:
        labels = Counter(field.label for field in section.asked.values())
        assert [label for label, times in labels.items() if times > 1] == [], section.name


@every_pack
def test_labels_and_titles_are_words(pack: Pack) -> None:
    names = [*(field.label for field in asked(pack)), *(section.title for section in pack.sections)]
    assert [name for name in names if not re.search(r"[\u4e00-\u9fffA-Za-z]", name)] == []


@every_pack
def test_every_column_of_a_list_is_typed_and_its_rows_are_named(pack: Pack) -> None:
    for section in pack.sections:
        for table in section.lists.values():
            assert all(column.type in INLINE_TYPES and column.label for column in table.columns)
            assert table.columns[0].required == "blocking", f"{section.id}.{table.field}"


@every_pack
def test_every_fact_is_in_the_list_of_facts_with_its_unit_and_year(pack: Pack) -> None:
    known = read_tree(resource("facts.yaml").read_bytes()).data
    facts = [field.fact for field in asked(pack) if field.fact]
    assert {fact.id for fact in facts} <= known.keys()
    assert {fact.id: fact.unit for fact in facts} == {fact.id: known[fact.id].get("unit", "") for fact in facts}
    assert [fact.id for fact in facts if (fact.year is None) == ("yearly" in known[fact.id])] == []


@every_pack
def test_a_figure_is_asked_in_the_unit_of_its_fact(pack: Pack) -> None:
    figures = [(field, field.fact) for field in asked(pack) if field.is_figure and field.unit]
    stated = {field.label: {_counted(field.unit), _counted(fact.unit)} for field, fact in figures if fact and fact.unit}
    assert [label for label, units in stated.items() if len(units) > 1] == []


def _counted(unit: str) -> str:
    """The unit in one spelling; kinds are counted in 类 here and in 种 there."""
    return plain(unit).replace("种", "类")


@every_pack
def test_every_requirement_is_shown_beside_some_page(pack: Pack) -> None:
    assert {section.requirement for section in pack.sections} - {""} == set(pack.requirements)


@every_pack
def test_a_limit_is_said_where_it_is_asked_and_kept_where_it_is_said(pack: Pack) -> None:
    words = plain("".join(document_words(blank_form(pack))))
    said = sorted(map(int, re.findall(r"(\d+)字", words)))
    assert sorted(field.limit for field in asked(pack) if field.limit and field.type == "prose") == said


@every_pack
def test_the_places_for_seals_are_named_in_the_mandates(pack: Pack) -> None:
    places = [block for section in pack.sections for block in section.leaves if isinstance(block, Seal)]
    assert bool(places) == bool(pack.submission.seals)
    assert all(place.who for place in places)


@every_pack
def test_chinese_prose_has_full_width_punctuation(pack: Pack) -> None:
    words = [*block_words(form_blocks(blank_form(pack))), *pack.clauses.values(), *pack.dimensions.values()]
    words += [requirement.text for requirement in pack.requirements.values()]
    assert [text for text in words if HALF_WIDTH.search(text)] == []


@every_pack
def test_the_empty_pdf_and_docx_print_every_word_in_order(pack: Pack, tmp_path: Path) -> None:
    words = [words for text in document_words(blank_form(pack)) if (words := plain(text, blanks=False))]
    pdf, docx = export_book(FormSession(pack), tmp_path, blank=True).files
    assert differences(docx_words(docx), words, blanks=False) == []
    # a table that goes on overleaf repeats its head and the labels it stands under
    assert [found for found in differences(pdf_words(pdf), words, blanks=False) if "missing" in found] == []


@every_pack
def test_the_declaration_itself_is_handed_in_on_each_carrier_once(pack: Pack) -> None:
    own = [delivery for delivery in pack.submission.deliveries if delivery.carrier]
    assert len({delivery.carrier for delivery in own}) == len(own)
    assert bool(own) == bool(pack.submission.deliveries)
    assert all(delivery.copies for delivery in own if delivery.carrier == "paper")
    assert not any("汇总表" in delivery.what for delivery in own)


CARRIERS = {
    "sichuan-2022": {"paper": 3, "disc": None, "mail": None},
    "miit-2018": {"paper": 4, "mail": None},
    "shanghai-2022": {"paper": 1, "scan": None},
    "miit-2023": {},
    "region-guide": {},
    "sme-2022": {"paper": 1},
    "hightech-2016": {"paper": 1},
}
GATHERING = {
    "sichuan-2022": "proofs",
    "miit-2018": "further",
    "sme-2022": "attachments",
    "hightech-2016": "materials",
}


@every_pack
def test_each_pack_says_as_its_notice_on_what_it_is_handed_in_and_where_the_proofs_are_bound(pack: Pack) -> None:
    own = {delivery.carrier: delivery.copies for delivery in pack.submission.deliveries if delivery.carrier}
    assert own == CARRIERS[pack.id]
    gathering = [section.id for section in pack.sections if section.gathers_evidence]
    assert gathering == ([GATHERING[pack.id]] if pack.id in GATHERING else [])
