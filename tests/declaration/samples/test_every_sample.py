"""Every sample in `resources/samples/`: complete in a real draft, near its limits, consistent, and printable."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from daily import daily
from filled import printed_rows, sample_session
from prepared import PASSPHRASE, Samples

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.files import resource
from app.forms.answers.facts import stated_by
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.wording import count_words

RARE = "喆珺昇镕旸"
SAMPLES = sorted(
    file.stem for file in resource("samples").glob("*.yaml") if not file.stem.endswith("-proofs")
)  # the proofs of a sample are not a sample
TOTAL = re.compile(r"^(?!所有者).*(合计|总计)")  # what the owners hold is no sum of the rows above it


@pytest.fixture(scope="module", params=SAMPLES)
def declaration(
    request: pytest.FixtureRequest, samples: Samples, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Declaration]:
    """A draft made as `qibei sample` makes it, closed and opened again; no test changes it."""
    path = samples.copy(request.param, tmp_path_factory.mktemp("sample") / "样例.qibei")
    with Declaration.open(path, PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def session(declaration: Declaration) -> FormSession:
    """The answers of that draft."""
    return declaration.session


def prose(session: FormSession) -> dict[FieldPath, str]:
    """Every long text of the form, by where it stands."""
    return {
        path: str(value)
        for path, value in session.answers.items()
        if not path.row and session.field(path).type == "prose"
    }


# -- complete ----------------------------------------------------------------------------------------


def test_the_draft_is_complete_and_nothing_is_left_to_advise(declaration: Declaration) -> None:
    checklist = declaration.session.checklist()
    assert (checklist.complete, [problem.message for problem in checklist.problems]) == (True, [])
    assert declaration.not_carried == ()


def test_every_proof_that_is_asked_for_is_given_and_its_bytes_are_there(declaration: Declaration) -> None:
    asked = [item for item in declaration.evidence_items() if declaration.session.asked(item)]
    assert [str(item) for item in asked if not declaration.evidence(item)] == []
    proofs = [proof for item in asked for proof in declaration.evidence(item)]
    assert len({proof.name for proof in proofs}) == len({proof.sha256 for proof in proofs}) == len(proofs)
    assert all(len(declaration.evidence_bytes(proof.sha256)) == proof.size for proof in proofs)


def test_every_blank_that_is_asked_is_filled(session: FormSession) -> None:
    empty = [
        str(path)
        for section in session.pack.sections
        for field in section.asked.values()
        if session.asked(path := FieldPath(section.id, field.id)) and field.type not in ("list", "evidence")
        if session.value(path) is None
    ]
    assert empty == []


def test_every_list_has_rows_and_every_cell_is_filled(session: FormSession) -> None:
    lists = [
        f"{section.id}.{name}"
        for section in session.pack.sections
        for name in section.lists
        if session.asked(FieldPath(section.id, name))
    ]
    assert [name for name in lists if not printed_rows(session, name)] == []
    assert [(name, row) for name in lists for row in printed_rows(session, name) if not all(row.values())] == []


# -- worth reading -----------------------------------------------------------------------------------


def test_limited_texts_come_near_their_limits(session: FormSession) -> None:
    said = {str(path): (count_words(text), session.field(path).limit) for path, text in prose(session).items()}
    assert {path: said for path, said in said.items() if said[1] and not 0.85 * said[1] <= said[0] <= said[1]} == {}


def test_no_sentence_is_said_twice(session: FormSession) -> None:
    sentences = re.split(r"[。；\n]", "\n".join(prose(session).values()))
    said = Counter(sentence.strip() for sentence in sentences if len(sentence.strip()) > 12)
    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_rare_characters_and_latin_stand_in_the_texts(session: FormSession) -> None:
    text = "\n".join(prose(session).values())
    assert [char for char in RARE if char not in text] == []
    assert len(set(re.findall(r"[A-Za-z][A-Za-z-]{3,}", text))) >= 10


def test_nobody_real_can_be_reached(session: FormSession) -> None:
    addresses = re.findall(r"[\w.]+@[\w.]+", "\n".join(str(value) for _, value in session.answers.items()))
    assert {address.partition("@")[2] for address in addresses} <= {"example.com"}


# -- one company, several notices ---------------------------------------------------------------------

LASTING = ("applicant.code", "applicant.founded", "applicant.address", "platform.name", "platform.started")


def by_company() -> dict[str, list[dict[str, Any]]]:
    """What the samples of each company state apart from the year, in the order of the notices' years."""
    companies: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for pack in sorted(SAMPLES, key=lambda name: name.split("-")[-1]):
        session = sample_session(pack)
        stated = {one.key.id: session.value(one.path) for one in stated_by(session.pack) if one.key.year is None}
        companies[str(stated["applicant.name"])].append(stated)
    return companies


