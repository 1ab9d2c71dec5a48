"""The tables of the five notices against those of the books: their rows, what cells span, their order."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_tables import Places, printed_tables, rows_of_cells, rows_of_numbers, rows_of_tabs
from forms.notice_words import NOTICES
from forms.printed_words import blank_form

from app.files import resource
from app.forms.pack.loader import load_pack

PACKS = ("miit-2018", "sichuan-2022", "shanghai-2022", "miit-2023", "region-guide")
DRAWN = Path(__file__).with_name("tables")
OPENING = 10  # characters of a cell that say which it is: the extraction damaged others
CUT = 24


def tables(pack: str) -> list[list[Places]]:
    return printed_tables(blank_form(load_pack(resource("forms", f"{pack}.yaml"))))


def openings(rows: list[list[str]]) -> list[list[str]]:
    return [cells for row in rows if (cells := [words[:OPENING] for words in row if words])]


def notice(pack: str, first: str, last: str) -> list[str]:
    """The lines of the notice from the first that begins with `first` to before the one that begins with `last`."""
    lines = (NOTICES / f"{pack}.txt").read_text("utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.strip().startswith(first))
    stop = next((at for at, line in enumerate(lines) if at > start and line.strip().startswith(last)), len(lines))
    return lines[start:stop]


def printed(pack: str, first: int, last: int) -> list[list[str]]:
    """The openings of the rows of some of the book's tables."""
    return openings([[place.words for place in row] for table in tables(pack)[first:last] for row in table])


def test_all_of_the_form_of_2018_stands_in_the_cells_of_the_notice() -> None:
    rows = [row for row in rows_of_cells(notice("miit-2018", "一、企业基本信息", "附件 3")) if any(row)]
    assert len(rows) == 37
    assert printed("miit-2018", 0, 8) == openings(rows)


def test_the_tables_of_sichuan_have_the_rows_of_the_notice() -> None:
    rows = list(rows_of_tabs(notice("sichuan-2022", "一、申报企业", "(2)")))
    assert len(rows) == 19
    assert printed("sichuan-2022", 0, 2) == openings(rows)


def test_every_item_of_sichuans_part_2_is_a_row_of_its_table() -> None:
    rows = list(rows_of_numbers(notice("sichuan-2022", "(2)", "(3)")))
    assert len(rows) == 5 + 21
    found = [row[0] for row in printed("sichuan-2022", 2, 3)]
    assert all(row[0].startswith(opening) for row, opening in zip(rows, (one[:6] for one in found), strict=True))


def test_shanghais_form_is_one_table_with_its_headings_and_the_investors_inside() -> None:
    lines = notice("shanghai-2022", "一、企业基本情况", "一级指标")
    rows = list(rows_of_tabs([line.replace("----", "") for line in lines]))
    assert len(rows) == 14
    assert printed("shanghai-2022", 0, 1) == openings(rows)


@pytest.mark.parametrize("pack", ["miit-2023", "region-guide"])
def test_a_notice_without_tables_has_none_but_that_of_the_applicant(pack: str) -> None:
    assert "\t" not in (NOTICES / f"{pack}.txt").read_text("utf-8")
    assert len(tables(pack)) == 1


@pytest.mark.parametrize("pack", PACKS)
def test_every_table_is_drawn_as_in_the_notice(pack: str) -> None:
    """The drawings were made from the notices by eye: × columns, ↓ rows, □ an empty cell, … where words go on."""
    drawn = (DRAWN / f"{pack}.txt").read_text("utf-8").split("\n\n")
    assert ["\n".join(map(drawing, table)) for table in tables(pack)] == [one.strip("\n") for one in drawn]


def drawing(row: Places) -> str:
    """One row as the drawings have it."""
    shown = []
    for place in row:
        words = f"{place.words[:CUT]}…" if len(place.words) > CUT else place.words or "□"
        columns = f" ×{place.columns}" if place.columns > 1 else ""
        shown.append(words + columns + (f" ↓{place.rows}" if place.rows > 1 else ""))
    return " | ".join(shown)
