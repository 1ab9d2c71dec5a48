"""A computed figure wherever figures go: drafts, JSON, filling, the book, facts, thresholds, the 汇总表, carry-over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forms.carrying.test_carry_plan import planned
from forms.printed_words import docx_words, pdf_words
from forms.tiny_packs import at, codes, tiny_pack, tiny_yaml
from small_desk import create, install, reopened

from app.declaration.filling import fill
from app.declaration.reports import answers_json
from app.declaration.summary.entry import entry_of
from app.errors import UsageError
from app.export.compose.book import compose
from app.export.docx.writer import write_docx
from app.export.fonts.faces import Faces
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.forms.answers.answers import Answers
from app.forms.carrying.plan import edits_of
from app.forms.checks.verdicts import Verdict
from app.forms.pack.loader import parse_pack
from app.forms.session import FormSession

GROWTH = at("a.growth")
TYPED = """
- id: a
  title: 经营数据
  fields: {growth: {label: 收入增长率, fact: {id: applicant.growth, year: 2021, unit: "%"}}}
  body: ["2020年收入{before:money}万元，2021年收入{after:money}万元，增长{growth:percent}%"]
"""
COMPUTED = TYPED.replace(
    "growth: {label: 收入增长率,", "growth: {label: 收入增长率, computed: {growth: [before, after]},"
)
ELSEWHERE = (
    COMPUTED
    + """
- id: b
  title: 成长性
  fields: {again: {label: 营业收入增长率, fact: {id: applicant.growth, year: 2021, unit: "%"}}}
  body:
    - "营业收入增长率{again:percent}%"
- id: c
  title: 门槛
  fields:
    share: {computed: {ratio: [part, whole]}}
  body:
    - "研发{part:money}万元，收入{whole:money}万元"
    - threshold: {field: share, least: share_least, label: 研发占比, type: percent}
