"""Files on their way to the proofs of a declaration, whichever page is open meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import AppError
from app.evidence.intake import EvidenceFile
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.evidence.child import Child
from app.ui.evidence.taking.batch import Batch, Pasted, Source
from app.ui.evidence.taking.drop import dropped_files, pasted_picture, picture_name
from app.ui.evidence.taking.progress import Progress
from app.ui.message import show_failure

NOTHING = AppError(
    "剪贴板里没有截图，也没有复制的文件，没有加入材料。", "请先截图，或在文件管理器里复制文件，再回来粘贴。"
)


class Intake(QObject):
    """Takes files and pictures in; `changed` tells the proof whose files begin, go on or end to be read."""

    changed = Signal(object)

    def __init__(self, desk: Desk, child: Child, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._child, self._window = desk, child, parent
        self.batches: list[Batch] = []

    def attach(self, item: FieldPath, files: Sequence[Path]) -> None:
        """Read the files, and those in folders, and attach them to `item`: all, or those the user agrees to."""
        self._start(item, files)

    def paste(self, item: FieldPath) -> None:
        """Attach what is on the clipboard: copied files, or a picture under the name 截图-…; says so if neither is."""
        data = QApplication.clipboard().mimeData()
        sources: list[Source] = list(dropped_files(data)) if data is not None else []
        picture = pasted_picture(data) if data is not None and not sources else None
        if picture is not None:
            sources = [Pasted(picture_name(datetime.now()), picture)]
        if sources:
            self._start(item, sources)
        elif not self._desk.read_only:
            show_failure(self._window, NOTHING)

    def progress(self, item: FieldPath) -> Progress | None:
        """How far the files for `item` are; None when none is being read."""
        return next((batch.progress for batch in self.batches if batch.item == item), None)

    def busy(self, item: FieldPath) -> bool:
        """Whether files for `item` are being read."""
        return self.progress(item) is not None

    def stop(self, item: FieldPath) -> None:
        """Read no more for `item`; nothing of what was not attached yet will be."""
        for batch in [batch for batch in self.batches if batch.item == item]:
            batch.stop()

    def close(self) -> None:
        """Read no more at all."""
        for batch in list(self.batches):
            batch.stop()

    def _start(self, item: FieldPath, sources: Sequence[Source]) -> None:
        if self._desk.read_only or not sources or not self._desk.may_change(item.section):
            return
        batch = Batch(self._child, item, sources, self._window)
        batch.read.connect(partial(self._attach, item))
        batch.progressed.connect(partial(self.changed.emit, item))
        batch.ended.connect(partial(self._end, batch))
        self.batches.append(batch)
        self.changed.emit(item)
        batch.start()

    def _attach(self, item: FieldPath, taken: list[EvidenceFile]) -> None:
        self._desk.agreed(lambda: self._desk.declaration.add_evidence(item, taken))

    def _end(self, batch: Batch) -> None:
        if batch in self.batches:
            self.batches.remove(batch)
            self.changed.emit(batch.item)
            batch.deleteLater()
