"""Some of the files that were to be attached cannot be proofs: which, why, and whether to add the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.errors import EvidenceRefused
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened
from app.ui.widgets.rows import Row, RowsView

WIDTH, TALLEST = 520, 300
MANY, NAMED = 3, 6
"""From how many on files refused alike are one row, and how many of them it names."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    failure: EvidenceRefused


class RefusedDialog(Dialog):
    """Lists what was refused; `agreed` means: add those that are sound."""

    agreed = Signal()

    def __init__(self, refused: Sequence[Refused], sound: int, parent: QWidget) -> None:
        super().__init__("有文件不能作为证明材料", parent)
        self.wish(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self.column
        title = evened(f"{len(refused)} 个文件不能加入，{_others(sound)}", self)
        title.setProperty("type", "strong")
        column.addWidget(title)
        self.rows = RowsView("不能加入的文件及原因", self)
        self.rows.set_rows(rows_of(refused))
        column.addWidget(self.rows)
        self.cancel = QPushButton("取消，全部不加" if sound else "知道了", self)
        self.rest = QPushButton(f"只加入其余 {sound} 个", self)
        self.set_foot(self._buttons())
        self.rest.setVisible(bool(sound))
        (self.rest if sound else self.cancel).setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the list needs, up to a bound; its rows are measured at the width that they have now."""
        super().showEvent(event)
        rows = sum(self.rows.sizeHintForRow(place) for place in range(len(self.rows.rows)))
        self.rows.setFixedHeight(min(TALLEST, rows + 8))
        self.adjustSize()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.cancel, self.rest):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        self.cancel.clicked.connect(self.reject)
        self.rest.clicked.connect(self.accept)
        self.accepted.connect(self.agreed)
        return row


def rows_of(refused: Sequence[Refused]) -> list[Row]:
    """A row for each file; files that are refused for the same reason with the same advice are one from three on."""
    alike: dict[tuple[str, str], list[Refused]] = {}
    for one in refused:
        alike.setdefault((one.failure.reason, one.failure.hint), []).append(one)
    rows = []
    for (reason, hint), files in alike.items():
        words = [f"“{one.name}”：{reason}" for one in files]
        if len(files) >= MANY:
            names = "".join(f"“{one.name}”" for one in files[:NAMED])
            words = [f"{names}{'等' if len(files) > NAMED else '这'} {len(files)} 个文件：{reason}"]
        rows += [Row(text, None, "advice", "advice", detail=hint) for text in words]
    return rows


def _others(sound: int) -> str:
    return f"其余 {sound} 个完好，还没有加入" if sound else "没有加入任何材料"
