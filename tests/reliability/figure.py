"""What one harness found, beside its bound, and the table of all of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_HEAD = ("试验 / trial", "规模 / size", "结果 / found", "界限 / bound", "秒 / s", "")


@dataclass(slots=True)
class Figure:
    """One line of the table; `examples` say how the first breaches of the bound came about."""

    name: str
    size: str
    found: str
    bound: str
    held: bool
    seconds: float = 0.0
    examples: list[str] = field(default_factory=list)


class Tally:
    """Counts what went wrong in a trial whose every count must be nought, and keeps the first examples of each."""

    KEPT = 3

    def __init__(self, *kinds: str) -> None:
        self.tried = 0
        self.counts = dict.fromkeys(kinds, 0)
        self.examples: list[str] = []

    def note(self, kind: str, example: str) -> None:
        """One thing that must not be."""
        self.counts[kind] += 1
        if self.counts[kind] <= self.KEPT:
            self.examples.append(f"{kind}: {example}")

    def figure(self, name: str, size: str) -> Figure:
        """The line of the table: every count must be nought."""
        found = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        held = self.tried > 0 and not any(self.counts.values())
        return Figure(name, size, found, "0", held, examples=self.examples)

    def add(self, other: Tally) -> None:
        """Take in what another process counted."""
        self.tried += other.tried
        for kind, count in other.counts.items():
            self.counts[kind] += count
        self.examples += other.examples


def table(figures: Iterable[Figure]) -> str:
    """The figures in columns, Chinese and Latin letters as wide as a terminal shows them."""
    rows: list[Sequence[str]] = [_HEAD]
    for each in figures:
        state = "" if each.held else "✗ 超出界限 / broken"
        rows.append((each.name, each.size, each.found, each.bound, f"{each.seconds:.0f}", state))
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "  ".join(text + " " * (wide - _width(text)) for text, wide in zip(row, widths, strict=True)) for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
