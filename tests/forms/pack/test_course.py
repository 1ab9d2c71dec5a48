"""The form of the course, at most 80 lines: it loads, checks what is filled in, and prints blank and filled."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms.printed_words import docx_words, pdf_words
from forms.tiny_packs import at

from app.declaration.export.exporting import export_book
from app.declaration.filling import fill
from app.forms.pack.blocks import Grid, ListTable, Prose, Seal
from app.forms.pack.loader import load_pack
from app.forms.session import FormSession

FILE = Path(__file__).resolve().parents[3] / "docs" / "course" / "first-form.yaml"
ANSWERS = {
    "cover.project": "高速主轴轴承寿命试验方法研究",
    "cover.applicant": "临江市样例轴承有限公司",
    "cover.declared": "2024-04-10",
    "basics.code": "91510100MAYYYY008J",
    "basics.person": "陆旸",
    "basics.mobile": "13800138000",
    "basics.field": "其他",
    "basics.other_field": "精密仪器",
    "budget.total": "120",
    "budget.granted": "40",
    "budget.own": "80",
    "content.text": "研究高速主轴轴承的加速寿命试验方法。",
    "base.patents": 1,
    "base.rows": [{"name": "一种轴承试验台", "number": "ZL202010000001.1", "granted": "2021-12-03"}],
}
PROOF = {"name": "证书.pdf", "sha256": "0" * 64, "size": 1, "pages": 1, "proves": "专利"}


@pytest.fixture
def session() -> FormSession:
    """The form of the course, completely filled."""
    session = FormSession(load_pack(FILE))
    fill(session, {"answers": ANSWERS})
    session.insert_rows(at("base.certificates"), 0, [PROOF])
    return session


def found(session: FormSession) -> list[tuple[str, str, str]]:
    return [(str(one.path), one.code, one.severity) for one in session.checklist().problems]


def test_it_is_short_and_has_one_of_each_thing_that_the_course_teaches(session: FormSession) -> None:
    assert len(FILE.read_text("utf-8").splitlines()) <= 80
    pages = session.pack.sections
    kinds = {type(block) for page in pages for block in (*page.body, *page.leaves)}
    assert {Grid, Prose, ListTable, Seal} <= kinds
    assert {rule.kind for page in pages for rule in page.checks} == {"sum", "at_least", "list_total"}
    assert [page.id for page in pages if page.evidence_items] == ["base"]


def test_filled_completely_it_has_nothing_to_mend(session: FormSession) -> None:
    assert session.checklist().complete
    assert found(session) == []


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("budget.own", "70", ("budget.total", "sum", "blocking")),
        ("budget.granted", "", ("budget.granted", "required", "blocking")),
        ("basics.other_field", "", ("basics.other_field", "required", "blocking")),
        ("content.text", "研" * 801, ("content.text", "limit", "blocking")),
        ("base.patents", "2", ("base.patents", "list_total", "blocking")),
    ],
)
def test_what_is_wrong_is_told(session: FormSession, path: str, text: str, problem: tuple[str, str, str]) -> None:
    session.answer(at(path), text)
    assert problem in found(session)


def test_the_share_is_computed_and_advised_on(session: FormSession) -> None:
    assert session.printed(at("budget.share")) == "66.67"
    fill(session, {"answers": {"budget.granted": "70", "budget.own": "50"}})
    assert found(session) == [("budget.share", "too_small", "advice")]
    assert "41.67%" in session.checklist().problems[0].message


def test_without_patents_neither_a_list_nor_a_proof_is_owed(session: FormSession) -> None:
    fill(session, {"answers": {"base.patents": "无", "base.rows": []}})
    session.remove_rows(at("base.certificates"), session.answers.rows(at("base.certificates")))
    assert found(session) == []


@pytest.mark.parametrize("blank", [True, False])
def test_it_prints_blank_and_filled(session: FormSession, tmp_path: Path, blank: bool) -> None:
    pdf, docx = export_book(session, tmp_path, blank=blank, companions=False, submission_sheet=False).files
    for words in (pdf_words(pdf), docx_words(docx)):
        text = "".join("".join(words).split())
        assert "主要研究内容和创新点（限800字）" in text
        assert ("自筹比例66.67%" in text) is not blank
        assert ("☑其他请注明精密仪器" in text) is not blank
