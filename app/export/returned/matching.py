"""Which words of a filled file answer which blank: by tag, else by bookmark, else by number; all else is a leftover.

A blank stands in a cell of its own.  The cells of a list are told by the place they have in their row, and a row by the
marks in it: a row without marks, or with those of a row that was there before (a copied one), is a new row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.export.returned.filled import (
    PICTURE,
    Box,
    Content,
    Filled,
    Grid,
    Passage,
    Piece,
    passages,
    prompts_in,
    words_of,
)
from app.export.returned.keys import Keys, path_of
from app.export.returned.lists import ListReader, ReadRow
from app.export.returned.normal import answer_of, solid
from app.export.returned.record import Record

_NUMBERS = "—-–0123456789IVXLC"  # of pages


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words that answer no blank and are not ours, and where they stand."""

    text: str
    place: str


@dataclass(slots=True)
class Matched:
    """What was found: words by key (a path, with `#2` behind it for its second box), rows by list, and what is left.

    `beside` are the keys whose answer stood beside the control, `twice` those that were found with two answers,
    `pictures` the places where pictures were pasted.
    """

    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[ReadRow]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def match(filled: Filled, record: Record) -> Matched:
    """Every word of the file, told apart by what `record` says of it."""
    matching = _Matching(Keys(record.keys, filled.body), record)
    matching.body(filled.body)
    for place, content in filled.beside:
        matching.aside(content, place)
    matching.close()
    return matching.found


