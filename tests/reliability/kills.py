"""`kill -9` at random moments of editing and of a change of passphrase; then the next opening."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from app.declaration.declaration import Declaration
from app.drafts.store import Draft
from app.errors import WrongPassphrase
from reliability import desk
from reliability.figure import Figure, Tally
from reliability.killing import Said, Say, kill_during
from reliability.small_draft import PASSPHRASE, content_of, quick_keys

KILLS = 1000
KILLS_OF_ONE_DRAFT = 50
OTHERS = {"passphrase": 200}
SEED = 20261128


def run(factor: float) -> list[Figure]:
    """So many kills of editing, and a part of that of each of the rarer works."""
    names = {
        "passphrase": "强制结束：更换密码时 / kills: new passphrase",
    }
    with quick_keys():
        edits = Tally("lost", "torn", "unopenable")
        kills = max(20, int(KILLS * factor))
        while edits.tried < kills:
            with _home() as folder:
                _editing(folder, min(KILLS_OF_ONE_DRAFT, kills - edits.tried), random.Random(SEED + edits.tried), edits)
        figures = [edits.figure("强制结束：填写时 / kills: editing", f"{kills} 次 / kills")]
        for kind, name in names.items():
            tally = Tally("lost", "torn", "unopenable")
            kills = max(5, int(OTHERS[kind] * factor))
            with _home() as folder:
                WORKS[kind](folder, kills, random.Random(SEED), tally)
            figures.append(tally.figure(name, f"{kills} 次 / kills"))
    return figures


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "home").mkdir()
        os.environ["QIBEI_HOME"] = str(folder / "home")
        yield folder


def _editing(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path = desk.make(folder)
    state = _reopened(path, PASSPHRASE)
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
        with _judged(tally):
            state = _reopened(path, PASSPHRASE)
            _place(tally, Said(states, said.acknowledged + 1), state)


def _new_passphrases(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path = desk.make(folder)
    state, word, rounds = _reopened(path, PASSPHRASE), PASSPHRASE, count()
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
        with _judged(tally):
            word = _opens(path, [word, *said.states])
            _place(tally, said, word)
            if _reopened(path, word) != state:
                tally.note("torn", "other content under the new passphrase")


WORKS: dict[str, Callable[[Path, int, random.Random, Tally], None]] = {
    "passphrase": _new_passphrases,
}


@contextmanager
def _judged(tally: Tally) -> Iterator[None]:
    tally.tried += 1
    try:
        yield
    except Exception as fault:  # a refusal and a traceback alike: the draft was whole before the kill
        tally.note("unopenable", repr(fault))


def _place(tally: Tally, said: Said, found: str) -> None:
    wrong = said.place(found)
    if wrong:
        tally.note(wrong, f"{found} after {said.acknowledged} acknowledged of {len(said.states)}")


def _reopened(path: Path, passphrase: str) -> str:
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
