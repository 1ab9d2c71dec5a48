"""What the views of blocks have in common, and the words under a blank that say what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.forms.checks.problems import Problem
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.blank import Blank
from app.ui.theme import colours, space
from app.ui.widgets.labels import keep_height

Found = Mapping[FieldPath, list[Problem]]
MOST_SHOWN = 4
"""Problems that are spelled out under one block; the panel at the side has them all."""
MARKS = {"blocking": "✕ ", "advice": "建议："}
"""What tells the kinds of findings apart where colours are not seen."""


class BlockView(QWidget):
    """One block on the page: its blanks, and below them what was found there."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.blanks: list[Blank] = []
        self.stack = QVBoxLayout(self)
        self.stack.setContentsMargins(0, 0, 0, 0)
        self.stack.setSpacing(space.HAIR)
        self._words = ProblemWords(self)

    def growing(self) -> Iterator[QWidget]:
        """Build what is not built yet, piece by piece; most blocks are whole from the beginning."""
        yield from ()

    def finish(self) -> None:
        """Put the words of the problems below everything else."""
        self.stack.addWidget(self._words)

    def refresh(self, typing: FieldPath | None = None) -> None:
        """Show the session's answers; the blank that is being typed in is not rewritten."""
        for blank in self.blanks:
            if blank.path != typing:
                blank.refresh()

    def show_problems(self, found: Found) -> None:
        """Underline the blanks and say what is wrong."""
        here: list[Problem] = []
        for blank in self.blanks:
            problems = found.get(blank.path, [])
            blank.show_problems(problems)
            here += problems
        self._words.tell(here)


class ProblemWords(QLabel):
    """The problems of one block in words; takes no room when there are none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        keep_height(self)
        self.setContentsMargins(0, space.HAIR, 0, space.TIGHT)
        self.hide()

    def tell(self, problems: list[Problem], count: int = 0) -> None:
        """Say these problems, the first of so many where there are more."""
        shown = colours()
        lines = [
            f'<span style="color:{getattr(shown, one.severity)}">{MARKS[one.severity]}{_escaped(one.message)}</span>'
            for one in problems
        ]
        more = max(len(lines), count) - MOST_SHOWN
        if more > 0:
            lines = [
                *lines[:MOST_SHOWN],
                f'<span style="color:{shown.muted}">还有 {more:,} 处，见右侧“本页问题”。</span>',
            ]
        text = "<br>".join(lines)
        if text != self.text():
            self.setText(text)
            self.setVisible(bool(text))


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
