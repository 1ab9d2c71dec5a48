"""The book set again after a change has, page by page, what the export lays out; and it knows where blanks stand."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import pypdfium2
import pytest
from daily import daily
from filled import paper, sample_session
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.declaration.book.open_book import OpenBook
from app.declaration.book.setting import Setting
from app.declaration.book.typesetting import typeset
from app.errors import ExportError
from app.evidence.prepared import Grid, Passage, Prepared, Sheet
from app.export.layout.items import Item
from app.forms.paths import FieldPath
from app.forms.session import FormSession

SAMPLES = ["sichuan-2022", "shanghai-2022", "miit-2018", "miit-2023", "hightech-2016", "region-guide", "sme-2022"]
WORDS = "本平台汇聚工业设备2,048台，覆盖能源、装备“产线级”场景。详见附件3《清单》；OPC UA 协议占 61.5%。"
FEW = settings(
    max_examples=3 if os.environ.get("QIBEI_LONG") else 1,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Each example sets whole books, so that making a failing one smaller would take minutes."""


def proofs_of(session: FormSession) -> dict[str, Prepared]:
    """A proof made ready for every attached file: scans, words, and tables, some as wide as a turned page."""
    made: list[Prepared] = [
        Prepared("pdf", sheets=(Sheet(595, 842), Sheet(842, 595), Sheet(595, 842))),
        Prepared("docx", content=tuple(Passage(WORDS * count, bold=count == 1) for count in (1, 9, 14))),
        Prepared(
            "xlsx", content=(Grid(tuple(tuple(f"{row}号{at}" for at in range(14)) for row in range(60)), "台账"),)
        ),
    ]
    count = sum(len(session.answers.rows(item)) for item in evidence_items(session))
    return {f"{number:064x}": made[number % len(made)] for number in range(count + 5)}


def evidence_items(session: FormSession) -> list[FieldPath]:
    return [FieldPath(section.id, item) for section in session.pack.sections for item in section.evidence_items]


def lists(session: FormSession) -> list[FieldPath]:
    """The lists of a form, evidence left out, in which rows stand."""
    found = dict.fromkeys(path.whole for path, _ in session.answers.items() if path.row)
    return [path for path in found if path not in evidence_items(session)]


# -- what a person does --------------------------------------------------------------------------


def write(session: FormSession, data: st.DataObject) -> None:
    """Other words, more or fewer, in a blank that holds words."""
    held = [path for path, value in session.answers.items() if isinstance(value, str) and not path.row]
    path = data.draw(st.sampled_from(held))
    if session.field(path).type in ("text", "prose"):
        session.set({path: (WORDS * 40)[: data.draw(st.integers(1, 1800))]})


def fill_cell(session: FormSession, data: st.DataObject) -> None:
    """Other words in a cell of a list."""
    cells = [path for path, value in session.answers.items() if isinstance(value, str) and path.column]
    filled = lists(session)
    texts = [path for path in cells if path.whole in filled and session.field(path).type == "text"]
    if texts:
        session.set({data.draw(st.sampled_from(texts)): WORDS[: data.draw(st.integers(1, len(WORDS)))]})


def take_rows(session: FormSession, data: st.DataObject) -> None:
    """Rows of a list are taken out."""
    if found := lists(session):
        path = data.draw(st.sampled_from(found))
        rows = session.answers.rows(path)
        session.remove_rows(path, rows[: data.draw(st.integers(1, len(rows)))])


def attach(session: FormSession, data: st.DataObject) -> None:
    """One more proof, which gives later ones other numbers."""
    if items := evidence_items(session):
        session.insert_rows(data.draw(st.sampled_from(items)), 0, [paper(data.draw(st.integers(0, 60)))])


def detach(session: FormSession, data: st.DataObject) -> None:
    """One proof less."""
    items = [item for item in evidence_items(session) if session.answers.rows(item)]
    if items:
        item = data.draw(st.sampled_from(items))
        session.remove_rows(item, session.answers.rows(item)[:1])


def undo(session: FormSession, _data: st.DataObject) -> None:
    session.undo()


ACTS: list[Callable[[FormSession, st.DataObject], None]] = [write, write, fill_cell, take_rows, attach, detach, undo]


# -- what comes of it ----------------------------------------------------------------------------


def shown(book: OpenBook) -> list[tuple[str, int, bool, list[Item]]]:
    """The pages that the preview shows, drawn as one document."""
    pages = book.prints.book.excerpt(range(book.pages), book.gutter).pages
    return [(page.label, page.volume, page.turned, list(page.items)) for page in pages]


def exported(session: FormSession, proofs: dict[str, Prepared]) -> list[tuple[str, int, bool, list[Item]]]:
    """The pages that the export lays out; what leads to other pages is left out, as in an excerpt."""
    book = typeset(session, proofs).book
    pages = book.excerpt(range(len(book.pages)), 0.0).pages
    return [(page.label, page.volume, page.turned, list(page.items)) for page in pages]


def said(pages: Callable[[], object]) -> object:
    """The pages, or why there are none: a cover that is too full is told by both."""
    try:
        return pages()
    except ExportError as failure:
        return str(failure)


