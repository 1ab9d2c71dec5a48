"""What was found: of which kind, where it is, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.forms.paths import FieldPath

BEFORE, AROUND = 14, 56
"""Characters shown before what was found, and in all."""


class Kind(Enum):
    """What holds the words, in the order in which it is listed."""

    LABEL = "栏目"
    ANSWER = "填写内容"
    CELL = "清单"
    PROOF = "证明材料"
    NOTICE = "通知原文"
    REMARK = "批注"


@dataclass(frozen=True, slots=True)
class Found:
    """One place: `start` is where the words begin in `text`, `nth` how often they stood there before.

    `path` leads there: to a blank, row, cell or file, or, with an empty field, to a page.  `remark` is the id of the
    remark that holds them.
    """

    kind: Kind
    path: FieldPath
    title: str
    text: str
    start: int
    nth: int = 0
    remark: str = ""

    @property
    def context(self) -> str:
        """What stands around it, on one line."""
        start = max(self.start - BEFORE, 0)
        cut = " ".join(self.text[start : start + AROUND].split())
        return ("…" if start else "") + cut + ("…" if start + AROUND < len(self.text) else "")
