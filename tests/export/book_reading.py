"""A book read back from its PDF with other tools: what its contents, its claims and its pages say of one another."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from thick_evidence import Made

from app.export.style import PageStyle

SCALE = 0.5  # pixels a point in which pages are looked at
WHITE = 250
SLACK = 3  # points beside the type area: half a rule, and a pixel of blur
_CLAIM = re.compile(r"([^（）；。：]{4,40})：证明材料见第(\d+)页")


@dataclass(frozen=True)
class ReadBook:
    """The words of every page without white space, the number printed in its label, and the outline."""

    file: Path
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    outline: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, file: Path) -> ReadBook:
        """Read the PDF."""
        with pikepdf.open(file) as pdf:
            labels = tuple(str(page.label) for page in pdf.pages)
        read = pypdfium2.PdfDocument(file)
        try:
            texts = tuple(squeezed(read[at].get_textpage().get_text_range()) for at in range(len(read)))
            outline = tuple((squeezed(mark.get_title()), mark.get_dest().get_index()) for mark in read.get_toc())
        finally:
            read.close()
        return cls(file, texts, labels, outline)

    @property
    def contents(self) -> str:
        """The words of the pages of the contents."""
        return "".join(
            text for text, label in zip(self.texts, self.labels, strict=True) if re.fullmatch("[IVX]+", label)
        )

    def page(self, label: str) -> int:
        """The page whose printed number is `label`."""
        return next(at for at, one in enumerate(self.labels) if one == label and f"—{label}—" in self.texts[at])


def squeezed(text: str) -> str:
    """`text` without white space and what PDF readers put at line ends."""
    return re.sub(r"[\s\u0002\ufffe]", "", text)


def wrong_contents(book: ReadBook) -> Iterator[str]:
    """What is wrong between the outline, the contents and the pages on which headings stand."""
    for title, at in book.outline:
        label = book.labels[at]
        if title not in book.texts[at]:
            yield f"{title}: not on its page {at + 1}"
        if f"—{label}—" in book.texts[at] and f"{title}{label}" not in book.contents:
            yield f"{title}: not in the contents with page {label}"


def wrong_claims(book: ReadBook, made: Sequence[Made], proves: Sequence[str]) -> Iterator[str]:
    """What is wrong with 证明材料见第 N 页: each claim names the page on which its file is opened by a heading."""
    found = {claim: label for text in book.texts for claim, label in _CLAIM.findall(text)}
    for one, claim in zip(made, proves, strict=True):
        label = found.get(squeezed(claim))
        if label is None:
            yield f"{claim}: no page is named"
        elif squeezed(one.file.stem) not in book.texts[book.page(label)]:
            yield f"{claim}: {one.file.name} does not stand on page {label}"


def wrong_words(book: ReadBook, made: Sequence[Made]) -> Iterator[str]:
    """Words of the proofs that cannot be found in the book behind the heading of their file, in their order."""
    for one in made:
        stem, at = squeezed(one.file.stem), 0
        for word in one.words:
            at = next((at for at in range(at, len(book.texts)) if word in book.texts[at]), len(book.texts))
            if at == len(book.texts):
                yield f"{one.file.name}: {word} is not in the book"
                break
        if not any(stem in text for text in book.texts):
            yield f"{one.file.name}: no heading"


def plates_shown(book: ReadBook) -> int:
    """How many forms the pages of the book show."""
    with pikepdf.open(book.file) as pdf:
        return sum(len(page.resources.get("/XObject", {}).keys()) for page in pdf.pages)


def outside_frame(book: ReadBook, frame: PageStyle, every: int = 1) -> Iterator[str]:
    """Pages with ink outside the type area and the line of the page number; looks at each `every`th page."""
    pdf = pypdfium2.PdfDocument(book.file)
    try:
        for at in range(0, len(pdf), every):
            image = pdf[at].render(scale=SCALE, grayscale=True).to_pil()
            left = frame.inner if at % 2 == 0 else frame.outer
            area = (left, frame.top, left + frame.text_width, frame.height - frame.bottom + 2 * frame.footer_drop)
            box = image.point(lambda shade: 255 * (shade < WHITE)).getbbox()
            if box is not None and not _inside([side / SCALE for side in box], area):
                yield f"page {at + 1}: ink in {[side / SCALE for side in box]}, not in {[round(side) for side in area]}"
    finally:
        pdf.close()


def _inside(box: Sequence[float], area: Sequence[float]) -> bool:
    near = box[0] >= area[0] - SLACK and box[1] >= area[1] - SLACK
    return near and box[2] <= area[2] + SLACK and box[3] <= area[3] + SLACK


def qpdf_says(file: Path) -> str:
    """What `qpdf --check` finds; the test is skipped where it is not installed."""
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    shown = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    return shown.stdout + shown.stderr