def test_a_company_stays_itself_and_does_not_shrink_from_one_notice_to_the_next() -> None:
    compared = 0
    for earlier, later in [pair for samples in by_company().values() for pair in pairwise(samples)]:
        both = earlier.keys() & later.keys()
        assert {name: later[name] for name in both if name in LASTING} == {
            name: earlier[name] for name in both if name in LASTING
        }
        grown = [name for name in both if all(type(one[name]) in (int, Decimal) for one in (earlier, later))]
        assert [name for name in grown if later[name] < earlier[name]] == []
        compared += len(grown)
    assert compared >= 15


# -- the proofs --------------------------------------------------------------------------------------


def tables(tree: Any) -> Iterator[dict[str, Any]]:
    """Every table with rows of its own in the description of the proofs."""
    branches = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    if isinstance(tree, dict) and "rows" in tree:
        yield tree
    for branch in branches:
        yield from tables(branch)


def hundredths(cell: str, session: FormSession) -> int | None:
    """A cell's figure in hundredths, so that sums are exact; None when it is none."""
    words = re.sub(r"\{(.+?)\}", lambda found: session.printed(FieldPath.parse(found[1])), cell).rstrip("%")
    return round(float(words) * 100) if re.fullmatch(r"-?\d+(\.\d+)?", words) else None


def totals(table: dict[str, Any], session: FormSession) -> Iterator[tuple[str, str, int, int]]:
    """Every total: its row and column, what it says, and the sum of the figures above it (both in hundredths)."""
    start = 0
    for place, row in enumerate(table["rows"]):
        if not TOTAL.search(row[0]):
            continue
        for column in range(1, len(row)):
            parts = [hundredths(above[column], session) for above in table["rows"][start:place]]
            total = hundredths(row[column], session)
            if total is not None and None not in parts:
                yield row[0], table["columns"][column], total, sum(part or 0 for part in parts)
        start = place + 1


@pytest.mark.parametrize("pack", SAMPLES)
def test_every_total_in_the_proofs_is_the_sum_above_it(pack: str) -> None:
    session = sample_session(pack)
    described = [*tables(read_tree(resource("samples", f"{pack}-proofs.yaml").read_bytes()).data["evidence"])]
    assert [row for table in described for row in table["rows"] if len(row) != len(table["columns"])] == []
    found = [total for table in described for total in totals(table, session)]
    assert [total for total in found if total[2] != total[3]] == []
    assert len(found) >= 20


# -- on paper ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("declaration", daily(SAMPLES, "miit-2023", "sme-2022"), indirect=True)
def test_the_book_is_printed_in_both_formats_with_every_text(declaration: Declaration, tmp_path: Path) -> None:
    report = export_book(declaration, tmp_path, companions=False)
    files = {file.suffix: file for file in report.files}
    assert files.keys() == {".pdf", ".docx"}
    with pypdfium2.PdfDocument(files[".pdf"]) as pdf:
        assert len(pdf) == report.pages > 10
    with ZipFile(files[".docx"]) as document:
        printed = re.sub(r"<[^>]+>", "", document.read("word/document.xml").decode())
    texts = {str(path): text.split("\n")[0][:10] for path, text in prose(declaration.session).items()}
    assert [path for path, start in texts.items() if start not in printed] == []
