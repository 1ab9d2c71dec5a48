"""Every page that is bound looks as a reader shows the original: a corpus of files of all kinds, page by page.

Three are not compared with pdfium's view of them: it shows no fields where the form that they belong to is missing, it
shows marks whose layer is off, and in nested forms it begins a tiling pattern elsewhere than ISO 32000-2 (8.7.3.1).
"""

from __future__ import annotations

import pytest
from declaration.corpus.bound import BoundBook, drift, shown_frames
from declaration.corpus.ofds import twins
from declaration.corpus.papers import papers
from declaration.corpus.pdf_marks import marked
from declaration.corpus.pdf_pages import pages
from declaration.corpus.pictures import pictures
from evidence.compare import shown
from PIL import Image

SAME = 0.16  # what antialiasing and JPEG do at an edge; a missing line or mark is 0.3 and more
FEW = ("turn-90", "crop-270", "filter-run-length", "stamp-flags-None", "stamp-flags-2", "layer-off", "field-text")
LIKE = 0.35  # what readers draw each in its own way: marks that bring no appearance, inks, where a pattern begins
LIKENED = ("bare-Underline.pdf", "bare-Squiggly.pdf", "bare-StrikeOut.pdf", "cmyk.jpg", "cmyk.tif")
Corpus = dict[str, bytes]


def pdfs() -> Corpus:
    return {f"{name}.pdf": data for name, data in (*pages(), *marked())}


def apart(book: BoundBook, name: str, original: list[Image.Image]) -> float:
    """How far the bound pages of a file are from the original's; 1 when there are not as many."""
    bound = book.pages_of(name)
    return max(map(drift, bound, original)) if len(bound) == len(original) else 1.0


def test_a_few_pages_look_as_a_reader_shows_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    files = {name: data for name, data in pdfs().items() if name.removesuffix(".pdf") in FEW}
    book = BoundBook(tmp_path_factory.mktemp("corpus"), files)
    far = {name: apart(book, name, shown(data)) for name, data in files.items()}
    assert {name: found for name, found in far.items() if found >= SAME} == {}
    assert len(far) == len(FEW)


def test_the_comparison_sees_a_missing_stamp() -> None:
    with_stamp, without = (shown(pdfs()[f"stamp-flags-{flags}.pdf"])[0] for flags in (4, 2))
    assert drift(with_stamp, without) > 2 * SAME


@pytest.mark.long
def test_every_file_of_the_corpus_looks_as_its_reader_shows_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    files, seen, written = pdfs(), dict(pictures()), {paper.name: paper for paper in papers()}
    drawn = {twin.name: twin for twin in twins()}
    everything = files | seen | {name: paper.data for name, paper in written.items()}
    everything |= {name: twin.ofd for name, twin in drawn.items()}
    assert len(everything) >= 150
    book = BoundBook(tmp_path_factory.mktemp("corpus"), everything)
    far = {name: apart(book, name, shown(data)) for name, data in files.items()}
    for name, other in (("field-no-form.pdf", "field-text.pdf"), ("layer-stamp-off.pdf", "stamp-flags-2.pdf")):
        far[name] = apart(book, name, shown(files[other]))
    far["tiling.pdf"] = drift(shown(book.proof("tiling.pdf").pdf)[0], shown(files["tiling.pdf"])[0])
    far |= {name: apart(book, name, shown_frames(data, len(book.pages_of(name)))) for name, data in seen.items()}
    far |= {name: apart(book, name, shown(twin.pdf)) for name, twin in drawn.items()}
    assert {name: found for name, found in far.items() if found >= (LIKE if name in LIKENED else SAME)} == {}
    text = "".join("".join(book.texts).split())
    lost = {
        name: [words for words in paper.words if "".join(words.split()) not in text] for name, paper in written.items()
    }
    assert {name: words for name, words in lost.items() if words} == {}
    assert [name for name in written if book.proof(name).removed] == []
