"""The 汇总表 of whoever recommends: drafts and handed-in files in, what was noticed, one file out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.declaration.summary.entry import summary_of
from app.declaration.summary.sheet import make_summary, pack_of, remarks
from app.declaration.summary.sources import read_source
from app.errors import AppError
from app.files import DRAFT_SUFFIX, file_name
from app.ui.dialogs.busy import BusyDialog
from app.ui.dialogs.summary.parts import KINDS, SummaryParts
from app.ui.widgets.file_dialog import ask_open_several, ask_save
from app.ui.widgets.file_line import files_in
from app.ui.widgets.rows import Row

if TYPE_CHECKING:
    from app.declaration.summary.entry import SummaryEntry
    from app.declaration.summary.sheet import Remark, SummaryReport

SUFFIXES = (DRAFT_SUFFIX, ".json")
SIZE = (920, 640)


class SummaryDialog(BusyDialog):
    """Collects the rows in the order in which they shall stand, and writes the table."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__("汇总推荐信息", parent)
        self.wish(*SIZE)
        self.setAcceptDrops(True)
        self._read: list[tuple[Path, SummaryEntry]] = []
        self._folder = folder
        self._waiting: list[Path] = []
        self._known: list[str] = []
        self._refused: list[str] = []
        self._asked: Path | None = None
        self._made: Path | None = None
        self.parts = SummaryParts(self)
        self.parts.arrange(self, self.words, self.bar)
        self._connect()
        self._show()

    @property
    def entries(self) -> list[SummaryEntry]:
        """The rows of the table, in order."""
        return [entry for _, entry in self._read]

    # -- the files -----------------------------------------------------------------------------

    def add(self, files: Sequence[Path]) -> None:
        """Read these files one after another; each joins the table, or is told why it cannot."""
        known = {*(file for file, _ in self._read), *self._waiting}
        new = [file for file in dict.fromkeys(files) if file not in known]
        twice = [file.name for file in files if file in known]
        self._refused = [f"“{name}”已经在表中，没有重复加入。" for name in twice]
        self._waiting += new
        self.say("")
        self.idle()

    def idle(self) -> None:
        """Read the next file, or say what was refused."""
        if self.busy or self.parts.unlock.isVisible():
            return
        if self._waiting:
            self.run(partial(read_source, self._waiting[0], tuple(self._known)), self._has_read)
        elif self._refused:
            self.say("\n".join(self._refused), "blocking")
            self._refused = []

    def fail(self, failure: AppError) -> None:
        """Tell a failure: of the file that was being read, or of the table."""
        if not self._waiting:
            super().fail(failure)
            return
        self._waiting.pop(0)
        self._refused.append(str(failure))

    def _has_read(self, entry: SummaryEntry | None) -> None:
        if entry is None:
            draft = self._waiting[0]
            self.parts.unlock.ask(draft, again=self._asked == draft)
            self._asked = draft
            return
        file = self._waiting.pop(0)
        if self._read and entry.pack != self._read[0][1].pack:
            self._refused.append(
                f"“{entry.origin}”是按另一个通知填写的，没有加入。一张汇总表只能汇总同一通知的申报书。"
            )
            return
        try:
            pack_of([*self.entries, entry])
        except AppError as failure:
            self._refused.append(str(failure))
            return
        self._read.append((file, entry))
        self._show()

    def _unlock(self, passphrase: str) -> None:
        self.parts.unlock.hide()
        self._known = [passphrase, *(known for known in self._known if known != passphrase)]
        self.idle()

    def _skip(self) -> None:
        self.parts.unlock.hide()
        self._waiting.pop(0)
        self.idle()

    # -- the table -----------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the chosen row out of the table."""
        place = self.parts.table.chosen()
        if place >= 0:
            del self._read[place]
            self._show(min(place, len(self._read) - 1))

    def shift(self, step: int) -> None:
        """Move the chosen row up (-1) or down (1)."""
        place = self.parts.table.chosen()
        other = place + step
        if place >= 0 and 0 <= other < len(self._read):
            self._read.insert(other, self._read.pop(place))
            self._show(other)

    def make(self, file: Path) -> None:
        """Write the table to `file`, beside the window."""
        entries, lines = self.entries, self.parts.lines()
        self.run(lambda: make_summary(entries, file, lines), self._has_made)

    def refresh(self) -> None:
        """Enable what can be done now."""
        parts, chosen = self.parts, self.parts.table.chosen()
        parts.add.setEnabled(not self.busy)
        parts.make.setEnabled(bool(self._read) and not self.busy and not self._waiting)
        parts.remove.setEnabled(chosen >= 0 and not self.busy)
        parts.up.setEnabled(chosen > 0 and not self.busy)
        parts.down.setEnabled(0 <= chosen < len(self._read) - 1 and not self.busy)

    def _show(self, chosen: int = -1) -> None:
        pack = pack_of(self.entries) if self._read else None
        summary = summary_of(pack) if pack is not None else None
        self.parts.show_summary(summary)
        if pack is not None and summary is not None:
            self.parts.table.show_entries(summary, self.entries, chosen)
            self.parts.show_remarks([_row(one) for one in remarks(pack, self.entries)])
        self.refresh()

    def _has_made(self, report: SummaryReport) -> None:
        self._made = report.file
        self.parts.show_folder.show()
        more = "" if report.complete else "上面标出的各处请在盖章前处理完。"
        self.say(f"已生成“{report.file.name}”，共 {report.rows} 行。{more}", "done")

    # -- with the hands ------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take drafts and handed-in files."""
        if not self.busy and any(file.suffix in SUFFIXES for file in files_in(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        event.acceptProposedAction()
        self.add([file for file in files_in(event) if file.suffix in SUFFIXES])

    def _pick(self) -> None:
        kinds = "申报书和汇总信息 (*.qibei *.json)"
        names = ask_open_several(self, "加入申报书或汇总信息", str(self._folder), kinds)
        self.add([Path(name) for name in names])

    def _save(self) -> None:
        kind = self.parts.kind()
        title = file_name(summary_of(pack_of(self.entries)).title)
        start = str(self._folder / f"{title}.{kind}")
        name = ask_save(self, "汇总表存放在哪里", start, f"{KINDS[kind]} (*.{kind})")
        if name:
            file = Path(name)
            self.make(file if file.suffix.lower() == f".{kind}" else file.with_name(f"{file.name}.{kind}"))

    def _open_folder(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made.parent)))

    def _connect(self) -> None:
        parts = self.parts
        parts.add.clicked.connect(self._pick)
        parts.remove.clicked.connect(self.remove)
        parts.table.removed.connect(self.remove)
        parts.up.clicked.connect(partial(self.shift, -1))
        parts.down.clicked.connect(partial(self.shift, 1))
        parts.table.itemSelectionChanged.connect(self.refresh)
        parts.unlock.given.connect(self._unlock)
        parts.unlock.skipped.connect(self._skip)
        parts.make.clicked.connect(self._save)
        parts.show_folder.clicked.connect(self._open_folder)
        parts.close.clicked.connect(self.reject)


def _row(remark: Remark) -> Row:
    blocking = remark.severity == "blocking"
    return Row(remark.message, None, "faulty" if blocking else "advice", "blocking" if blocking else "advice")
