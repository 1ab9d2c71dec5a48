"""附件清单: every proof that is asked for, page by page: whether it is there, how much it is, what it proves."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from app.forms.attachments import Attachment, Attachments, State, attachments
from app.ui.desk import Desk
from app.ui.evidence.state import ICONS, TONES
from app.ui.message import restyle
from app.ui.theme import space
from app.ui.widgets.areas import filter_row
from app.ui.widgets.rows import Row, RowsView

FILTERS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("全部", tuple(State)),
    ("只看缺的", (State.MISSING,)),
    ("建议提供", (State.ADVISED,)),
)
MOST_PROVED = 6
"""What the files of one proof prove is listed for so many of them; the panel has them all."""


class AttachmentsView(QWidget):
    """The list, with its totals and filters; a row leads to the proof's card."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.summary = QLabel(self)
        self.filters = QButtonGroup(self)
        self.rows = RowsView("附件清单", self)
        self.rows.chosen.connect(desk.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.CLOSE)
        self.summary.setWordWrap(True)
        self.summary.setContentsMargins(space.APART, 0, space.APART, 0)
        column.addWidget(self.summary)
        column.addLayout(filter_row(self.filters, [(words, f"附件：{words}") for words, _ in FILTERS], self))
        self.filters.idClicked.connect(self.refresh)
        column.addWidget(self.rows, 1)
        desk.settled.connect(self._settled)

    def open(self) -> None:
        """Show the list as things stand, with the focus in it."""
        self.refresh()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the session finds now."""
        found = attachments(self._desk.session)
        self.summary.setText(summary_of(found))
        restyle(self.summary, "done" if found.done == found.owed else "blocking")
        for place, (words, states) in enumerate(FILTERS):
            count = sum(one.state in states for one in found.items)
            self.filters.button(place).setText(f"{words} {count}")
        self.rows.set_rows(list(rows_of(found, FILTERS[self.filters.checkedId()][1])))

    def _settled(self, _sections: object) -> None:
        if self.isVisible():
            self.refresh()


def summary_of(found: Attachments) -> str:
    """The totals in words: 齐 18 项 / 应附 24 项 · 共 37 份，112 页."""
    if not found.items:
        return "这份申报书不要求证明材料。"
    files = sum(len(one.files) for one in found.items)
    pages = sum(one.pages for one in found.items)
    return f"{found.summary} · 共 {files} 份文件，{pages} 页"


def rows_of(found: Attachments, states: tuple[State, ...]) -> Iterator[Row]:
    """The proofs in these states as rows, each page under its heading with its own totals."""
    nothing = True
    for section, own in found.sections():
        shown = [one for one in own.items if one.state in states]
        if shown:
            nothing = False
            yield Row(section.name, level=1, note=f"齐 {own.done} / 应附 {own.owed}" if own.owed else "")
            yield from map(row_of, shown)
    if nothing:
        yield Row("没有这样的材料。", level=3)


def row_of(one: Attachment) -> Row:
    """One proof: its title, its state, and below them the files, what they prove, and what is found wrong."""
    faulty = bool(one.problems) and one.state in (State.DONE, State.NOT_ASKED)
    tone = "advice" if faulty else "blocking" if one.state is State.MISSING else TONES[one.state]
    return Row(one.item.title, one.path, ICONS[one.state], tone, one.state.value, detail_of(one))


def detail_of(one: Attachment) -> str:
    """The files and what they prove, then line by line what is wrong and what else to know; or the clause that asks."""
    pages = f"，{one.pages} 页" if one.pages else ""
    parts = [f"{len(one.files)} 份{pages}"] if one.files else []
    proves = list(dict.fromkeys(one.proves))
    if proves:
        more = f"等 {len(proves)} 项" if len(proves) > MOST_PROVED else ""
        parts.append(f"证明：{'、'.join(proves[:MOST_PROVED])}{more}")
    if not one.files and one.clause and one.state is State.MISSING:
        parts.append(f"依据：{one.clause}")
    notes = [f"“{file.name}”：{file.notes}" for file in one.files if file.notes]
    found = [problem.message for problem in one.problems] if one.files else []
    return "\n".join([*filter(None, [" · ".join(parts)]), *found, *notes])
