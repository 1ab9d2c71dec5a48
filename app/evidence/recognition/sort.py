"""One sort of file: how it is known, and what its owner is told when it cannot be a proof."""

from __future__ import annotations

from dataclasses import dataclass

Head = tuple[tuple[int, bytes], ...]
"""Bytes that stand at given places at the beginning of a file; all of them must."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What it is (`reason`: 是…), what to do (`advice`), and its signs.

    `heads` begin its bytes; `parts` are in its zip (a folder ends with /), `mimetype` is the text of the part
    mimetype (ODF 1.3 part 2, 3.3; EPUB OCF 3.3); `streams` stand in the root of its compound file; `openings`
    begin its text, in small letters; `endings` of names count where the bytes alone do not tell.
    `converts`: an office program can make a PDF of it.
    """

    reason: str
    advice: str
    heads: tuple[Head, ...] = ()
    parts: tuple[str, ...] = ()
    mimetype: str = ""
    streams: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    converts: bool = False


def at_start(*heads: bytes) -> tuple[Head, ...]:
    """Heads at the very beginning."""
    return tuple(((0, head),) for head in heads)


def save_as_pdf(program: str) -> str:
    """The advice to make a PDF of it in `program`."""
    return f"请在 {program}{' ' if program[-1].isascii() else ''}中打开，另存为 PDF 后加入。"


def print_as_pdf(program: str) -> str:
    """The advice for programs that make a PDF by printing."""
    return f"请在{program}中打开，打印成 PDF（打印机选“Microsoft Print to PDF”等）后加入。"
