"""Power failures at any moment of work on a draft: whatever the disk holds then, the program opens it, nothing lost.

The same trial with SQLite's weaker settings must find losses: else it would prove nothing.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from app.drafts import keys
from app.drafts.format import container, header
from app.drafts.store import Draft
from app.errors import AppError
from reliability.disk import Event, Watcher, watching
from reliability.figure import Figure, Tally
from reliability.power import Disk
from reliability.small_draft import PASSPHRASE, Content, content_of, gesture, make, quick_keys

GESTURES = 30
STATES = 2000
STATES_OF_ONE_WORK = 100
SEED = 20261128
OFF, FULL = 0, 2
Reader = Callable[[Path, bytes], str]
"""Opens the draft at a path with a key, and gives the print of what it holds."""


@dataclass(slots=True)
class Work:
    """What was done on one draft: its events, and what it must hold after each gesture."""

    path: Path
    events: list[Event]
    contents: list[Content]
    keys: dict[bytes, bytes] = field(default_factory=dict)
    """The key of each file that was made, by its first sixteen bytes."""


def run(factor: float) -> list[Figure]:
    """The trial with our settings; then, as proof that it bites, weaker ones, which must be seen to lose."""
    states = max(STATES_OF_ONE_WORK // 2, int(STATES * factor))
    fewer = max(states // 4, STATES_OF_ONE_WORK)
    with quick_keys():
        ours = _timed(lambda: trial(states, SEED), "断电 / power loss")
        caught = _timed(lambda: trial(fewer, SEED, FULL), "断电，synchronous=FULL / the same with FULL")
        bites = [
            _timed(
                lambda: trial(fewer, SEED, FULL, by_sqlite), "验证：FULL，由 SQLite 恢复 / proof: FULL, SQLite alone"
            ),
            _timed(lambda: trial(fewer, SEED, OFF), "验证：synchronous=OFF / proof: OFF"),
        ]
    for figure in bites:
        figure.bound, figure.held = "> 0 lost", not figure.found.startswith("0 lost")
    return [ours, caught, *bites]


def _timed(trying: Callable[[], Tally], name: str) -> Figure:
    begun = time.perf_counter()
    tally = trying()
    figure = tally.figure(name, f"{tally.tried} 种磁盘状态 / states")
    figure.seconds = time.perf_counter() - begun
    return figure


def by_program(path: Path, key: bytes) -> str:
    """What the program finds in the draft that is left; an AppError when it refuses."""
    with Draft.open_with_key(path, key) as draft:
        return content_of(draft).print()


def by_sqlite(path: Path, key: bytes) -> str:
    """What SQLite finds there when it replays the journal by itself, without a check of ours."""
    db = container.connect(path, key, header.read_salt(path), "write")
    try:
        values = dict(container.rows(db, "SELECT path, value FROM field WHERE value IS NOT NULL"))
        evidence = container.rows(db, "SELECT sha256 FROM evidence WHERE typeof(bytes) = 'blob'")
    finally:
        db.close(True)
    return Content(values, {sha256 for (sha256,) in evidence}).print()


def record(folder: Path, chance: random.Random) -> Work:
    """Work on a draft below `folder` while the disk is watched: edits, a copy, a new passphrase, closing, opening."""
    path = folder / "草稿.qibei"
    contents = [make(path, chance)]
    watcher = Watcher(folder)
    passphrase = PASSPHRASE
    known: dict[bytes, bytes] = {}
    with watching(watcher):
        draft = Draft.open(path, passphrase)
        known[header.read_salt(path)] = draft.key
        for number in range(GESTURES):
            what = gesture(contents[-1], chance)
            contents.append(what.after(contents[-1]))
            watcher.say("begun", len(contents) - 1)
            what.on(draft)
            watcher.say("done", len(contents) - 1)
            if number % 10 == 4:
                passphrase += "新"
                draft.change_passphrase(passphrase)
                known[header.read_salt(path)] = draft.key
            if number % 10 == 7:
                draft.close()
                draft = Draft.open(path, passphrase)
            if number == GESTURES // 2:
                draft.copy_to(folder / "副本.qibei", "副本的密码")
                known[header.read_salt(folder / "副本.qibei")] = keys.derive_key(
                    "副本的密码", header.read_salt(folder / "副本.qibei")
                )
                watcher.say("copied", len(contents) - 1)
        draft.close()
    return Work(path, watcher.events, contents, known)


def judge(work: Work, folder: Path, states: int, chance: random.Random, tally: Tally, read: Reader) -> None:
    """Let the power fail at random moments of the work and open what is left."""
    begun = next(index for index, event in enumerate(work.events) if event[0] == "begun")
    moments = sorted(chance.randrange(begun, len(work.events)) for _ in range(states))
    disk, reached, done, tried = Disk(), 0, 0, 0
    for moment in moments:
        disk.take(work.events[reached:moment])
        for event in work.events[reached:moment]:
            done = event[1] if event[0] == "done" else done
            tried = event[1] if event[0] == "begun" else tried
        reached = moment
        put(disk.left(chance), folder)
        tally.tried += 1
        verdict = _verdict(work, done, tried, read)
        if verdict:
            tally.note(verdict[0], f"event {moment} of {len(work.events)}: {verdict[1]}")


def put(files: dict[str, bytes], folder: Path) -> None:
    """Make `folder` hold these files and nothing else."""
    shutil.rmtree(folder)
    folder.mkdir()
    for name, data in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _verdict(work: Work, done: int, tried: int, read: Reader) -> tuple[str, str] | None:
    """What is wrong with the draft as it lies there; None when nothing is."""
    try:
        key = work.keys[header.read_salt(work.path)]
        found = read(work.path, key)
    except (AppError, apsw.Error) as refused:
        return "unopenable", f"{type(refused).__name__}: {refused}"
    except Exception as fault:  # whatever it is, a user would see a traceback
        return "traceback", repr(fault)
    if found in (work.contents[done].print(), work.contents[tried].print()):
        return None
    earlier = [each.print() for each in work.contents[:done]]
    return (
        ("lost", f"{done - earlier.index(found)} gestures back")
        if found in earlier
        else ("torn", "neither before nor after")
    )


def trial(states: int, seed: int, synchronous: int | None = None, read: Reader = by_program) -> Tally:
    """So many states of several works; `synchronous` puts another of SQLite's settings in the place of ours."""
    tally = Tally("lost", "torn", "unopenable", "traceback")
    durable = dict(container._DURABLE)
    if synchronous is not None:
        container._DURABLE["synchronous"] = synchronous
    try:
        with tempfile.TemporaryDirectory() as place:
            for number in range(max(1, states // STATES_OF_ONE_WORK)):
                chance = random.Random(seed + number)
                folder = Path(place) / str(number)
                (folder / "home").mkdir(parents=True)
                os.environ["QIBEI_HOME"] = str(folder / "home")
                work = record(folder, chance)
                judge(work, folder, min(states, STATES_OF_ONE_WORK), chance, tally, read)
    finally:
        container._DURABLE.update(durable)
    return tally
