"""The lines of a file of keys, as the age tool reads them: one key a line, `#` begins a comment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.errors import UsageError

LARGEST = 1_000_000
"""Bytes of a file of keys that is still read."""


def key_lines(file: Path, what: str, undone: str) -> Iterator[tuple[int, str]]:
    """Each key in `file` with the number of its line; UsageError when it cannot be read.

    In its sentence the file is called `what`, and `undone` says what was not done.
    """
    try:
        with file.open("rb") as stream:
            text = stream.read(LARGEST + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        raise UsageError(f"{what}“{file.name}”无法读取，{undone}", "请确认文件仍在原处，并且是文本文件。") from failure
    if len(text) > LARGEST:
        raise UsageError(f"“{file.name}”太大，不是{what}，{undone}", "请选择正确的文件。")
    for number, line in enumerate(text.splitlines(), 1):
        key = line.strip()
        if key and not key.startswith("#"):
            yield number, key
