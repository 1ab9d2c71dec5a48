"""Steps of edits: what one gesture changed, undone and redone as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.forms.answers.answers import Edit
from app.forms.values import same

BURST_SECONDS = 3.0
StepKind = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Step:
    """One gesture of a user: of an earlier session when it says `at` what moment, and by whom."""

    edits: tuple[Edit, ...]
    by: str = ""
    at: str = ""

    @property
    def reversed(self) -> Step:
        """The step that takes this one back."""
        return Step(tuple(edit.reversed for edit in reversed(self.edits)), self.by, self.at)

    @property
    def idle(self) -> bool:
        """Whether everything is afterwards as it was before."""
        return all(same(edit.before, edit.after) for edit in self.edits)


class History:
    """What can be undone and redone; a burst of typing in one blank is one step.

    A burst that ends with what was there before leaves no step.  One can begin with more than the blank: a row that is
    made by typing into it, and what is typed on in its last cell, are one step.
    """

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._burst_until = 0.0

    @property
    def next_undo(self) -> int:
        """How many edits the step has that can be taken back next; 0 when there is none."""
        return len(self._done[-1].edits) if self._done else 0

    @property
    def next_redo(self) -> int:
        """How many edits the step has that can be made again next; 0 when there is none."""
        return len(self._undone[-1].edits) if self._undone else 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step to make again."""
        return bool(self._undone)

    @property
    def to_undo(self) -> Step | None:
        """The step that would be taken back."""
        return self._done[-1] if self._done else None

    def did(self, step: Step, now: float | None = None) -> bool:
        """Record a step; whether typing at time `now` (seconds) joined the burst before it in the same blank."""
        joins = now is not None and not self._undone and now < self._burst_until and self._joins(step)
        self._undone.clear()
        if joins:
            *others, first = self._done.pop().edits
            step = Step((*others, Edit(first.path, first.before, step.edits[0].after)))
        if not step.idle:
            self._done.append(step)
        self._burst_until = now + BURST_SECONDS if now is not None else 0.0
        return joins

    def undo(self) -> Step:
        """The step to apply to take the last one back; IndexError when there is none."""
        self._burst_until = 0.0
        step = self._done.pop()
        self._undone.append(step)
        return step.reversed

    def redo(self) -> Step:
        """The step to apply to make the last undone one again; IndexError when there is none."""
        step = self._undone.pop()
        self._done.append(step)
        return step

    def replay(self, kind: StepKind, step: Step) -> None:
        """Take up a step that an earlier session made, undid or made again; it may be older than all that is known."""
        if step.idle:
            return
        if kind == "do":
            self.did(step)
        elif kind == "undo":
            self._done = self._done[:-1]
            self._undone.append(step.reversed)
        else:
            self._undone = self._undone[:-1]
            self._done.append(step)

    def copy(self) -> History:
        """The same steps, to go on by itself."""
        twin = History()
        twin._done, twin._undone = self._done.copy(), self._undone.copy()
        return twin

    def end_burst(self) -> None:
        """Let what is typed next begin a step of its own."""
        self._burst_until = 0.0

    def forget(self) -> None:
        """Drop everything: a step that cannot be taken up must not be jumped over."""
        self._done.clear()
        self._undone.clear()

    def _joins(self, step: Step) -> bool:
        last = self._done[-1].edits if self._done else ()
        return bool(last) and len(step.edits) == 1 and last[-1].path == step.edits[0].path
