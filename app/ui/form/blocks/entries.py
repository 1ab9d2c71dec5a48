"""The entries of a repeated page: added, ordered, removed and opened."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.forms.checks.checklist import Mark
from app.forms.pack.blocks import Entries
from app.forms.paths import ENTRIES, FieldPath, entry_section
from app.ui import icons
from app.ui.checks.marks import ICONS, TONES
from app.ui.desk import Desk
from app.ui.form.blocks.rows import Action, RowsBlock, RowsEditor
from app.ui.theme import colours, space
from app.ui.widgets.labels import wrapped

ROW = Qt.ItemDataRole.UserRole
LOWEST, HIGHEST = 120, 420
"""Pixels: how high the list of entries is at least, and before it scrolls."""
JOINER = "\u2060"
"""Between characters that stay on one line."""
BESIDE = 52
"""Pixels beside the words of an entry: its icon, and the room around both."""


class EntriesView(RowsBlock):
    """One line for each entry, with its number, what names it, and how far its page is."""

    def __init__(self, desk: Desk, section: str, block: Entries, parent: QWidget) -> None:
        super().__init__(desk, block.repeat.entry, parent)
        self._path = FieldPath(section, ENTRIES)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self._name)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setSpacing(space.TIGHT)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.stack.addWidget(self._head(self._actions()))
        self.stack.addWidget(
            wrapped(f"每个{self._name}各填一页；双击一项，或选中后按回车，打开那一页。", self, "muted")
        )
        self.stack.addWidget(self.list)
        self.blanks.append(RowsEditor(self, self._path))
        self.list.itemActivated.connect(self._open)
        self.list.currentRowChanged.connect(self._selected)
        self.finish()
        self.follow()

    def follow(self) -> None:
        """Show the session's entries."""
        session, chosen, done = self.desk.session, self._chosen, 0
        self.list.clear()
        for entry in session.answers.rows(self._path):
            page = session.pack.section[entry_section(self._path.section, entry)]
            mark = self.desk.status(page).mark
            done += mark is Mark.DONE
            tone = getattr(colours(), TONES[mark])
            picture = icons.icon(ICONS[mark], tone, tone)
            item = QListWidgetItem(picture, f"{session.page_name(page)}　{JOINER.join(f'（{mark.value}）')}")
            item.setData(ROW, entry)
            self.list.addItem(item)
        count = self.list.count()
        self._count.setText(f"共 {count} 项，已完成 {done} 项" if count else "还没有添加")
        self._fit()
        self.mark(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names that are longer than the list is wide stand on two lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the entries, within bounds."""
        spacing, wrap = 2 * self.list.spacing(), int(Qt.TextFlag.TextWordWrap)
        room = self.list.viewport().width() - spacing - BESIDE
        height = 2 * spacing
        for item in (self.list.item(row) for row in range(self.list.count())):
            words = self.list.fontMetrics().boundingRect(0, 0, max(room, BESIDE), HIGHEST, wrap, item.text())
            item.setSizeHint(QSize(0, words.height() + 2 * space.CLOSE))  # Qt's own is wider than the list
            height += item.sizeHint().height() + spacing
        self.list.setFixedHeight(max(LOWEST, min(height, HIGHEST)))

    def go(self, path: FieldPath) -> None:
        """Put the cursor on an entry."""
        self.mark(path.row)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, entry: str) -> None:
        """Show one entry as the current one, if it is there."""
        for row in range(self.list.count()):
            if self.list.item(row).data(ROW) == entry:
                self.list.setCurrentRow(row)
        self._selected()

    # -- inside --------------------------------------------------------------------------------

    @property
    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(ROW)) if item is not None else ""

    def _actions(self) -> Iterator[Action]:
        yield "add", "添加一项", self.add
        yield "up", "上移", lambda: self._move(-1)
        yield "down", "下移", lambda: self._move(1)
        yield "remove", "删除这一项和它填写的全部内容", self.remove

    def _selected(self, _row: int = -1) -> None:
        some = bool(self._chosen) and not self.desk.read_only
        for button in self._buttons[1:]:
            button.setEnabled(some)

    def _open(self, item: QListWidgetItem) -> None:
        page = entry_section(self._path.section, item.data(ROW))
        first = next(iter(self.desk.pack.section[page].asked), "")
        self.desk.wanted.emit(FieldPath(page, first))

    def add(self) -> None:
        """Put another entry behind the last one."""
        session, added = self.desk.session, list[str]()
        place = session.answers.row_count(self._path)
        if not self.desk.do(lambda: added.extend(session.insert_rows(self._path, place, [{}]))):
            return
        self.follow()
        self.go(self._path.at("".join(added)))

    def _move(self, by: int) -> None:
        entry, place = self._chosen, self.list.currentRow() + by
        if entry and 0 <= place < self.list.count():
            self.desk.do(lambda: self.desk.session.move_row(self._path, entry, place))
            self.follow()
            self.go(self._path.at(entry))

    def remove(self) -> None:
        """Take the chosen entry out, with all that was filled in for it; Ctrl+Z brings it back."""
        if not (entry := self._chosen):
            return
        name = self.list.currentItem().text().partition("　（")[0]
        if not self.desk.do(lambda: self.desk.session.remove_rows(self._path, [entry])):
            return
        self.follow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count.setText(f"已删除“{name}”（Ctrl+Z 可撤销）")
