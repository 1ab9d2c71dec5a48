"""核对: is a PDF a fixed version, page by page, and which printed sheets would have to be replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.declaration.declaration import Declaration
from app.declaration.steps import Cancelled, Progress
from app.declaration.version import Version
from app.errors import UsageError
from app.export.pdf.reading import SCHEME, Reading
from app.export.pdf.reading_apart import read_apart

Status = Literal["changed", "missing", "extra"]
Action = Literal["replace", "remove", "add"]
Stated = Literal["same", "other", "none"]


@dataclass(frozen=True, slots=True)
class PageFinding:
    """One page that is not as it was fixed: its place in the PDF, from 1, and the number printed on it then."""

    page: int
    label: str
    status: Status


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """One sheet (two pages, front and back) that is to be replaced, taken out or added.

    `volume` and `sheet` count from 1, the sheet within its volume; `pages` are places in the PDF.
    """

    volume: int
    sheet: int
    pages: tuple[int, ...]
    labels: tuple[str, ...]
    action: Action


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of a comparison.

    `pages` and `sheets` hold only what differs; `draft_changed` says whether the declaration was changed after the
    version was fixed; `stated` whether the PDF's own metadata name the version's fingerprint, another one or none,
    and `named` the other version of this declaration whose fingerprint they name.
    """

    version: Version
    pages: tuple[PageFinding, ...]
    sheets: tuple[SheetFinding, ...]
    draft_changed: bool
    stated: Stated
    named: Version | None = None

    @property
    def match(self) -> bool:
        """Whether the PDF is that version, page by page."""
        return not self.pages

    @property
    def unlike(self) -> bool:
        """Whether not a single page is the same: it is another document, or was made in another way."""
        return sum(finding.page <= self.version.pages for finding in self.pages) == self.version.pages


def verify(
    declaration: Declaration,
    pdf: Path,
    number: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Verification:
    """Compare a PDF with the version `number`, the latest unless given.

    UsageError when either is not there, or when the version's digests were made by other rules.
    """
    known = declaration.versions()
    wanted = _wanted(known, number)

    def told(done: int, pages: int) -> None:
        if progress is not None:
            progress(f"核对第 {done} 页，共 {pages} 页", done / max(1, pages))

    reading = read_apart(pdf, told, cancelled or (lambda: False))
    version = next((one for one in wanted if one.fingerprint in reading.keywords), wanted[-1])
    found = compared(version, reading, declaration.fingerprint())
    return replace(found, named=_named(known, reading.keywords) if found.stated == "other" else None)


def compared(version: Version, reading: Reading, now: str) -> Verification:
    """A reading compared with a version; `now` is the fingerprint of the declaration today."""
    pages = tuple(_pages(version, reading))
    sheets = tuple(_sheets(version, {finding.page: finding for finding in pages}, len(reading.digests)))
    return Verification(version, pages, sheets, now != version.fingerprint, _stated(version, reading.keywords))


def _wanted(versions: list[Version], number: int | None) -> list[Version]:
    """The versions of that number that can be compared; more than one only after a merge, never none."""
    if not versions:
        raise UsageError("这份草稿还没有定稿，没有可以核对的版本。", "请先定稿，再核对由定稿后导出的 PDF。")
    chosen = versions[-1].number if number is None else number
    found = [version for version in versions if version.number == chosen]
    if not found:
        known = "、".join(str(one) for one in sorted({version.number for version in versions}))
        raise UsageError(f"没有定稿第 {chosen} 版，没有核对。", f"已有的版本：{known}。")
    comparable = [version for version in found if version.scheme == SCHEME]
    if not comparable:
        raise UsageError(
            f"{found[-1].name}是由另一版程序记录的，页面无法逐页比较，没有核对。",
            "请重新定稿，再核对由定稿后导出的 PDF。",
        )
    return comparable


def _pages(version: Version, reading: Reading) -> Iterator[PageFinding]:
    """The pages that differ, by their place."""
    for index in range(max(version.pages, len(reading.digests))):
        if index >= version.pages:
            yield PageFinding(index + 1, "", "extra")
        elif index >= len(reading.digests):
            yield PageFinding(index + 1, version.labels[index], "missing")
        elif reading.digests[index] != version.digests[index]:
            yield PageFinding(index + 1, version.labels[index], "changed")


def _sheets(version: Version, findings: dict[int, PageFinding], pages: int) -> Iterator[SheetFinding]:
    """The sheets that hold a page that differs; pages behind the last one belong to the last volume."""
    ends = [*version.volumes[1:], max(version.pages, pages)]
    for volume, (start, end) in enumerate(zip(version.volumes, ends, strict=True), 1):
        for sheet, first in enumerate(range(start + 1, end + 1, 2), 1):
            sides = tuple(range(first, min(first + 2, end + 1)))
            found = [findings[page] for page in sides if page in findings]
            if found:
                labels = tuple(version.labels[page - 1] if page <= version.pages else "" for page in sides)
                yield SheetFinding(volume, sheet, sides, labels, _action(found, len(sides)))


def _action(found: list[PageFinding], sides: int) -> Action:
    """What is to be done with a sheet: one that is wholly new or gone is added or taken out, any other replaced."""
    kinds = {finding.status for finding in found} if len(found) == sides else set()
    if kinds == {"extra"}:
        return "add"
    return "remove" if kinds == {"missing"} else "replace"


def _named(versions: list[Version], keywords: str) -> Version | None:
    """The version whose fingerprint stands in the metadata."""
    return next((version for version in versions if version.fingerprint in keywords), None)


def _stated(version: Version, keywords: str) -> Stated:
    if version.fingerprint in keywords:
        return "same"
    return "other" if keywords.strip() else "none"
