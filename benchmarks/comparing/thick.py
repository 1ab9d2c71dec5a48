"""A book of 600 pages and more with evidence of every kind, beside LibreOffice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.comparing.alone import alone
from benchmarks.comparing.figures import Figure
from benchmarks.thick_book import export, fill, office

FILES, PAGES = 120, 14


def figures() -> Iterator[Figure]:
    """From the draft to the PDF, the evidence made ready, beside its DOCX becoming a PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone(fill, folder, FILES, PAGES)
        done = alone(export, folder).result
        taken = alone(office, next(file for file in done.files if file.suffix == ".docx"), folder).result
    what = f"PDF, book of {done.pages} pages, {FILES} proofs"
    own = sum(done.steps[words] for words in ("准备证明材料", "排版", "生成 PDF"))
    yield Figure(f"{what}, from the draft", own, peer="LibreOffice, from DOCX", theirs=taken[0], goal=0.05)
    own = done.cpu["排版"] + done.cpu["生成 PDF"]
    yield Figure(f"{what}, set and written (CPU)", own, peer="LibreOffice, from DOCX (CPU)", theirs=taken[1], goal=0.05)
    yield Figure("  PDF and DOCX with all that is handed in beside them", done.seconds)
    yield Figure("  memory at its peak", done.own_peak, "MB", goal=1024)
    yield Figure("  memory of its child", done.child_peak, "MB", goal=1024)
