"""What can be done from menus, buttons and keys; one action for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QToolButton, QWidget

from app.ui import icons
from app.ui.theme import part_keys, space
from app.ui.widgets.labels import TwoLined

if TYPE_CHECKING:
    from app.ui.form.view import FormView


@dataclass(frozen=True, slots=True)
class Wish:
    """One action as the window offers it: its words, its key, its icon, whether a declaration must be open."""

    words: str
    key: str = ""
    icon: str = ""
    needs_form: bool = True


WISHES = {
    "new": Wish("新建申报书", "Ctrl+N", "new", needs_form=False),
    "open": Wish("打开申报书…", "Ctrl+O", "folder", needs_form=False),
    "carry": Wish("沿用往年申报书…", icon="carry", needs_form=False),
    "carry_into": Wish("从另一份草稿沿用…"),
    "save": Wish("保存（自动）", "Ctrl+S", "saved"),
    "save_as": Wish("另存为…", "Ctrl+Shift+S"),
    "export": Wish("导出…", "Ctrl+E", "export"),
    "send_word": Wish("导出给同事填写的 Word…"),
    "read_word": Wish("读回 Word 文件…"),
    "lend": Wish("借出几页…"),
    "take_back": Wish("收回或合并另一份…"),
    "freeze": Wish("定稿…"),
    "verify": Wish("核对 PDF…"),
    "entry": Wish("导出汇总信息…"),
    "summary": Wish("汇总推荐信息…", needs_form=False),
    "install": Wish("安装申报模板…", needs_form=False),
    "passphrase": Wish("更改密码…"),
    "recovery": Wish("恢复单…"),
    "seal": Wish("加密副本…"),
    "unseal": Wish("打开加密副本…", needs_form=False),
    "settings": Wish("设置…", "Ctrl+,", needs_form=False),
    "remember": Wish("在本机记住密码"),
    "forget": Wish("忘记本机密码"),
    "close": Wish("关闭申报书", "Ctrl+W", "close"),
    "quit": Wish("退出", "Ctrl+Q", needs_form=False),
    "undo": Wish("撤销", "Ctrl+Z", "undo"),
    "redo": Wish("重做", "Ctrl+Y", "redo"),
    "find": Wish("查找", "Ctrl+F", "search"),
    "replace": Wish("替换…", "Ctrl+H"),
    "goto": Wish("转到…", "Ctrl+G"),
    "find_next": Wish("查找下一处", "F3"),
    "find_previous": Wish("查找上一处", "Shift+F3"),
    "remark": Wish("批注…", "Ctrl+Alt+M"),
    "previous": Wish("上一步", "Ctrl+PgUp", "previous"),
    "next": Wish("下一步", "Ctrl+PgDown", "next"),
    "check": Wish("齐备检查", "F5", "checklist"),
    "attachments": Wish("附件清单", "Shift+F5", "attach"),
    "next_problem": Wish("下一个问题", "F8"),
    "previous_problem": Wish("上一个问题", "Shift+F8"),
    "progress": Wish("进度", "F9", "calendar"),
    "scores": Wish("自评", "F6", "chart"),
    "preview": Wish("预览", "F7", "preview"),
    "print": Wish("打印…", "Ctrl+P", "print"),
    "loans": Wish("交接日历…", icon="calendar"),
    "history": Wish("修改历史…"),
    "blank_history": Wish("这一空的历史…", "Ctrl+Shift+H"),
    "panel": Wish("右侧栏", "F4", "panel"),
    "manual": Wish("使用手册", "F1", needs_form=False),
    "sample": Wish("看示例…", needs_form=False),
    "tour": Wish("两分钟导览", needs_form=False),
    "shortcuts": Wish("快捷键…", "Ctrl+/", needs_form=False),
    "about": Wish("关于齐备", needs_form=False),
}
MENUS = {
    "文件": (
        "new",
        "open",
        "carry",
        "",
        "save",
        "save_as",
        "carry_into",
        "export",
        "print",
        "entry",
        "",
        "freeze",
        "verify",
        "",
        "summary",
        "install",
        "",
        "settings",
        "",
        "close",
        "quit",
    ),
    "编辑": ("undo", "redo", "", "find", "find_next", "find_previous", "replace", "goto", "", "remark"),
    "协作": ("lend", "take_back", "loans", "", "send_word", "read_word", "", "seal", "unseal"),
    "密码": ("passphrase", "", "remember", "forget", "", "recovery"),
    "查看": (
        "check",
        "attachments",
        "next_problem",
        "previous_problem",
        "",
        "progress",
        "scores",
        "preview",
        "history",
        "blank_history",
        "panel",
        "",
        "previous",
        "next",
    ),
    "帮助": ("manual", "tour", "sample", "shortcuts", "", "about"),
}
LETTERS = {"文件": "F", "编辑": "E", "协作": "C", "密码": "M", "查看": "V", "帮助": "H"}
"""Alt with the letter opens the menu."""
ON_THE_BAR = ("check", "scores", "preview", "export", "", "undo", "redo", "panel")


class Actions:
    """The actions of one window, by name."""

    def __init__(self, window: QWidget, reactions: dict[str, Callable[[], object]]) -> None:
        self.by_name: dict[str, QAction] = {}
        for name, wish in WISHES.items():
            action = QAction(wish.words, window)
            action.setObjectName(name)
            if wish.key:
                action.setShortcut(QKeySequence(wish.key))
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            if name == "redo":
                action.setShortcuts([QKeySequence(wish.key), QKeySequence("Ctrl+Shift+Z")])
            action.triggered.connect(_ignoring_state(reactions[name]))
            window.addAction(action)
            self.by_name[name] = action
        self.by_name["panel"].setCheckable(True)
        self._drawn = False

    def __getitem__(self, name: str) -> QAction:
        """The action called `name`."""
        return self.by_name[name]

    def draw(self) -> None:
        """Give the actions their icons, when the first of them is about to be seen."""
        if not self._drawn:
            self._drawn = True
            for name, wish in WISHES.items():
                if wish.icon:
                    icons.give(self.by_name[name], wish.icon)

    def follow(self, form: FormView | None) -> None:
        """Enable and check what the open declaration allows and shows now."""
        history = form.desk.session.history if form is not None and not form.desk.read_only else None
        self.by_name["undo"].setEnabled(history is not None and history.can_undo)
        self.by_name["redo"].setEnabled(history is not None and history.can_redo)
        self.by_name["remark"].setEnabled(history is not None)
        self.by_name["panel"].setChecked(form is not None and form.sides.shown)

    def form_open(self, is_open: bool) -> None:
        """Enable what needs an open declaration."""
        for name, wish in WISHES.items():
            if wish.needs_form:
                self.by_name[name].setEnabled(is_open)

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into menus."""
        for title, names in MENUS.items():
            menu = bar.addMenu(f"{title}(&{LETTERS[title]})")
            menu.aboutToShow.connect(self.draw)
            part_keys(menu)
            for name in names:
                if name:
                    menu.addAction(self.by_name[name])
                else:
                    menu.addSeparator()

    def by_menu(self) -> list[tuple[str, list[QAction]]]:
        """The menus with their actions, in order."""
        return [(title, [self.by_name[name] for name in names if name]) for title, names in MENUS.items()]


class TopBar(QFrame):
    """The row of buttons above an open declaration, with its title."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setObjectName("topBar")
        self.title = TwoLined(self)
        self.title.setProperty("type", "strong")
        self.title.setMinimumWidth(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.ROOMY, space.TIGHT, space.APART, space.TIGHT)
        row.setSpacing(space.HAIR)
        row.addWidget(self.title, 1)
        for name in ON_THE_BAR:
            if name:
                row.addWidget(self._button(name, actions[name]))
            else:
                row.addSpacing(space.APART)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the icons, too."""
        self._actions.draw()
        super().showEvent(event)

    def _button(self, name: str, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each has a key; Tab goes through the page
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{action.text().rstrip('…')}（{key}）")
        button.setAccessibleName(action.text().rstrip("…"))
        action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
        if name in ("check", "scores", "preview", "export"):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button


def _ignoring_state(reaction: Callable[[], object]) -> Callable[[], None]:
    def react() -> None:
        reaction()

    return react