class _Matching:
    def __init__(self, keys: Keys, record: Record) -> None:
        self.found = Matched()
        self._keys, self._record = keys, record
        self._answers: dict[str, list[str]] = {}
        self._heading = ""
        self._lists = ListReader(keys, record)

    # -- the body, block by block --------------------------------------------------------------

    def body(self, content: Content) -> None:
        """Paragraphs and tables in reading order."""
        run: list[Passage] = []
        for block in content:
            if isinstance(block, Passage):
                run.append(block)
                continue
            self._passages(run, self._heading)
            run = []
            self._table(block)
        self._passages(run, self._heading)

    def aside(self, content: Content, place: str) -> None:
        """What stands beside the body: none of it is a blank."""
        for passage in passages(content):
            text = "".join(piece.text for piece in passage.pieces)
            if solid(text).strip(_NUMBERS) and not self._record.prints(text):
                self._left(text, place)

    def close(self) -> None:
        """Settle what was found in several places: the one answer that is new, else the first one."""
        if self._record.is_book:  # a path has many places there, and pictures are its proofs
            self.found.texts = {path: "\n".join(texts) for path, texts in self._answers.items()}
            self.found.pictures.clear()
            return
        for key, texts in self._answers.items():
            given = list(dict.fromkeys(text for text in texts if answer_of(text))) or texts[:1]
            fresh = [text for text in given if self._is_new(key, text)] or given[:1]
            self.found.texts[key] = fresh[0]
            if len(fresh) > 1:
                self.found.twice.append(key)
                for text in fresh[1:]:
                    self.found.leftovers.append(Leftover(text, f"重复出现的栏目 {path_of(key)}"))

    def _is_new(self, key: str, text: str) -> bool:
        """Whether a blank did not hold this when the file was written; of one of several boxes that is not known."""
        return self._keys.is_boxed(key) or not self._record.holds(key, answer_of(text))

    def _passages(self, run: Sequence[Passage], place: str) -> None:
        """Paragraphs that follow one another: those of one blank belong together."""
        for passage in run:
            if passage.heading and (said := "".join(piece.text for piece in passage.pieces).strip()):
                self._heading = place = said
        whole = self._keyed(run)
        for key, text in whole:
            if key:
                self._answers.setdefault(key, []).append(text)
            else:
                self._loose(text, place)

    def _keyed(self, run: Sequence[Passage]) -> list[tuple[str, str]]:
        """The words of each blank in a run of paragraphs, and each paragraph's words that are in none (key "")."""
        found: list[tuple[str, str]] = []
        last, open_at = "", -1
        for passage in run:
            outside: list[str] = []
            fresh = True
            for piece in passage.pieces:
                key = self._key(piece)
                if not key:
                    outside.append(piece.text)
                    if piece.text.strip():
                        last, open_at = "", -1
                    continue
                text = piece.text
                if piece.text and prompts_in(piece) and not answer_of(piece.text, prompts=True):
                    text = ""
                if key == last:
                    before = found[open_at][1]
                    found[open_at] = (key, before + ("\n" if fresh else "") + text)
                else:
                    found.append((key, text))
                    last, open_at = key, len(found) - 1
                fresh = False
            if "".join(outside).strip():
                found.append(("", "".join(outside)))
        return found

    def _key(self, piece: Piece) -> str:
        """The blank around a piece of text; in a book all places of a path are one."""
        key = self._keys.of(piece)
        return path_of(key) if self._record.is_book else key

    def _loose(self, text: str, place: str) -> None:
        if PICTURE in text:
            self.found.pictures.append(place)
        if solid(text) and not self._record.prints(text) and answer_of(text).strip():
            self._left(text, place)

    def _left(self, text: str, place: str) -> None:
        if words := text.replace(PICTURE, "").strip():
            self.found.leftovers.append(Leftover(words, place))

    # -- tables --------------------------------------------------------------------------------

    def _table(self, grid: Grid) -> None:
        if not self._record.is_book and (list_path := self._lists.path_of(grid)):
            self.found.rows.setdefault(list_path, []).extend(self._lists.rows(grid, list_path))
            for text in self._lists.take_loose():
                self._loose(text, self._heading)
            return
        for row in grid.rows:
            place = self._place(row)
            for box in row:
                self._box(box, place)

    def _place(self, row: Sequence[Box]) -> str:
        label = " ".join("".join(piece.text for one in passages(row[0].content[:1]) for piece in one.pieces).split())
        return "·".join(part for part in (self._heading, label[:40]) if part) if row else self._heading

    def _box(self, box: Box, place: str) -> None:
        """A cell of a form: words beside its empty blank are taken for the answer."""
        inner = [block for block in box.content if isinstance(block, Grid)]
        found = self._keyed([block for block in box.content if isinstance(block, Passage)])
        for grid in inner:
            if len({key for key, _ in found if key} | set(self._keys_in(grid))) <= 1:
                found += self._pasted(grid)
            else:
                self._table(grid)
        found = found if self._record.is_book else self._with_beside(found)
        for key, text in found:
            if PICTURE in text:
                self.found.pictures.append(place)
            if key:
                self._answers.setdefault(key, []).append(text)
            else:
                self._loose(text.replace(PICTURE, ""), place)

    def _with_beside(self, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The same, with words beside the one blank of a cell as its answer where it has no other."""
        keys = {key for key, _ in found if key}
        loose = [text for key, text in found if not key and not self._record.prints(text)]
        if len(keys) != 1 or not any(answer_of(text).strip() for text in loose):
            return found
        key = keys.pop()
        if self._keys.is_boxed(key) or any(answer_of(text) for own, text in found if own == key):
            return found
        self.found.beside.append(key)
        return [(key, "\n".join(text for text in loose if text.strip()))]

    def _pasted(self, grid: Grid) -> Iterator[tuple[str, str]]:
        """A table that was pasted into a blank: its words row by row, in the blank if the marks say so."""
        lines: dict[str, list[str]] = {}
        for row in grid.rows:
            keys = (self._key(piece) for box in row for one in passages(box.content) for piece in one.pieces)
            texts = ("\n".join(words_of(one) for one in passages(box.content)) for box in row)
            lines.setdefault(next((key for key in keys if key), ""), []).append("\t".join(texts))
        return ((key, "\n".join(texts)) for key, texts in lines.items())

    def _keys_in(self, grid: Grid) -> Iterator[str]:
        pieces = (piece for row in grid.rows for box in row for one in passages(box.content) for piece in one.pieces)
        return (key for piece in pieces if (key := self._key(piece)))
