"""What one notice asks, mandates and demands: Pack › Part › Section › Block › Field; frozen, strict."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag, field_validator, model_validator
from pydantic import Field as Key

from app.forms.pack.blocks import Block
from app.forms.pack.body import Keys, marks_in
from app.forms.pack.fields import Column, Field, IsoDate, KnownFact, Misplaced, Strict
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.rules import Rule
from app.forms.pack.section import Section
from app.forms.paths import FieldPath

FaceName = Literal["仿宋", "楷体", "黑体", "宋体"]
SizeName = Literal[
    "初号",
    "小初",
    "一号",
    "小一",
    "二号",
    "小二",
    "三号",
    "小三",
    "四号",
    "小四",
    "五号",
    "小五",
    "六号",
    "小六",
    "七号",
    "八号",
]
StyleKey = Literal["body", "heading_1", "heading_2", "heading_3", "heading_4", "note", "table", "list"]


class Notice(Strict):
    """The official document a pack was made from."""

    name: str
    number: str = ""
    issuer: str
    issued: IsoDate | None = None
    cutoff: IsoDate | None = None


class TypeStyle(Strict):
    """The mandated look of one kind of text; `leading` is a factor of the size (单倍 = 1.3)."""

    face: FaceName
    size: SizeName
    leading: float = Key(1.3, ge=1, le=4)


class Delivery(Strict):
    """One thing to hand in: what, how many, on which medium, to whom.

    `carrier` says of the declaration itself what the medium is to the program: bound paper, a disc, an
    e-mail, or the scan of the stamped paper; it is empty for what others hand in.
    """

    what: str
    medium: str
    carrier: Literal["", "paper", "disc", "mail", "scan"] = ""
    copies: int | None = Key(default=None, ge=1, le=100)
    to: str = ""


class Submission(Strict):
    """How the finished declaration is handed in, in the notice's words; `clauses` are quoted on the 报送清单."""

    deadline: IsoDate | None = None
    deadline_time: str = ""
    deliveries: tuple[Delivery, ...] = ()
    printing: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


class SummaryColumn(Strict):
    """One column of the 汇总表: a blank of the pack (`section.field`), or the running number when it names none."""

    label: str
    field: str = ""
    width: float = Key(default=1.0, gt=0, le=1000)


class Summary(Strict):
    """The 汇总表 that whoever recommends makes from many declarations: one row for each, `most` rows at most."""

    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[SummaryColumn, ...] = Key(min_length=1, max_length=20)
    blank_rows: int = Key(default=3, ge=0, le=40)
    most: int | None = Key(default=None, ge=1)


class Requirement(Strict):
    """One indicator of the 能力要求, shown beside the pages it judges; `dimension` names an entry of `dimensions`."""

    title: str
    dimension: str = ""
    text: str


class Part(Strict):
    """A heading over sections and further parts; its depth in the pack is its heading level.

    `heading` overrides the printed title; an empty one prints none, and what is below stands a level higher.
    A `volume` is a document of its own inside the book: it opens on a recto, its title is set like
    that of a cover, and levels are counted anew below it.  All below the heading and the intro of a `boxed`
    part is one table of the notice: each heading and each page is a row of it.
    """

    title: str
    heading: str | None = None
    volume: bool = False
    boxed: bool = False
    intro: tuple[Block, ...] = ()
    page_start: Literal["", "page", "recto"] = ""
    contents: tuple[Item, ...] = Key(min_length=1)

    @property
    def heading_words(self) -> str:
        """The heading as it stands in the contents; empty when the part has none of its own."""
        return self.title if self.heading is None else self.heading

    @property
    def start(self) -> Literal["", "page", "recto"]:
        """Where the part begins on paper: a volume always on a recto."""
        return "recto" if self.volume else self.page_start

    @field_validator("intro")
    @classmethod
    def _words_only(cls, intro: tuple[Block, ...]) -> tuple[Block, ...]:
        if any(block.kind not in ("line", "note", "heading") for block in intro):
            raise ValueError("intro 只能有 line、note、heading，空格要放在页面里")
        if any(marks_in(block) for block in intro):
            raise ValueError("intro 里不能有脚注，脚注要放在页面里")
        return intro


def _part_or_section(data: Any) -> str:
    if not isinstance(data, dict):
        return "part" if isinstance(data, Part) else "section"
    nested = "contents" in data or ("id" not in data and any(nearest(key, ("contents",)) for key in data))
    return "part" if nested else "section"


Item = Annotated[
    Annotated[Part, Tag("part")] | Annotated[Section, Tag("section")],
    Discriminator(_part_or_section),
]
Part.model_rebuild()


