"""What the parts of one document share while it is read: styles, lists, pictures, notes, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from app.errors import EvidenceRefused
from app.evidence.kinds import refused
from app.evidence.office.grid import Gathering
from app.evidence.office.package import AS_PDF, attribute
from app.evidence.office.word.drawn.drawings import Drawings
from app.evidence.office.word.drawn.figures import Figures
from app.evidence.office.word.drawn.samples import Samples
from app.evidence.office.word.drawn.vml import Shapes
from app.evidence.office.word.fields import PAGE_NUMBERS, Fields
from app.evidence.office.word.items import Found, Note
from app.evidence.office.word.notes import Marks
from app.evidence.office.word.numbers.numbering import Counting, Numbering
from app.evidence.office.word.parts import Package, Part
from app.evidence.office.word.runs import Runs
from app.evidence.office.word.styles import Styles

_DEEPEST = 20  # tables and boxes within one another


class Reading:
    """One document that is being read."""

    def __init__(self, name: str, package: Package, body: Part, samples: Samples) -> None:
        self._name, self._package, self._body = name, package, body
        self.found = Found()
        self.settings = self._root("settings")
        self.styles = Styles(self._root("styles"))
        self.tables = Gathering(name)
        self.figures = Figures(name, package, self.found, samples)
        self.endnotes: list[Note] = []
        self._numbering = Numbering(self._root("numbering"), self.styles)
        self._marks = Marks(self.settings, body.root.iterfind(".//{*}sectPr"))
        self._notes: dict[str, dict[str, tuple[Part, Element]]] = {}
        self._marked = self._depth = 0

    def counting(self) -> Counting:
        """A fresh count of all lists."""
        return Counting(self._numbering, self._unknown)

    def fields(self, page_numbers: bool) -> Fields:
        """A place in the text where no field is open."""
        return Fields(self.found, frozenset() if page_numbers else PAGE_NUMBERS)

    def runs(self, part: Part, fields: Fields, called: Callable[[Note], None]) -> Runs:
        """A reader of the paragraphs of a part; `called` is told of each footnote."""

        def note(reference: Element, kind: str) -> Note:
            one, is_new = self._marks.note(reference, kind)
            if is_new:
                (called if kind == "footnote" else self.endnotes.append)(one)
            return one

        drawings, shapes = Drawings(self._package, part, self.found), Shapes(part, self.found)
        return Runs(self.styles, self.found, fields, drawings, shapes, note, self.refuse)

    def notes(self, kind: str) -> dict[str, tuple[Part, Element]]:
        """The footnotes or endnotes by their ids."""
        if kind not in self._notes:
            part = self._package.part(self._body.first(f"{kind}s"))
            ones = part.root.iterfind(f"{{*}}{kind}") if part is not None else ()
            self._notes[kind] = {attribute(one, "id"): (part, one) for one in ones if part is not None}
        return self._notes[kind]

    def figure_mark(self) -> str:
        """The mark for the next picture that stands apart from its place."""
        self._marked += 1
        return f"〔插图 {self._marked}〕"

    def refuse(self, what: str) -> EvidenceRefused:
        """The refusal for what would be lost and may not be."""
        return refused(self._name, f"文件中有{what}，不能完整编入书中", AS_PDF)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One table, box or note further inside."""
        if self._depth >= _DEEPEST:
            raise refused(self._name, "表格或文本框套得过深", AS_PDF)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def part(self, path: str) -> Part | None:
        """Another part of the package; None when it is absent."""
        return self._package.part(path)

    def _root(self, kind: str) -> Element | None:
        part = self._package.part(self._body.first(kind))
        return part.root if part is not None else None

    def _unknown(self, kind: str) -> None:
        self.found.note(f"编号格式 {kind[:40]} 按阿拉伯数字印出。")
