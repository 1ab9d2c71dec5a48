"""Qt's own words in Chinese: the catalogue that comes with PySide6, and what it lacks or says otherwise than we do."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

CATALOGUE = "qtbase_zh_CN"
OURS = {
    "&Undo": "撤销(&U)",
    "Undo": "撤销",
    "Size": "大小",
    "Remove": "移除",
    "Add to favorites": "加入常用位置",
    "%1 File": "%1 文件",
    "File": "文件",
    "Folder": "文件夹",
    "Drive": "磁盘",
    "Alias": "别名",
    "Shortcut": "快捷方式",
    "File Folder": "文件夹",
    "Expand": "展开",
    "AM": "上午",
    "am": "上午",
    "PM": "下午",
    "PgDown": "PgDn",
    "pm": "下午",
    "Show Details...": "显示详细信息…",
    "Hide Details...": "隐藏详细信息…",
}
"""The word in Qt's source → ours, wherever Qt uses it."""
KEYS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
"""What is written on keys; the words mean something else elsewhere."""


class OurWords(QTranslator):
    """Asked before the catalogue; knows nothing but `OURS` and `KEYS`."""

    def isEmpty(self) -> bool:
        """It is none of a file, and has something to say all the same."""
        return False

    def translate(  # type: ignore[override]  # the stubs know no null string
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Our word; None lets the catalogue answer."""
        return KEYS.get(source) if context == "QShortcut" and source in KEYS else OURS.get(source)


def speak_chinese(application: QApplication) -> None:
    """Give Qt's buttons, menus and dialogs Chinese words."""
    catalogue = QTranslator(application)
    if catalogue.load(CATALOGUE, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(catalogue)
    application.installTranslator(OurWords(application))