class Pack(Strict):
    """One notice as data.

    `renamed` and `deleted` name fields of earlier editions (`section.field`), so that older drafts
    still open; `clauses` are the words behind each clause a finding can quote; `dimensions` the
    能力要求 that the indicators in `requirements` are grouped under.
    """

    pack: str = Key(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")
    edition: int = Key(ge=1)
    title: str
    notice: Notice
    submission: Submission = Submission()
    typography: dict[StyleKey, TypeStyle] = Key(default_factory=dict)
    contents_levels: int = Key(default=4, ge=0, le=5)
    clauses: dict[str, str] = Key(default_factory=dict)
    starred_clause: str = ""
    facts: dict[str, KnownFact] = Key(default_factory=dict)
    dimensions: dict[str, str] = Key(default_factory=dict)
    requirements: dict[str, Requirement] = Key(default_factory=dict)
    cover: Section
    contents: tuple[Item, ...] = Key(min_length=1)
    checks: tuple[Rule, ...] = ()
    summary: Summary | None = None
    renamed: dict[str, str] = Key(default_factory=dict)
    deleted: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Pack:
        seen = {self.cover.id}
        for keys, section, _ in _walk(self.contents, ("contents",)):
            if section.id in seen:
                raise Misplaced((*keys, "id"), f"页面名称 {section.id} 用了两次")
            seen.add(section.id)
        return self

    @property
    def id(self) -> str:
        """The pack's name, unique among packs."""
        return self.pack

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every wizard page in reading order, the cover first."""
        return (self.cover, *(section for section, _ in self.outline))

    @cached_property
    def outline(self) -> tuple[tuple[Section, tuple[Part, ...]], ...]:
        """Every section below the cover with the parts it stands in, outermost first."""
        return tuple((section, parts) for _, section, parts in _walk(self.contents, ()))

    @cached_property
    def section(self) -> dict[str, Section]:
        """The sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def computed(self) -> frozenset[FieldPath]:
        """The blanks that are computed, never typed."""
        return frozenset(
            FieldPath(section.id, field.id)
            for section in self.sections
            for field in section.asked.values()
            if field.computed is not None
        )

    @cached_property
    def computed_columns(self) -> frozenset[FieldPath]:
        """The columns of lists that are computed in each row, with the row `*`."""
        return frozenset(path for path, column in self._columns() if column.computed is not None)

    @cached_property
    def conditional_columns(self) -> frozenset[FieldPath]:
        """The columns of lists that not every row is asked, with the row `*`."""
        return frozenset(path for path, column in self._columns() if column.when is not None)

    def _columns(self) -> Iterator[tuple[FieldPath, Column]]:
        for section in self.sections:
            for table in section.lists.values():
                for column in table.asked_columns:
                    yield FieldPath(section.id, table.field, "*", column.id), column

    def computes(self, path: FieldPath) -> bool:
        """Whether the blank or cell at `path` is computed."""
        columns = self.computed_columns
        return bool(columns) and path.at("*", path.column) in columns if path.column else path in self.computed

    def place(self, section: Section) -> str:
        """Where the page stands in the form, for findings that rest on no clause of their own."""
        for other, parts in self.outline:
            if other is section:
                volumes = [place for place, part in enumerate(parts) if part.volume]
                below = [part for part in parts[volumes[-1] + 1 if volumes else 0 :] if part.heading_words]
                book = _kind_of(parts[volumes[-1]].title if volumes else self.front_title)
                return f"{book}{below[0].title if below else section.title}"
        return f"{_kind_of(self.front_title)}封面"

    def clause(self, section: Section, field: Field) -> str:
        """What demands the blank, list or proof: the clause nearest to it, else its place in the form."""
        starred = self.starred_clause if section.starred else ""
        return field.clause or section.clause or starred or self.place(section)

    @property
    def front_title(self) -> str:
        """What the cover prints as the title; a line end is a forced new line."""
        return self.cover.heading or self.title

    def stating(self, fact: str) -> Iterator[FieldPath]:
        """The blanks that state `fact`, of whatever year, in reading order."""
        for section in self.sections:
            for field in section.asked.values():
                if field.fact is not None and field.fact.id == fact:
                    yield FieldPath(section.id, field.id)

    def field_at(self, path: FieldPath) -> Field | None:
        """The blank, list or list cell that `path` names; None when this pack has none."""
        section = self.section.get(path.section) or self.section.get(path.folded.section)
        if section is None:
            return None
        if not path.column:
            return section.asked.get(path.field)
        return section.column(path.field, path.column)


def _kind_of(title: str) -> str:
    """What a document with this title is called for short."""
    return "申报表" if title.endswith("申报表") else "申报书"


def _walk(
    items: tuple[Part | Section, ...], keys: Keys, above: tuple[Part, ...] = ()
) -> Iterator[tuple[Keys, Section, tuple[Part, ...]]]:
    """Every section with the keys that lead to it and the parts it stands in."""
    for position, item in enumerate(items):
        if isinstance(item, Part):
            yield from _walk(item.contents, (*keys, position, "contents"), (*above, item))
        else:
            yield (*keys, position), item, above
