"""The rows and columns of a matrix, and the headings over them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pydantic import Field as Key
from pydantic import model_validator

from app.forms.pack.blanks import Sentence, Words, parse_sentence
from app.forms.pack.fields import FieldSpec, Identifier
from app.forms.paths import FieldPath


class MatrixLine(FieldSpec):
    """A row or a column of a matrix, or a heading over those `below` it.

    What it says of a blank holds for every one that it crosses the other lines with.  A `fact` is completed by the
    `year` of the line across.  With `each` it is one line for every entry of a repeated page, or row of a list.
    """

    id: Identifier | None = None
    title: str = ""
    below: tuple[MatrixLine, ...] = ()
    each: str = ""
    year: int | None = Key(default=None, ge=1900, le=2200)
    width: float = Key(default=1.0, gt=0, le=1000)

    @model_validator(mode="after")
    def _line_or_heading(self) -> MatrixLine:
        _ = self.sentence  # the marks in it can be read
        said = self.model_fields_set - {"title", "below"}
        if self.below and (said or not self.title):
            raise ValueError("有 below 的是标题，只写 title 和 below")
        if self.below:
            return self
        if self.id is None:
            raise ValueError("每一行、每一列须有 id（格子名称的一部分）")
        if self.each and self.model_fields_set - {"id", "each", "width"}:
            raise ValueError("有 each 的只写 id、each、width：各项由程序编号，其余写在各项自己的空格上")
        if not self.each and not self.title:
            raise ValueError("每一行、每一列须有 title")
        if self.fact is not None and self.year is not None:
            raise ValueError("fact 和 year 一个写在行上，一个写在列上")
        return self

    @property
    def name(self) -> str:
        """Its part of the names of the blanks on it; a heading has none."""
        return self.id or ""

    @cached_property
    def sentence(self) -> Sentence:
        """Its title as words and the marks of footnotes; a brace in it is a brace."""
        return parse_sentence(self.title.replace("{", "{{").replace("}", "}}"))

    @property
    def words(self) -> str:
        """Its title without the marks of footnotes."""
        return self.sentence.words

    @property
    def leaves(self) -> Iterator[MatrixLine]:
        """The lines themselves, without the headings over them."""
        if not self.below:
            yield self
        for line in self.below:
            yield from line.leaves

    @property
    def depth(self) -> int:
        """How many levels of words it has."""
        return 1 + max((line.depth for line in self.below), default=0)


class EntryLine(MatrixLine):
    """The line of one entry of a repeated page, or of one row of a list, which is `at` that path."""

    at: FieldPath

    @cached_property
    def sentence(self) -> Sentence:
        """What it is called, in which nothing is a mark."""
        return Sentence((Words(self.title),))
