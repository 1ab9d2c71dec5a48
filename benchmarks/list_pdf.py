"""A list of 10,000 rows and six columns as a PDF, beside typst with the same words and faces.

    .venv/bin/python benchmarks/list_pdf.py [rows]

Each side runs in a process of its own, from the words to the finished bytes, and the two take
turns; the same list is also exported from the answers of a form, as the program does it.  Prints
the seconds, their ratios (the target: below 1), peak memory at a quarter, half and all of the
rows, and the pages per second of long prose.
"""

from __future__ import annotations

import io
import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

HEADS = ("序号", "设备名称", "设备型号", "接入协议", "安装位置", "备注")
WIDTHS = (1.2, 3.6, 2.8, 2.2, 3.6, 3.6)
CHARACTERS = "接入设备边缘网关数控机床智能仪表传感器变频控制焊接机器人输送系统冷却压缩热处理检测分拣装配"
PROTOCOLS = ("OPC UA", "Modbus-TCP", "MQTT", "PROFINET", "EtherCAT")
ROUNDS = 3
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
Row = tuple[str, ...]


def words(count: int) -> Iterator[Row]:
    """Rows in which hardly any cell is like another."""
    chance = random.Random(2022)
    for number in range(1, count + 1):
        name = "".join(chance.choices(CHARACTERS, k=chance.randint(4, 9)))
        use = "".join(chance.choices(CHARACTERS, k=chance.randint(4, 16)))
        place = f"{''.join(chance.choices(CHARACTERS, k=4))}车间第{chance.randint(1, 40)}工位"
        yield str(number), f"{name}{number % 97}号", f"XQ-{number:05d}", chance.choice(PROTOCOLS), place, use


def ours(count: int) -> int:
    """The list through document, layout and writer; the size of the PDF."""
    from app.export.document import Cell, Document, Paragraph, Part, Table, Text
    from app.export.document import Row as TableRow
    from app.export.fonts.faces import Faces
    from app.export.layout.settle import lay_out
    from app.export.pdf.writer import write_pdf
    from app.export.style import DocumentStyle, StyleName

    def row(texts: Row, style: StyleName) -> TableRow:
        return TableRow(tuple(Cell((Paragraph((Text(text),), style),)) for text in texts))

    rows = [row(HEADS, "list_head"), *(row(texts, "list_text") for texts in words(count))]
    document = Document("清单", (Part((Table(WIDTHS, rows, header_rows=1),)),), DocumentStyle())
    faces, stream = Faces(folders=()), io.BytesIO()
    write_pdf(lay_out(document, faces), document, stream, faces)
    return len(stream.getvalue())


def answered(count: int) -> int:
    """The same list as answers of a form, its book exported; milliseconds of the export alone."""
    import tempfile

    from app.declaration.export.exporting import export_book
    from app.forms.pack.loader import parse_pack
    from app.forms.paths import FieldPath
    from app.forms.session import FormSession

    columns = "\n".join(
        f"            - {{id: c{place}, label: {head}, type: text, width: {width}}}"
        for place, (head, width) in enumerate(zip(HEADS[1:], WIDTHS[1:], strict=True))
    )
    session = FormSession(parse_pack(PACK.format(columns=columns).encode(), "list.yaml"))
    rows = [{f"c{place}": text for place, text in enumerate(texts[1:])} for texts in words(count)]
    session.insert_rows(FieldPath("list", "rows"), 0, rows)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        export_book(session, Path(folder), ["pdf"], companions=False)
        return round(1000 * (time.perf_counter() - start))


def typsts(count: int) -> int:
    """The same list, columns, sizes and margins through typst; the size of the PDF."""
    import typst

    columns = ", ".join(f"{width}fr" for width in WIDTHS)
    cells = ",\n".join(", ".join(f'"{text}"' for text in texts) for texts in words(count))
    source = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm), numbering: "1")\n'
        '#set text(font: ("Liberation Serif", "FandolFang R"), size: 10.5pt, lang: "zh")\n'
        f"#table(columns: ({columns}), inset: 4pt, stroke: 0.5pt,\n"
        f"table.header({', '.join(f'[{head}]' for head in HEADS)}),\n{cells})\n"
    )
    return len(typst.compile(source.encode(), font_paths=[str(ROOT / "resources" / "fonts")]))


def prose(pages: int) -> int:
    """Long prose: about so many pages; how many they became."""
    from app.export.document import Document, Paragraph, Part, Text
    from app.export.fonts.faces import Faces
    from app.export.layout.settle import lay_out
    from app.export.pdf.writer import write_pdf
    from app.export.style import DocumentStyle

    chance = random.Random(7)
    document = Document(
        "正文", (Part(tuple(Paragraph((Text(_paragraph(chance)),)) for _ in range(3 * pages))),), DocumentStyle()
    )
    faces = Faces(folders=())
    book = lay_out(document, faces)
    write_pdf(book, document, io.BytesIO(), faces)
    return len(book.pages)


def _paragraph(chance: random.Random) -> str:
    pieces = []
    for _ in range(chance.randint(8, 16)):
        pieces.append("".join(chance.choices(CHARACTERS, k=chance.randint(5, 24))))
        pieces.append(
            chance.choice(["，", "，", "。", "、", "（含OPC UA协议）", f"{chance.randint(1, 9999)}台/套，", "“平台”"])
        )
    return "".join(pieces) + "。"


def measured(work: Callable[[int], int], count: int) -> tuple[float, float, int]:
    """Seconds, peak memory in MB, and the result of `work(count)` in a process of its own."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[tuple[float, float, int]] = context.Queue()
    process = context.Process(target=_measure, args=(work, count, queue))
    process.start()
    result = queue.get()
    process.join()
    return result


def _measure(work: Callable[[int], int], count: int, queue: multiprocessing.Queue[tuple[float, float, int]]) -> None:
    start = time.perf_counter()
    result = work(count)
    seconds = time.perf_counter() - start
    queue.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, result))


def main() -> int:
    """Run both sides in turns and print the figures; 1 when the target is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    own, other, exported = [], [], []
    for _ in range(ROUNDS):
        own.append(measured(ours, count)[0])
        other.append(measured(typsts, count)[0])
        exported.append(measured(answered, count)[2] / 1000)
    ratio = statistics.median(own) / statistics.median(other)
    print(
        f"{count} rows: ours {statistics.median(own):.2f} s, typst {statistics.median(other):.2f} s, ratio {ratio:.2f}"
    )
    whole = statistics.median(exported) / statistics.median(other)
    print(f"  from answers to the book on disk: {statistics.median(exported):.2f} s, ratio {whole:.2f}")
    for part in (count // 4, count // 2, count):
        seconds, memory, size = measured(ours, part)
        print(f"  {part:6} rows: {seconds:5.2f} s, peak {memory:4.0f} MB, {size / 1e6:.2f} MB of PDF")
    seconds, memory, pages = measured(prose, 200)
    print(f"prose: {pages} pages in {seconds:.2f} s, peak {memory:.0f} MB")
    return 0 if max(ratio, whole) < 1 else 1


if __name__ == "__main__":
    sys.exit(main())
