"""A list on the page: its name, what can be done with its rows, the table, its totals, and 无 instead of rows."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.forms.checks.problems import Problem
from app.forms.pack.asked import ELECTRONIC
from app.forms.pack.blocks import ListTable
from app.forms.paths import FieldPath
from app.forms.values import NIL
from app.ui.desk import Desk
from app.ui.editors.table import ListTableView
from app.ui.editors.table_model import ListModel
from app.ui.form.blocks.rows import Action, RowsBlock, RowsEditor
from app.ui.form.blocks.view import MOST_SHOWN, Found
from app.ui.lists.files import ListFiles
from app.ui.lists.finding import ListFinder
from app.ui.lists.foot import ListFoot
from app.ui.lists.work import ListWork
from app.ui.theme import part_keys
from app.ui.widgets.labels import wrapped
from app.ui.widgets.page_area import PageArea, PageGround, area_around

FEWEST = 4
"""Rows for which there is room at least."""
TOLD = 8000
"""Milliseconds for which it is said what was done."""
LONG, DRAWN = 1000, 40
"""Rows that take a while to be added up, and milliseconds after which they have been drawn before that."""
AROUND = 70
"""Pixels of the page that stay in sight beside a list that is as high as the page."""


class ListView(RowsBlock):
    """One list of the form; where it is all that its page asks, it fills the page."""

    def __init__(self, desk: Desk, section: str, block: ListTable, parent: QWidget) -> None:
        super().__init__(desk, block.label, parent)
        self._path = FieldPath(section, block.field)
        self._alone = desk.pack.section[section].shown == (block,)
        self.model = ListModel(desk, self._path, block, self)
        self.table = ListTableView(desk, self.model, block.label, self)
        self._finder: ListFinder | None = None
        self.foot = ListFoot(desk, self.model, self.table, self)
        self.files = ListFiles(desk, self._path, block.label, self)
        self._told = wrapped("", self, "accent")
        self._telling = QTimer(self, singleShot=True, interval=TOLD)
        self._adding_up = QTimer(self, singleShot=True)
        self._adding_up.timeout.connect(self.foot.tell_totals)
        self.work = ListWork(desk, self.model, self.table, self)
        self.stack.addWidget(self._head(self._actions()))
        self._count.whole = True  # what is said of the rows gives way to the buttons
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for button, words in zip(self._buttons[-2:], ("导入…", "更多…"), strict=True):
            button.setText(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._told.hide()
        self.stack.addWidget(self._told)
        if block.help:
            self.stack.addWidget(wrapped(block.help, self, "muted"))
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.foot)
        self._instead = self._boxes(block)
        self.blanks.append(RowsEditor(self, self._path))
        self._page: PageArea | None = None
        self._connect()
        self.finish()
        self.follow()

    @property
    def finder(self) -> ListFinder:
        """The bar over the list in which words are looked for, made when it is first wanted."""
        if self._finder is None:
            self._finder = ListFinder(self.desk, self.model, self.table, self)
            self.stack.insertWidget(self.stack.indexOf(self.table), self._finder)
        return self._finder

    def follow(self) -> None:
        """Show the session's rows, and what is stated instead of them."""
        self.model.refresh()
        self._tell_count()
        session, rows = self.desk.session, len(self.model.all_rows)
        for box, path in self._instead.items():
            stated = session.value(path)
            box.setChecked(stated is (NIL if path == self._path else True))
            box.setVisible(not rows or box.isChecked())
        self._selected()
        self._fit()
        self.table.viewport().update()

    def go(self, path: FieldPath) -> None:
        """Put the cursor into a row or cell."""
        self.table.go(path)

    def show_problems(self, found: Found) -> None:
        """Underline the cells, spell out the first problems below the table, and add up in another turn."""
        here = {path: problems for path, problems in found.items() if path.whole == self._path}
        self.model.show_problems(here)
        self.table.viewport().update()
        first, count = self.desk.shown_first(self._path, MOST_SHOWN)
        single = [(path, one) for path, problems in here.items() for one in problems]
        told = [*single, *((one.path, one) for one in first)][:MOST_SHOWN]
        self._words.tell([self._in_row(path, one) for path, one in told], len(single) + count)
        self.foot.tell_cell()
        self._adding_up.start(DRAWN if len(self.model.all_rows) > LONG else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the rows closes the bar over them, so that all of them are shown, before it leads anywhere else."""
        if event.key() == Qt.Key.Key_Escape and self._finder is not None and self._finder.isVisible():
            self._finder.close_bar()
        else:
            super().keyPressEvent(event)

    # -- its place on the page -----------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the size of the page."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as there is room."""
        super().resizeEvent(event)
        self._fit_soon()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as its rows; alone on a page as high as the page leaves room, and nowhere higher than the page."""
        if self._page is None and (area := area_around(self)) is not None:
            self._page = area
            area.resized.connect(self._fit_soon)
        heads = max(self.table.horizontalHeader().sizeHint().height(), 30)
        bar = self.table.horizontalScrollBar()
        beside = heads + 4 + (bar.sizeHint().height() if bar.maximum() > 0 else 0)
        row = self.table.row_height
        least, wanted = FEWEST * row + beside, self.model.rowCount() * row + beside
        height = max(least, wanted)
        if self._page is not None:
            height = min(height, max(least, self._page.viewport().height() - AROUND))
            if self._alone:
                stands = self.table.minimumHeight() or self.table.height()  # it may have to be laid out yet
                height = max(least, stands + self._page.viewport().height() - self._taken())
        if self.table.height() != height or self.table.minimumHeight() != height:
            self.table.setFixedHeight(height)

    def _taken(self) -> int:
        """Pixels of the whole page as it would be without what is spare."""
        ground = self._page.widget() if self._page is not None else None
        around: QWidget | None = self
        while around is not None and not self.isVisible() and around is not self._page:
            around.updateGeometry()  # Qt asks anew only what is seen
            around = around.parentWidget()
        return ground.needed if isinstance(ground, PageGround) else 0

    # -- inside --------------------------------------------------------------------------------

    def _in_row(self, path: FieldPath, problem: Problem) -> Problem:
        if not path.row:
            return problem
        words = f"{self.desk.session.row_name(path)}：{problem.message}"
        return Problem(path, problem.severity, problem.code, problem.params, problem.clause, words)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.pasted.connect(self._pasted)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        heads, numbers = self.table.horizontalHeader(), self.table.verticalHeader()
        for header, offer in ((heads, self._offer_on_head), (numbers, self._offer_on_number)):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(offer)
        self.model.filtered.connect(self._filtered)
        self.work.said.connect(self._say)
        self.work.find_wanted.connect(lambda column, words: self.finder.start(column, words, only=bool(words)))
        self.files.imported.connect(lambda rows: self._say(f"已导入 {rows:,} 行（Ctrl+Z 可撤销）", rows))
        self.work.bind_keys()
        self._telling.timeout.connect(self._told.hide)
        self.desk.changed.connect(self._told.hide)  # what was said could be taken back is no more the last step

    def _actions(self) -> Iterator[Action]:
        yield "paste", "从 Excel 粘贴（Ctrl+V）", lambda: self.table.paste()
        yield "add", "插入一行（Ctrl+加号）", self.work.insert
        yield "remove", "删除选中的行（Ctrl+减号）", self.work.remove
        yield "search", "在清单里查找、筛选（Ctrl+Shift+F）", lambda: self.finder.start()
        yield "sheet", "从文件导入…", self.files.ask_import
        yield "down", "排序、填充、导出等", self._offer_below

    def _boxes(self, block: ListTable) -> dict[QCheckBox, FieldPath]:
        asked = {"没有此项内容，填“无”": self._path}
        if block.electronic:
            asked["数据庞大，以电子版提供"] = FieldPath(self._path.section, self._path.field + ELECTRONIC)
        row = QHBoxLayout()
        made: dict[QCheckBox, FieldPath] = {}
        for words, path in asked.items():
            box = QCheckBox(words, self)
            box.setAccessibleName(f"{self._name}：{words}")
            box.setEnabled(not self.desk.read_only)
            box.clicked.connect(lambda ticked, path=path: self._state(path, ticked))
            row.addWidget(box)
            made[box] = path
        row.addStretch(1)
        self.stack.addLayout(row)
        return made

    def _state(self, path: FieldPath, ticked: bool) -> None:
        stated = (NIL if path == self._path else True) if ticked else None
        self.desk.do(lambda: self.desk.session.set({path: stated}))

    def _selected(self) -> None:
        some = bool(self.table.chosen_rows()) and not self.desk.read_only
        *_, remove, search, _, more = self._buttons
        remove.setEnabled(some)
        search.setEnabled(True)
        more.setEnabled(True)

    def _filtered(self) -> None:
        self._tell_count()
        self._selected()
        self._fit()

    def _tell_count(self) -> None:
        rows, shown = len(self.model.all_rows), len(self.model.rows)
        words = f"共 {rows:,} 行" if rows else "还没有内容"
        self._count.setText(words if rows == shown else f"显示 {shown:,} / {rows:,} 行")
        self._count.setToolTip(self._count.text())
        if self.model.hidden:
            self.finder.tell()

    def _pasted(self, rows: int, left_out: str) -> None:
        self._say("；".join(filter(None, [f"已粘贴 {rows:,} 行（Ctrl+Z 可撤销）", left_out])))

    def _say(self, words: str, came: int = 0) -> None:
        """Say what was done, and show the rows that came; of a large step when it has been, if it was not stopped."""
        if (working := self.desk.working) is not None:
            working.ended.connect(lambda changes: self._tell(words, came) if changes is not None else None)
        else:
            self._tell(words, came)

    def _tell(self, words: str, came: int = 0) -> None:
        if came and self.isVisible():  # else its user went on elsewhere meanwhile
            first = self.model.index(max(len(self.model.rows) - came, 0), 0)
            self.table.setCurrentIndex(first)
            self.table.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtTop)
        self._told.setText(words)
        self._told.show()
        self._telling.start()

    # -- menus ---------------------------------------------------------------------------------

    def _offer(self, place: QPoint) -> None:
        self._menu(self.table.currentIndex().column()).popup(self.table.viewport().mapToGlobal(place))

    def _offer_on_head(self, place: QPoint) -> None:
        heads = self.table.horizontalHeader()
        self._menu(heads.logicalIndexAt(place)).popup(heads.mapToGlobal(place))

    def _offer_on_number(self, place: QPoint) -> None:
        """Offer what can be done with the row, or with the selected ones that it is among."""
        numbers = self.table.verticalHeader()
        row = numbers.logicalIndexAt(place)
        if row not in self.table.area()[0]:
            self.table.selectRow(row)
        self._menu(-1).popup(numbers.mapToGlobal(place))

    def _offer_below(self) -> None:
        button = self._buttons[-1]
        self._menu(max(self.table.currentIndex().column(), 0)).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _menu(self, column: int) -> QMenu:
        """What can be done with the list, and with one of its columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        part_keys(menu)
        for entry in self.work.entries(column):
            if entry is None:
                menu.addSeparator()
                continue
            action = menu.addAction(entry.words)
            action.setShortcut(QKeySequence(entry.key))
            action.setEnabled(entry.enabled)
            action.triggered.connect(entry.do)
        menu.addSeparator()
        menu.addAction("从文件导入…").triggered.connect(self.files.ask_import)
        menu.addAction("导出这张清单（Excel）…").triggered.connect(lambda: self.files.ask_export())
        menu.addAction("生成空白清单，请同事填写（Excel）…").triggered.connect(
            lambda: self.files.ask_export(empty=True)
        )
        return menu
