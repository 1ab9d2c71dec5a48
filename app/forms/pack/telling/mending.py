"""Text that is no YAML, read on behind the places where reading stopped.

A line is taken as it was probably meant, or left out with what hangs on it, whichever lets reading get further.  The
mended text is only read to find what else is wrong; it is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.forms.pack.reading.syntax import INDENTED, UNCLEAR, Stumble
from app.forms.pack.reading.yaml_text import BREAKS, Tree, YamlFault, composed

MOST_STUMBLES = 60
CLOSE = 8  # lines
_INDENTED = INDENTED.partition("：")[0]
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Mended:
    """A text as far as it could be read: `tree` is None when that was not far enough.

    `doubtful` lines (from 0) were left out, or may have been meant otherwise.
    """

    original: list[str]
    lines: list[str]
    told: list[YamlFault] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)
    tree: Tree | None = None

    def column(self, line: int, column: int) -> int:
        """Where a column of a mended line (both from 1) is in the file."""
        was, mended = self.original[line - 1], self.lines[line - 1]
        same = next((at for at, (one, other) in enumerate(zip(was, mended, strict=False)) if one != other), len(was))
        if column - 1 <= same or not mended:
            return column
        return max(same + 1, min(column - (len(mended) - len(was)), len(was)))


def mended(text: str) -> Mended:
    """Read `text`, and tell each place where that was not possible as it stands."""
    lines = BREAKS.split(text)
    found = Mended(lines, list(lines))
    for number, line in enumerate(lines):
        if (sign := _UNPRINTABLE.search(line)) is not None:
            found.told.append(YamlFault(number + 1, "文件里有看不见的控制字符，请删去", sign.start() + 1))
            found.lines[number] = _UNPRINTABLE.sub(" ", line)
    for _ in range(MOST_STUMBLES):
        try:
            read = composed(found.lines)
        except YamlFault as fault:
            found.told.append(fault)
            return found
        if isinstance(read, Tree):
            found.tree = read
            found.told += read.faults
            found.doubtful |= {fault.line - 1 for fault in read.faults}
            return found
        if read.reason == UNCLEAR and found.told and found.told[-1].reason == UNCLEAR:
            return found
        if read.reason == INDENTED and _is_adrift(found.told, read.line):
            return found
        if read.reason == INDENTED and _indent_anew(found, read):
            continue
        found.told.append(YamlFault(read.line, read.reason, found.column(read.line, read.column)))
        if not _mend(found, read):
            return found
    return found


def _mend(found: Mended, stumble: Stumble) -> bool:
    """Change the line, or leave it out with what hangs on it; False when nothing gets further."""
    number = stumble.line - 1
    best, reached = None, (stumble.line, stumble.column)
    for meant in stumble.meant:
        lines = [*found.lines[:number], meant, *found.lines[number + 1 :]]
        further = _reached(lines)
        stops_above = best is None and stumble.sure and 0 < further[0] < stumble.line
        if further > reached or stops_above:  # what stands above it may have been read as one with it
            best, reached = lines, max(further, reached)
    if best is not None:
        found.lines = best
        found.doubtful |= set() if stumble.sure else {number}
        return True
    for first, last in _hanging(found.lines, number):
        lines = ["" if first <= place <= last else line for place, line in enumerate(found.lines)]
        if _reached(lines) > (last + 1, len(lines[last])):
            found.lines = lines
            found.doubtful |= set(range(first, last + 1))
            return True
    return False


def _indent_anew(found: Mended, stumble: Stumble) -> bool:
    """Move the line that stands too far in or out, or the one above it; False when nothing helps."""
    best, reached = None, (stumble.line, 10**6, False)
    for number in (stumble.line - 1, _previous(found.lines, stumble.line - 1)):
        for depth in _depths(found.lines, number):
            lines = _moved(found.lines, number, depth)
            evened = depth % 2 < _indent(found.lines[number]) % 2  # an odd depth is the likelier slip
            if (further := (*_reached(lines), evened)) > reached:
                best, reached = (number, depth, lines), further
    if best is None:
        return False
    number, depth, lines = best
    was = _indent(found.lines[number])
    reason = f"缩进不对：前面有 {was} 个空格，似应有 {depth} 个；同一层的键要左对齐，下一层多缩进两个空格"
    found.told.append(YamlFault(number + 1, reason, was + 1))
    found.doubtful.add(number)
    found.lines = lines
    return True


def _is_adrift(told: list[YamlFault], line: int) -> bool:
    """Whether lines close to one another all seem to stand wrong: then only the first is told."""
    last = [one for one in told[-2:] if one.reason.startswith(_INDENTED)]
    if len(last) < 2 or not 0 <= line - last[0].line <= CLOSE:
        return False
    told.pop()
    return True


def _depths(lines: Sequence[str], number: int) -> list[int]:
    """Where the line may have to begin: where those above it begin, the next one, or two further in than the last."""
    if number < 0:
        return []
    own, seen = _indent(lines[number]), []
    above = [line for line in lines[max(number - 60, 0) : number] if line.strip()]
    for depth in (own + 1, own - 1, *(_indent(line) for line in reversed(above))):
        if depth >= 0 and depth != own and depth not in seen and abs(depth - own) <= 4:
            seen.append(depth)
    return seen


def _moved(lines: Sequence[str], number: int, depth: int) -> list[str]:
    """The lines with that one at another depth."""
    return [*lines[:number], " " * depth + lines[number].lstrip(" "), *lines[number + 1 :]]


def _reached(lines: Sequence[str]) -> tuple[int, int]:
    """How far reading comes: line and column from 1."""
    try:
        read = composed(lines)
    except YamlFault:
        return 0, 0
    return (len(lines) + 1, 1) if isinstance(read, Tree) else (read.line, read.column)


def _hanging(lines: Sequence[str], number: int) -> Iterator[tuple[int, int]]:
    """The first and last line of what may be left out: the line with all below it, then what it hangs on, outwards."""
    while True:
        last = number
        for below in range(number + 1, len(lines)):
            if lines[below].strip():
                if not _is_below(lines[below], lines[number]):
                    break
                last = below
        above = next((place for place in range(number - 1, -1, -1) if _opens(lines[place], lines[number])), None)
        alone = last + 1 >= len(lines) or above is None or not _is_below(_next(lines, last), lines[above])
        emptied = above is not None and _previous(lines, number) == above and alone
        if not emptied or above is None or not lines[above].rstrip().endswith(":"):
            yield number, last
        if above is None:
            return
        number = above


def _is_below(line: str, other: str) -> bool:
    """Whether a line belongs to what an earlier one begins."""
    items = line.lstrip().startswith("- ") and other.rstrip().endswith(":") and not other.lstrip().startswith("- ")
    return _indent(line) > _indent(other) or (items and _indent(line) == _indent(other))


def _opens(line: str, below: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#") and _is_below(below, line)


def _next(lines: Sequence[str], number: int) -> str:
    return next((line for line in lines[number + 1 :] if line.strip()), "")


def _previous(lines: Sequence[str], number: int) -> int:
    return next((place for place in range(number - 1, -1, -1) if lines[place].strip()), -1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
