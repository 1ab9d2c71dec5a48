"""Damage of every kind to drafts of several shapes: it is noticed or harmless, said in words, and never waited for."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from app.drafts.format.header import PAGE_SIZE
from app.drafts.opening import journal, seen
from app.drafts.opening.seen import Seen
from app.drafts.store import Draft
from app.errors import DraftError
from reliability.figure import Figure, Tally
from reliability.shapes import SHARES, Shape, shapes
from reliability.small_draft import content_of, in_memory, quick_keys

DAMAGES = 30_000
PROCESSES = 2
PATIENCE = 20
"""Seconds after which an opening hangs."""
SEED = 20261128
KINDS = ("unnoticed", "lost", "changed", "traceback", "hang")


@dataclass(frozen=True, slots=True)
class Damage:
    """What somebody finds in the place of a draft: its bytes, a journal beside it perhaps, and a mark of ours."""

    label: str
    data: bytes
    journal: bytes | None = None
    marked: bool = False


def run(factor: float) -> list[Figure]:
    """So many damages, shared among the processors."""
    damages = max(400, int(DAMAGES * factor))
    tally = Tally(*KINDS)
    with get_context("spawn").Pool(PROCESSES) as pool:
        for found in pool.starmap(trial, [(damages // PROCESSES, SEED + number) for number in range(PROCESSES)]):
            tally.add(found)
    return [tally.figure("损坏的草稿 / damaged drafts", f"{tally.tried} 处 / damages")]


def trial(damages: int, seed: int) -> Tally:
    """So many random damages to drafts of every shape."""
    tally, chance = Tally(*KINDS), random.Random(seed)
    with quick_keys(), _place() as folder, _times_unchanged():
        known = shapes(folder, chance)
        for _ in range(damages):
            (shape,) = chance.choices(known, SHARES)
            tally.tried += 1
            (make,) = chance.choices(list(DAMAGE), list(DAMAGE.values()))
            damage = make(shape, known, chance)
            with _patience(tally, f"{shape.name}, {damage.label}"):
                _judge(shape, damage, chance, tally)
    return tally


@contextmanager
def _place() -> Iterator[Path]:
    with in_memory() as place:
        (place / "home").mkdir()
        os.environ["QIBEI_HOME"] = str(place / "home")
        yield place


@contextmanager
def _times_unchanged() -> Iterator[None]:
    """Bits that rot leave a file's times as they were; so the program may not rely on them to notice."""
    real = seen.print_of
    seen.print_of = lambda path, tag: tag.hex()
    try:
        yield
    finally:
        seen.print_of = real


@contextmanager
def _patience(tally: Tally, label: str) -> Iterator[None]:
    def tired(signum: int, frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, tired)
    signal.alarm(PATIENCE)
    try:
        yield
    except TimeoutError:
        tally.note("hang", label)
    except Exception as fault:
        tally.note("traceback", f"{label}: {fault!r:.200}")
    finally:
        signal.alarm(0)


def _judge(shape: Shape, damage: Damage, chance: random.Random, tally: Tally) -> None:
    known = chance.random() < 0.5
    _lay(shape, damage, known=known)
    label = f"{shape.name}, {damage.label}, {'known here' if known else 'from elsewhere'}"
    try:
        with Draft.open_with_key(shape.path, shape.key, read_only=chance.random() < 0.7) as draft:
            found, revision, older = content_of(draft).print(), draft.info.revision, draft.older_than_seen
    except DraftError as refused:
        if damage.journal is not None and damage.data == shape.whole:
            tally.note("lost", f"{label}: {refused}")
        elif damage.journal is None and shape.path.read_bytes() != damage.data:
            tally.note("changed", label)
        return
    if shape.held.get(revision) != found:
        tally.note("unnoticed", f"{label}: other content")
    elif known and revision < shape.revision and not older:
        tally.note("unnoticed", f"{label}: an older file is not called so")


