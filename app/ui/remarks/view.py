"""The remarks beside the page: those of the open page first, the open ones above the settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.declaration.remarks import making, telling
from app.declaration.remarks.remarks import Remark, Remarks, remarks
from app.errors import AppError
from app.forms.moments import day
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.message import show_failure
from app.ui.remarks.dialog import WordsDialog
from app.ui.theme import space
from app.ui.widgets.labels import wrapped
from app.ui.widgets.rows import Row, RowsView


class RemarksView(QWidget):
    """Every remark, with what can be done with the one that is chosen."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chosen = ""
        self.rows = RowsView("批注", self)
        self.trouble = wrapped("", self, "advice")
        self.make = QPushButton("加批注…", self)
        self.make.setToolTip("给光标所在的栏目或本页加批注（Ctrl+Alt+M）")
        self.reply = QPushButton("答复…", self)
        self.tick = QPushButton("标为已处理", self)
        self.make.setAccessibleName("加批注")
        self.reply.setAccessibleName("答复选中的批注")
        self._arrange()
        self.rows.chosen.connect(self.go)
        self.rows.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index.row()))
        self.make.clicked.connect(self.add)
        self.reply.clicked.connect(self._answer)
        self.tick.clicked.connect(self._tick)
        desk.settled.connect(lambda _sections: self.refresh())
        desk.remarks_changed.connect(self.refresh)
        self.reload()

    @property
    def chosen(self) -> Remark | None:
        """The remark that is chosen in the list."""
        return next((one for one in self._desk.remarks.found if one.id == self._chosen), None)

    def reload(self) -> None:
        """Read the remarks anew."""
        try:
            self._desk.show_remarks(remarks(self._desk.declaration))
            words = telling.unreadable_words(self._desk.remarks)
        except AppError as failure:
            words = str(failure)
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.refresh()

    def refresh(self) -> None:
        """Show them as they belong to the open page."""
        self.rows.set_rows(list(self._rows(self._desk.remarks)) or [Row("没有批注。", level=2)])
        self.rows.mark(self._chosen)
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the rows as wide as they are in sight."""
        super().showEvent(event)
        self.rows.scheduleDelayedItemsLayout()

    def add(self) -> None:
        """Ask for a remark on the blank with the cursor, or on the page."""
        desk = self._desk
        if desk.read_only:
            return
        page = desk.pack.section[desk.section]
        places = [(desk.section, f"整页：{desk.session.page_name(page)}")]
        if desk.blank is not None and desk.blank.section == desk.section:
            there = Remark("", str(desk.blank), "", "", "")
            if telling.is_there(desk.session, there):
                places.insert(0, (there.path, telling.where(desk.session, there)))
        self._ask("加批注", places, lambda path, text: making.remark(desk.declaration, path, text))

    def _answer(self) -> None:
        one = self.chosen
        if one is not None:
            self._ask("答复批注", [], lambda _path, text: making.answer(self._desk.declaration, one, text))

    def _ask(self, title: str, places: list[tuple[str, str]], keep: Callable[[str, str], object]) -> None:
        self._desk.settle()
        dialog = WordsDialog(title, places, keep, self.window())
        dialog.accepted.connect(self.reload)
        dialog.open()

    def _tick(self) -> None:
        one = self.chosen
        if one is None:
            return
        self._desk.settle()
        try:
            (making.reopen if one.settled else making.settle)(self._desk.declaration, one)
        except AppError as failure:
            show_failure(self, failure)
        self.reload()

    def _choose(self, place: int) -> None:
        target = self.rows.rows[place].target if 0 <= place < len(self.rows.rows) else None
        if isinstance(target, str):
            self._chosen = target
            self._enable()

    def go(self, name: object) -> None:
        """Lead to what a remark is on, or to what is left of it."""
        one = next((one for one in self._desk.remarks.found if one.id == name), None)
        if one is None or one.section not in self._desk.pack.section:
            return
        if one.blank is not None and self._desk.pack.field_at(one.blank.whole) is not None:
            there = telling.is_there(self._desk.session, one)
            self._desk.visit(one.blank if there else one.blank.whole)
        else:
            self._desk.visit(FieldPath(one.section, ""))

    def _enable(self) -> None:
        one, may = self.chosen, not self._desk.read_only
        self.make.setEnabled(may)
        self.reply.setEnabled(may and one is not None)
        self.tick.setEnabled(may and one is not None)
        self.tick.setText("重新打开" if one is not None and one.settled else "标为已处理")
        self.tick.setAccessibleName(f"{self.tick.text()}：选中的批注")

    def _rows(self, kept: Remarks) -> Iterator[Row]:
        here = [one for one in kept.found if one.section == self._desk.section]
        elsewhere = [one for one in kept.found if one.section != self._desk.section]
        for heading, own in (("本页", here), ("其他页", elsewhere)):
            if own:
                yield Row(heading, level=2)
            yield from (self._row(one) for one in sorted(own, key=lambda one: one.settled is not None))

    def _row(self, one: Remark) -> Row:
        session = self._desk.session
        gone = "" if telling.is_there(session, one) else f"（{telling.GONE}）"
        lines = [f"{telling.where(session, one)}{gone}", f"{one.by}，{day(one.at)}"]
        lines += [f"答复：{own.text}（{own.by}，{day(own.at)}）" for own in one.answers]
        if one.settled is not None:
            lines.append(f"已处理：{one.settled.by}，{day(one.settled.at)}")
        icon, tone = ("done", "done") if one.settled else ("advice", "advice")
        return Row(one.text, one.id, icon, tone, detail="\n".join(lines))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.CLOSE, 0, space.CLOSE)
        column.setSpacing(space.CLOSE)
        column.addWidget(self.trouble)
        column.addWidget(self.rows, 1)
        foot = QGridLayout()
        foot.setContentsMargins(space.APART, 0, space.APART, 0)
        foot.setSpacing(space.CLOSE)
        foot.addWidget(self.reply, 0, 0)
        foot.addWidget(self.tick, 0, 1)
        foot.addWidget(self.make, 1, 0, 1, 2)
        column.addLayout(foot)
