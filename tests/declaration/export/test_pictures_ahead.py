"""Pictures for Word, drawn beside the PDF: the same as one after the other, and nothing is left where it fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from bound_desk import bound_desk

from app.declaration.declaration import Declaration
from app.declaration.export import exporting
from app.declaration.export.exporting import export_book
from app.declaration.steps import ExportCancelled
from app.errors import ExportError
from app.evidence.apart import crew
from app.evidence.apart.start import running
from app.evidence.apart.worker import Worker


@pytest.fixture
def desk(tmp_path: Path, own_children: None) -> Iterator[Declaration]:
    with bound_desk(tmp_path) as declaration:
        yield declaration


def left(folder: Path) -> list[Path]:
    return list(folder.rglob("*")) if folder.exists() else []


def test_two_children_draw_the_same_word_file_as_one(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = []
    for hands in (1, 2):
        monkeypatch.setattr(crew, "_HANDS", hands)
        books.append(export_book(desk, tmp_path / str(hands)).files)
    for one, other in zip(*books, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


@pytest.mark.long
def test_without_a_word_file_nothing_is_done_for_one(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def done(*_given: object, **_named: object) -> NoReturn:
        raise AssertionError("work that nobody wants")

    monkeypatch.setattr(Worker, "picture", done)
    monkeypatch.setattr(exporting, "record_of", done)
    assert export_book(desk, tmp_path / "书", ["pdf"], companions=False).files


@pytest.mark.long
def test_a_page_that_cannot_be_drawn_leaves_no_file_and_no_process(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others, whole = running(), Worker.picture

    def lost(self: Worker, page: int, dpi: float, *, turned: bool) -> bytes:
        assert self._child is not None
        self._child.kill()
        self._child._started._process.wait()
        self._opened = b"no pdf"
        return whole(self, page, dpi, turned=turned)

    monkeypatch.setattr(Worker, "picture", lost)
    with pytest.raises(ExportError, match="不能画成 Word 中的图片，没有生成文件"):
        export_book(desk, tmp_path / "书")
    assert left(tmp_path / "书") == []
    assert running() <= others


def test_stopped_among_the_pictures_it_leaves_no_file_and_no_process(desk: Declaration, tmp_path: Path) -> None:
    others, told = running(), list[str]()
    stopped = lambda: any("图片 2/" in words for words in told)  # noqa: E731
    with pytest.raises(ExportCancelled):
        export_book(desk, tmp_path / "书", progress=lambda words, _: told.append(words), cancelled=stopped)
    assert [words for words in told if "图片" in words] == [f"生成 Word 文档：图片 {at}/4" for at in (1, 2)]
    assert left(tmp_path / "书") == []
    assert running() <= others
