"""Two people at one declaration: the original, and a copy of it in another file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from small_desk import PASSPHRASE

from app.declaration.declaration import Declaration
from app.declaration.sharing.merging import merge, plan_merge
from app.declaration.sharing.plan import Choices, Plan
from app.drafts.store import Draft

Work = Callable[[Declaration], object]


def copied(declaration: Declaration, target: Path) -> Path:
    """A copy of `declaration` for somebody else."""
    declaration.flush()
    declaration.draft.copy_to(target, PASSPHRASE)
    return target


def edited(path: Path, work: Work) -> None:
    """Open the draft at `path`, do something, close it."""
    with Declaration.open(path, PASSPHRASE) as declaration:
        work(declaration)


def planned(ours: Path, theirs: Path) -> Plan:
    """What merging `theirs` into `ours` would do."""
    with Declaration.open(ours, PASSPHRASE) as declaration, Draft.open(theirs, PASSPHRASE, read_only=True) as other:
        return plan_merge(declaration, other).plan


def merged(ours: Path, theirs: Path, choices: Choices | None = None) -> None:
    """Merge `theirs` into `ours`."""
    with Declaration.open(ours, PASSPHRASE) as declaration, Draft.open(theirs, PASSPHRASE, read_only=True) as other:
        merge(declaration, plan_merge(declaration, other), choices or {}, why="合并").close()
