"""The XML of a Word file's parts as trees of plain lists: paragraphs, tables, and the marks around every word.

Runs in the child alone.  What tracked changes delete is left out, what they insert is kept; of a field its result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local
from app.export.returned.filled import PICTURE

_OPEN = frozenset({"hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase", "sdtContent"})
_PLAIN = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
_PICTURES = frozenset({"blip", "imagedata", "OLEObject", "altChunk"})
_TICKED = {"00FE": "☑", "0052": "☑", "00FC": "√", "0050": "√", "00A8": "□", "006F": "□", "00FD": "×", "0054": "☑"}
_OURS = "b_"
_MARKS_MET = 20
"""Marks that are noted of what a comment is about."""

Node = dict[str, Any]


class Walker:
    """Walks one part after the other; what it met besides words is kept in its fields."""

    def __init__(self) -> None:
        self.marks: list[Node] = []
        self.boxes: list[list[Node]] = []
        self.tracked: Counter[str] = Counter()
        self.insertions = self.deletions = 0
        self.quoted: dict[str, str] = {}
        self.anchored: dict[str, list[int]] = {}  # for each comment: the marks around what it is about, as they come
        self.begun: dict[str, int] = {}  # for each comment: how many marks stand before it
        self._active: list[int] = []
        self._bookmarks: dict[str, int] = {}
        self._fields: list[bool] = []  # for each field that is open: whether its result has begun
        self._comments: set[str] = set()
        self._pieces: list[list[Any]] = []
        self._ended: frozenset[str] = frozenset()

    def part(self, root: Element) -> list[Node]:
        """The paragraphs and tables of a part's body, header or note.

        LibreOffice writes the start of an empty bookmark twice and its end once: one without an end holds nothing.
        """
        ends = (one for one in root.iter() if local(str(one.tag)) == "bookmarkEnd")
        self._ended = frozenset(attribute(one, "id") for one in ends)
        return self.blocks(root)

    def blocks(self, parent: Element) -> list[Node]:
        """The paragraphs and tables right below an element, wrappers opened."""
        return list(self._blocks(parent))

    def _blocks(self, parent: Iterable[Element]) -> Iterator[Node]:
        for child in parent:
            match local(str(child.tag)):
                case "p":
                    yield self._paragraph(child)
                case "tbl":
                    yield {"t": list(self._rows(child))}
                case "sdt":
                    with self._control(child) as content:
                        yield from self._blocks(content)
                case "ins" | "moveTo" | "customXml" | "smartTag" | "sdtContent":
                    yield from self._blocks(child)
                case "AlternateContent":
                    yield from self._blocks(_branch(child))
                case "altChunk":
                    yield {"p": [[PICTURE, *self._active]], "h": False}
                case name:
                    self._anchor(name, child)

    def _rows(self, table: Iterable[Element]) -> Iterator[list[list[Node]]]:
        for child in table:
            match local(str(child.tag)):
                case "tr" if _find(child, "trPr", "del") is not None:
                    self._note(_find(child, "trPr", "del"), kept=False)
                case "tr":
                    if (inserted := _find(child, "trPr", "ins")) is not None:
                        self._note(inserted, kept=True)
                    yield list(self._cells(child))
                case "sdt":
                    with self._control(child) as content:
                        yield from self._rows(content)
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    yield from self._rows(child)
                case name:
                    self._anchor(name, child)

    def _cells(self, row: Iterable[Element]) -> Iterator[list[Node]]:
        for child in row:
            match local(str(child.tag)):
                case "tc":
                    yield self._cell(child)
                case "sdt":
                    with self._control(child) as content:
                        yield from self._cells(content)
                case "ins" | "customXml" | "smartTag":
                    yield from self._cells(child)
                case name:
                    self._anchor(name, child)

    def _cell(self, cell: Element) -> list[Node]:
        """What a cell holds; a bookmark that begins in it ends with it."""
        before = set(self._bookmarks)
        content = self.blocks(cell)
        for number in self._bookmarks.keys() - before:
            self._active.remove(self._bookmarks.pop(number))
        return content

    def _paragraph(self, paragraph: Element) -> Node:
        outer, self._pieces = self._pieces, []
        self._inlines(paragraph)
        pieces, self._pieces = self._pieces, outer
        style = _find(paragraph, "pPr", "pStyle")
        outline = _find(paragraph, "pPr", "outlineLvl")
        named = attribute(style, "val").lower() if style is not None else ""
        return {"p": pieces, "h": outline is not None or named.startswith("heading")}

    def _inlines(self, parent: Iterable[Element]) -> None:
        for child in parent:
            match local(str(child.tag)):
                case "r":
                    self._run(child)
                case "sdt":
                    with self._control(child) as content:
                        self._say("")
                        self._inlines(content)
                case "ins" | "moveTo":
                    self._note(child, kept=True)
                    self._inlines(child)
                case "del" | "moveFrom":
                    self._note(child, kept=False)
                case "oMath" | "oMathPara":
                    self._say("".join(one.text or "" for one in child.iter() if local(str(one.tag)) == "t"))
                case "AlternateContent":
                    self._inlines(_branch(child))
                case name if name in _OPEN:
                    self._inlines(child)
                case name:
                    self._anchor(name, child)

    def _run(self, run: Iterable[Element]) -> None:
        for child in run:
            match local(str(child.tag)):
                case "t":
                    self._say(child.text or "")
                case "br":
                    self._say("" if attribute(child, "type") in ("page", "column") else "\n")
                case "sym":
                    self._say(_symbol(child))
                case "commentReference":
                    self._anchored(attribute(child, "id"))
                case "fldChar":
                    self._field(attribute(child, "fldCharType"))
                case "ruby":
                    for base in child:
                        if local(str(base.tag)) == "rubyBase":
                            self._inlines(base)
                case "drawing" | "pict" | "object":
                    self._drawn(child)
                case "AlternateContent":
                    self._run(_branch(child))
                case name if name in _PLAIN:
                    self._say(_PLAIN[name])

    def _say(self, text: str) -> None:
        if not self._fields or self._fields[-1]:
            self._pieces.append([text, *self._active])
        for comment in self._comments:
            self._anchored(comment)
            if text:
                self.quoted[comment] = self.quoted.get(comment, "") + text

    def _anchored(self, comment: str) -> None:
        self.begun.setdefault(comment, len(self.marks))
        met = self.anchored.setdefault(comment, [])
        if len(met) < _MARKS_MET:
            met += [mark for mark in reversed(self._active) if mark not in met]

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawn(self, drawing: Element) -> None:
        """A picture where it stands; what a text box says stands beside the body."""
        names = {local(str(one.tag)) for one in drawing.iter()}
        if names & _PICTURES:
            self._say(PICTURE)
        box = next((one for one in drawing.iter() if local(str(one.tag)) == "txbxContent"), None)
        if box is not None:
            self.boxes.append(self._aside(lambda: self.blocks(box)))

    def _aside(self, walk: Callable[[], list[Node]]) -> list[Node]:
        """What a walk brings that has nothing to do with the marks around it."""
        kept = self._active, self._bookmarks, self._fields
        self._active, self._bookmarks, self._fields = [], {}, []
        try:
            return walk()
        finally:
            self._active, self._bookmarks, self._fields = kept

    @contextmanager
    def _control(self, control: Element) -> Iterator[Element]:
        """What a content control holds, with its mark around it."""
        properties = _find(control, "sdtPr")
        tag, number, prompts = "", 0, False
        for one in properties if properties is not None else ():
            match local(str(one.tag)):
                case "tag":
                    tag = attribute(one, "val")
                case "id":
                    number = _number(attribute(one, "val"))
                case "showingPlcHdr":
                    prompts = attribute(one, "val") not in ("0", "false")
        content = _find(control, "sdtContent")
        self.marks.append({"tag": tag[:500], "id": number, "prompts": prompts})
        self._active.append(mine := len(self.marks) - 1)
        try:
            yield content if content is not None else Element("none")
        finally:
            self._active.remove(mine)

    def _anchor(self, name: str, element: Element) -> None:
        """The ends of bookmarks and of what comments are about; nothing else matters there."""
        number = attribute(element, "id")
        if name == "bookmarkStart" and (named := attribute(element, "name")).startswith(_OURS):
            self.marks.append({"name": named[:100]})
            self._pieces.append(["", *self._active, mine := len(self.marks) - 1])
            if number in self._ended and number not in self._bookmarks:
                self._bookmarks[number] = mine
                self._active.append(mine)
        elif name == "bookmarkEnd" and number in self._bookmarks:
            self._active.remove(self._bookmarks.pop(number))
        elif name == "commentRangeStart":
            self._comments.add(number)
            self._anchored(number)
        elif name == "commentRangeEnd":
            self._comments.discard(number)

    def _note(self, change: Element | None, *, kept: bool) -> None:
        author = attribute(change, "author") if change is not None else ""
        self.tracked[author[:100]] += 1
        self.insertions += kept
        self.deletions += not kept


def _branch(alternatives: Element) -> Iterable[Element]:
    branches = [one for one in alternatives if local(str(one.tag)) in ("Choice", "Fallback")]
    return branches[0] if branches else ()


def _find(element: Element, *names: str) -> Element | None:
    found: Element | None = element
    for name in names:
        found = next((one for one in found if local(str(one.tag)) == name), None) if found is not None else None
    return found


def _number(text: str) -> int:
    bare = text.removeprefix("-")
    return int(text) if bare.isascii() and bare.isdigit() and len(bare) < 12 else 0


def _symbol(symbol: Element) -> str:
    """A letter of a picture font: a tick or a box as such, else a mark that something stands there."""
    code = attribute(symbol, "char").upper().zfill(4)
    return _TICKED.get(f"00{code[2:]}" if code.startswith("F0") else code, "·")
