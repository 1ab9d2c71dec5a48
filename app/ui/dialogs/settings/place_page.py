"""存放位置: whether a draft on a U-disk, a network drive or in a sync folder is worked on there or as a copy here."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from app.settings import Settings
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.widgets.labels import evened

WHAT = (
    "申报书存在 U 盘、网络位置或同步文件夹（坚果云、OneDrive、百度网盘等）里时，程序先在这台电脑上改一份加密的副本，"
    "停笔几秒后和关闭时写回原处：写完读出来核对，再替换原来的文件。拔掉 U 盘、断网或突然断电，已写的内容都不会丢；"
    "原处的文件被别人改过时，不会覆盖它。"
)
IN_PLACE = "直接在原处编辑，不在这台电脑上留副本"
RISK = "直接在原处编辑时，拔出 U 盘、断网或同步程序替换文件，都会使修改暂时存不进去。从下次打开时起生效。"


class PlacePage(SettingsPage):
    """One switch, which holds at once."""

    title, icon = "存放位置", "place"

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self.in_place = QCheckBox(IN_PLACE, self)
        self.in_place.setAccessibleName(IN_PLACE)
        self.in_place.setChecked(settings.in_place)
        self.in_place.toggled.connect(self._keep)
        for widget in (evened(WHAT, self), self.in_place, evened(RISK, self, "muted"), self.words):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def _keep(self, in_place: bool) -> None:
        self._settings.in_place = in_place
        self.keep(self._settings)
