"""`kill -9` at random moments of editing, a new passphrase, a copy, a new draft, an export; then the next opening."""

from __future__ import annotations

import os
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pikepdf

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.drafts.store import Draft
from app.errors import AppError, WrongPassphrase
from reliability import desk
from reliability.figure import Figure, Tally
from reliability.killing import Said, Say, kill_during
from reliability.small_draft import PASSPHRASE, content_of, quick_keys

KILLS = 400
KILLS_OF_ONE_DRAFT = 50
OTHERS = {"passphrase": 100, "copy": 100, "create": 50, "export": 20}
SEED = 20261128
KINDS = ("lost", "torn", "unopenable", "leftover")


def run(factor: float) -> list[Figure]:
    """So many kills of editing, and a part of that of each of the rarer works."""
    names = {
        "passphrase": "强制结束：更换密码时 / kills: new passphrase",
        "copy": "强制结束：制作副本时 / kills: copying",
        "create": "强制结束：新建草稿时 / kills: creating",
        "export": "强制结束：导出时 / kills: exporting",
    }
    with quick_keys():
        edits = Tally(*KINDS)
        kills = max(10, int(KILLS * factor))
        while edits.tried < kills:
            with home() as folder:
                _editing(folder, min(KILLS_OF_ONE_DRAFT, kills - edits.tried), random.Random(SEED + edits.tried), edits)
        figures = [edits.figure("强制结束：填写时 / kills: editing", f"{kills} 次 / kills")]
        for kind, name in names.items():
            tally = Tally(*KINDS)
            kills = max(3, int(OTHERS[kind] * factor))
            with home() as folder:
                WORKS[kind](folder, kills, random.Random(SEED), tally)
            figures.append(tally.figure(name, f"{kills} 次 / kills"))
    return figures


