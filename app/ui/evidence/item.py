"""One proof in the panel: what it is for, the files attached, and where to add more."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.evidence.recognition.telling import offered_endings
from app.forms.paths import FieldPath
from app.ui import icons
from app.ui.desk import Desk
from app.ui.evidence.file import FileView, dragged_row
from app.ui.evidence.stack import FileStack
from app.ui.evidence.state import state_of
from app.ui.evidence.taking.drop import dropped_files
from app.ui.evidence.taking.intake import Intake
from app.ui.evidence.taking.progress import ProgressView
from app.ui.evidence.thumbs import Thumbnails
from app.ui.message import restyle
from app.ui.theme import show_as, space
from app.ui.widgets.file_dialog import ask_open_several
from app.ui.widgets.labels import wrapped

KINDS = f"证明材料 ({' '.join(f'*{ending}' for ending in offered_endings())})"


class ItemView(QFrame):
    """The card of one proof; `larger` and `opened` tell the file that shall be shown."""

    larger = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, intake: Intake, thumbs: Thumbnails, path: FieldPath, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAcceptDrops(not desk.read_only)
        self.path = path
        self._desk, self._intake = desk, intake
        self._item = desk.pack.section[path.section].evidence_items[path.field]
        self._state = QLabel(self)
        self.stack = FileStack(desk, thumbs, path, self)
        self.stack.larger.connect(self.larger)
        self.stack.opened.connect(self.opened)
        self.stack.pasted.connect(self.paste)
        self.stack.arranged.connect(self._arranged)
        self.button = QPushButton("添加文件…", self)
        self.paste_button = QPushButton("粘贴", self)
        self.progress = ProgressView(self)
        self.progress.stopped.connect(lambda: intake.stop(path))
        self._arrange()

    @property
    def files(self) -> list[FileView]:
        """The files that are shown, in order."""
        return self.stack.views

    # -- following the session -----------------------------------------------------------------

    def refresh(self, elsewhere: Mapping[str, str]) -> None:
        """Show what is attached, and whether it suffices; `elsewhere` tells by row where a file is used again."""
        words, tone = state_of(self._desk, self.path)
        self._state.setText(words)
        restyle(self._state, tone)
        self.stack.show_files(self._desk.declaration.evidence(self.path), elsewhere)
        self.show_progress()

    def show_progress(self) -> None:
        """Show how far the files are that are being read."""
        self.progress.tell(self._intake.progress(self.path))

    def show_pictures(self, sha256: str = "") -> None:
        """Show the small picture that was made just now, or all."""
        self.stack.show_pictures(sha256)

    def _arranged(self) -> None:
        """Tab goes from file to file as they stand, then to the buttons that add more; none is no reason for a gap."""
        self.stack.setVisible(bool(self.files))
        stops: list[QWidget] = [stop for view in self.files for stop in view.stops]
        for before, after in pairwise([*stops, self.button, self.paste_button]):
            QWidget.setTabOrder(before, after)
        if self.window().focusWidget() is None and self.isVisible():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- adding --------------------------------------------------------------------------------

    def take_focus(self, path: FieldPath) -> None:
        """Go to a file, or to the button that adds one."""
        view = self.stack.view(path.row) if path.row else None
        (view.proves if view is not None else self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self) -> None:
        """Attach what is on the clipboard: copied files, or a picture."""
        self._intake.paste(self.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste wherever the focus is in the card."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self._desk.read_only:
            self.paste()
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        names = ask_open_several(self, f"添加文件：{self._item.title}", "", f"{KINDS};;所有文件 (*)")
        if names:
            self._intake.attach(self.path, [Path(name) for name in names])

    # -- dragging ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders from outside, and this proof's own files."""
        if self._own_row(event) or dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where a file of this proof would go."""
        if self._own_row(event):
            self.stack.show_line(self._place_at(event))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing would be dropped here."""
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that were dropped, or move the proof's own file there."""
        self._show_over(over=False)
        row = self._own_row(event)
        if row:
            self._move(row, self._place_at(event))
        else:
            self._intake.attach(self.path, dropped_files(event.mimeData()))
        event.acceptProposedAction()

    def _own_row(self, event: QDropEvent) -> str:
        """The row of this proof that is being dragged; empty when it is something else."""
        path = dragged_row(event.mimeData())
        return path.row if path is not None and path.whole == self.path else ""

    def _place_at(self, event: QDropEvent) -> int:
        return self.stack.place_at(self.stack.mapFrom(self, event.position().toPoint()).y())

    def _move(self, row: str, place: int) -> None:
        rows = [view.row for view in self.files]
        if row in rows and not self._desk.read_only:
            place -= rows.index(row) < place
            self._desk.do(lambda: self._desk.session.move_row(self.path, row, place))

    def _show_over(self, *, over: bool) -> None:
        show_as(self, "over", over)
        if not over:
            self.stack.hide_line()

    # -- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(space.CLOSE, space.APART, space.CLOSE, space.APART)
        column.setSpacing(space.CLOSE)
        title = wrapped(self._item.title, self)
        title.setProperty("type", "strong")
        column.addWidget(title)
        column.addWidget(self._state)
        if self._item.help:
            column.addWidget(wrapped(self._item.help, self, "muted"))
        self.stack.hide()
        column.addWidget(self.stack)
        column.addWidget(self.progress)
        column.addLayout(self._foot())
        column.addWidget(wrapped("也可拖入文件、文件夹、压缩包。", self, "faint"))

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(space.CLOSE)
        for button, icon, words in (
            (self.button, "attach", "添加文件"),
            (self.paste_button, "paste", "粘贴截图或文件"),
        ):
            icons.give(button, icon)
            button.setProperty("slim", True)
            button.setAccessibleName(f"{words}：{self._item.title}")
            button.setEnabled(not self._desk.read_only)
            foot.addWidget(button)
        self.paste_button.setToolTip("粘贴截图或复制的文件（Ctrl+V）")
        foot.addStretch(1)
        self.button.clicked.connect(self._pick)
        self.paste_button.clicked.connect(self.paste)
        return foot
