"""用户名: the name that the history, remarks and hand-overs bear."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.declaration.saver import system_user
from app.settings import Settings
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.widgets.labels import evened

WHAT = "写进修改历史、批注和交接记录，同事由此知道是谁改的。只存在申报书里，不会发往任何地方。"
LONGEST = 40


class NamePage(SettingsPage):
    """One line, kept when it is left."""

    title, icon = "用户名", "person"

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self.name = QLineEdit(settings.user_name, self)
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName("用户名")
        system = system_user()
        self.name.setPlaceholderText(f"留空时用系统的用户名：{system}" if system else "姓名")
        self.name.editingFinished.connect(self._keep)
        for widget in (
            evened(WHAT, self),
            self.name,
            evened("关闭设置后立即生效；已经写进历史的名字不变。", self, "muted"),
            self.words,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def leave(self) -> None:
        """Keep what was typed."""
        self._keep()

    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        if name != self._settings.user_name:
            self._settings.user_name = name
            self.keep(self._settings)
