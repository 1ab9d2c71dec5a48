"""A damaged draft: what is whole of it goes into a new one, and what is lost is told before that is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from app.errors import AppError
from app.files import DRAFT_SUFFIX, as_draft, free_path, shown
from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.theme import scaled
from app.ui.widgets.choices import Choice, ChoiceDialog
from app.ui.widgets.file_dialog import ask_save
from app.ui.widgets.labels import evened

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration

RESCUE = Choice(
    "rescue",
    "把完好的内容另存为新的申报书…",
    "原来的文件不动；缺了哪些内容，另存后逐项列出。有完好的备份时请用备份：新的申报书修改历史从头开始，"
    "借给同事的副本收不回到里面，只能用“从另一份草稿沿用…”取来内容。",
)


class RescueDialog(BusyDialog):
    """Saves what is whole of `path` beside the window; `opened` brings the new declaration."""

    opened = Signal(object)

    def __init__(self, path: Path, target: Path, passphrase: str, parent: QWidget) -> None:
        super().__init__("另存完好的内容", parent)
        self.wish(560)
        self._path, self._target, self._passphrase = path, target, passphrase
        self._saved = False
        self.summary = evened(f"正在读出“{shown(path.name)}”中完好的内容…", self)
        self.lost = QPlainTextEdit(self)
        self.cancel, self.ok = QPushButton("关闭", self), QPushButton("打开新的申报书", self)
        self._arrange()
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.open_new)

    def start(self) -> None:
        """Save it."""

        def work() -> tuple[str, ...]:
            from app.declaration.rescuing.rescue import rescue

            return rescue(self._path, self._target, self._passphrase, in_words=True)

        self.run(work, self._tell)

    def open_new(self) -> None:
        """Open what was saved."""

        def work() -> Declaration:
            from app.declaration.declaration import Declaration

            return Declaration.open(self._target, self._passphrase)

        self.run(work, self._opened)

    def refresh(self) -> None:
        """Enable what can be done now."""
        self.cancel.setEnabled(not self.busy)
        self.ok.setVisible(self._saved)
        self.ok.setEnabled(self._saved and not self.busy)
        self.lost.setVisible(self._saved and bool(self.lost.toPlainText()))

    def fail(self, failure: AppError) -> None:
        """Tell a failure."""
        if not self._saved:
            self.summary.setText("没有另存。")
        super().fail(failure)

    def _tell(self, said: tuple[str, ...]) -> None:
        self._saved = True
        whole = "下面列出没能保住的和要核对的：" if said else "填写内容和证明材料都完好。"
        name = shown(self._target.name)
        self.summary.setText(f"已另存为“{name}”，密码不变，修改历史从头开始。{whole}")
        self.lost.setPlainText("\n".join(said))
        self.refresh()
        self.ok.setFocus()

    def _opened(self, declaration: object) -> None:
        with self.giving_way():
            self.opened.emit(declaration)

    def _arrange(self) -> None:
        column = self.column
        self.lost.setReadOnly(True)
        self.lost.setTabChangesFocus(True)
        self.lost.setAccessibleName("没能保住的和要核对的")
        self.lost.setMinimumHeight(scaled(200))
        for widget in (self.summary, self.lost, self.words, self.bar):
            column.addWidget(widget)
        column.addStretch(1)
        self.set_foot(foot_of(self.cancel, self.ok))
        self.refresh()


def offer_rescue(
    path: Path, failure: AppError, passphrase: str, window: QWidget, opened: Callable[[object], object]
) -> None:
    """Tell the damage in full, and ask whether what is whole shall be saved; `opened` is given the new declaration."""
    ask = ChoiceDialog("申报书已损坏", failure.message, [RESCUE], window)
    ask.chosen.connect(lambda _way: _pick(path, passphrase, window, opened))
    ask.open()


def _pick(path: Path, passphrase: str, window: QWidget, opened: Callable[[object], object]) -> None:
    start = free_path(path.with_name(f"{path.stem}-抢救{DRAFT_SUFFIX}"))
    name = ask_save(window, "新的申报书存放在哪里", str(start), f"申报书 (*{DRAFT_SUFFIX})", replaces=False)
    if name:
        dialog = RescueDialog(path, as_draft(Path(name)), passphrase, window)
        dialog.opened.connect(opened)
        dialog.open()
        dialog.start()
