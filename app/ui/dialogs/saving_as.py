"""另存为: a new draft with all that is in memory and can still be read, and going on there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QRadioButton, QWidget

from app.declaration.declaration import Declaration
from app.errors import AppError, DraftError
from app.files import DRAFT_SUFFIX, free_path
from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.theme import space
from app.ui.widgets.file_line import FileLine
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.new_passphrase import NewPassphrase
from app.ui.widgets.passphrase_box import PassphraseBox

if TYPE_CHECKING:
    from app.declaration.keeping.saving_as import Saved

SAME, OTHER = "沿用这份申报书的密码", "另设一个密码"
HINT = "新文件带有全部填写内容、证明材料和修改历史；原来的文件不会改动。"


class SaveAsDialog(BusyDialog):
    """Asks for the place and the passphrase; `saved` brings what was done."""

    saved = Signal(object)

    def __init__(self, declaration: Declaration, parent: QWidget, folder: Path) -> None:
        super().__init__("另存为", parent)
        self.wish(560)
        self._declaration = declaration
        self.file = FileLine("新文件", self, folder=folder, new=True)
        self.file.show_path(free_path(folder / f"{declaration.path.stem}-另存{DRAFT_SUFFIX}"))
        self.same, self.other = QRadioButton(SAME, self), QRadioButton(OTHER, self)
        self.known, self.new = PassphraseBox("密码", self), NewPassphrase("密码", self)
        self._once = evened("程序不保存密码，请输入一次以便核对。", self, "muted")
        self.go_on = QCheckBox("另存后在新文件里继续填写", self)
        self.ok, self.cancel = QPushButton("另存", self), QPushButton("取消", self)
        self._arrange()
        self.ok.clicked.connect(self._begin)
        self.cancel.clicked.connect(self.reject)
        for edit in (self.known.edit, self.file.edit):
            edit.textChanged.connect(self.refresh)
        self.new.changed.connect(self.refresh)
        self.same.toggled.connect(self.refresh)
        self.refresh()

    def _begin(self) -> None:
        if self.same.isChecked():
            self.start()
        else:
            self.new.agreed(self.start)

    def start(self) -> None:
        """Write the new draft, beside the window."""
        declaration, same = self._declaration, self.same.isChecked()
        path, go_on = self.file.path, self.go_on.isChecked()
        words = (self.known if same else self.new).text()
        if path is None:
            return

        def work() -> Saved:
            from app.declaration.keeping.saving_as import save_as

            if same and not declaration.accepts(words):
                raise DraftError("这不是这份申报书的密码，没有另存，内容没有改动。", "请重新输入，或另设一个密码。")
            return save_as(declaration, path, words, go_on=go_on)

        self.run(work, self._done)

    def _done(self, done: Saved) -> None:
        self.accept()
        self.saved.emit(done)

    def fail(self, failure: AppError) -> None:
        """Tell a failure, and let the passphrase be typed again."""
        super().fail(failure)
        self.known.edit.selectAll()

    def refresh(self) -> None:
        """Enable what can be done now."""
        same = self.same.isChecked()
        self.known.setVisible(same)
        self._once.setVisible(same)
        self.new.setVisible(not same)
        given = bool(self.known.text().strip()) if same else self.new.ready
        for widget in (self.file, self.same, self.other, self.known, self.new, self.cancel):
            widget.setEnabled(not self.busy)
        self.go_on.setEnabled(not self.busy)
        self.ok.setEnabled(given and self.file.path is not None and not self.busy)

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(titled("另存为", self, "heading"))
        column.addWidget(evened(HINT, self, "muted"))
        column.addWidget(self.file)
        group = QButtonGroup(self)
        for one in (self.same, self.other):
            group.addButton(one)
            one.setAccessibleName(one.text())
            column.addWidget(one)
        self.same.setChecked(True)
        for widget in (self.known, self._once, self.new, self.go_on, self.words, self.bar):
            column.addWidget(widget)
        self.go_on.setAccessibleName(self.go_on.text())
        self.go_on.setChecked(True)
        column.addSpacing(space.TIGHT)
        self.set_foot(foot_of(self.cancel, self.ok))
        self.known.edit.setFocus()
