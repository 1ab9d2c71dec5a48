"""The files that folders hold, in the order in which a person would list them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.errors import EvidenceRefused
from app.evidence.kinds import refused

_LEFT_BY_SYSTEMS = frozenset({"desktop.ini", "thumbs.db"})
_DIGITS = re.compile(r"(\d+)")


def proofs_in(paths: Iterable[Path], most: int) -> list[Path]:
    """The files among `paths` in the order given, a folder as all files in it; EvidenceRefused beyond `most`."""
    found: list[Path] = []
    for path in paths:
        for file in _within(path) if os.path.isdir(path) else (path,):
            if len(found) == most:
                raise EvidenceRefused(f"一次最多加入 {most} 个文件；草稿未改动。", "请分几次加入。")
            found.append(file)
    return found


def require_no_link(file: Path) -> None:
    """EvidenceRefused when `file`, which was found in a folder, only leads to something elsewhere."""
    if file.is_symlink():
        raise refused(file.name, "是链接，不是文件", "请加入链接所指的文件。")


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """The key by which 第2页 stands before 第10页."""
    parts = _DIGITS.split(name.casefold())
    return tuple((1, int(part), part) if index % 2 else (0, 0, part) for index, part in enumerate(parts))


def counts(name: str) -> bool:
    """Whether a person put it there: not hidden, not the system's, not the lock of an open Office file."""
    return not name.startswith((".", "~$")) and name.casefold() not in _LEFT_BY_SYSTEMS


def _within(folder: Path) -> Iterator[Path]:
    """The files in `folder` and in the folders in it; EvidenceRefused when there is none."""
    some = False
    for file in _walked(folder):
        some = True
        yield file
    if not some:
        raise refused(folder.name, "文件夹里没有可以加入的文件", "请选择有证明材料的文件夹。")


def _walked(folder: Path) -> Iterator[Path]:
    """Files first, then folders; links are told but not followed, so that no folder is walked twice or left.

    Pipes, devices and links are among the files: whoever takes them in says why they are no proof.
    """
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry for entry in entries if counts(entry.name)), key=lambda entry: natural(entry.name))
    except OSError as failure:
        raise refused(folder.name, "文件夹无法读取") from failure
    yield from (Path(entry) for entry in listed if not entry.is_dir(follow_symlinks=False))
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(Path(entry))
