"""The foot of a page: what the blank in hand takes and rests on, 无 where it may be said, the steps to other pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.forms.field_types import FIELD_TYPES, format_words, understood
from app.forms.pack.fields import Field
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import Changes
from app.forms.values import NIL
from app.ui import icons
from app.ui.broken import broken
from app.ui.desk import Desk
from app.ui.message import restyle
from app.ui.theme import space
from app.ui.widgets.labels import wrapped

NIL_KEY = "Alt+0"
FURTHER = "下一步"
SHORTEST = 3
"""Characters of a name, its colon and its dots included, below which it says nothing."""
TOLD = 8000
"""Milliseconds for which it is said how something was understood, though the cursor has gone on."""
MOST_LINES = 9
"""Of the words, the last of which is looked at."""
NOT_IN_WORDS = ("list", "evidence")


class Foot(QFrame):
    """The words above the steps; `stepped` tells by how many pages to go on or back."""

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
    """What there is to say of the blank with the cursor, on one line where it has room, never less high on one page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.path: FieldPath | None = None
        self._raw = ""
        self.words, self.clause = wrapped("", self), wrapped("", self, "muted")
        self.nil = QPushButton("填“无”", self)
        self.nil.setProperty("link", True)
        self.nil.setToolTip(f"没有这一项，填“无”（{NIL_KEY}）")
        self.nil.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nil.clicked.connect(self.say_nil)
        self.nil.hide()
        key = QShortcut(QKeySequence(NIL_KEY), parent.parentWidget() or parent)
        key.activated.connect(self.say_nil)
        self._told = QTimer(self, singleShot=True, interval=TOLD)
        self._told.timeout.connect(self._tell)
        self._heard: tuple[FieldPath, str] | None = None
        desk.entered.connect(self.enter)
        desk.heard.connect(self.hear)
        desk.changed.connect(self._changed)
        self.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(0)
            self._place()

    def event(self, event: QEvent) -> bool:
        """Break the lines anew in text of another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def enter(self, path: FieldPath) -> None:
        """Tell of another blank."""
        self.path = path
        if not self._told.isActive():
            self._tell()
        self._refresh()

    def open(self, section: str) -> None:
        """Tell of no blank of another page; one of this page has the cursor still, or has it again."""
        if self.path is None or self.path.section != section:
            self.leave()

    def leave(self) -> None:
        """Tell of none."""
        self.path = None
        self._told.stop()
        self.setMinimumHeight(0)
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
            self._heard = (path, words)
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

    def _changed(self, changes: Changes) -> None:
        """What was understood otherwise was changed again, or is no more what Ctrl+Z takes back."""
        if self._told.isActive() and self._heard is not None:
            path, words = self._heard
            if path in changes.paths:
                self._told.stop()
                self._tell()
            else:
                self._say(words, "accent")
        self._refresh()

    def _refresh(self) -> None:
        shown = self._takes_nil()
        if self.nil.isVisibleTo(self) != shown:
            self.nil.setVisible(shown)
            self._place()

    def _tell(self) -> None:
        field, path = self._field(self.path), self.path
        words = format_words(field) if field is not None else ""
        label = field.label.partition("（")[0] if field is not None else ""
        star = "*" if field is not None and field.starred and field.is_figure else ""
        name = ""
        if field is not None and path is not None:
            name = self._desk.pack.clause(self._desk.pack.section[path.section], field)
        self.clause.setText(f"依据：{name}" if name else "")
        self.clause.setToolTip("\n".join(one for one in (self.clause.text(), self._desk.pack.clauses.get(name)) if one))
        self._say(f"{label}{star}：{words}" if words else f"{label}{star}", "muted")

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        restyle(self.words, tone)
        self._place()

    def _place(self) -> None:
        """The words at the left, the clause at the right of their last line, or below it where it has no room there."""
        metrics, button, width = self.words.fontMetrics(), self.nil.sizeHint(), self.width()
        nil = button.width() + space.APART if not self.nil.isHidden() else 0
        words, clause = (_length(label) for label in (self.words, self.clause))
        beside = words + nil + (clause + space.APART if clause else 0) <= width
        left = width - nil - (clause + space.APART if clause and beside else 0)
        above = max(0, button.height() - metrics.height()) // 2
        foot = above + self.words.heightForWidth(left)
        self.words.setGeometry(0, above, left, foot - above)
        self.nil.setGeometry(left + space.APART, 0, button.width(), button.height())
        last = broken(self.words.text(), self.words.font(), left, most=MOST_LINES)[1:]
        room = width - metrics.horizontalAdvance(last[-1]) - space.APART if last else 0
        whole = min(clause, width)
        high = self.clause.heightForWidth(whole) if clause else 0
        if not beside and clause > room:
            foot += high
        self.clause.setGeometry(width - whole, foot - high, whole, high)
        self.setFixedHeight(max(self.minimumHeight(), button.height(), foot))


def _length(label: QLabel) -> int:
    """Pixels of its words on one line."""
    return label.fontMetrics().horizontalAdvance(label.text()) + 1 if label.text() else 0
