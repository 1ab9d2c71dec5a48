"""PDF and DOCX of the same words: by the program, and by what a user would take in its place."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.comparing.alone import alone, in_turns
from benchmarks.comparing.figures import Figure
from benchmarks.comparing.subjects import HEADS, WIDTHS, paragraphs, rows

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
ROWS, PAGES = 10_000, 600
TYPST, OFFICE = "typst", "LibreOffice, from DOCX"
OFFICE_LIMIT = 1800  # seconds
PAGE = (
    '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm), numbering: "1")\n'
    '#set text(font: ("Liberation Serif", "FandolFang R"), size: {size}pt, lang: "zh")\n'
    "#set par(first-line-indent: (amount: 2em, all: true), leading: {leading}pt, justify: true)\n"
)


def figures() -> Iterator[Figure]:
    """PDF and DOCX of lists, PDF of prose."""
    own, typst = in_turns(ROUNDS, (list_as_pdf, [ROWS]), (list_by_typst, [ROWS]))
    what = f"PDF, list of {ROWS:,} rows"
    yield Figure(what, own.seconds, peer=TYPST, theirs=typst.seconds, goal=0.5)
    yield Figure(what, own.seconds, peer=OFFICE, theirs=alone(by_office, "list", ROWS).result, goal=0.05)
    own, typst = in_turns(ROUNDS, (prose_as_pdf, [PAGES]), (prose_by_typst, [PAGES]))
    what = f"PDF, prose of {own.result} pages"
    yield Figure(what, own.seconds, peer=TYPST, theirs=typst.seconds, goal=1)
    yield Figure(what, own.seconds, peer=OFFICE, theirs=alone(by_office, "prose", PAGES).result, goal=0.05)
    own, plain, template = in_turns(
        ROUNDS, (list_as_docx, [ROWS]), (list_by_python_docx, [ROWS]), (list_by_docxtpl, [ROWS])
    )
    what = f"DOCX, list of {ROWS:,} rows"
    yield Figure(what, own.seconds, peer="python-docx, cells at once", theirs=plain.seconds, goal=1)
    yield Figure(what, own.seconds, peer="docxtpl", theirs=template.seconds, goal=1)


# -- ours ------------------------------------------------------------------------------------------


def _list(count: int):
    from app.export.document import Cell, Document, Paragraph, Part, Row, Table, Text
    from app.export.style import DocumentStyle

    def row(texts, style):
        return Row(tuple(Cell((Paragraph((Text(text),), style),)) for text in texts))

    body = [row(HEADS, "list_head"), *(row(texts, "list_text") for texts in rows(count))]
    return Document("清单", (Part((Table(WIDTHS, body, header_rows=1),)),), DocumentStyle())


def _prose(pages: int):
    from app.export.document import Document, Paragraph, Part, Text
    from app.export.style import DocumentStyle

    return Document("正文", (Part(tuple(Paragraph((Text(words),)) for words in paragraphs(pages))),), DocumentStyle())


def _pdf(document) -> int:
    from app.export.fonts.faces import Faces
    from app.export.layout.settle import lay_out
    from app.export.pdf.writer import write_pdf

    faces = Faces(folders=())
    book = lay_out(document, faces)
    write_pdf(book, document, io.BytesIO(), faces)
    return len(book.pages)


def list_as_pdf(count: int) -> int:
    """The list through document, layout and writer; how many pages it has."""
    return _pdf(_list(count))


def prose_as_pdf(pages: int) -> int:
    """The prose likewise."""
    return _pdf(_prose(pages))


def list_as_docx(count: int, out: io.BytesIO | None = None) -> None:
    """The list as a file of Word."""
    from app.export.docx.writer import write_docx

    write_docx(_list(count), out or io.BytesIO(), pages={})


# -- the peers -------------------------------------------------------------------------------------


def by_office(subject: str, size: int) -> float:
    """Seconds that LibreOffice takes to turn the DOCX of the same words into a PDF; its own start counts, as it does
    for whoever asks it.
    """
    from app.export.docx.writer import write_docx

    command = shutil.which("soffice")
    if command is None:
        raise SystemExit("LibreOffice is not installed: make setup, or apt-get install libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory() as folder:
        docx = Path(folder) / "words.docx"
        with docx.open("wb") as out:
            write_docx(_list(size) if subject == "list" else _prose(size), out, pages={})
        profile = f"-env:UserInstallation=file://{folder}/profile"
        wanted = [command, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        begun = time.perf_counter()
        subprocess.run([*wanted, str(docx)], check=True, capture_output=True, timeout=OFFICE_LIMIT)
        return time.perf_counter() - begun


def list_by_typst(count: int) -> int:
    """The list through typst, with the same columns, sizes and margins; the size of the PDF."""
    columns = ", ".join(f"{width}fr" for width in WIDTHS)
    cells = ",\n".join(", ".join(f'"{text}"' for text in texts) for texts in rows(count))
    heads = ", ".join(f"[{head}]" for head in HEADS)
    return _by_typst(
        10.5, f"#table(columns: ({columns}), inset: 4pt, stroke: 0.5pt,\ntable.header({heads}),\n{cells})\n"
    )


def prose_by_typst(pages: int) -> int:
    """The prose through typst, with the same sizes and margins."""
    return _by_typst(16, "\n\n".join(paragraphs(pages)))


def _by_typst(size: float, body: str) -> int:
    import typst

    source = PAGE.format(size=size, leading=12) + body
    return len(typst.compile(source.encode(), font_paths=[str(ROOT / "resources" / "fonts")]))


def list_by_python_docx(count: int) -> None:
    """The list by python-docx in its fastest way: all rows at once, and the cells asked for once."""
    import docx

    document = docx.Document()
    cells = iter(document.add_table(count + 1, len(HEADS))._cells)
    for texts in (HEADS, *rows(count)):
        for text in texts:
            next(cells).text = text
    document.save(io.BytesIO())


def list_by_docxtpl(count: int) -> None:
    """The list by docxtpl: a row of a template repeated."""
    import docx
    from docxtpl import DocxTemplate

    template, stream = docx.Document(), io.BytesIO()
    table = template.add_table(4, len(HEADS))
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for place, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ row[{place}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    template.save(stream)
    stream.seek(0)
    filled = DocxTemplate(stream)
    filled.render({"rows": list(rows(count))})
    filled.save(io.BytesIO())
