"""A line of the form: a sentence with its blanks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.forms.pack.blocks import Line
from app.forms.paths import FieldPath
from app.forms.values import NIL
from app.ui.desk import Desk
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.blocks.view import BlockView
from app.ui.widgets.labels import wrapped


class LineView(BlockView):
    """One printed line; its □ is ticked once one of its blanks states something.

    `unprinted` says of a line that it is only asked; of several in a row the last says it.
    """

    def __init__(self, desk: Desk, section: str, line: Line, parent: QWidget) -> None:
        super().__init__(desk, parent)
        names = desk.pack.section[section].ticked_by(line)
        self._ticking = [FieldPath(section, name) for name in names]
        self._sentence = SentenceView(desk, section, line.sentence, self, align=line.align)
        self.blanks = self._sentence.blanks
        self.stack.addWidget(self._sentence)
        self.unprinted = wrapped("（供检查使用，不印在申报书上）", self, "faint")
        self.unprinted.setVisible(not line.printed)
        self.stack.addWidget(self.unprinted)
        self.finish()
        self.refresh()

    def refresh(self, typing: FieldPath | None = None) -> None:
        """Show the answers and tick the □."""
        super().refresh(typing)
        values = [self.desk.session.value(path) for path in self._ticking]
        ticked = any(value is not None and value is not NIL for value in values)
        if ticked != self._sentence.ticked:
            self._sentence.ticked = ticked
            self._sentence.update()
