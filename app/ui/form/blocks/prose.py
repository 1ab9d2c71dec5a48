"""A long text: the notice's lead, the text, and the live count against its limit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.forms.pack.blocks import Prose
from app.forms.paths import FieldPath
from app.forms.wording import count_words
from app.ui.desk import Desk
from app.ui.editors.prose import ProseEditor
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.blocks.view import BlockView
from app.ui.message import restyle


class ProseView(BlockView):
    """One long text on the page."""

    def __init__(self, desk: Desk, section: str, prose: Prose, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._limit = prose.limit
        if prose.lead.pieces:
            lead = SentenceView(desk, section, prose.lead, self)
            self.blanks += lead.blanks
            self.stack.addWidget(lead)
        self._count = QLabel(self)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._count.setProperty("tone", "faint")
        editor = ProseEditor(desk, FieldPath(section, prose.field), self._counted, self)
        self.blanks.append(editor)
        self.stack.addWidget(editor)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        self.stack.addLayout(foot)

    def _counted(self, text: str) -> None:
        words = count_words(text)
        over = self._limit is not None and words > self._limit
        self._count.setText(f"{words} / {self._limit} 字" if self._limit else f"{words} 字")
        restyle(self._count, "blocking" if over else "faint")
