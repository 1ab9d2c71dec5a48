"""What is whole in a damaged draft, read out to be saved into a new file; what is lost is named (抢救草稿)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format import container, header, pages, schema
from app.drafts.format.header import PAGE_SIZE
from app.drafts.opening import births, inspection, journal, settling
from app.drafts.opening.inspection import Survey
from app.drafts.store import Draft
from app.errors import DraftError

CUT = "文件末尾缺少 {count} 页内容"


@dataclass(frozen=True, slots=True)
class Remains:
    """What a damaged draft holds; the bytes of its files are read when they are asked for."""

    survey: Survey
    cut: int
    _db: apsw.Connection

    def evidence(self, sha256: str) -> bytes | None:
        """The bytes of one of the files that the survey found; None when they cannot be read any more."""
        return inspection.content(self._db, self.survey.evidence[sha256], sha256)


@contextmanager
def examined(path: Path, key: bytes, beside: Path) -> Iterator[Remains]:
    """Read what can be read of `path`, which stays as it is; copies that this takes are made beside `beside`.

    A journal is tried on a copy, and the better reading of the two taken.  WrongPassphrase, or DraftDamaged when the
    first page is lost and with it everything.
    """
    path, beside = header.check_place(path), header.check_place(beside)
    with failures.in_words(path), ExitStack() as stack:
        salt = header.read_salt(path)
        found = _read(path, key, salt, stack, beside)
        if journal.has_journal(path) and journal.may_be_tried(path) and (found is None or found.survey.losses):
            found = _better(found, _read_replayed(path, key, salt, stack, beside))
        if found is None:
            raise failures.damaged(path, "文件首页或内部结构无法读出，无法抢救", "请改用备份。")
        yield found


@contextmanager
def filling(target: Path, passphrase: str, pack: str, edition: int) -> Iterator[Draft]:
    """A new draft that becomes `target` when the block has filled it; DraftError when there is such a file."""
    target = header.check_place(target)
    with (
        failures.making_in_words(target),
        births.unborn(target) as place,
        Draft.open_with_key(place, Draft.make(place, passphrase, pack=pack, edition=edition)) as draft,
    ):
        yield draft


def _read(path: Path, key: bytes, salt: bytes, stack: ExitStack, beside: Path) -> Remains | None:
    """The remains of the file as it is; None when nothing can be read of it."""
    missing = _missing_pages(path, key)
    if missing:
        path = _padded(path, missing, stack.enter_context(births.neighbour(beside)))
    return _examined(path, key, salt, stack, missing)


def _read_replayed(path: Path, key: bytes, salt: bytes, stack: ExitStack, beside: Path) -> Remains | None:
    """The remains of a copy on which the journal was replayed; None when that cannot be."""
    with suppress(apsw.Error, DraftError, OSError):
        target = stack.enter_context(births.neighbour(beside))
        settling.replayed(path, target, key, salt)
        return _examined(target, key, salt, stack, 0)
    return None


def _better(one: Remains | None, other: Remains | None) -> Remains | None:
    """The one with less to say; the first when they are alike."""
    if one is None or other is None:
        return one or other
    return other if other.survey.losses < one.survey.losses else one


def _examined(path: Path, key: bytes, salt: bytes, stack: ExitStack, cut: int) -> Remains | None:
    try:
        db = container.connect(path, key, salt, "still")
    except (apsw.NotADBError, apsw.CorruptError) as error:
        if not pages.key_fits_some_page(path, key):
            raise failures.wrong_passphrase(path) from error
        return None
    stack.callback(db.close, True)
    with suppress(apsw.Error, UnicodeDecodeError):
        if schema.is_ours(db):
            return Remains(inspection.survey(db), cut, db)
    return None


def _missing_pages(path: Path, key: bytes) -> int:
    """How many pages a file that was cut short has lost, the one it was cut in included."""
    count = pages.page_count(path, key) or 0
    return max(0, count - path.stat().st_size // PAGE_SIZE)


def _padded(path: Path, missing: int, target: Path) -> Path:
    """A copy as long as the file should be: the library opens none that is shorter than it says."""
    shutil.copyfile(path, target)
    os.truncate(target, (path.stat().st_size // PAGE_SIZE + missing) * PAGE_SIZE)
    return target
