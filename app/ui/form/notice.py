"""The notice's words beside the page: what is judged, which clauses hold, help for the blank in hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.forms.pack.agreement.names import resolve
from app.forms.pack.indicators import Branch, IndicatorTable
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.theme import show_as, space
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.labels import wrapped

REST = "通知的其他要求"
"""The heading above the demands that hold for other pages."""


class NoticeView(QuietArea):
    """The notice's text for the open page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, upright=True)
        self._desk = desk
        self._section = ""
        self._path = FieldPath("", "")
        content = self.ground()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(space.ROOMY, space.ROOMY, space.ROOMY, space.ROOMY)
        self._column.setSpacing(space.CLOSE)
        self._help = _Card("本空填写说明", content)
        self._column.addWidget(self._help)
        self._column.addStretch(1)
        self._passages: list[_Passage] = []
        self.setWidget(content)
        desk.entered.connect(self._entered)

    def open(self, section: str) -> None:
        """Show the words for another page."""
        if section == self._section:
            return
        self._section = section
        told = list(notice_words(self._desk.pack, self._desk.pack.section[section]))
        for _ in told[len(self._passages) :]:
            self._passages.append(_Passage(self.widget()))
            self._column.insertWidget(self._column.count() - 1, self._passages[-1])
        for passage, (title, words) in zip(self._passages, chain(told, repeat(("", ""))), strict=False):
            passage.tell(title, words)
        self.verticalScrollBar().setValue(0)
        self._help.hide()
        self._entered(self._path)

    def reveal(self, words: str) -> None:
        """Bring a passage into view."""
        QTimer.singleShot(0, self, lambda: self._reveal(words))  # the page may have just been opened

    def _reveal(self, words: str) -> None:
        label = next((one for one in self.findChildren(QLabel) if one.text() == words), None)
        if label is not None:
            self.ensureWidgetVisible(label)

    def _entered(self, path: FieldPath) -> None:
        self._path = path
        if path.section == self._section:
            field = self._desk.pack.field_at(path)
            self._help.tell(field.label if field else "", field.help if field else "")


class _Passage(QWidget):
    """A titled passage; a title without words is a heading, and none takes no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._words = wrapped("", self, "accent"), wrapped("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space.CLOSE)
        column.setSpacing(space.CLOSE)
        column.addWidget(self._title)
        column.addWidget(self._words)

    def tell(self, title: str, words: str) -> None:
        """Show these words."""
        self._title.setText(title)
        show_as(self._title, "tone", "accent" if words else "")
        show_as(self._title, "type", "" if words else "strong")
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setVisible(bool(title))


class _Card(QWidget):
    """The help for the blank that has the cursor, and the room below it; takes none when there is none."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        card = QFrame(self)
        card.setObjectName("card")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, space.CLOSE)
        around.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(space.APART, space.APART, space.APART, space.APART)
        column.setSpacing(space.TIGHT)
        self._title = QLabel(title, card)
        self._title.setWordWrap(True)
        self._title.setProperty("tone", "accent")
        self._words = wrapped("", card)
        column.addWidget(self._title)
        column.addWidget(self._words)
        self.hide()

    def tell(self, title: str, words: str) -> None:
        """Show these words, or nothing."""
        self._title.setText(title)
        self._words.setText(words)
        self.setVisible(bool(words))


def notice_words(pack: Pack, section: Section) -> Iterator[tuple[str, str]]:
    """Titled passages of the notice, those that hold for the page first, then all the others it makes demands in."""
    if section.help:
        yield "说明", section.help
    requirement = pack.requirements.get(section.requirement)
    if requirement is not None:
        yield f"评价指标：{requirement.title}", requirement.text
        ability = pack.dimensions.get(requirement.dimension, "")
        if ability:
            yield f"能力要求：{requirement.dimension}", ability
    weighed = "\n".join(_weighed(pack, section))
    if weighed:
        yield "在评价指标中的位置和权重", weighed
    own = _clauses(pack, section)
    for clause in own:
        yield clause, pack.clauses.get(clause, "")
    yield "通知", f"{pack.notice.name}（{pack.notice.number}）" if pack.notice.number else pack.notice.name
    if any(clause not in own for clause in pack.clauses):
        yield REST, ""
    for clause, words in pack.clauses.items():
        if clause not in own:
            yield clause, words


def _weighed(pack: Pack, section: Section) -> Iterator[str]:
    """Where the page's answers stand in the tree of indicators: the way to them, with what every step weighs."""
    tables = ((one, block) for one in pack.sections for block in one.body if isinstance(block, IndicatorTable))
    before = ""
    for holder, table in tables:
        for trail in _trails(table.branches):
            path = resolve(pack, trail[-1].node.answer, holder)
            if path is not None and path.section == section.id:
                field = pack.field_at(path)
                last = field.label if field is not None else ""
                *above, leaf = [f"{one.node.title or last}（{one.words}）" for one in trail]
                way = " › ".join(above)
                if way and way != before:
                    yield f"{way}："
                before = way
                yield f"· {leaf}" if way else leaf


def _trails(branches: Sequence[Branch], above: tuple[Branch, ...] = ()) -> Iterator[tuple[Branch, ...]]:
    """The way to each leaf of the tree."""
    for branch in branches:
        if branch.below:
            yield from _trails(branch.below, (*above, branch))
        else:
            yield (*above, branch)


def _clauses(pack: Pack, section: Section) -> list[str]:
    named = [section.clause, *(field.clause for field in section.asked.values())]
    named += [getattr(rule, "clause", "") for rule in section.checks]
    named += [pack.starred_clause] if section.starred else []
    return [clause for clause in dict.fromkeys(named) if clause in pack.clauses]