@contextmanager
def home() -> Iterator[Path]:
    """A folder with the data folder of a user in it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "home").mkdir()
        os.environ["QIBEI_HOME"] = str(folder / "home")
        yield folder


def _editing(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path = desk.make(folder)
    state = reopened(path, PASSPHRASE)
    for _ in range(kills):
        seed = chance.randrange(1 << 40)

        def work(say: Say, seed: int = seed) -> None:
            dice = random.Random(seed)
            declaration = Declaration.open(path, PASSPHRASE)
            declaration.session._listeners.insert(0, lambda changes: say(desk.print_of(declaration)))
            say(desk.print_of(declaration))
            say()
            while True:
                for _ in range(dice.choice((1, 1, 1, 4))):
                    desk.gesture(declaration, dice)
                declaration.flush()
                say()

        early = chance.random() < 0.2
        said = kill_during(work, chance.uniform(0, 0.05 if early else 0.12), after_first_word=not early)
        states = [state, *said.states]
        with judged(tally):
            state = reopened(path, PASSPHRASE)
            place(tally, Said(states, said.acknowledged + 1), state)
            left(tally, folder, {path})


def _new_passphrases(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path = desk.make(folder)
    state, word, rounds = reopened(path, PASSPHRASE), PASSPHRASE, count()
    for _ in range(kills):
        first = next(rounds)

        def work(say: Say, word: str = word, first: int = first) -> None:
            declaration = Declaration.open(path, word)
            say(word)
            say()
            for number in count():
                say(f"密码 {first} {number}")
                declaration.change_passphrase(f"密码 {first} {number}")
                say()

        said = kill_during(work, chance.uniform(0, 0.1), after_first_word=True)
        with judged(tally):
            word = _opens(path, [word, *said.states])
            place(tally, said, word)
            if reopened(path, word) != state:
                tally.note("torn", "other content under the new passphrase")
            left(tally, folder, {path})


def _copies(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path, copy = desk.make(folder), folder / "副本.qibei"
    state = reopened(path, PASSPHRASE)

    def work(say: Say) -> None:
        with Draft.open(path, PASSPHRASE) as draft:
            while True:
                copy.unlink(missing_ok=True)
                say("begun")
                draft.copy_to(copy, "副本的密码")
                say()

    for _ in range(kills):
        kill_during(work, chance.uniform(0, 0.08), after_first_word=True)
        with judged(tally):
            if reopened(path, PASSPHRASE) != state or (copy.exists() and reopened(copy, "副本的密码") != state):
                tally.note("torn", "the copy or its original holds something else")
            copy.unlink(missing_ok=True)
            with Draft.open(path, PASSPHRASE) as draft:
                draft.copy_to(copy, "副本的密码")
            reopened(copy, "副本的密码")
            left(tally, folder, {path, copy})


def _new_drafts(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path = folder / "新的.qibei"

    def work(say: Say) -> None:
        while True:
            path.unlink(missing_ok=True)
            say("begun")
            Draft.create(path, PASSPHRASE, pack="p", edition=1).close()
            say()

    for _ in range(kills):
        kill_during(work, chance.uniform(0, 0.06), after_first_word=True)
        with judged(tally):
            if path.exists():
                Draft.open(path, PASSPHRASE).close()
            path.unlink(missing_ok=True)
            Draft.create(path, PASSPHRASE, pack="p", edition=1).close()
            Draft.open(path, PASSPHRASE).close()
            left(tally, folder, {path})


def _exports(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path, out, temporary = desk.make(folder), folder / "out", folder / "tmp"
    temporary.mkdir()
    state = reopened(path, PASSPHRASE)
    tempfile.tempdir, before = str(temporary), tempfile.tempdir

    def work(say: Say) -> None:
        with Declaration.open(path, PASSPHRASE, read_only=True) as declaration:
            while True:
                say("begun")
                export_book(declaration, out)

    try:
        _export(path, out)
        wanted = {file for file in out.rglob("*") if file.is_file()}
        for _ in range(kills):
            kill_during(work, chance.uniform(0, 1.2), after_first_word=True)
            with judged(tally):
                if reopened(path, PASSPHRASE) != state:
                    tally.note("torn", "the draft changed")
                _whole_files(tally, [file for file in out.rglob("*") if file in wanted])
                _export(path, out)
                left(tally, folder, {path, *wanted})
    finally:
        tempfile.tempdir = before


def _export(path: Path, out: Path) -> None:
    with Declaration.open(path, PASSPHRASE, read_only=True) as declaration:
        export_book(declaration, out)


WORKS: dict[str, Callable[[Path, int, random.Random, Tally], None]] = {
    "passphrase": _new_passphrases,
    "copy": _copies,
    "create": _new_drafts,
    "export": _exports,
}


@contextmanager
def judged(tally: Tally) -> Iterator[None]:
    """One kill, judged inside: whatever is raised, the draft did not open as it must."""
    tally.tried += 1
    try:
        yield
    except Exception as fault:  # a refusal and a traceback alike: the draft was whole before the kill
        tally.note("unopenable", repr(fault))


def place(tally: Tally, said: Said, found: str) -> None:
    """Note what is wrong with finding this state."""
    wrong = said.place(found)
    if wrong:
        tally.note(wrong, f"{found} after {said.acknowledged} acknowledged of {len(said.states)}")


def reopened(path: Path, passphrase: str) -> str:
    """What the draft holds, every proof of it read."""
    with Declaration.open(path, passphrase) as declaration:
        desk.is_whole(declaration)
        return desk.print_of(declaration)


def _opens(path: Path, words: list[str]) -> str:
    """The latest of these passphrases that opens the draft."""
    for word in reversed(words):
        try:
            with Draft.open(path, word) as draft:
                content_of(draft)
                return word
        except WrongPassphrase:
            continue
    raise WrongPassphrase("none of the passphrases opens the draft")


def left(tally: Tally, folder: Path, wanted: set[Path]) -> None:
    """Note every file that is not wanted; the notes of the program are."""
    kept = {folder / "tiny.yaml", *(folder / "home").glob("forms/*"), *(folder / "home").glob("drafts/*.json")}
    stray = {path for path in folder.rglob("*") if path.is_file()} - wanted - kept
    if stray:
        tally.note("leftover", ", ".join(sorted(path.name for path in stray)))
        for path in stray:
            path.unlink()


def _whole_files(tally: Tally, files: list[Path]) -> None:
    for file in files:
        try:
            if file.suffix == ".pdf":
                pikepdf.open(file).close()
            elif file.suffix in (".docx", ".xlsx"):
                zipfile.ZipFile(file).testzip()
        except (OSError, pikepdf.PdfError, zipfile.BadZipFile, AppError) as fault:
            tally.note("torn", f"{file.name}: {fault!r}")
