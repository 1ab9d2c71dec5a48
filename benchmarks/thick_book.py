"""A book of 600 pages and more with 120 proofs of every kind, exported as the program does it, and read back.

    .venv/bin/python benchmarks/thick_book.py [files [pages of a PDF]]

The draft is filled in one process and exported in another.  Prints how long each step of the export
took, the peak memory of the program and of its child, how long pikepdf takes to merge the same proofs
alone, and how long LibreOffice takes to turn the DOCX into a PDF (minutes); then reads the PDF back:
contents, 证明材料见第 N 页, words of the proofs, the type area, `qpdf --check`.  Others are compared by
CPU time, which a busy machine changes little.  Exit status 1 when anything is wrong, or when LibreOffice
is not 20 times slower than our layout and writer.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "export")]

PASSPHRASE = "a passphrase for measuring"
HUGE = 10_000  # pixels: 100 megapixels
GOAL = 20.0  # times our time
OFFICE_LIMIT = 1800  # seconds


@dataclass
class Exported:
    """What the export reported: files, pages, volumes, seconds, seconds and CPU seconds by step, MB at the peak."""

    files: tuple[Path, ...]
    pages: int
    volumes: int
    seconds: float
    steps: dict[str, float]
    cpu: dict[str, float]
    own_peak: float
    child_peak: float


class Steps:
    """Hears what an export does, and sums the seconds up by the words before a number or a colon."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self._now, self._since = "", (time.perf_counter(), time.process_time())

    def __call__(self, words: str, share: float) -> None:
        now = time.perf_counter(), time.process_time()
        if self._now:
            self.seconds[self._now] = self.seconds.get(self._now, 0.0) + now[0] - self._since[0]
            self.cpu[self._now] = self.cpu.get(self._now, 0.0) + now[1] - self._since[1]
        self._now, self._since = words.partition("：")[0].rstrip("0123456789/ "), now


class ChildPeak(threading.Thread):
    """Watches the children of this process, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0.0, threading.Event()

    def run(self) -> None:
        from app.evidence.apart.start import running

        while not self.over.wait(0.5):
            for child in running():
                self.peak = max(self.peak, peak_of(str(child.pid)))


def peak_of(process: str) -> float:
    """The peak memory of a process so far, in MB; 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def fill(folder: Path, count: int, pages: int) -> tuple[list[Any], list[str]]:
    """A draft of the Sichuan sample with `count` proofs; the proofs, and what each of them proves."""
    from thick_evidence import Maker, attach_all

    from app.declaration.declaration import Declaration
    from app.declaration.packs import find_pack
    from app.export.fonts.faces import Faces

    made = Maker(folder, Faces(folders=()), pages, HUGE).make(count)
    with Declaration.create(find_pack("sichuan-2022"), folder / "thick.qibei", PASSPHRASE) as declaration:
        return made, attach_all(declaration, made)


def export(folder: Path) -> Exported:
    """Export the draft in both formats, measuring."""
    from app.declaration.declaration import Declaration
    from app.declaration.export.exporting import export_book

    steps, children = Steps(), ChildPeak()
    children.start()
    with Declaration.open(folder / "thick.qibei", PASSPHRASE) as declaration:
        begun = time.perf_counter()
        report = export_book(declaration, folder / "out", progress=steps)
        seconds = time.perf_counter() - begun
    children.over.set()
    return Exported(
        report.files, report.pages, report.volumes, seconds, steps.seconds, steps.cpu, peak_of("self"), children.peak
    )


def merge(folder: Path) -> float:
    """CPU seconds that pikepdf takes to put the pages of the same proofs into one file, and nothing else."""
    import pikepdf

    from app.declaration.book.proofs import prepare_proofs
    from app.declaration.declaration import Declaration
    from app.evidence.apart.crew import Crew

    with Declaration.open(folder / "thick.qibei", PASSPHRASE) as declaration, Crew() as crew:
        proofs = [one.pdf for one in prepare_proofs(declaration, crew).values() if one.sheets]
    begun = time.process_time()
    with pikepdf.new() as merged:
        for proof in proofs:
            with pikepdf.open(io.BytesIO(proof)) as source:
                merged.pages.extend(source.pages)
        merged.save(folder / "merged.pdf")
    return time.process_time() - begun


