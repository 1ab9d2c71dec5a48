"""Three texts side by side in full: what it was, ours and theirs, with the words marked that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from app.ui.evidence.thumbs import fitted
from app.ui.theme import colours, space
from app.ui.widgets.labels import titled

if TYPE_CHECKING:
    from app.declaration.sharing.showing import Shown

_WORD = re.compile(r"[A-Za-z0-9.,%]+|\s+|.", re.DOTALL)
MOST_WORDS = 6000
"""Words of a text up to which the differences are looked for; longer texts are shown unmarked."""


class SideTexts(QWidget):
    """Follows the row of the plan that the cursor is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.base, self.ours, self.theirs = (_Text(name, self) for name in ("原来", "本机", "对方"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, space.CLOSE, 0, 0)
        row.setSpacing(space.APART)
        for text in (self.base, self.ours, self.theirs):
            row.addWidget(text, 1)

    def show_picture(self, side: str, picture: QPixmap | None) -> None:
        """Show a look at the proof of one side, `ours` or `theirs`; None or an empty picture: none."""
        label = {"ours": self.ours, "theirs": self.theirs}[side].picture
        shown = picture is not None and not picture.isNull()
        label.setVisible(shown)
        if shown and picture is not None:
            label.setPixmap(fitted(picture, self.devicePixelRatioF()))

    def show_unit(self, shown: Shown | None) -> None:
        """Show the texts of one unit, or nothing."""
        if shown is None:
            for text in (self.base, self.ours, self.theirs):
                text.tell("")
            return
        ours, theirs = _words(shown.ours), _words(shown.theirs)
        marks = _differing(ours, theirs)
        self.base.tell(escape(shown.base))
        self.ours.tell(_marked(ours, marks[0]))
        self.theirs.tell(_marked(theirs, marks[1]))


class _Text(QWidget):
    """One text with its name above; a look at a proof below it, where it is one."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = QTextEdit(self)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(f"{name}的全文")
        self.picture = QLabel(self)
        self.picture.setAccessibleName(f"{name}的材料的缩略图")
        self.picture.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.TIGHT)
        column.addWidget(titled(name, self))
        row = QHBoxLayout()
        row.addWidget(self.picture)
        row.addWidget(self.words, 1)
        column.addLayout(row, 1)

    def tell(self, html: str) -> None:
        """Show marked words."""
        self.words.setHtml(f'<div style="white-space: pre-wrap">{html}</div>')


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _differing(ours: list[str], theirs: list[str]) -> tuple[set[int], set[int]]:
    """The places of the words on either side that the other does not have there."""
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return set(), set()
    left: set[int] = set()
    right: set[int] = set()
    for kind, start, end, begin, stop in SequenceMatcher(None, ours, theirs, autojunk=True).get_opcodes():
        if kind != "equal":
            left |= set(range(start, end))
            right |= set(range(begin, stop))
    return left, right


def _marked(words: list[str], marks: set[int]) -> str:
    """The words as HTML, those that differ on another ground and underlined."""
    return "".join(_runs(words, marks))


def _runs(words: list[str], marks: set[int]) -> Iterator[str]:
    shown = colours()
    opened = False
    for place, word in enumerate(words):
        if (place in marks) != opened:
            opened = not opened
            style = f"background-color:{shown.advice_soft}; color:{shown.text}; text-decoration:underline"
            yield f'<span style="{style}">' if opened else "</span>"
        yield escape(word)
    if opened:
        yield "</span>"
