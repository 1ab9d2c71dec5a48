"""Files on their way to a proof: read and checked beside the window, attached when all are sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.tasks import Task


class Intake(QObject):
    """Takes files in for any proof of the declaration, whichever page is open meanwhile.

    `changed` tells a proof whose files begin or end to be read, `refused` the failure.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy: Counter[FieldPath] = Counter()
        self._arrived.connect(self._attach)
        self._over.connect(self._end)

    _arrived = Signal(object, object)
    _over = Signal(object)

    def busy(self, item: FieldPath) -> bool:
        """Whether files for `item` are being read."""
        return self._busy[item] > 0

    def attach(self, item: FieldPath, files: Sequence[Path]) -> None:
        """Read the files, then attach all of them or none."""
        from app.evidence.intake import take_in_all

        if self._desk.read_only or not files:
            return
        task = Task(lambda task: take_in_all(files, progress=task.report, cancelled=task.cancelled))
        task.done.connect(partial(self._arrived.emit, item))
        task.failed.connect(self._refuse)
        task.ended.connect(partial(self._over.emit, item))
        self._busy[item] += 1
        self.changed.emit(item)
        task.start()

    def _attach(self, item: FieldPath, taken: object) -> None:
        assert isinstance(taken, list)
        self._desk.do(lambda: self._desk.declaration.add_evidence(item, taken))

    def _refuse(self, failure: AppError) -> None:
        self.refused.emit(failure)

    def _end(self, item: FieldPath) -> None:
        self._busy[item] -= 1
        self.changed.emit(item)
