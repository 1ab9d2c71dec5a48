"""逐项处理: a slim strip above the page that leads from one problem to the next, while they are mended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.forms.checks.findings import place_words
from app.forms.checks.problems import Problem
from app.forms.checks.rounds import Round
from app.ui.desk import Desk
from app.ui.message import restyle
from app.ui.theme import scaled, space
from app.ui.widgets.labels import wrapped

ROOMY = 900
"""Pixels at 100 % in which the clause has room beside the words; it stands below them in the panel, too."""
ALL_MENDED = "都处理完了。程序不能代查的各项，请在齐备检查里逐项人工核对。"


class TourStrip(QFrame):
    """Hidden until it is begun; `wanted` tells the blank to go to, `ended` that its user had enough of it.

    `listed` gives the problems in the order in which they are gone through.
    """

    wanted = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, listed: Callable[[], list[Problem]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self._desk, self._listed = desk, listed
        self._round = Round(())
        self.count, self.words, self.clause = QLabel(self), wrapped("", self), QLabel(self)
        self.back, self.on = QPushButton("上一项", self), QPushButton("下一项", self)
        self.close_ = QPushButton("结束", self)
        self._arrange()
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.close_.clicked.connect(self.end)
        desk.settled.connect(self._settled)
        self.hide()

    @property
    def problem(self) -> Problem | None:
        """The problem that it stands at."""
        return self._round.current

    def begin(self, problem: Problem | None = None) -> None:
        """Go to `problem`, else to the first of the open page, else to the first of all."""
        self._desk.settle()
        listed = self._listed()
        here = (one for one in listed if one.path.section == self._desk.section)
        self._round = Round(listed)
        self._go(self._round.begin(problem or next(here, None)))

    def step(self, by: int) -> None:
        """Go on to the next problem (1) or back (-1); begin where it was not begun."""
        if self.isHidden():
            self.begin()
            return
        self._desk.settle()
        self._round.follow(self._listed())
        self._go(self._round.step(by))

    def end(self) -> None:
        """Take the strip away; the page stays as it is."""
        if not self.isHidden():
            self.hide()
            self.ended.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the words where there is little."""
        super().resizeEvent(event)
        self.clause.setVisible(self.width() >= scaled(ROOMY))

    def _go(self, problem: Problem | None) -> None:
        self.show()
        self._tell()
        if problem is not None:
            self.wanted.emit(problem.path)

    def _settled(self, _sections: object) -> None:
        if self.isVisible():
            self._round.follow(self._listed())
            self._tell()

    def _tell(self) -> None:
        tour, problem = self._round, self._round.current
        count = len(tour.problems)
        for button in (self.back, self.on):
            button.setEnabled(count > 0)
        self.clause.setText(f"依据：{problem.clause}" if problem is not None and count and problem.clause else "")
        self.count.setVisible(problem is not None and count > 0)
        if problem is None or not count:
            words, tone = ALL_MENDED, "done"
        elif tour.mended:
            words, tone = "这一项已经处理好了。", "done"
            self.count.setText(f"还有 {count:,} 项")
        else:
            words, tone = place_words(self._desk.pack, self._desk.session.answers, problem), problem.severity
            self.count.setText(f"第 {tour.place + 1:,} / {count:,} 项")
        self.words.setText(words)
        restyle(self.words, tone)
        self.setAccessibleDescription(f"{self.count.text()}，{words}")

    def _arrange(self) -> None:
        self.setAccessibleName("逐项处理")
        row = QHBoxLayout(self)
        row.setContentsMargins(space.ROOMY, space.TIGHT, space.APART, space.TIGHT)
        row.setSpacing(space.APART)
        self.clause.setProperty("tone", "muted")
        row.addWidget(self.count)
        row.addWidget(self.words, 1)
        row.addWidget(self.clause)
        for button, tip in (
            (self.back, "上一个问题（Shift+F8）"),
            (self.on, "下一个问题（F8）"),
            (self.close_, "结束逐项处理"),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition("（")[0])
            button.setProperty("slim", True)
            row.addWidget(button)