def _lay(shape: Shape, damage: Damage, *, known: bool) -> None:
    for path in shape.path.parent.glob(f"*{shape.path.name}*"):
        path.unlink()
    shutil.rmtree(seen.data_folder() / seen.FOLDER, ignore_errors=True)
    if known:
        seen.note_seen(shape.copy_id, Seen(shape.revision, shape.tag))
    shape.path.write_bytes(damage.data)
    if damage.journal is not None:
        journal.journal_path(shape.path).write_bytes(damage.journal)
    if damage.marked:
        seen.note_open(shape.whole[:16].hex(), shape.path)


# The damages -----------------------------------------------------------------------------------------------------

Shapes = list[Shape]


def _flipped(shape: Shape, others: Shapes, chance: random.Random) -> Damage:
    data = bytearray(shape.whole)
    places = [chance.randrange(len(data)) for _ in range(chance.choice((1, 1, 1, 2, 5)))]
    if chance.random() < 0.1:
        places = [chance.randrange(min(len(data), 100))]
    for place in places:
        data[place] ^= 1 << chance.randrange(8)
    return Damage(f"bits flipped at {places}", bytes(data))


def _cut(shape: Shape, others: Shapes, chance: random.Random) -> Damage:
    data = shape.whole
    pages = len(data) // PAGE_SIZE
    size = chance.choice((chance.randrange(len(data)), chance.randrange(pages) * PAGE_SIZE, len(data) - 1))
    more = chance.choice((b"", b"", bytes(PAGE_SIZE), chance.randbytes(PAGE_SIZE), data[:PAGE_SIZE], b"\n"))
    if more:
        return Damage(f"{len(more)} bytes behind it", data + more)
    return Damage(f"cut at {size}", data[:size])


def _swapped(shape: Shape, others: Shapes, chance: random.Random) -> Damage:
    pages = _pages(shape.whole)
    one, two = (chance.randrange(len(pages)) for _ in range(2))
    if chance.random() < 0.5:
        pages[one], pages[two] = pages[two], pages[one]
        return Damage(f"pages {one + 1} and {two + 1} swapped", b"".join(pages))
    stranger = chance.choice(others)
    pages[one] = chance.choice((pages[two], chance.choice(_pages(stranger.whole)), bytes(PAGE_SIZE)))
    return Damage(f"another page in the place of page {one + 1}", b"".join(pages))


def _mixed(shape: Shape, others: Shapes, chance: random.Random) -> Damage:
    """Old pages, each authentic in its place, put back: one, some, all that changed but one, or the whole file."""
    old = chance.choice(shape.states[:-1])
    if chance.random() < 0.1:
        return Damage("the whole of an older file", old)
    pages, before = _pages(shape.whole), _pages(old)
    changed = [number for number in range(min(len(pages), len(before))) if pages[number] != before[number]]
    count = chance.choice((1, len(changed) - 1, chance.randint(1, max(1, len(changed)))))
    for number in chance.sample(changed, max(0, min(count, len(changed)))):
        pages[number] = before[number]
    data = b"".join(pages)
    return Damage("old pages put back", data[: len(old)] if chance.random() < 0.2 else data)


def _journalled(shape: Shape, others: Shapes, chance: random.Random) -> Damage:
    """A whole draft beside a journal that is not its own, is stale, or is no journal."""
    kind = chance.choice(("stale", "foreign", "noise", "spoilt", "cut"))
    stale = chance.choice(shape.journals)
    beside = {
        "stale": stale,
        "foreign": chance.choice(next(each for each in others if each is not shape).journals),
        "noise": chance.randbytes(chance.randrange(1, 20_000)),
        "spoilt": _flip(stale, chance),
        "cut": stale[: chance.randrange(1, len(stale))],
    }[kind]
    return Damage(f"a {kind} journal beside it", shape.whole, beside, marked=False)


def _pages(data: bytes) -> list[bytes]:
    return [data[at : at + PAGE_SIZE] for at in range(0, len(data), PAGE_SIZE)]


def _flip(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


DAMAGE: dict[Callable[[Shape, Shapes, random.Random], Damage], int] = {
    _flipped: 40,
    _cut: 28,
    _swapped: 12,
    _mixed: 12,
    _journalled: 8,
}
"""Each kind of damage, and how many of a hundred are of it."""
