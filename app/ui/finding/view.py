"""Finding words anywhere in a declaration: a search box, and what it finds, by kind, as one types."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.declaration.finding.places import Found, Kind
from app.ui.desk import Desk
from app.ui.finding.hunt import Hunt
from app.ui.widgets.long_rows import LongRows
from app.ui.widgets.rows import Row
from app.ui.widgets.search_box import dress_search

FIRST, MORE = 60, 300
"""Places of one kind that are listed at once, and how many are added on demand."""
PAUSE = 150
"""Milliseconds without a key before it is looked for."""


class FindView(QObject):
    """The box and the list of what was found.

    `searching` tells whether there is anything to find, `chosen` the place to go to, `left` that its user is done.
    """

    searching = Signal(bool)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.hunt = Hunt(desk, self)
        self.current: Found | None = None
        self._most: dict[Kind, int] = {}
        self._waiting = False
        self.box = QLineEdit(parent)
        self._dress()
        self.results = LongRows("查找结果", parent)
        self.results.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)
        self.hunt.told.connect(self._told)
        self.box.textChanged.connect(self._pause.start)
        self.box.returnPressed.connect(self._choose_first)
        self.results.chosen.connect(self._choose)
        desk.settled.connect(self._settled)
        for widget in (self.box, self.results):
            widget.installEventFilter(self)

    def start(self) -> None:
        """Put the cursor into the box."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def resume(self) -> None:
        """Put the cursor on the place that was gone to last."""
        if not self.hunt.any or self.results.isHidden():
            self.start()
            return
        self.results.mark(self.current)
        self.results.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round at either end."""
        if self.hunt.words != self.box.text().strip():
            self._begin()
        found = self.hunt.near(self.current, by)
        if found is None:
            self.start()
        else:
            self._choose(found)

    def close(self) -> None:
        """Look for nothing any more."""
        self.box.clear()
        self._begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc is done; Down goes from the box into the list, Up from its first row back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.close()
                self.left.emit()
                return True
            if watched is self.box and key == Qt.Key.Key_Down and self.results.isVisible():
                self.results.setFocus(Qt.FocusReason.TabFocusReason)
                self.results.stand(None, 0)
                return True
        return super().eventFilter(watched, event)

    # -- looking -------------------------------------------------------------------------------

    def _settled(self, _sections: object) -> None:
        """What was found may be gone, or more be there."""
        if self.hunt.words:
            self._pause.start()

    def _begin(self) -> None:
        self._pause.stop()
        words, before = self.box.text().strip(), self.hunt.words
        if words != before:
            self._most = {}
            self.searching.emit(bool(words))
        if words or before:
            self.hunt.begin(words)

    def _told(self) -> None:
        self._show()
        if self._waiting and (self.hunt.any or not self.hunt.busy):
            self._choose_first()

    def _show(self) -> None:
        self.results.set_rows(list(self._rows(done=not self.hunt.busy)))

    def _rows(self, *, done: bool) -> Iterator[Row]:
        for kind in Kind:
            own = self.hunt.found[kind]
            most = self._most.get(kind, FIRST)
            if own:
                yield Row(kind.value, level=1, note=f"{len(own):,} 处")
            yield from map(self._row, own[:most])
            if len(own) > most:
                yield Row(f"还有 {len(own) - most:,} 处，再列 {min(len(own) - most, MORE)} 处", kind, "next", "accent")
        if not done:
            yield Row("正在查找…", level=2)
        elif not self.hunt.any:
            yield Row(f"没有找到“{self.hunt.words}”", level=2)

    def _row(self, found: Found) -> Row:
        page = self._desk.pack.section.get(found.path.section)
        name = self._desk.session.page_name(page) if page is not None else ""
        context = found.context if found.text != found.title else ""
        return Row(
            found.title, found, detail="\n".join(part for part in (name, context) if part and part != found.title)
        )

    # -- choosing ------------------------------------------------------------------------------

    def _choose_first(self) -> None:
        """Go to the first place; wait for one where nothing was found yet."""
        self._waiting = False
        if self.hunt.words != self.box.text().strip():
            self._begin()
        first = self.hunt.near(None, 1)
        if first is not None:
            self._show()
            self._choose(first)
        else:
            self._waiting = self.hunt.busy

    def _choose(self, target: object) -> None:
        if isinstance(target, Kind):
            self._most[target] = self._most.get(target, FIRST) + MORE
            self._show()
        elif isinstance(target, Found):
            self.current = target
            self.results.mark(target)
            self.chosen.emit(target)

    def _dress(self) -> None:
        self.box.setPlaceholderText("查找栏目或内容")
        self.box.setToolTip("查找栏目、填写内容、清单、证明材料、通知原文、批注（Ctrl+F）")
        self.box.setAccessibleName("查找栏目或填写内容")
        dress_search(self.box)
