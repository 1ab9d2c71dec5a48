"""备份: whether a copy of the draft is kept for each day of work, how many of them, and where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from app.declaration.keeping.backups import backup_folder
from app.files import as_text
from app.settings import MOST_BACKUPS, Settings
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.widgets.labels import evened

WHAT = (
    "每天打开申报书时自动另存一份，当天继续填写时随着更新。备份和申报书一样是加密的，用当天的密码打开；"
    "申报书误删、损坏或想看前几天的样子时，从首页“打开申报书…”选备份文件即可。"
)
ADVICE = "最好选另一块磁盘或单位的共享文件夹：同一块磁盘坏了，备份也会一起丢失。"
USUAL = 7


class BackupsPage(SettingsPage):
    """What is set holds at once."""

    title, icon = "备份", "saved"

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self.daily, self.most = QCheckBox("每天备份一份", self), QSpinBox(self)
        self.choose, self.usual = QPushButton("选择文件夹…", self), QPushButton("用默认文件夹", self)
        self.show_folder = QPushButton("打开备份文件夹", self)
        self._where = evened("", self)
        self._arrange()
        self._connect()

    def open(self) -> None:
        """Show what is set."""
        settings = self._settings
        for widget in (self.daily, self.most):
            widget.blockSignals(True)
        self.daily.setChecked(settings.backups > 0)
        self.most.setValue(settings.backups or USUAL)
        for widget in (self.daily, self.most):
            widget.blockSignals(False)
        self._where.setText(f"存放在：{as_text(str(self.folder))}")
        for button in (self.most, self.choose, self.usual):
            button.setEnabled(settings.backups > 0)
        self.usual.setVisible(bool(settings.backup_folder))

    @property
    def folder(self) -> Path:
        """Where the copies lie."""
        return Path(self._settings.backup_folder) if self._settings.backup_folder else backup_folder()

    def put_in(self, folder: Path | None) -> None:
        """Keep the copies in `folder` from now on; those that are there stay where they are."""
        self._settings.backup_folder = str(folder) if folder is not None else ""
        self._save()
        self.say("以后的备份放在这里；已有的备份留在原来的文件夹。")

    def _set(self) -> None:
        self._settings.backups = self.most.value() if self.daily.isChecked() else 0
        self._save()

    def _save(self) -> None:
        self.keep(self._settings)
        self.open()

    def _pick(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "备份存放在哪里", str(self.folder))
        if name:
            self.put_in(Path(name))

    def _show_folder(self) -> None:
        if self.folder.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))
        else:
            self.say("还没有备份：打开申报书几秒后会做第一份。")

    def _connect(self) -> None:
        self.daily.toggled.connect(self._set)
        self.most.valueChanged.connect(self._set)
        self.choose.clicked.connect(self._pick)
        self.usual.clicked.connect(lambda: self.put_in(None))
        self.show_folder.clicked.connect(self._show_folder)

    def _arrange(self) -> None:
        self.daily.setAccessibleName(self.daily.text())
        self.most.setRange(1, MOST_BACKUPS)
        self.most.setSuffix(" 份")
        self.most.setAccessibleName("每份申报书保留多少天的备份")
        count = QHBoxLayout()
        count.addWidget(QLabel("每份申报书保留最近", self))
        count.addWidget(self.most)
        count.addStretch(1)
        buttons = QHBoxLayout()
        for button in (self.choose, self.usual, self.show_folder):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().rstrip("…"))
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addWidget(evened(WHAT, self))
        self.column.addWidget(self.daily)
        self.column.addLayout(count)
        self.column.addWidget(self._where)
        self.column.addLayout(buttons)
        self.column.addWidget(evened(ADVICE, self, "muted"))
        self.column.addWidget(self.words)
        self.column.addStretch(1)
