"""Where the file has what is said of a pack: a section stands wherever its id does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.errors import PackFault
from app.forms.pack.agreement.names import Fault
from app.forms.pack.reading.yaml_text import Step, Tree


def in_file(tree: Tree, said: Iterable[Fault]) -> list[PackFault]:
    """What is said, each with its line, column and key, in the order of the file."""
    data = tree.data
    return sorted((at(tree, tree.steps(file_keys(data, one)), one.reason) for one in said), key=lambda one: one[:2])


def at(tree: Tree, steps: tuple[Step, ...], reason: str) -> PackFault:
    """What is said of the place that the steps lead to."""
    mark = steps[-1].mark if steps else tree.node.start_mark
    return PackFault(mark.line + 1, mark.column + 1, shown_key(steps), reason)


def shown_key(steps: Iterable[Step]) -> str:
    """The last key on the way; empty for the whole file."""
    return next((str(step.key) for step in reversed(tuple(steps)) if isinstance(step.key, str)), "")


def file_keys(data: Mapping[str, Any], fault: Fault) -> tuple[str | int, ...]:
    """The keys of a fault in the file's own nesting: a section is found by its id."""
    if fault.keys[0] != "sections":
        return fault.keys
    if data["cover"].get("id") == fault.keys[1]:
        return ("cover", *fault.keys[2:])
    return (*_find_below(data["contents"], str(fault.keys[1]), ("contents",)), *fault.keys[2:])


def _find_below(items: Any, section: str, above: tuple[str | int, ...]) -> tuple[str | int, ...]:
    for position, item in enumerate(items):
        here = (*above, position)
        if item.get("id") == section:
            return here
        if "contents" in item and (found := _find_below(item["contents"], section, (*here, "contents"))):
            return found
    return ()
