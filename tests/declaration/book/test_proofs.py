"""Proofs made ready: side by side as one after the other, stopped in the middle, and none twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bound_desk import MORE, bound_desk
from small_desk import PROOF

from app.declaration.book import ready as ready_module
from app.declaration.book.proof_files import proof_files
from app.declaration.book.proofs import ProofsFailed, prepare_proofs
from app.declaration.book.ready import ReadyProofs
from app.declaration.book.typesetting import typeset
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.steps import ExportCancelled
from app.declaration.versions.freezing import freeze
from app.evidence.apart.crew import Crew
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Prepared

TORN = b"%PDF-1.4 torn"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Declaration]:
    with bound_desk(tmp_path) as declaration:
        yield declaration


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that a child was asked to make ready."""
    names: list[str] = []
    whole = Worker.prepare

    def noted(
        self: Worker, name: str, data: bytes, password: str = "", max_dpi: int | None = None, layout: str = ""
    ) -> Prepared:
        names.append(name)
        return whole(self, name, data, password, max_dpi, layout)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "prepare", noted)
    return names


def torn(declaration: Declaration, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """The bytes of these proofs are damaged in the draft."""
    files = [*declaration.evidence(PROOF), *declaration.evidence(MORE)]
    hashes = {one.sha256 for one in files if one.name in names}
    whole = Declaration.evidence_bytes
    monkeypatch.setattr(
        Declaration, "evidence_bytes", lambda self, sha256: TORN if sha256 in hashes else whole(self, sha256)
    )


def prepared(declaration: Declaration, hands: int, **how: object) -> dict[str, Prepared]:
    with Crew(hands) as crew:
        return prepare_proofs(declaration, crew, **how)  # type: ignore[arg-type]


def book(declaration: Declaration, proofs: dict[str, Prepared]) -> bytes:
    stream = io.BytesIO()
    typeset(declaration.session, proofs).write("pdf", stream)
    return stream.getvalue()


def test_side_by_side_gives_the_same_proofs_in_the_same_order_and_the_same_book(desk: Declaration) -> None:
    alone, both = prepared(desk, 1), prepared(desk, 2)
    assert list(alone.items()) == list(both.items())
    assert list(both) == [file.sha256 for file in proof_files(desk)]
    assert book(desk, alone) == book(desk, both)


@pytest.mark.parametrize("hands", [1, 2])
def test_what_is_told_names_each_file_once_and_never_goes_back(desk: Declaration, hands: int) -> None:
    told: list[tuple[str, float]] = []
    prepared(desk, hands, progress=lambda words, share: told.append((words, share)))
    files = proof_files(desk)
    assert [words for words, _ in told] == [
        f"准备证明材料 {number}/{len(files)}：{file.name}" for number, file in enumerate(files, 1)
    ]
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_every_proof_that_fails_is_named_in_the_order_of_the_book(
    desk: Declaration, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn(desk, monkeypatch, "照片.jpg", "合同.pdf")
    with pytest.raises(ProofsFailed) as failed:
        prepared(desk, 2)
    assert "有 2 份" in failed.value.message
    assert failed.value.message.index("照片.jpg") < failed.value.message.index("合同.pdf")
    proofs = prepared(desk, 2, stand_in=True)
    assert [bool(one.failure) for one in proofs.values()] == [file.name != "大屏.png" for file in proof_files(desk)]


def test_an_export_that_is_stopped_among_its_proofs_leaves_nothing(desk: Declaration, tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(ExportCancelled):
        export_book(
            desk, tmp_path / "书", progress=lambda words, _: told.append(words), cancelled=lambda: len(told) >= 3
        )
    assert told[-1].startswith("准备证明材料 2/3")
    assert not (tmp_path / "书").exists() or not list((tmp_path / "书").iterdir())


def test_a_book_after_another_makes_no_proof_ready_again(desk: Declaration, tmp_path: Path, asked: list[str]) -> None:
    ready = ReadyProofs()
    first = export_book(desk, tmp_path / "一", ready=ready)
    assert sorted(asked) == sorted(file.name for file in proof_files(desk))
    asked.clear()
    again = export_book(desk, tmp_path / "二", ready=ready)
    freeze(desk, ready=ready)
    assert asked == []
    for one, other in zip(first.files, again.files, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_proof_that_is_wanted_in_another_way_is_made_ready_again(desk: Declaration, asked: list[str]) -> None:
    ready = ReadyProofs()
    prepared(desk, 1, ready=ready)
    asked.clear()
    prepared(desk, 1, ready=ready, max_dpi=72)
    assert len(asked) == 3
    (row,) = (file.row for file in desk.evidence(PROOF) if file.name == "大屏.png")
    asked.clear()
    desk.session.answer(PROOF.at(row, "layout"), "whole")
    prepared(desk, 1, ready=ready)
    assert asked == ["大屏.png"]
    asked.clear()
    desk.session.answer(PROOF.at(row, "password"), "另一个")
    prepared(desk, 1, ready=ready)
    assert asked == ["大屏.png"]


def test_a_proof_that_failed_is_tried_again(
    desk: Declaration, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    ready = ReadyProofs()
    with monkeypatch.context() as patch:
        torn(desk, patch, "合同.pdf")
        prepared(desk, 2, ready=ready, stand_in=True)
    asked.clear()
    assert not any(one.failure for one in prepared(desk, 2, ready=ready).values())
    assert asked == ["合同.pdf"]


def test_no_more_is_kept_than_there_is_room_for(
    desk: Declaration, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    ready = ReadyProofs()
    first = prepared(desk, 1)[proof_files(desk)[0].sha256]
    monkeypatch.setattr(ready_module, "ROOM", len(first.pdf))
    prepared(desk, 1, ready=ready)
    asked.clear()
    prepared(desk, 1, ready=ready)
    assert asked == [file.name for file in proof_files(desk)[1:]]
