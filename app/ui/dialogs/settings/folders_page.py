"""文件夹: where the questions for a place begin, for drafts and for what is exported."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.settings import Settings
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.widgets.file_dialog import ask_folder
from app.ui.widgets.file_line import PlaceLine
from app.ui.widgets.labels import evened, titled

LINES = {
    "drafts_folder": ("申报书", "新建、打开、另存时从这里开始；留空时用系统的“文档”文件夹。"),
    "export_folder": ("导出", "导出的 PDF、Word 和附件放在这里；留空时放在申报书旁边。"),
}


class FoldersPage(SettingsPage):
    """Two lines, each kept when it is left; a folder that is not there is told, and not taken."""

    title, icon = "文件夹", "folder"

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self.lines: dict[str, QLineEdit] = {}
        for name, (title, meaning) in LINES.items():
            line = self.lines[name] = PlaceLine(getattr(settings, name), self)
            line.setAccessibleName(f"{title}的文件夹")
            line.editingFinished.connect(partial(self._keep, name))
            browse = QPushButton("浏览…", self)
            browse.setAccessibleName(f"选择{title}的文件夹")
            browse.setAutoDefault(False)
            browse.clicked.connect(partial(self._pick, name, title))
            row = QHBoxLayout()
            row.addWidget(line, 1)
            row.addWidget(browse)
            self.column.addWidget(titled(title, self))
            self.column.addLayout(row)
            self.column.addWidget(evened(meaning, self, "muted"))
        self.column.addWidget(self.words)
        self.column.addStretch(1)

    def leave(self) -> None:
        """Keep what was typed."""
        for name in self.lines:
            self._keep(name)

    def _pick(self, name: str, title: str, _on: bool = False) -> None:
        folder = ask_folder(self, f"{title}放在哪个文件夹", self.lines[name].text() or str(Path.home()))
        if folder:
            self.lines[name].setText(folder)
            self._keep(name)

    def _keep(self, name: str) -> None:
        folder = self.lines[name].text().strip()
        if folder == getattr(self._settings, name):
            return
        if folder and not (Path(folder).is_absolute() and Path(folder).is_dir()):
            self.say(f"没有“{folder}”这个文件夹，仍用原来的。请检查后重新填写，或点“浏览…”选择。", "blocking")
            return
        setattr(self._settings, name, folder)
        self.say("")
        self.keep(self._settings)
