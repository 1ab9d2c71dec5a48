"""Everything that is wrong with a file as a pack: told, taken out, and read again until nothing is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.errors import PackFault
from app.forms.pack.consistency import Fault, faults
from app.forms.pack.pack import Pack
from app.forms.pack.reading.yaml_text import Step, YamlFault, text_of
from app.forms.pack.strict import Misplaced
from app.forms.pack.telling.mending import Mended, mended
from app.forms.pack.telling.places import file_keys, shown_key
from app.forms.pack.telling.pruning import Pruning, is_page
from app.forms.pack.telling.reasons import reason_of

MOST_ROUNDS = 100
_OF_A_WHOLE = frozenset({"value_error", "too_short", "too_long"})  # what is found of a mapping or list by its parts


def read(data: bytes) -> tuple[Pack | None, list[PackFault]]:
    """The pack in YAML `data`, and all that is wrong with it; no pack, or only part of one, where anything is."""
    try:
        text, coded = text_of(data)
    except YamlFault as fault:
        return None, [PackFault(fault.line, fault.column, "", fault.reason)]
    found = mended(text)
    told = [
        PackFault(fault.line, fault.column, "", fault.reason) for fault in (*([coded] if coded else ()), *found.told)
    ]
    if found.tree is None:
        return None, told
    collector = _Collector(found)
    pack = collector.read()
    return pack, [*told, *collector.told]


class _Collector:
    """Reads the tree of one text, which it changes, and keeps what was wrong with it in the order of the finding."""

    def __init__(self, text: Mended) -> None:
        assert text.tree is not None
        self.told: list[PackFault] = []
        self._text, self._tree = text, text.tree
        self._pruning = Pruning(text.tree)
        self._untold: tuple[Sequence[Step], str] | None = None
        self._pruning.forget_lines(text.original, text.doubtful)

    def read(self) -> Pack | None:
        """The pack, perhaps without what was wrong; None when even that could not be read."""
        for _ in range(MOST_ROUNDS):
            data = self._tree.data
            try:
                pack = Pack.model_validate(data)
            except ValidationError as failure:
                if not self._take_out(failure.errors(include_url=False)):
                    return None
                continue
            for fault in faults(pack):
                self._tell_fault(data, fault)
            if self._untold is not None and not self.told and not self._text.told:
                self._keep(*self._untold)  # nothing is taken out without a word
            return pack
        return None

    def _take_out(self, errors: Iterable[ErrorDetails]) -> bool:
        """Tell each error and take out what it is about; the places are found before anything is moved."""
        located = [(error, self._tree.steps(_keys_of(error))) for error in errors if not _is_echo(error)]
        told = [(error, steps) for error, steps in located if not self._follows(error, steps)]
        if located and not told and self._untold is None:
            self._untold = located[0][1], reason_of(located[0][0])
        for error, steps in _without_consequences(told):
            missing = str(error["loc"][-1]) if error["type"] == "missing" else ""
            self._keep(steps, reason_of(error), missing)
            self._pruning.names_unknown |= missing in ("id", "field") or "须有 id" in reason_of(error)
        changed = False
        for error, steps in located:
            if error["type"] == "missing":
                changed |= self._pruning.provide(steps, str(error["loc"][-1]))
            else:
                changed |= self._pruning.take(steps)
        return changed

    def _follows(self, error: ErrorDetails, steps: Sequence[Step]) -> bool:
        """Whether the error is only there because of what was taken out before."""
        node = steps[-1].node if steps else self._tree.node
        if error["type"] == "missing":
            return self._pruning.lacks(node, str(error["loc"][-1]))
        if error["type"] not in _OF_A_WHOLE:
            return False
        cause = error.get("ctx", {}).get("error")
        owner = self._tree.steps(error["loc"])
        if not owner or is_page(owner):  # what is found of a whole page is found of one thing in it
            apart = isinstance(cause, Misplaced) and node is not (owner[-1].node if owner else self._tree.node)
            keys = cause.keys[-1:] if isinstance(cause, Misplaced) else ()
            return not apart or self._pruning.rests_on_what_is_gone(reason_of(error), keys)
        return self._pruning.is_touched(owner[-1].node)

    def _tell_fault(self, data: Mapping[str, Any], fault: Fault) -> None:
        steps = self._tree.steps(file_keys(data, fault))
        beside = steps[-1].parent if steps else self._tree.node
        if not self._pruning.rests_on_what_is_gone(fault.reason, beside=beside):
            self._keep(steps, fault.reason)

    def _keep(self, steps: Sequence[Step], reason: str, missing: str = "") -> None:
        mark = steps[-1].mark if steps else self._tree.node.start_mark
        if mark.line in self._text.doubtful:
            return
        column = self._text.column(mark.line + 1, mark.column + 1)
        self.told.append(PackFault(mark.line + 1, column, missing or shown_key(steps), reason))


def _keys_of(error: ErrorDetails) -> tuple[str | int, ...]:
    """Where the error is: the place in the models, and the keys that its finder adds."""
    cause = error.get("ctx", {}).get("error")
    return (*error["loc"], *(cause.keys if isinstance(cause, Misplaced) else ()))


def _is_echo(error: ErrorDetails) -> bool:
    """Whether a list is said to be too short only because something in it is wrong."""
    given = error["input"]
    return error["type"] == "too_short" and isinstance(given, list) and len(given) >= error["ctx"]["min_length"]


_Told = tuple[ErrorDetails, tuple[Step, ...]]


def _without_consequences(told: Sequence[_Told]) -> Iterator[_Told]:
    """The errors without the keys that are missing because they are misspelt in the same mapping."""
    said = [(error["loc"], reason_of(error)) for error, _ in told if error["type"] == "value_error"]
    for error, steps in told:
        *above, key = error["loc"] or ("",)
        meant = (f"，是不是 {key}？", f"写成“{key}: ”")
        misspelt = any(loc == tuple(above) and any(one in reason for one in meant) for loc, reason in said)
        if error["type"] != "missing" or not misspelt:
            yield error, steps
