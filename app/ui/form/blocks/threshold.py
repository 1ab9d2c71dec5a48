"""A figure against a bound that the applicant enters, and whether it is reached."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.forms.checks.verdicts import Verdict
from app.forms.pack.threshold import Threshold
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.blocks.view import BlockView, Found
from app.ui.message import restyle
from app.ui.theme import space

TONES: dict[Verdict | None, str] = {Verdict.MET: "done", Verdict.MISSED: "blocking", None: "muted"}
ALTERNATIVE = "（与上一项任选其一达到即可）"


class ThresholdView(BlockView):
    """The threshold as a sentence with its blanks; the verdict follows once the blanks are left."""

    def __init__(self, desk: Desk, section: str, threshold: Threshold, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._section, self._threshold = section, threshold
        sentence = SentenceView(desk, section, threshold.sentence, self)
        self.blanks = sentence.blanks
        self.stack.addWidget(sentence)
        self._verdict = QLabel(self)
        self._verdict.setContentsMargins(0, 0, 0, space.CLOSE)  # it belongs to what is above it
        self.stack.addWidget(self._verdict)
        self.finish()

    def refresh(self, typing: FieldPath | None = None) -> None:
        """Show the answers; the verdict waits while one of these blanks is typed in."""
        super().refresh(typing)
        if typing is None or typing.section != self._section:
            self._judge()

    def show_problems(self, found: Found) -> None:
        """Say what is wrong, and the verdict."""
        super().show_problems(found)
        self._judge()

    def _judge(self) -> None:
        session = self.desk.session
        verdict = session.verdict(session.pack.section[self._section], self._threshold)
        parts = [ALTERNATIVE if self._threshold.alternative else "", verdict.value if verdict else ""]
        self._verdict.setText(" ".join(part for part in parts if part))
        restyle(self._verdict, TONES[verdict])
        self._verdict.setVisible(bool(self._verdict.text()))
