"""Finding any label or answer: a search box, and what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.ui import icons
from app.ui.desk import Desk
from app.ui.widgets.rows import Row, RowsView

MOST = 200
ROUND = 14
PAUSE = 150
"""Characters shown before what was found; milliseconds without a key after which it is looked for."""


class FindView(QObject):
    """The box and the list of what was found; `searching` tells whether there is anything to find."""

    searching = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.box = QLineEdit(parent)
        self.box.setPlaceholderText("查找栏目或内容")
        self.box.setToolTip("查找栏目或填写内容（Ctrl+F）")
        self.box.setAccessibleName("查找栏目或填写内容")
        self.box.setClearButtonEnabled(True)
        self._glass = QAction(self.box)
        icons.give(self._glass, "search", "faint")
        self.box.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.results = RowsView("查找结果", parent)
        self.results.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._look)
        self.box.textChanged.connect(self._pause.start)
        self.box.returnPressed.connect(self._choose)
        self.results.chosen.connect(desk.go)

    def start(self) -> None:
        """Put the cursor into the box."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _choose(self) -> None:
        self._look()
        self.results.choose_first()

    def _look(self) -> None:
        self._pause.stop()
        text = self.box.text()
        wanted = text.strip().lower()
        if wanted:
            rows = list(found(self._desk, wanted))
            self.results.set_rows(rows or [Row(f"没有找到“{text.strip()}”", level=2)])
        self.searching.emit(bool(wanted))


def found(desk: Desk, wanted: str) -> Iterator[Row]:
    """The blanks whose label or answer holds `wanted` (in lower case), page by page; at most `MOST`."""
    count = 0
    for section in desk.pack.sections:
        rows = list(islice(_in_section(desk, section, wanted), MOST - count))
        if rows:
            yield Row(section.name, level=2)
            yield from rows
            count += len(rows)


def _in_section(desk: Desk, section: Section, wanted: str) -> Iterator[Row]:
    for field in section.asked.values():
        path = FieldPath(section.id, field.id)
        if field.type in ("list", "evidence"):
            yield from _in_rows(desk, path, field.label, wanted)
            continue
        text = desk.session.text(path)
        if wanted in field.label.lower() or wanted in text.lower():
            yield Row(field.label, path, detail=_around(text, wanted))


def _in_rows(desk: Desk, path: FieldPath, label: str, wanted: str) -> Iterator[Row]:
    if wanted in label.lower():
        yield Row(label, path)
    columns = desk.pack.section[path.section].column_names(path.field)
    shown = [name for name in columns if name not in ("sha256", "size", "pages", "password")]
    for number, row in enumerate(desk.session.answers.rows(path), 1):
        for name in shown:
            value = desk.session.value(path.at(row, name))
            text = value if isinstance(value, str) or value is None else desk.session.text(path.at(row, name))
            if text is None:
                continue
            if wanted in text.lower():
                yield Row(f"{label} 第 {number} 行", path.at(row, name), detail=_around(text, wanted))


def _around(text: str, wanted: str) -> str:
    start = max(text.lower().find(wanted) - ROUND, 0)
    cut = " ".join(text[start : start + 4 * ROUND].split())
    return ("…" if start else "") + cut