def office(docx: Path, folder: Path) -> tuple[float, float] | None:
    """Seconds and CPU seconds that LibreOffice takes to turn the DOCX into a PDF; None when it is not installed."""
    command = shutil.which("soffice")
    if command is None:
        return None
    profile = f"-env:UserInstallation=file://{folder}/profile"
    wanted = [command, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)]
    begun = time.perf_counter()
    subprocess.run(wanted, check=True, capture_output=True, timeout=OFFICE_LIMIT)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime


def faults(done: Exported, made: list[Any], proves: list[str]) -> list[str]:
    """What is wrong with the book, read back."""
    import book_reading as reading

    from app.export.binding import Stock, gutter_of, sheets_of
    from app.export.style import MM, PageStyle

    usual = PageStyle()
    more = (
        gutter_of(Stock().spine(sheets_of(done.pages) // done.volumes)) * MM
    )  # the volumes are of about equal thickness
    frame = replace(usual, inner=usual.inner + more, outer=usual.outer - more)
    book = reading.ReadBook.of(file := done.files[0])
    found = [*reading.wrong_contents(book), *reading.wrong_claims(book, made, proves)]
    found += [*reading.wrong_words(book, made), *reading.outside_frame(book, frame)]
    shown, wanted = reading.plates_shown(book), sum(one.plates for one in made)
    if shown != wanted:
        found.append(f"{shown} plates instead of {wanted}")
    if "No syntax or stream encoding errors" not in (said := reading.qpdf_says(file)):
        found.append(said)
    return found


def alone(work: Callable[..., Any], *given: Any) -> Any:
    """What `work` gives in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def compare(folder: Path, done: Exported) -> None:
    """Print how long others take for the same."""
    docx = next(file for file in done.files if file.suffix == ".docx")
    merging, writing = alone(merge, folder), done.cpu["生成 PDF"]
    print(
        f"pikepdf merges the proofs alone in {merging:.2f} s; writing the PDF takes {writing / merging:.1f} times that"
    )
    taken = alone(office, docx, folder)
    if taken is None:
        print("LibreOffice is not installed")
        return
    seconds, cpu = taken
    set_and_written = done.cpu["排版"] + writing
    whole = sum(done.steps[words] for words in ("准备证明材料", "排版", "生成 PDF"))
    print(
        f"LibreOffice sets the DOCX as a PDF in {seconds:.0f} s: {cpu / set_and_written:.1f} times our CPU time to set"
        f" and write the book (goal {GOAL:.0f}), {seconds / whole:.1f} times our time with the proofs made ready"
    )


def main() -> int:
    """Fill, export, merge, convert and read back; print the figures."""
    count, pages = (int(word) for word in (sys.argv[1:] + ["120", "14"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, proves = alone(fill, folder, count, pages)
        done: Exported = alone(export, folder)
        sizes = ", ".join(f"{file.suffix[1:]} {file.stat().st_size / 1e6:.1f} MB" for file in done.files[:2])
        print(f"{count} proofs, {done.pages} pages ({sizes}) in {done.seconds:.1f} s")
        for words, seconds in done.steps.items():
            print(f"  {words}: {seconds:.2f} s, its own CPU {done.cpu[words]:.2f} s")
        print(f"  peak: {done.own_peak:.0f} MB, its child {done.child_peak:.0f} MB")
        wrong = faults(done, made, proves)
        print("\n".join(wrong) or "read back: contents, claims, words, type area and qpdf find nothing wrong")
        compare(folder, done)
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
