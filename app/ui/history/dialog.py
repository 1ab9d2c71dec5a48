"""修改历史: every step of the declaration, narrowed by page, person and text; the chosen one told in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from app.declaration.history import (
    EVERYTHING,
    Record,
    Restoring,
    Scope,
    past,
    plan_restore,
    plan_value,
    record_lines,
    records,
)
from app.declaration.sharing.report import Telling
from app.errors import AppError
from app.ui.dialogs.busy import BusyDialog
from app.ui.history.model import HistoryModel
from app.ui.theme import scaled
from app.ui.widgets.labels import titled, wrapped
from app.ui.widgets.picker import Picker
from app.ui.widgets.plan_rows import TEXT_ROOM, give_name
from app.ui.widgets.search_box import dress_search

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration

SIZE = (940, 620)
WIDTHS = (140, 90, 170)
"""Pixels of the first columns; that of the time, which is read whole, grows with the text."""
BACK, BACK_BLANK = "恢复到这时的状态…", "恢复这一空…"
EVERYBODY, EVERY_PAGE = "所有人", "所有页面"


class HistoryDialog(BusyDialog):
    """Shows the history of an open declaration, with `blank` that of one blank, row or list first.

    `wanted` brings what its user would have stand as it once stood.
    """

    wanted = Signal(object)

    def __init__(self, declaration: Declaration, parent: QWidget, blank: str = "") -> None:
        super().__init__("修改历史", parent)
        self.wish(*SIZE)
        session = declaration.session
        self._declaration = declaration
        self._telling = Telling(session, session)
        self._blank = blank
        self._left = False
        self.model = HistoryModel(self._telling, self)
        self.page, self.person, self.text = Picker(self), Picker(self), QLineEdit(self)
        self.summary = wrapped("", self)
        self.table, self.whole = QTableView(self), QPlainTextEdit(self)
        self.back, self.close_ = QPushButton(BACK, self), QPushButton("关闭", self)
        if blank:
            self.page.addItem("这一空", blank)
        self.page.addItem(EVERY_PAGE, "")
        for section in session.folded.sections:
            self.page.addItem(section.name, section.id)
        self.person.addItem(EVERYBODY, "")
        self._arrange()
        self._connect()
        draft = declaration.draft
        self.run_told(lambda task: list(_until(task.cancelled, records(draft, past(draft)))), self.show_records)

    def refresh(self) -> None:
        """Enable what can be asked for: everything, once the history has been read."""
        for widget in (self.page, self.person, self.text):
            widget.setEnabled(not self.busy)
        self.back.setText(BACK_BLANK if self._blank and self.page.currentData() == self._blank else BACK)
        self.back.setAccessibleName(self.back.text().rstrip("…"))
        chosen = bool(self.table.selectionModel().selectedRows())
        self.back.setEnabled(chosen and not self.busy and not self._declaration.read_only)

    def bring_back(self) -> None:
        """Show what would change if the chosen page, or all, stood again as after the chosen step."""
        record = self.model.shown[self.table.selectionModel().selectedRows()[0].row()]
        page = self.page.currentData()
        if self._blank and page == self._blank:
            name = f"“{self._telling.name(page)}”"
            self.run(lambda: plan_value(self._declaration, page, record), lambda found: self._ask(name, found))
            return
        scope = Scope((page,)) if page else EVERYTHING
        name = f"“{self.page.currentText()}”" if page else "整份申报书"
        number = record.merge or record.step.number
        self.run(lambda: plan_restore(self._declaration, scope, number), lambda found: self._ask(name, found))

    def reject(self) -> None:
        """Close at once, also while the history is being read; the dialog goes when the reading has stopped."""
        if self.busy:
            self.stop()
            self._left = True
            self.hide()
        else:
            super().reject()

    def fail(self, failure: AppError) -> None:
        """Tell a failure, unless its user has left."""
        if not self._left:
            super().fail(failure)

    def idle(self) -> None:
        """Go, if its user has left; else put the cursor into the list."""
        if self._left:
            super().reject()
            self.deleteLater()
        elif not self.table.hasFocus() and self.focusWidget() in (None, self.close_):
            self.table.setFocus()

    def _ask(self, name: str, restoring: Restoring) -> None:
        from app.ui.history.restoring import RestoreDialog

        if self._left:
            return
        dialog = RestoreDialog(name, restoring, self)
        dialog.accepted.connect(lambda: self._agreed(restoring))
        dialog.open()

    def _agreed(self, restoring: Restoring) -> None:
        self.accept()
        self.wanted.emit(restoring)

    def show_records(self, found: list[Record]) -> None:
        """Show these steps, which come oldest first."""
        if self._left:
            return
        self.model.take(found)
        while self.person.count() > 1:
            self.person.removeItem(1)
        for name in self.model.people():
            self.person.addItem(" ".join(name.split())[:40], name)
        self._narrow()

    def _narrow(self) -> None:
        page, by = self.page.currentData(), self.person.currentData()
        self.model.known = self._telling.name(page) if self._blank and page == self._blank else ""
        self.model.narrow(Scope((page,)) if page else EVERYTHING, by or "", self.text.text().strip())
        count = self.model.rowCount()
        self.summary.setText(f"共 {count} 步，最近的在最前。" if count else self._nothing())
        self.whole.clear()
        self.refresh()
        if count:
            self.table.selectRow(0)

    def _nothing(self) -> str:
        """Why no step is shown."""
        narrowed = self.person.currentData() or self.text.text().strip()
        return "没有符合条件的修改。" if narrowed or not self._blank else "这一空还没有人填写过。"

    def _tell(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        lines = record_lines(self.model.shown[rows[0].row()], self._telling, whole=True) if rows else ()
        self.whole.setPlainText("\n".join(lines))
        self.refresh()

    def _connect(self) -> None:
        self.page.currentIndexChanged.connect(lambda _index: self._narrow())
        self.person.currentIndexChanged.connect(lambda _index: self._narrow())
        self.text.textChanged.connect(lambda _text: self._narrow())
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self.back.clicked.connect(self.bring_back)
        self.close_.clicked.connect(self.reject)

    def _arrange(self) -> None:
        column = self.column
        head = titled(f"“{self._telling.name(self._blank)}”：谁填过什么" if self._blank else "谁改了什么", self)
        head.setWordWrap(True)
        column.addWidget(head)
        filters = QHBoxLayout()
        for widget, name in ((self.page, "页面"), (self.person, "修改人"), (self.text, "查找修改内容")):
            widget.setAccessibleName(name)
            filters.addWidget(widget, 1)
        self.page.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.person.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.text.setPlaceholderText("查找修改内容")
        dress_search(self.text)
        column.addLayout(filters)
        column.addWidget(self.summary)
        column.addWidget(self.table, 3)
        column.addWidget(self.whole, 1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.close_)
        self.back.setAutoDefault(False)
        self.set_foot(foot)
        self.close_.setAutoDefault(False)
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName("这一步的全部改动")
        self._set_up_table()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        give_name(table, "summary")
        table.setAccessibleName("修改历史")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().hide()
        heads = table.horizontalHeader()
        heads.setStretchLastSection(True)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate(WIDTHS):
            title = str(self.model.headerData(place, Qt.Orientation.Horizontal) or "")
            needed = heads.fontMetrics().horizontalAdvance(title) + TEXT_ROOM
            table.setColumnWidth(place, max(needed, width if place else scaled(width)))


def _until(stopped: Callable[[], bool], found: Iterator[Record]) -> Iterator[Record]:
    """The steps that are found until `stopped`."""
    for record in found:
        if stopped():
            return
        yield record
