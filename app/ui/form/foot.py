"""The foot of a page: what the blank in hand takes and rests on, 无 where it may be said, the steps to other pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.forms.field_types import FIELD_TYPES, format_words, understood
from app.forms.pack.fields import Field
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.values import NIL
from app.ui import icons
from app.ui.desk import Desk
from app.ui.message import restyle
from app.ui.theme import space
from app.ui.widgets.labels import Elided

NIL_KEY = "Alt+0"
FURTHER = "下一步"
SHORTEST = 3
"""Characters of a name, its colon and its dots included, below which it says nothing."""
TOLD = 8000
"""Milliseconds for which it is said how something was understood, though the cursor has gone on."""
NOT_IN_WORDS = ("list", "evidence")


class Foot(QFrame):
    """Two lines; `stepped` tells by how many pages to go on or back."""

    stepped = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("footBar")
        self.next, self.previous = QPushButton(self), QPushButton(self)
        self._next = ""
        self.aid = Aid(desk, self)
        icons.give(self.previous, "previous")
        icons.give(self.next, "next", "on_accent")
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.next.setProperty("primary", True)
        self.next.setMinimumWidth(1)  # its words give way
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        row = QHBoxLayout()
        row.addWidget(self.previous)
        row.addStretch(1)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(*space.BAR)
        column.setSpacing(space.TIGHT)
        column.addWidget(self.aid)
        column.addLayout(row)

    def name(self, before: Section | None, after: Section | None) -> None:
        """Say where the steps lead; there is none where there is no page."""
        for button, page, words, key in (
            (self.previous, before, "上一步", "PgUp"),
            (self.next, after, FURTHER, "PgDn"),
        ):
            button.setVisible(page is not None)
            name = page.name if page is not None else ""
            button.setText(words)
            button.setToolTip(f"{name}（Ctrl+{key}）")
            button.setAccessibleName(f"{words}：{name}")
        self._next = after.name if after is not None else ""
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the next page as far as there is room."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        left, _, right, _ = space.BAR
        taken = self.previous.sizeHint().width() if self._next and not self.previous.isHidden() else 0
        self.next.setText(FURTHER)
        room = self.width() - left - right - taken - space.APART - self.next.sizeHint().width()
        words = self.next.fontMetrics().elidedText(f"：{self._next}", Qt.TextElideMode.ElideRight, room)
        whole = words.endswith(self._next)
        self.next.setText(f"{FURTHER}{words}" if self._next and (whole or len(words) > SHORTEST) else FURTHER)


class Aid(QWidget):
    """One line about the blank with the cursor; as high as it is, whatever it says."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.path: FieldPath | None = None
        self._raw = ""
        self.words, self.clause = Elided(self), Elided(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.clause.setProperty("tone", "muted")
        self.nil = QPushButton("填“无”", self)
        self.nil.setProperty("link", True)
        self.nil.setToolTip(f"没有这一项，填“无”（{NIL_KEY}）")
        self.nil.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nil.clicked.connect(self.say_nil)
        key = QShortcut(QKeySequence(NIL_KEY), parent.parentWidget() or parent)
        key.activated.connect(self.say_nil)
        self._told = QTimer(self, singleShot=True, interval=TOLD)
        self._told.timeout.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.APART)
        row.addWidget(self.words, 1)
        row.addWidget(self.nil)
        row.addWidget(self.clause)
        self.setFixedHeight(max(self.nil.sizeHint().height(), self.words.sizeHint().height()))
        desk.entered.connect(self.enter)
        desk.heard.connect(self.hear)
        desk.changed.connect(self._refresh)
        self.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the line anew."""
        super().resizeEvent(event)
        self._share()

    def enter(self, path: FieldPath) -> None:
        """Tell of another blank."""
        self.path = path
        if not self._told.isActive():
            self._tell()
        self._refresh()

    def leave(self) -> None:
        """Tell of none: another page was opened."""
        self.path = None
        self._told.stop()
        self._tell()
        self._refresh()

    def hear(self, path: FieldPath, text: str) -> None:
        """Say how what was typed or pasted is understood, where that is not plain."""
        field = self._field(path)
        if field is None:
            return
        words = understood(text, self._desk.session.value(path), field, FIELD_TYPES[field.type])
        if words:
            self._told.start()
            self._say(f"{words}（Ctrl+Z 撤销）", "accent")
        elif self._told.isActive() and path == self.path:
            self._told.stop()
            self._tell()

    def say_nil(self) -> None:
        """Answer the blank with 无, where it may be."""
        path = self.path
        if path is not None and self._takes_nil():
            self._desk.do(lambda: self._desk.session.set({path: NIL}), path.section)

    # -- inside --------------------------------------------------------------------------------

    def _field(self, path: FieldPath | None) -> Field | None:
        return self._desk.pack.field_at(path) if path is not None and path.section in self._desk.pack.section else None

    def _takes_nil(self) -> bool:
        field, path = self._field(self.path), self.path
        if field is None or path is None or self._desk.read_only or field.computed is not None:
            return False
        plain = field.type not in NOT_IN_WORDS and all(option.value != NIL.value for option in field.options)
        return plain and field.nil and self._desk.session.asked(path) and self._desk.session.value(path) is not NIL

    def _refresh(self, _changes: object = None) -> None:
        shown = self._takes_nil()
        if self.nil.isVisibleTo(self) != shown:
            self.nil.setVisible(shown)

    def _tell(self) -> None:
        field, path = self._field(self.path), self.path
        words = format_words(field) if field is not None else ""
        label = field.label.partition("（")[0] if field is not None else ""
        star = "*" if field is not None and field.starred and field.is_figure else ""
        self._say(f"{label}{star}：{words}" if words else f"{label}{star}", "muted")
        name = ""
        if field is not None and path is not None:
            name = self._desk.pack.clause(self._desk.pack.section[path.section], field)
        self.clause.setText(f"依据：{name}" if name else "")
        self.clause.setToolTip("\n".join(one for one in (self.clause.text(), self._desk.pack.clauses.get(name)) if one))

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        self.words.setToolTip(words)
        restyle(self.words, tone)
        self._share()

    def _share(self) -> None:
        """Half of the line is the words', where they need it, however long the clause is."""
        needed = self.words.fontMetrics().horizontalAdvance(self.words.text()) + 1  # its hint keeps to its least width
        self.words.setMinimumWidth(min(needed, self.width() // 2))
