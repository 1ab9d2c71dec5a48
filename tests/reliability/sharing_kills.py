"""`kill -9` at random moments of lending a page and of merging what came back; then the next opening."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.sharing.lending import lend
from app.declaration.sharing.loans import loans
from app.declaration.sharing.merging import merge, plan_merge
from app.drafts.store import Draft
from reliability import desk
from reliability.figure import Figure, Tally
from reliability.killing import Said, Say, kill_during
from reliability.kills import KINDS, home, judged, left, place, reopened
from reliability.small_draft import PASSPHRASE, quick_keys

KILLS = 80
SEED = 20261129


def run(factor: float) -> list[Figure]:
    """So many kills of lending, and as many of merging."""
    kills, figures = max(8, int(KILLS * factor)), []
    works = {"强制结束：借出时 / kills: lending": _lending, "强制结束：合并时 / kills: merging": _merging}
    with quick_keys():
        for name, work in works.items():
            tally = Tally(*KINDS)
            with home() as folder:
                work(folder, kills, random.Random(SEED), tally)
            figures.append(tally.figure(name, f"{kills} 次 / kills"))
    return figures


def _lending(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path = desk.make(folder)
    state = reopened(path, PASSPHRASE)

    def work(say: Say) -> None:
        declaration = Declaration.open(path, PASSPHRASE)
        say("begun")
        say()
        for number in count():
            say(f"借给{number}.qibei")
            lend(declaration, ["a"], "李四", path.with_name(f"借给{number}.qibei"), PASSPHRASE)
            say()

    for _ in range(kills):
        said = kill_during(work, chance.uniform(0, 0.1), after_first_word=True)
        with judged(tally):
            if reopened(path, PASSPHRASE) != state:
                tally.note("torn", "the original holds something else")
            with Declaration.open(path, PASSPHRASE) as declaration:
                noted = {loan.copy for loan in loans(declaration)}
            lent = [path.with_name(name) for name in said.states[1:] if path.with_name(name).exists()]
            if len(lent) < said.acknowledged:
                tally.note("lost", f"{len(lent)} copies, {said.acknowledged} acknowledged")
            for copy in lent:
                if reopened(copy, PASSPHRASE) != state or _copy_id(copy) not in noted:
                    tally.note("torn", "a copy holds something else, or is not noted as lent")
                copy.unlink()
            left(tally, folder, {path})


def _merging(folder: Path, kills: int, chance: random.Random, tally: Tally) -> None:
    path, other = desk.make(folder), folder / "对方.qibei"
    with Draft.open(path, PASSPHRASE) as draft:
        draft.copy_to(other, PASSPHRASE)
    state = reopened(path, PASSPHRASE)
    for _ in range(kills):
        seed = chance.randrange(1 << 40)

        def work(say: Say, seed: int = seed, state: str = state) -> None:
            dice = random.Random(seed)
            say(state)
            say()
            while True:
                with Declaration.open(other, PASSPHRASE) as theirs:
                    desk.gesture(theirs, dice)
                    theirs.flush()
                    after = desk.print_of(theirs)
                say(after)
                merged(path, other)
                say()

        said = kill_during(work, chance.uniform(0, 0.4), after_first_word=True)
        with judged(tally):
            place(tally, Said(said.states, said.acknowledged), reopened(path, PASSPHRASE))
            theirs = reopened(other, PASSPHRASE)
            merged(path, other)
            state = reopened(path, PASSPHRASE)
            if state != theirs:
                tally.note("torn", "merged once more it is not what both hold")
            left(tally, folder, {path, other})


def merged(path: Path, other: Path) -> None:
    """Merge what `other` holds into the draft at `path`, where nothing was changed since the last time."""
    with Declaration.open(path, PASSPHRASE) as ours, Draft.open(other, PASSPHRASE, read_only=True) as theirs:
        merge(ours, plan_merge(ours, theirs), {}, why="合并").close()


def _copy_id(path: Path) -> str:
    with Draft.open(path, PASSPHRASE, read_only=True) as draft:
        return draft.info.copy_id
