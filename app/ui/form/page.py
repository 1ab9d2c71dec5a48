"""One wizard page: the notice's own sentences with editors in the blanks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.forms.footnotes import footnotes_shown, note_mark
from app.forms.pack.blocks import Note
from app.forms.pack.pack import Part
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.text import offer
from app.ui.evidence.strip import EvidenceStrip
from app.ui.evidence.taking.drop import dropped_files
from app.ui.form.blocks.build import block_view
from app.ui.form.blocks.line import LineView
from app.ui.form.blocks.view import BlockView
from app.ui.form.header import PageHeader

WIDEST = 880
"""Pixels beyond which a line is too long to read; pages with tables may be wider."""
WIDEST_TABLE = 1180


class PageView(QScrollArea):
    """The page of one section; follows the session while it is shown."""

    dropped = Signal(list)
    proof_wanted = Signal(object)
    proof_dropped = Signal(object, list)

    def __init__(self, desk: Desk, section: Section, parts: Sequence[Part], parent: QWidget) -> None:
        super().__init__(parent)
        self.section = section
        self._desk = desk
        self.views: list[BlockView] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(bool(section.evidence_items) and not desk.read_only)
        self.sheet = QFrame(self)
        self.sheet.setObjectName("sheet")
        self._header = PageHeader(desk, section, parts, self.sheet)
        self._strip = EvidenceStrip(desk, section, self.sheet)
        self._strip.wanted.connect(self.proof_wanted)
        self._strip.dropped.connect(self.proof_dropped)
        self._fill(parts)
        desk.asked.connect(self._asked)
        self.show_problems()

    def refresh(self) -> None:
        """Show the session's answers."""
        for view in self.views:
            view.refresh(self._desk.typing)

    def show_problems(self) -> None:
        """Show what is found on the page, and what it owes."""
        pages = {
            self.section.id,
            *(path.section for path in self.section.shown_elsewhere),
        } & self._desk.pack.section.keys()
        found = {path: problems for page in pages for path, problems in self._desk.shown(page).items()}
        for view in self.views:
            view.show_problems(found)
        self._header.refresh()
        self._strip.refresh()

    def begin(self) -> None:
        """Put the cursor into the first blank that is asked."""
        session = self._desk.session
        typed = [blank for view in self.views for blank in view.blanks if blank.path not in session.pack.computed]
        blanks = [blank for blank in typed if session.asked(blank.path)]
        if blanks:
            blanks[0].take_focus(blanks[0].path)

    def take_focus(self, path: FieldPath) -> bool:
        """Put the cursor into the blank at `path` and bring it into view; False when it is not on the page."""
        for view in self.views:
            for blank in view.blanks:
                if blank.path == path.whole:
                    blank.take_focus(path)
                    QTimer.singleShot(0, self, self._show_focus)
                    return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files: they become proofs of this page."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped on the page."""
        self.dropped.emit(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    # -- inside --------------------------------------------------------------------------------

    def _asked(self, section: str) -> None:
        """A question took the cursor out of a blank: show there what the session holds, whatever was typed."""
        if section == self.section.id or self.isVisible():
            for view in self.views:
                view.refresh()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what belongs to the blank with the cursor, where that is asked for on it and it has no menu."""
        focused, there = self.focusWidget(), self.childAt(event.pos())
        if focused is not None and there is not None and (focused is there or focused.isAncestorOf(there)):
            offer(QMenu(self), event.globalPos(), self)

    def _show_focus(self) -> None:
        widget = self.focusWidget()
        if widget is not None and self.sheet.isAncestorOf(widget):
            middle = widget.mapTo(self.sheet, QPoint(0, min(widget.height(), 120) // 2))
            self.ensureVisible(middle.x(), middle.y() + self.sheet.y(), 60, 110)

    def _fill(self, parts: Sequence[Part]) -> None:
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(5)
        column.addWidget(self._header)
        column.addSpacing(6)
        intro = parts[-1].intro if parts else ()
        numbers = footnotes_shown(self._desk.session) if self.section.marked else {}
        footnotes = [Note(text=f"{note_mark(numbers[words])} {words}") for words in self.section.marked]
        for block in (*intro, *self.section.shown, *footnotes):
            view = block_view(self._desk, self.section.id, block, self.sheet)
            if isinstance(view, LineView) and self.views:
                _say_once(self.views[-1], view)
            if isinstance(view, LineView) and self.section.indicators:
                view.unprinted.hide()  # the answer is printed, in the table of all indicators
            if view is not None:
                self.views.append(view)
                column.addWidget(view)
        column.addWidget(self._strip)
        column.addStretch(1)
        self._center()

    def _center(self) -> None:
        """The sheet in the middle, as wide as reads well."""
        tables = bool(self.section.lists or self.section.matrices)
        self.sheet.setMaximumWidth(WIDEST_TABLE if tables else WIDEST)
        ground = QWidget(self)
        ground.setObjectName("clear")
        row = QHBoxLayout(ground)
        row.setContentsMargins(12, 12, 12, 12)
        row.addStretch(1)
        row.addWidget(self.sheet, 1000)
        row.addStretch(1)
        self.setWidget(ground)


def _say_once(before: BlockView, view: LineView) -> None:
    """Of two lines that are not printed only the second says so."""
    if isinstance(before, LineView) and not view.unprinted.isHidden():
        before.unprinted.hide()