@pytest.mark.parametrize("pack", daily(SAMPLES, "sichuan-2022", "hightech-2016", "sme-2022"))
@FEW
@given(data=st.data())
def test_after_every_change_the_pages_are_those_that_the_export_lays_out(pack: str, data: st.DataObject) -> None:
    session = sample_session(pack)
    proofs, setting = proofs_of(session), Setting()
    setting.opened(session.snapshot(), proofs)
    for _ in range(2):
        data.draw(st.sampled_from(ACTS))(session, data)
        again = said(lambda: shown(setting.opened(session.snapshot(), proofs)))
        assert again == said(lambda: exported(session.snapshot(), proofs))


class Dropped(Exception):
    """The user typed on."""


@pytest.mark.parametrize("after", [0, 1, 7, 60])
def test_work_that_was_dropped_leaves_nothing_wrong_behind(after: int) -> None:
    session = sample_session("sichuan-2022")
    proofs, left = proofs_of(session), after

    def pause() -> None:
        nonlocal left
        left -= 1
        if left == -1:
            raise Dropped

    setting = Setting(pause)
    with pytest.raises(Dropped):
        setting.opened(session.snapshot(), proofs)
    session.answer(FieldPath("applicant", "profile"), WORDS * 30)
    left = 3
    with pytest.raises(Dropped):
        setting.opened(session.snapshot(), proofs)
    session.answer(FieldPath("applicant", "profile"), WORDS * 3)
    assert shown(setting.opened(session.snapshot(), proofs)) == exported(session.snapshot(), proofs)


def test_only_what_has_changed_is_set_again() -> None:
    session = sample_session("sichuan-2022")
    proofs, pauses = proofs_of(session), 0

    def count() -> None:
        nonlocal pauses
        pauses += 1

    setting = Setting(count)
    setting.opened(session.snapshot(), proofs)
    whole, pauses = pauses, 0
    profile = FieldPath("applicant", "profile")
    session.answer(profile, "新" + session.text(profile)[1:])
    setting.opened(session.snapshot(), proofs)
    assert pauses < whole / 5


@pytest.mark.parametrize("pack", SAMPLES)
def test_what_fills_a_blank_stands_on_the_page_on_which_the_blank_is_said_to_stand(pack: str) -> None:
    session = sample_session(pack)
    marks = [f"印记{number}号" for number in range(200)]
    prose = [FieldPath(one.id, name) for one in session.pack.sections if session.applies(one) for name in one.proses]
    asked = [path for path in prose if session.asked(path)][: len(marks)]
    for path, mark in zip(asked, marks, strict=False):
        session.answer(path, mark)
    book = Setting().opened(session.snapshot(), {})
    found = {path: book.page_with(path) for path in asked}
    pages = sorted({page for page in found.values() if page is not None})
    with pypdfium2.PdfDocument(io.BytesIO(book.pdf(pages))) as pdf:
        words = [page.get_textpage().get_text_bounded() for page in pdf]
    texts = dict(zip(pages, words, strict=True))
    for path, mark in zip(asked, marks, strict=False):
        page = found[path]
        assert page is not None
        assert mark in texts[page]
        (spot,) = book.spots_of(path, page)
        assert book.blank_at(page, spot.x + spot.width / 2, spot.y + spot.height / 2) == path


def test_cells_rows_and_lists_are_found_on_the_page() -> None:
    session = sample_session("sichuan-2022")
    book = Setting().opened(session.snapshot(), {})
    found = [path for path in lists(session) if book.page_with(path) is not None]
    assert found
    for path in found:
        first, last = session.answers.rows(path)[0], session.answers.rows(path)[-1]
        assert book.page_with(path.at(first)) == book.page_with(path)
        page = book.page_with(path.at(last))
        assert page is not None
        cells = book.spots_of(path.at(last), page)
        assert {FieldPath.parse(cell.path).row for cell in cells} == {last}
        cell = cells[0]
        assert book.blank_at(page, cell.x + 1, cell.y + 1) == FieldPath.parse(cell.path)


def test_a_blank_that_goes_on_over_a_page_is_said_to_stand_on_both() -> None:
    session, profile = sample_session("sichuan-2022"), FieldPath("applicant", "profile")
    session.answer(profile, "短。")
    short = Setting().opened(session.snapshot(), {})
    page = short.page_with(profile)
    assert page is not None
    assert short.place_words(profile) == f"第 {short.labels[page]} 页"
    session.answer(profile, WORDS * 60)
    long = Setting().opened(session.snapshot(), {})
    first = long.page_with(profile)
    assert first is not None
    last = max(at for at in range(long.pages) if long.spots_of(profile, at))
    assert last > first
    assert long.place_words(profile) == f"第 {long.labels[first]} 至 {long.labels[last]} 页"
    assert long.place_words(FieldPath("applicant", "nothing")) == ""


def test_a_blank_without_words_is_looked_for_behind_the_one_before_it() -> None:
    session = sample_session("sichuan-2022")
    section = session.pack.section["applicant"]
    fields, profile = list(section.asked), FieldPath("applicant", "profile")
    session.set({profile: None})
    book = Setting().opened(session.snapshot(), {})
    assert book.page_with(profile) is None
    before = FieldPath("applicant", fields[fields.index("profile") - 1])
    assert book.page_with(before) is not None
    assert book.page_near(profile, fields) == book.page_with(before)
    assert book.page_near(FieldPath("equipment", "nothing"), []) == book.page_of("equipment")


def test_a_point_far_from_every_blank_means_none() -> None:
    book = Setting().opened(sample_session("sichuan-2022").snapshot(), {})
    assert book.blank_at(0, 5.0, 5.0) is None
