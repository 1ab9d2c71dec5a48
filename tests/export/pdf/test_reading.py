"""What is visible on each page of a book, read from its PDF; and what comes back from the process that reads."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.errors import UsageError
from app.export.document import Document
from app.export.layout.book import Book
from app.export.pdf import reading, reading_apart
from app.export.pdf.describing import Describer
from app.export.pdf.reading import Reading, Unreadable, read_book
from app.export.pdf.reading_apart import read_apart

Sample = tuple[Document, bytes, Book]


def blank_pages(count: int) -> io.BytesIO:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page()
    made = io.BytesIO()
    pdf.save(made)
    made.seek(0)
    return made


def test_every_page_has_a_digest_and_only_empty_ones_share_theirs(sample: Sample) -> None:
    told: list[tuple[int, int]] = []
    found = read_book(io.BytesIO(sample[1]), lambda done, pages: told.append((done, pages)))
    count = len(sample[2].pages)
    assert len(found.digests) == count
    assert told == [(done, count) for done in range(1, count + 1)]
    empty = {found.digests[page.index] for page in sample[2].pages if not page.placed}
    filled = [found.digests[page.index] for page in sample[2].pages if page.placed]
    assert len(empty) <= 1
    assert len({*filled}) == len(filled)
    assert not empty & {*filled}


def test_read_in_a_process_of_its_own_it_is_the_same(sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(sample[1])
    assert read_apart(file) == read_book(io.BytesIO(sample[1]))


def test_too_many_pages_and_too_long_ones_are_refused(monkeypatch: pytest.MonkeyPatch, sample: Sample) -> None:
    monkeypatch.setattr(reading, "PAGES_LIMIT", 2)
    assert len(read_book(blank_pages(2)).digests) == 2
    with pytest.raises(Unreadable, match="pages"):
        read_book(blank_pages(3))
    monkeypatch.undo()
    monkeypatch.setattr(reading, "OPERATORS_LIMIT", 3)
    with pytest.raises(Unreadable, match="pages"):
        read_book(io.BytesIO(sample[1]))


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading_apart, "SIZE_LIMIT", 10)
    (tmp_path / "大.pdf").write_bytes(b"%PDF-1.7\n" * 9)
    with pytest.raises(UsageError, match=r"文件“大\.pdf”过大"):
        read_apart(tmp_path / "大.pdf")


def test_a_reading_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, sample: Sample, tmp_path: Path
) -> None:
    monkeypatch.setattr(reading_apart, "START", -reading_apart.SECONDS)
    (tmp_path / "书.pdf").write_bytes(sample[1])
    with pytest.raises(UsageError, match="读了太久也没有读完"):
        read_apart(tmp_path / "书.pdf")


@pytest.mark.parametrize(
    "answer",
    [
        {"digests": ["0" * 16]},
        {"digests": ["0" * 15], "keywords": ""},
        {"digests": [1], "keywords": ""},
        {"digests": "0" * 16, "keywords": ""},
        {"digests": [], "keywords": None},
        {"digests": ["0" * 16] * (reading.PAGES_LIMIT + 1), "keywords": ""},
        {"unreadable": "a word of its own"},
        ["a", "b", "c"],
        None,
        7,
    ],
    ids=lambda answer: str(answer)[:40],
)
def test_an_answer_that_is_no_reading_is_not_believed(answer: Any) -> None:
    with pytest.raises((ValueError, Unreadable)):
        reading_apart._reading(answer)


def test_a_reading_comes_back_with_bounded_keywords() -> None:
    answer = {"digests": ["0" * 16], "keywords": "x" * 9000}
    assert reading_apart._reading(answer) == Reading(("0" * 16,), "x" * reading_apart.KEYWORDS_LIMIT)


def test_objects_are_described_by_content_alone() -> None:
    pdf = pikepdf.new()
    direct = pikepdf.Dictionary(A=[1, 2.5, "words"], B=pikepdf.Name.Some)
    other = pikepdf.Dictionary(B=pikepdf.Name.Some, A=pdf.make_indirect(pikepdf.Array([1.0, 2.50, "words"])))
    describe = Describer()
    assert describe(direct) != describe(pikepdf.Dictionary(A=[1, 2.5, "word"], B=pikepdf.Name.Some))
    assert describe(direct) == describe(pdf.make_indirect(pikepdf.Dictionary(direct))) == Describer()(other)
    assert describe(pikepdf.Array([pikepdf.Name.A])) != describe(pikepdf.Array(["/A"]))


def test_what_refers_to_itself_and_what_is_very_deep_has_an_end() -> None:
    pdf = pikepdf.new()
    ring = pdf.make_indirect(pikepdf.Dictionary())
    ring.Next = ring
    deep = pikepdf.Array([])
    for _ in range(300):
        deep = pikepdf.Array([deep])
    assert Describer()(ring)
    assert Describer()(deep)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no program that does nothing")
def test_a_process_that_ends_at_once_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, sample: Sample, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    (file := tmp_path / "书.pdf").write_bytes(sample[1])
    with pytest.raises(UsageError, match="读取它的进程没有启动"):
        read_apart(file)
