"""关于: what the program is, and what keeps the process that reads proofs from everything else, as it stands here."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError
from app.evidence.apart.limits import MEMORY
from app.evidence.apart.walls import WALLS, Wall
from app.evidence.apart.worker import Worker
from app.licences import components
from app.release import VERSION
from app.ui import icons
from app.ui.dialogs.busy import foot_of
from app.ui.dialogs.licences import LicencesDialog
from app.ui.message import show_failure
from app.ui.tasks import Task
from app.ui.theme import measure, scaled, space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened, titled

_PROGRAM = "离线填写、检查和印制申报书。\n填写内容只存在加密文件里，程序不联网。"
_TERMS = (
    "本程序按 Apache 2.0 许可发布。窗口使用 Qt，按 LGPL 第 3 版许可使用，可以换成您自己编译的 Qt。"
    "各组件和字体的许可全文、源代码的出处，见“许可”。"
)
WIDTH = 560
_ASKING = "正在检查读取证明材料的进程…"
_MEMORY = f"内存不超过 {MEMORY >> 30}\N{NO-BREAK SPACE}GB"
_BARRED: dict[Wall, str] = {
    "network": "联网",
    "programs": "运行其他程序",
    "reading": "读取其他文件",
    "writing": "改动其他文件",
    "processes": "接触本程序的内存",
}


class AboutBox(Dialog):
    """The emblem, the version, and the words, those on the process once it has been started and asked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("关于齐备", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wish(WIDTH)
        emblem = QLabel(self)
        emblem.setPixmap(icons.picture("qibei", "", scaled(measure.LOGO), self.devicePixelRatioF()))
        self.busy = True
        self.walls = evened(_ASKING, self, "muted")
        words = QVBoxLayout()
        words.setSpacing(space.CLOSE)
        words.addWidget(titled(f"齐备 {VERSION}", self, "title"))
        words.addWidget(evened(_PROGRAM, self))
        words.addWidget(self.walls)
        words.addWidget(evened(_TERMS, self, "muted"))
        row = QHBoxLayout()
        row.setSpacing(space.ROOMY)
        row.addWidget(emblem, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.accept)
        terms = QPushButton("许可…", self)
        terms.clicked.connect(self.show_terms)
        self.set_foot(foot_of(terms, close))
        task = Task(lambda _task: _walls())
        task.done.connect(self._tell)
        task.failed.connect(self._fail)
        task.start()

    def show_terms(self) -> None:
        """Show the licence of every part of the program."""
        try:
            parts = components()
        except AppError as failure:
            show_failure(self, failure)
        else:
            LicencesDialog(parts, self).open()

    def _tell(self, walls: frozenset[Wall]) -> None:
        self.busy = False
        self.walls.setText(in_words(walls))

    def _fail(self, failure: AppError) -> None:
        self.busy = False
        self.walls.setText(str(failure))


def in_words(walls: Set[Wall]) -> str:
    """What the process cannot do behind these walls, and what this system does not keep it from."""
    limits = "；".join([_MEMORY, *(f"不能{_BARRED[wall]}" for wall in WALLS if wall in walls)])
    limits = limits.replace("不能读取其他文件；不能改动其他文件", "不能读写其他文件")
    words = f"证明材料在单独的进程中读取：{limits}。"
    missing = "、".join(_BARRED[wall] for wall in WALLS if wall not in walls)
    return f"{words}\n本系统不支持以下限制：{missing}。请只加入来源可靠的文件。" if missing else words


def _walls() -> frozenset[Wall]:
    with Worker() as worker:
        return worker.walls()
