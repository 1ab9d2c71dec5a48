"""借出几页: which pages go to whom until when, and the copy with a passphrase of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.files import DRAFT_SUFFIX, file_name, free_path
from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.handover.due import DueDate
from app.ui.handover.page_tree import PageTree
from app.ui.message import show_done
from app.ui.theme import scaled, space
from app.ui.widgets.file_line import FileLine
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.new_passphrase import NewPassphrase
from app.ui.widgets.passphrase_box import LABEL_WIDTH

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.declaration.sharing.loans import Loan

SIZE = (640, 660)
DAYS = 7
"""Days until the day that is suggested for handing back."""
HOW = "对方拿到的是整份申报书的副本，请对方只填勾选的页面；这些页面在本机仍可查看，收回之前改动会先提醒。"
OWN = "副本的密码请当面或打电话告诉对方，不要和文件一起发送；建议不同于您自己的密码。"


class LendDialog(BusyDialog):
    """Asks, then writes the copy beside the window; `lent` brings the loan."""

    lent = Signal(object)

    def __init__(self, declaration: Declaration, parent: QWidget, folder: Path, again: Loan | None = None) -> None:
        super().__init__("借出几页", parent)
        self.wish(*SIZE)
        self._declaration, self._window, self._folder = declaration, parent, folder
        self.tree = PageTree(declaration.session, _notes(declaration), self)
        self.to = QLineEdit(self)
        self.dated = QCheckBox("约定交回", self)
        self.due = DueDate(QDate.currentDate().addDays(DAYS), self)
        self.file = FileLine("副本存放在哪里", self, folder=folder, new=True)
        self.new = NewPassphrase("副本密码", self)
        self.first, self.second = self.new.first, self.new.second
        self.ok, self.cancel = QPushButton("借出", self), QPushButton("取消", self)
        self._suggested = ""
        self._arrange()
        if again is not None:
            self.tree.tick(list(again.sections))
            self.to.setText(again.to)
        self._connect()
        self._suggest()
        self.refresh()

    def start(self) -> None:
        """Write the copy."""
        declaration, path, words = self._declaration, self.file.path, self.first.text()
        pages, to, due = self.tree.chosen(), self.to.text().strip(), self._due()
        if path is None:
            return

        def work() -> Loan:
            from app.declaration.sharing.lending import lend

            return lend(declaration, pages, to, path, words, due)

        self.run(work, lambda loan: self._lent(loan, path))
        self.say("正在生成副本…")

    def refresh(self) -> None:
        """Enable what can be done now."""
        given = bool(self.tree.chosen()) and bool(self.to.text().strip()) and self.file.path is not None
        self.ok.setEnabled(self.new.ready and given and not self.busy)
        widgets = (self.tree, self.to, self.dated, self.file, self.new, self.cancel)
        for widget in widgets:
            widget.setEnabled(not self.busy)
        self.due.setEnabled(not self.busy and self.dated.isChecked())

    def _due(self) -> date | None:
        chosen = self.due.date()
        return date(chosen.year(), chosen.month(), chosen.day()) if self.dated.isChecked() else None

    def _suggest(self) -> None:
        """Name the file after whom it is for, unless its user has named it."""
        if self.file.edit.text() == self._suggested:
            name = file_name(f"{self._declaration.path.stem}（{self.to.text().strip() or '借出'}）")
            self.file.show_path(free_path(self._folder / f"{name}{DRAFT_SUFFIX}"))
            self._suggested = self.file.edit.text()

    def _lent(self, loan: Loan, path: Path) -> None:
        with self.giving_way():
            self.lent.emit(loan)
        show_done(
            self._window,
            f"已借出给 {loan.to}：{len(loan.sections)} 页，副本是“{path.name}”。",
            f"请把这个文件交给 {loan.to}，密码另外告诉对方。"
            "填好交回后，在“协作—收回或合并另一份…”中选它，逐处核对后收回。",
        )

    def _connect(self) -> None:
        self.tree.itemChanged.connect(self.refresh)
        self.to.textChanged.connect(self._suggest)
        self.dated.toggled.connect(self.refresh)
        self.new.changed.connect(self.refresh)
        for edit in (self.to, self.file.edit):
            edit.textChanged.connect(self.refresh)
        self.ok.clicked.connect(lambda: self.new.agreed(self.start))
        self.cancel.clicked.connect(self.reject)

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(titled("借出哪些页面", self))
        column.addWidget(self.tree, 1)
        column.addWidget(evened(HOW, self, "muted"))
        column.addLayout(self._whom_and_where())
        column.addWidget(self.new)
        column.addWidget(evened(OWN, self, "advice"))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_foot(foot_of(self.cancel, self.ok))

    def _whom_and_where(self) -> QGridLayout:
        self.to.setAccessibleName("借给谁")
        self.to.setPlaceholderText("对方的姓名")
        self.to.setMaxLength(60)
        self.dated.setAccessibleName("约定交回日期")
        whom = QHBoxLayout()
        whom.setSpacing(space.APART)
        whom.addWidget(self.to, 1)
        whom.addWidget(self.dated)
        whom.addWidget(self.due)
        where = QHBoxLayout()
        where.addWidget(self.file)
        grid = QGridLayout()
        grid.setVerticalSpacing(space.CLOSE)
        grid.setHorizontalSpacing(space.HAIR)
        grid.setColumnMinimumWidth(0, scaled(LABEL_WIDTH))  # the lines of the passphrase begin there, too
        for row, (name, line, beside) in enumerate((("借给", self.to, whom), ("副本存到", self.file, where))):
            label = QLabel(name, self)
            label.setBuddy(line)
            grid.addWidget(label, row, 0)
            grid.addLayout(beside, row, 1)
        return grid


def _notes(declaration: Declaration) -> dict[str, str]:
    """What to say at the pages that are out already."""
    from app.declaration.sharing.loans import loans, out_now

    return {page: f"（已借出给 {loan.to or '对方'}）" for page, loan in out_now(loans(declaration)).items()}
