"""How the export of a book grows with the rows of a list and with the files of evidence, and what memory it takes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.comparing.alone import alone
from benchmarks.comparing.figures import Figure
from benchmarks.comparing.subjects import HEADS, WIDTHS, rows

SIZES = (100, 1_000, 10_000, 100_000)
FILES = (1, 10, 100)
PER = 1_000  # rows whose share is told
BOUND = 1024.0  # MB
STRAIGHT = 1.3
"""Times as long as a tenth of it takes tenfold: linear but for noise."""
PASSPHRASE = "a passphrase for measuring"
PAGES, WIDEST = 4, 3000  # of a PDF among the evidence, and pixels of its largest picture
PACK = """
pack: list
edition: 1
title: 清单
notice: {{name: 清单, issuer: 清单}}
cover: {{id: cover, title: 封面}}
contents:
  - id: list
    title: 清单
    body:
      - list:
          field: rows
          label: 清单
          columns:
{columns}
"""


def figures() -> Iterator[Figure]:
    """Lists from a hundred rows on, evidence from one file on."""
    took = {}
    for count in SIZES:
        run = alone(list_exported, count)
        took[count] = run.result
        what = f"book with a list of {count:,} rows, PDF and DOCX"
        fewer = count // 10
        if took.get(fewer, 0) < 1:
            yield Figure(what, run.result)
        else:
            yield Figure(what, run.result, peer=f"10 × that of {fewer:,} rows", theirs=10 * took[fewer], goal=STRAIGHT)
        yield Figure("  memory at its peak", run.peak, "MB", goal=BOUND)
    for files in FILES:
        run = alone(evidence_exported, files)
        seconds, pages = run.result
        yield Figure(f"book with {files} files of evidence, {pages} pages, PDF and DOCX", seconds)
        yield Figure("  memory at its peak, without the child's", run.peak, "MB", goal=BOUND)


def list_exported(count: int) -> float:
    """Seconds from the answers of a form to its book on disk."""
    from app.declaration.export.exporting import export_book
    from app.forms.pack.loader import parse_pack
    from app.forms.paths import FieldPath
    from app.forms.session import FormSession

    columns = "\n".join(
        f"            - {{id: c{place}, label: {head}, type: text, width: {width}}}"
        for place, (head, width) in enumerate(zip(HEADS[1:], WIDTHS[1:], strict=True))
    )
    session = FormSession(parse_pack(PACK.format(columns=columns).encode(), "list.yaml"))
    made = [{f"c{place}": text for place, text in enumerate(texts[1:])} for texts in rows(count)]
    session.insert_rows(FieldPath("list", "rows"), 0, made)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        export_book(session, Path(folder), companions=False)
        return time.perf_counter() - begun


def evidence_exported(files: int) -> tuple[float, int]:
    """Seconds from a draft with so many proofs, the kinds by turns, to its book on disk; how many pages that has."""
    from thick_evidence import Maker, attach_all

    from app.declaration.declaration import Declaration
    from app.declaration.export.exporting import export_book
    from app.declaration.packs import find_pack
    from app.export.fonts.faces import Faces

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = Maker(folder, Faces(folders=()), PAGES, WIDEST).make(files)
        with Declaration.create(find_pack("sichuan-2022"), folder / "draft.qibei", PASSPHRASE) as declaration:
            attach_all(declaration, made)
            begun = time.perf_counter()
            report = export_book(declaration, folder / "out")
            return time.perf_counter() - begun, report.pages
