"""看示例: which notice's filled sample is opened, and whether one is shown around in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.widgets.labels import wrapped
from app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.forms.pack.pack import Pack

WHAT = (
    "示例是一份填好的申报书，连同证明材料；里面的企业和数字都是虚构的，可以随意改、随意删，不影响您自己的申报书。"
    "第一次打开约需十秒。"
)


class SampleDialog(BusyDialog):
    """Asks for the notice; `opened` brings the declaration, and whether the tour shall begin."""

    opened = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("看示例", parent)
        self.wish(520)
        self._packs: list[Pack] = []
        self.which, self.tour = Picker(self), QCheckBox("开始两分钟导览", self)
        self.ok, self.cancel = QPushButton("打开示例", self), QPushButton("取消", self)
        self._arrange()
        self.ok.clicked.connect(self.make)
        self.cancel.clicked.connect(self.reject)
        self.run(_packs, self._offer)

    def make(self) -> None:
        """Open the sample of the chosen notice, beside the window."""
        if not self._packs:
            return
        pack = self._packs[self.which.currentIndex()]

        def work() -> Declaration:
            from app.declaration.samples.trying import open_sample

            return open_sample(pack)

        self.run(work, self._opened)
        self.say("正在准备示例，请稍候…")

    def refresh(self) -> None:
        """Enable what can be done now."""
        self.ok.setEnabled(bool(self._packs) and not self.busy)
        for widget in (self.which, self.tour, self.cancel):
            widget.setEnabled(not self.busy)

    def _offer(self, packs: list[Pack]) -> None:
        self._packs = packs
        self.which.addItems([pack.title for pack in packs])
        dated = (place for place, pack in enumerate(packs) if pack.submission.deadline is not None)
        self.which.setCurrentIndex(next(dated, 0))  # there is the most to be shown

    def _opened(self, declaration: Declaration) -> None:
        self.accept()
        self.opened.emit(declaration, self.tour.isChecked())

    def _arrange(self) -> None:
        self.tour.setChecked(True)
        self.tour.setAccessibleName(self.tour.text())
        self.which.setAccessibleName("看哪个通知的示例")
        for widget in (wrapped(WHAT, self), self.which, self.tour, self.words, self.bar):
            self.column.addWidget(widget)
        self.set_foot(foot_of(self.cancel, self.ok))


def _packs() -> list[Pack]:
    from app.declaration.samples.trying import packs_with_samples

    return packs_with_samples()
