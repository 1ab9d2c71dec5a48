"""The plain blocks of a body: sentences with blanks, notes, headings, long texts."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic import Field as Key

from app.forms.pack.blanks import Sentence, parse_sentence
from app.forms.pack.fields import Alignment, Condition, Identifier, Question, Strict


def _sound(text: str) -> str:
    parse_sentence(text)
    return text


SentenceText = Annotated[str, AfterValidator(_sound)]
"""Words with blanks in them that can be read; see `parse_sentence`."""


class Worded(Strict):
    """Something on the page that is one sentence with blanks in it."""

    text: SentenceText

    @cached_property
    def sentence(self) -> Sentence:
        """Its text as words and blanks."""
        return parse_sentence(self.text)


class Line(Worded):
    """A sentence with blanks; a leading □ is ticked once one of its blanks is answered.

    `align` "text" is set as body text: indented, both edges flush; the others stand at an edge of the type area or in
    its middle.  A line that is not `printed` is asked on the screen only.
    """

    kind: Literal["line"] = "line"
    align: Alignment | Literal["text"] = "text"
    when: Condition | None = None
    printed: bool = True


class Note(Strict):
    """Printed words of explanation, set smaller than the lines they explain."""

    kind: Literal["note"] = "note"
    text: str


class HeadingWords(Strict):
    """A printed heading inside a section that opens no page of its own."""

    kind: Literal["heading"] = "heading"
    text: str


class Prose(Question):
    """A long text: `label`（`prompt`）： as printed, a limit in 字, and how the blank is asked.

    `words` overrides the printed lead (an empty string prints none); the prompt may hold blanks.
    """

    kind: Literal["prose"] = "prose"
    field: Identifier
    label: str
    prompt: SentenceText = ""
    words: SentenceText | None = None
    limit: int | None = Key(default=None, ge=1, le=100_000)
    nil: bool = True
    hand_lines: int = Key(default=6, ge=0, le=60)

    @cached_property
    def lead(self) -> Sentence:
        """The printed words before the text, with any blanks in them."""
        if self.words is not None:
            return parse_sentence(self.words)
        return parse_sentence(f"{self.label}（{self.prompt}）：" if self.prompt else f"{self.label}：")
