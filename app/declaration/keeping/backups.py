"""A copy of the draft for each day it is worked on: what is deleted, overwritten or lost with a disk is still there.

A copy is the file byte for byte, so the passphrase of its day opens it.  Its name tells the day and whose copy it is,
so that copies of several drafts may lie in one folder; nothing else in that folder is ever touched.  Whoever opens one
reads it: what he wrote there would go with the next copy.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.declaration.declaration import Declaration
from app.drafts.away.prints import print_of
from app.drafts.store import Draft
from app.errors import AppError
from app.files import DRAFT_SUFFIX, copy_checked, data_folder, file_name, shown, taking_place, why_not, working_in
from app.settings import BACKUPS

REMEDY = "请在“设置—备份”里换一个文件夹，或腾出空间；程序过一会儿会再试。"
_ID = 8  # hex digits
_DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: where it lies, and the day whose work it ends with."""

    path: Path
    day: date


def back_up(declaration: Declaration, folder: Path | None, most: int, today: date) -> Path:
    """Bring today's copy in `folder` up to date, and keep the newest `most` of this draft; where it lies.

    AppError: there is no new copy, and the older ones are as they were.
    """
    try:
        place = folder if folder is not None else backup_folder()
        place.mkdir(parents=True, exist_ok=True)
        copy = place / f"{_beginning(declaration)}{today.isoformat()}{DRAFT_SUFFIX}"
        if print_of(copy) != print_of(declaration.draft.path):
            _write(declaration.draft, copy)
        for old in backups_of(declaration, place, today)[max(1, most) :]:
            with suppress(OSError):  # it goes another time
                old.path.unlink()
    except OSError as failure:
        where = f"“{shown(str(folder))}”" if folder is not None else "本机的备份文件夹"
        raise AppError(
            f"今天的备份没有做成：{where}写不进去（{why_not(failure)}）；申报书不受影响，内容没有丢失。", REMEDY
        ) from failure
    return copy


def backups_of(declaration: Declaration, folder: Path, today: date = date.max) -> list[Backup]:
    """The copies of this draft in `folder`, newest first; OSError when it cannot be looked at.

    Days after `today`, which a clock that was wrong gave, count as the oldest.
    """
    name = re.compile(rf"{re.escape(_beginning(declaration))}({_DAY}){re.escape(DRAFT_SUFFIX)}")
    found: list[Backup] = []
    for path in folder.iterdir():
        named = name.fullmatch(path.name)
        if named is not None and path.is_file() and not path.is_symlink():
            with suppress(ValueError):  # no day of any year
                found.append(Backup(path, date.fromisoformat(named[1])))
    return sorted(found, key=lambda one: (one.day <= today, one.day), reverse=True)


def backup_folder() -> Path:
    """Where copies lie that were given no other place."""
    return data_folder() / BACKUPS


def _beginning(declaration: Declaration) -> str:
    """How the names of this draft's copies begin: its own name, and which of several copies of a declaration it is."""
    return f"{file_name(declaration.path.stem)}_{declaration.info.copy_id[:_ID]}_"


def _write(draft: Draft, copy: Path) -> None:
    """Copy the draft within this computer first, so that saving waits as short as can be."""
    with working_in(data_folder()) as here, working_in(copy.parent) as there:
        draft.snapshot(here / "copy")
        with taking_place(copy, there) as stream:
            copy_checked(here / "copy", Path(stream.name))
