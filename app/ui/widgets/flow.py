"""Breaking a sentence with blanks into lines, like text: pure arithmetic, no widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

CLOSERS = frozenset("，。、；：？！）》〉】〕］｝」』〗”’…—～·,.;:?!)]}%％/")
PAUSES = frozenset("，。；、！？")
OPENERS = frozenset("（《〈【〔［｛「『〖“‘([{□☑")
LONGEST_UNIT, LONE_ENOUGH = 4, 3
"""Characters behind a blank that stay with it; pieces of a line that can spare its last one."""


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest thing that is never broken: a character, a Latin word, or the blank number `widget`.

    `glued` atoms stay on the line of the one before.  A blank of `stretch` takes what its line has left.  Atoms of one
    `kept` number stay on one line where it can hold them; two blanks where it cannot stand under each other.
    """

    text: str
    width: float
    widget: int = -1
    glued: bool = False
    stretch: bool = False
    kept: int = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """An atom with its left edge and its width on the line."""

    atom: Atom
    x: float
    width: float


def atoms_of(words: str, measure: Callable[[str], float]) -> list[Atom]:
    """`words` as atoms: runs of Latin letters, digits and spaces hold together, Chinese breaks anywhere."""
    atoms: list[Atom] = []
    run = ""
    for character in words:
        if character.isascii() and character not in CLOSERS and not character.isspace():
            run += character
            continue
        if run:
            atoms.append(_atom(run, atoms, measure))
            run = ""
        atoms.append(_atom(character, atoms, measure))
    return [*atoms, _atom(run, atoms, measure)] if run else atoms


def _atom(text: str, before: Sequence[Atom], measure: Callable[[str], float]) -> Atom:
    opened = bool(before) and before[-1].text[-1:] in OPENERS
    return Atom(text, measure(text), glued=text in CLOSERS or opened)


def flow(atoms: Sequence[Atom], width: float) -> list[list[Placed]]:
    """The lines of at most `width`; a phrase with a blank is kept together where a line can hold it."""
    lines: list[list[Atom]] = [[]]
    used = 0.0
    for group, begins in _groups(atoms, width):
        need = _width(group)
        if used and (begins or used + need > width):
            lines.append([])
            used = 0.0
            group = _without_leading_space(group)
        lines[-1] += group
        used += _width(group)
    return [_placed(line, width) for line in lines if line]


def accompanied(lines: Sequence[Sequence[Atom]]) -> list[list[Atom]]:
    """The lines again, but no character alone on the last: the one before it, or the word, comes with it."""
    kept = [list(line) for line in lines]
    if len(kept) < 2:
        return kept
    above = _glued(kept[-2])
    alone = len("".join(atom.text for atom in kept[-1] if atom.text not in CLOSERS)) == 1
    moved = above[-1]
    fits = _width(moved) + _width(kept[-1]) <= _width(kept[-2])
    if alone and fits and len(above) >= LONE_ENOUGH and moved[0].text.strip():
        kept[-2:] = [[atom for piece in above[:-1] for atom in piece], [*moved, *kept[-1]]]
    return kept


def with_unit(words: list[Atom]) -> list[Atom]:
    """The words behind a blank, their first few glued to it: 台/套."""
    unit = next(
        (
            place
            for place, atom in enumerate(words)
            if not atom.text.strip() or atom.text in PAUSES or atom.text in OPENERS
        ),
        len(words),
    )
    close = min(unit, LONGEST_UNIT)
    return [replace(atom, glued=atom.glued or place < close) for place, atom in enumerate(words)]


def in_company(lines: list[list[Placed]]) -> list[list[Placed]]:
    """The lines of a sentence, but no character alone on the last, where it and the one above hold no blank."""
    if len(lines) < 2 or any(one.atom.widget >= 0 for line in lines[-2:] for one in line):
        return lines
    kept = accompanied([[one.atom for one in line] for line in lines[-2:]])
    return lines if len(kept[-1]) == len(lines[-1]) else [*lines[:-2], *map(_side_by_side, kept)]


def _side_by_side(atoms: Sequence[Atom]) -> list[Placed]:
    lefts = accumulate((atom.width for atom in atoms), initial=0.0)
    return [Placed(atom, left, atom.width) for atom, left in zip(atoms, lefts, strict=False)]


def _groups(atoms: Sequence[Atom], width: float) -> Iterator[tuple[list[Atom], bool]]:
    """What is not broken, and whether it begins a line: whole phrases that hold a blank, else the smallest pieces."""
    for phrase in _phrases(_glued(atoms)):
        whole = [atom for piece in phrase for atom in piece]
        if any(atom.widget >= 0 for atom in whole) and _width(whole) <= width:
            yield whole, False
            continue
        for kept, run in groupby(phrase, key=lambda piece: max(atom.kept for atom in piece)):
            pieces = list(run)
            yield from _kept(pieces, width) if kept >= 0 else _apart(pieces, width)


def _kept(pieces: Sequence[list[Atom]], width: float) -> Iterator[tuple[list[Atom], bool]]:
    """Pieces that are kept together, as one where a line can hold it; else two blanks each begin a line."""
    whole = [atom for piece in pieces for atom in piece]
    if _width(whole) <= width:
        yield whole, False
        return
    two = sum(atom.widget >= 0 for atom in whole) == 2
    for piece, _ in _apart(pieces, width):
        yield piece, two and any(atom.widget >= 0 for atom in piece)


def _apart(pieces: Iterable[list[Atom]], width: float) -> Iterator[tuple[list[Atom], bool]]:
    for piece in pieces:
        yield from ((part, False) for part in _parted(piece, width))


def _parted(piece: list[Atom], width: float) -> Iterator[list[Atom]]:
    """What no line can hold is parted before its blank, which then has a line of its own."""
    place = next((number for number, atom in enumerate(piece) if atom.widget >= 0 and number), 0)
    if place and _width(piece) > width:
        yield piece[:place]
        yield from _parted(piece[place:], width)
    else:
        yield piece


def _phrases(pieces: Sequence[list[Atom]]) -> Iterator[list[list[Atom]]]:
    phrase: list[list[Atom]] = []
    for piece in pieces:
        if phrase and piece[0].text == "（":
            yield phrase
            phrase = []
        phrase.append(piece)
        if piece[-1].text in PAUSES:
            yield phrase
            phrase = []
    if phrase:
        yield phrase


def _glued(atoms: Sequence[Atom]) -> list[list[Atom]]:
    pieces: list[list[Atom]] = []
    for atom in atoms:
        if atom.glued and pieces:
            pieces[-1].append(atom)
        else:
            pieces.append([atom])
    return pieces


def _width(atoms: Sequence[Atom]) -> float:
    return sum(atom.width for atom in atoms)


def _without_leading_space(group: list[Atom]) -> list[Atom]:
    """A line begins with no space, unless what follows could not begin it."""
    spaced = group[0].widget < 0 and not group[0].text.strip() and not any(atom.glued for atom in group[1:2])
    return group[1:] if spaced else group


def _placed(line: list[Atom], width: float) -> list[Placed]:
    spare = max(width - sum(atom.width for atom in line), 0.0)
    stretching = sum(atom.stretch for atom in line)
    placed, x = [], 0.0
    for atom in line:
        wide = (
            min(atom.width + (spare / stretching if atom.stretch else 0.0), width) if atom.widget >= 0 else atom.width
        )
        placed.append(Placed(atom, x, wide))
        x += wide
    return placed
