"""The lines of a file of keys, as the age tool reads them: one key a line, `#` begins a comment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.errors import UsageError
from app.files import TooLarge, read_bounded, shown

LARGEST = 1_000_000
"""Bytes of a file of keys that is still read."""


def key_lines(file: Path, what: str, undone: str) -> Iterator[tuple[int, str]]:
    """Each key in `file` with the number of its line; UsageError when it cannot be read.

    In its sentence the file is called `what`, and `undone` says what was not done.
    """
    try:
        text = read_bounded(file, LARGEST, pipes=True).decode("utf-8-sig")
    except TooLarge as failure:
        raise UsageError(f"“{shown(file.name)}”太大，不是{what}，{undone}", "请选择正确的文件。") from failure
    except (OSError, UnicodeDecodeError) as failure:
        raise UsageError(
            f"{what}“{shown(file.name)}”无法读取，{undone}", "请确认文件仍在原处，并且是文本文件。"
        ) from failure
    for number, line in enumerate(text.splitlines(), 1):
        key = line.strip()
        if key and not key.startswith("#"):
            yield number, key
