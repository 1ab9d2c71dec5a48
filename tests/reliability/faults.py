"""A full disk, a broken disk and a missing right at every single call: nothing acknowledged is lost, and it is said.

One life of a draft, from its making to its last closing, is counted out call by call; then it is lived again for each
call, which fails.  What was refused is done once more when the disk is well again, and must succeed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError
from reliability.disk import Watcher, watching
from reliability.figure import Figure, Tally
from reliability.small_draft import PASSPHRASE, Content, Write, content_of, in_memory, quick_keys

FAULTS = {
    "sqlite read": (errno.EIO,),
    "sqlite write": (errno.ENOSPC, errno.EIO),
    "sqlite sync": (errno.ENOSPC, errno.EIO),
}
"""What may befall a call; any other may fail in all three ways."""
SEED = 20261128
SHORT_OF = 0.5
"""Below this share of the whole, calls are drawn instead of all being tried."""


@dataclass(slots=True)
class Fault:
    """What is refused: the `nth` call of a kind, or all from there until somebody was told."""

    call: str = ""
    nth: int = 0
    code: int = 0
    lasting: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    struck: bool = False
    well: bool = False

    def __call__(self, call: str, name: str) -> None:
        """Refuse this call, when it is the one."""
        self.counts[call] += 1
        due = self.counts[call] >= self.nth if self.lasting else self.counts[call] == self.nth
        if call == self.call and due and not self.well:
            self.struck = True
            raise OSError(self.code, os.strerror(self.code), name)

    def words(self) -> str:
        """The fault as an example in the table."""
        many = " and all after it" if self.lasting else ""
        return f"{errno.errorcode[self.code]} at {self.call} {self.nth}{many}"


@dataclass(slots=True)
class Life:
    """One draft from its making to its last closing, and what it must hold."""

    path: Path
    draft: Draft | None = None
    passphrase: str = PASSPHRASE
    content: Content = field(default_factory=Content)
    copies: int = 0

    @property
    def copy(self) -> Path:
        """Where the latest copy goes; a name that a refused one kept is not used again."""
        return self.path.with_name(f"副本{self.copies}.qibei")

    @property
    def open_draft(self) -> Draft:
        """The draft, which is open."""
        assert self.draft is not None
        return self.draft


def run(factor: float) -> list[Figure]:
    """Every call of a life, each failing in every way; a share of them in a short run."""
    with quick_keys():
        tally = trial(factor, SEED)
    name = "磁盘满、读写错误、无权限 / faults: ENOSPC, EIO, EACCES"
    return [tally.figure(name, f"{tally.tried} 处 / faults")]


def trial(factor: float, seed: int) -> Tally:
    """Live once for each fault."""
    tally = Tally("lost", "unsaid", "unusable", "traceback")
    faults = list(_faults(_counted()))
    if factor < SHORT_OF:
        faults = random.Random(seed).sample(faults, max(40, int(len(faults) * factor)))
    for fault in faults:
        with in_memory() as place:
            _lived(place, fault, tally)
        tally.tried += fault.struck
    return tally


def _counted() -> Counter[str]:
    with in_memory() as place:
        well = Fault()
        _lived(place, well, Tally("lost", "unsaid", "unusable", "traceback"))
    return well.counts


def _faults(counts: Counter[str]) -> Iterator[Fault]:
    for call, count in counts.items():
        for nth in range(1, count + 1):
            for code in FAULTS.get(call, (errno.ENOSPC, errno.EIO, errno.EACCES)):
                for lasting in (False, True):
                    yield Fault(call, nth, code, lasting)


def _lived(folder: Path, fault: Fault, tally: Tally) -> None:
    (folder / "home").mkdir()
    os.environ["QIBEI_HOME"] = str(folder / "home")
    life = Life(folder / "草稿.qibei")
    with watching(Watcher(folder, fault)):
        for step in STEPS:
            if not _done(step, life, fault, tally):
                break
        fault.well = True
        if life.draft is not None:
            life.draft.close()
    try:
        with Draft.open(life.path, life.passphrase) as draft:
            if content_of(draft).print() != life.content.print():
                tally.note("lost", fault.words())
    except Exception as refused:
        tally.note("lost", f"{fault.words()}: {refused!r:.200}")


def _done(step: Callable[[Life], None], life: Life, fault: Fault, tally: Tally) -> bool:
    """Make a step, once more after it was refused; whether the life goes on."""
    label = f"{fault.words()}, {step.__name__}" if fault.call else step.__name__
    try:
        step(life)
        return True
    except DraftError as refused:
        if not re.search("[\u4e00-\u9fff]", refused.message) or not fault.struck:
            tally.note("unsaid", f"{label}: {refused}")
    except Exception as bug:
        tally.note("traceback", f"{label}: {bug!r:.200}")
        return False
    fault.well = True
    try:
        step(life)
    except Exception as again:
        tally.note("unusable", f"{label}: {again!r:.200}")
        return False
    return True


# The steps of a life ---------------------------------------------------------------------------------------------


def _made(life: Life) -> None:
    if life.path.exists():  # it was made, and only its opening failed
        _opened(life)
    else:
        life.draft = Draft.create(life.path, life.passphrase, pack="p", edition=1)


def _typed(life: Life) -> None:
    _write(life, Write((Change("a.name", None, '"华东机械"'), Change("a.total", None, "12"))))


def _typed_much(life: Life) -> None:
    texts = (Change(f"a.rows[r{number}].name", None, json.dumps(f"设备{number}" * 200)) for number in range(40))
    _write(life, Write(tuple(texts)))


def _attached(life: Life) -> None:
    scan = random.Random(1).randbytes(60_000)
    _write(life, Write((Change("a.proof[r1].sha256", None, '"x"'),), (scan,)))


def _removed(life: Life) -> None:
    _write(life, Write(removed=(hashlib.sha256(random.Random(1).randbytes(60_000)).hexdigest(),)))


def _copied(life: Life) -> None:
    life.copies += 1
    life.open_draft.copy_to(life.copy, "副本的密码")


def _copy_read(life: Life) -> None:
    with Draft.open(life.copy, "副本的密码", read_only=True) as copy:
        assert content_of(copy).print() == life.content.print()


def _new_passphrase(life: Life) -> None:
    life.open_draft.change_passphrase("新的密码")
    life.passphrase = "新的密码"


def _closed(life: Life) -> None:
    if life.draft is not None:
        life.draft.close()
    life.draft = None


def _opened(life: Life) -> None:
    life.draft = Draft.open(life.path, life.passphrase)


def _read(life: Life) -> None:
    assert content_of(life.open_draft).print() == life.content.print()


def _write(life: Life, what: Write) -> None:
    what.on(life.open_draft)
    life.content = what.after(life.content)


STEPS = (
    _made,
    _typed,
    _typed_much,
    _attached,
    _copied,
    _copy_read,
    _new_passphrase,
    _removed,
    _typed,
    _closed,
    _opened,
    _read,
    _attached,
    _closed,
)