"""
)
SUMMARY = "summary: {title: 汇总表, columns: [{label: 序号}, {label: 增长率, field: a.growth}]}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder with no pack of another test."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))


def filled(contents: str = COMPUTED, more: str = "", **answers: str) -> FormSession:
    """A session with these blanks of page a answered."""
    session = FormSession(tiny_pack(contents, more), Answers(), lambda: 0.0)
    for name, text in answers.items():
        session.answer(at(f"a.{name}"), text)
    return session


# -- the draft ---------------------------------------------------------------------------------


def test_a_draft_holds_what_was_typed_and_nothing_of_what_is_computed(home: None, tmp_path: Path) -> None:
    install(tmp_path, COMPUTED)
    with create(tmp_path / "试.qibei") as made:
        made.session.answer(at("a.before"), "13")
        made.session.answer(at("a.after"), "15")
    with reopened(tmp_path / "试.qibei") as again:
        assert {str(path) for path, _ in again.session.answers.items()} == {"a.before", "a.after"}
        assert again.session.text(GROWTH) == "15.38"
        document = answers_json(again)
        assert isinstance(document, dict)
        assert document["computed"] == {"a.growth": "15.38"}
        assert json.loads(json.dumps(document["answers"])) == {
            "cover.project": None, "a.before": "13", "a.after": "15",
        }  # fmt: skip
        assert fill(again.session, document) == 0


def test_what_an_older_edition_had_typed_gives_way_to_what_is_computed(home: None, tmp_path: Path) -> None:
    install(tmp_path, TYPED)
    with create(tmp_path / "试.qibei") as made:
        for name, text in (("before", "13"), ("after", "15"), ("growth", "98.76")):
            made.session.answer(at(f"a.{name}"), text)
    install(tmp_path, COMPUTED, edition=2)
    with reopened(tmp_path / "试.qibei") as again:
        assert again.session.text(GROWTH) == "15.38"
        assert again.not_carried == ("a.growth",)
        assert "98.76" not in repr(compose(again.session))
    install(tmp_path, TYPED, edition=3)
    with reopened(tmp_path / "试.qibei") as back:
        assert back.session.text(GROWTH) == "98.76"


def test_filling_it_is_refused_in_one_sentence_and_nothing_is_set() -> None:
    session = filled()
    with pytest.raises(UsageError, match=r"^“a\.growth”由程序计算，不能填写，草稿未改动。"):
        fill(session, {"answers": {"a.before": "1", "a.growth": "5"}})
    assert list(session.answers.items()) == []


# -- the book ----------------------------------------------------------------------------------


def test_it_is_printed_as_any_figure_in_the_pdf_and_in_the_docx(tmp_path: Path) -> None:
    document, faces = compose(filled(before="13", after="15")), Faces(folders=())
    book = lay_out(document, faces)
    pdf, docx = tmp_path / "book.pdf", tmp_path / "book.docx"
    with pdf.open("wb") as stream:
        write_pdf(book, document, stream, faces)
    with docx.open("wb") as stream:
        write_docx(document, stream, pages={name: spot.label for name, spot in book.anchors.items()})
    for words in ("".join(pdf_words(pdf)), "".join(docx_words(docx))):
        assert "增长15.38%" in "".join(words.split())


def test_an_empty_form_has_room_to_write_it() -> None:
    blank = compose(FormSession(tiny_pack(COMPUTED)), blank=True)
    assert "15.38" not in repr(blank)
    assert "a.growth" in repr(blank)


def test_the_summary_table_has_its_column() -> None:
    assert entry_of(filled(COMPUTED, SUMMARY, before="13", after="15"), "x").values == {"a.growth": "15.38"}


# -- checks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [("99", True), ("15.4", False), ("15.38", False), ("15.385", False), ("15", False), ("15.3", True), ("无", True)],
)
def test_the_same_fact_typed_elsewhere_is_held_against_what_is_computed(typed: str, found: bool) -> None:
    session = filled(ELSEWHERE, before="13", after="15")
    session.answer(at("b.again"), typed)
    assert codes(session, "b") == ([("again", "fact_conflict")] if found else [])
    if typed == "99":
        (problem,) = session.problems("b")
        assert problem.message == "“收入增长率”与“营业收入增长率”填写不一致：前者为“15.38%”，后者为“99%”。"


def test_whatever_reads_it_is_looked_at_again_when_its_operands_change() -> None:
    session = filled(ELSEWHERE, before="13", after="15")
    session.answer(at("b.again"), "15.38")
    assert codes(session, "b") == []
    changes = session.answer(at("a.after"), "26")
    assert changes is not None
    assert {"a", "b"} <= changes.sections
    assert codes(session, "b") == [("again", "fact_conflict")]
    session.undo()
    assert codes(session, "b") == []


def test_a_threshold_judges_it() -> None:
    session = filled(ELSEWHERE)
    for name, text in (("c.part", "4"), ("c.whole", "100"), ("c.share_least", "5")):
        session.answer(at(name), text)
    page = session.pack.section["c"]
    (threshold,) = [block for block in page.body if block.kind == "threshold"]
    assert session.verdict(page, threshold) is Verdict.MISSED
    assert [problem.message for problem in session.problems("c")] == ["“研发占比”为 4.00%，未达到要求的 5%。"]
    session.answer(at("c.part"), "5")
    assert session.verdict(page, threshold) is Verdict.MET
    assert "达标" in repr(compose(session))


def test_bounds_of_its_own_are_checked_and_it_is_never_owed() -> None:
    session = filled(COMPUTED.replace("computed:", "most: 100, computed:"))
    assert "growth" not in [name for name, _ in codes(session, "a")]
    session.answer(at("a.before"), "1")
    session.answer(at("a.after"), "3")
    assert [problem.message for problem in session.problems("a")] == ["“收入增长率”为 200.00%，大于 100%。"]


STARRED = """
- id: a
  title: 设备
  starred: true
  fields: {total: {label: 合计, computed: {sum: [x, y]}}}
  body: ["甲{x:count}台，乙{y:count}台，合计{total:count}台"]
"""


def test_a_sum_of_nothing_needs_no_proof() -> None:
    assert codes(filled(STARRED, x="无", y="无"), "a") == []
    assert codes(filled(STARRED, x="1", y="无"), "a") == [("evidence", "evidence")]


# -- carry-over --------------------------------------------------------------------------------


def other(contents: str) -> FormSession:
    text = tiny_yaml(contents).replace("pack: tiny", "pack: other")
    return FormSession(parse_pack(text.encode(), "other.yaml"))


TARGET = """
- id: t
  title: 目标
  fields: {g: {label: 增长率, fact: {id: applicant.growth, year: 2021, unit: "%"}}}
  body: ["增长率{g:percent}%"]
"""


def test_it_is_carried_from() -> None:
    old, new = filled(before="13", after="15"), other(TARGET)
    new.apply(edits_of(planned(old, new), new))
    assert new.text(at("t.g")) == "15.38"


def test_it_is_never_carried_into() -> None:
    old = filled(TYPED, before="13", after="15", growth="99")
    new = filled()
    plan = planned(old, new)
    new.apply(edits_of(plan, new))
    assert new.text(GROWTH) == "15.38"
    (dropped,) = plan.of("dropped")
    assert (dropped.sources, dropped.reason) == ((GROWTH,), "这一项现在由程序计算")
    assert {str(path) for entry in plan.entries for path in entry.targets} == {"a.before", "a.after", "cover.project"}


def test_nobody_is_told_of_a_figure_that_nobody_typed() -> None:
    plan = planned(filled(before="13", after="15"), filled())
    assert GROWTH not in {path for entry in plan.entries for path in (*entry.sources, *entry.targets)}
