"""The proofs of one page: drop files in, say what they prove, order them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.forms.attachments import State, attachment
from app.forms.paths import FieldPath
from app.ui import icons
from app.ui.blocks.view import wrapped
from app.ui.desk import Desk
from app.ui.evidence_file import FileView
from app.ui.evidence_intake import Intake
from app.ui.message import restyle, show_failure

TONES = {
    State.NOT_ASKED: "faint",
    State.MISSING: "accent",
    State.ADVISED: "muted",
    State.OPTIONAL: "faint",
    State.LATER: "faint",
}
KINDS = "证明材料（*.pdf *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp *.xlsx *.docx *.csv）"


class EvidenceView(QScrollArea):
    """Every proof that the open page demands."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._section = ""
        self.intake = Intake(desk, self)
        self.intake.changed.connect(self._taking_in)
        self.intake.refused.connect(self._refused)
        self.items: dict[str, ItemView] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("本页证明材料")
        desk.settled.connect(self._settled)

    def open(self, section: str) -> None:
        """Show the proofs of another page."""
        if section == self._section:
            return
        self._section = section
        content = QWidget(self)
        content.setObjectName("clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        items = self._desk.pack.section[section].evidence_items
        self.items = {name: ItemView(self._desk, self.intake, FieldPath(section, name), content) for name in items}
        for item in self.items.values():
            column.addWidget(item)
        if not items:
            column.addWidget(wrapped("本页不需要证明材料。", content, "muted"))
        column.addStretch(1)
        self.setWidget(content)

    def _taking_in(self, item: FieldPath) -> None:
        if item.section == self._section:
            self.items[item.field].refresh()

    def _refused(self, failure: AppError) -> None:
        show_failure(self, failure)

    def _settled(self, sections: frozenset[str]) -> None:
        if self._section in sections:
            for item in self.items.values():
                item.refresh()


class ItemView(QFrame):
    """One proof: what it is for, the files attached, and where to drop more."""

    def __init__(self, desk: Desk, intake: Intake, path: FieldPath, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAcceptDrops(not desk.read_only)
        self.path = path
        self._desk = desk
        self._item = desk.pack.section[path.section].evidence_items[path.field]
        self._intake = intake
        self._state = QLabel(self)
        self._files = QVBoxLayout()
        self._shown: list[FileView] = []
        self.button = QPushButton("添加文件…", self)
        self._busy = QProgressBar(self)
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        title = wrapped(self._item.title, self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(self._state)
        if self._item.help:
            column.addWidget(wrapped(self._item.help, self, "muted"))
        self._files.setSpacing(6)
        column.addLayout(self._files)
        self._busy.setRange(0, 0)
        self._busy.setProperty("busy", True)
        self._busy.setTextVisible(False)
        self._busy.hide()
        column.addWidget(self._busy)
        foot = QHBoxLayout()
        icons.give(self.button, "attach")
        self.button.setAccessibleName(f"添加文件：{self._item.title}")
        self.button.setEnabled(not self._desk.read_only)
        self.button.clicked.connect(self._pick)
        foot.addWidget(self.button)
        foot.addWidget(wrapped("或拖到这里", self, "faint"), 1)
        column.addLayout(foot)

    def refresh(self) -> None:
        """Show what is attached, and whether it suffices."""
        self._busy.setVisible(self._intake.busy(self.path))
        words, tone = state_of(self._desk, self.path)
        self._state.setText(words)
        restyle(self._state, tone)
        attached = self._desk.declaration.evidence(self.path)
        if [file.row for file in attached] != [view.row for view in self._shown]:
            for view in self._shown:
                self._files.removeWidget(view)
                view.hide()
                view.deleteLater()
            self._shown = [FileView(self._desk, self.path, file.row, self) for file in attached]
            for view in self._shown:
                self._files.addWidget(view)
        for place, (view, file) in enumerate(zip(self._shown, attached, strict=True)):
            view.show_file(file, place, len(attached))

    def take_focus(self, path: FieldPath) -> None:
        """Go to a file, or to the button that adds one."""
        here = [view for view in self._shown if view.row == path.row]
        (here[0].proves if here else self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that were dropped."""
        self._intake.attach(self.path, dropped_files(event.mimeData()))
        event.acceptProposedAction()

    def _pick(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, f"添加文件：{self._item.title}", "", f"{KINDS};;所有文件（*）")
        if names:
            self._intake.attach(self.path, [Path(name) for name in names])


def state_of(desk: Desk, path: FieldPath) -> tuple[str, str]:
    """Whether a proof is there, in words, and the tone of the words."""
    found = attachment(desk.session, path)
    if found.state is State.DONE:
        return f"已附 {len(found.files)} 份", "advice" if found.problems else "done"
    return found.state.value, TONES[found.state]


def dropped_files(data: QMimeData) -> list[Path]:
    """The local files that are being dropped."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.is_file()]
