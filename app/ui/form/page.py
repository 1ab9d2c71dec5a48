"""One wizard page: the notice's own sentences with editors in the blanks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from app.forms.checks.problems import Problem
from app.forms.footnotes import footnotes_shown, note_mark
from app.forms.pack.blocks import Note
from app.forms.pack.pack import Part
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.text import offer
from app.ui.evidence.strip import EvidenceStrip
from app.ui.evidence.taking.drop import dropped_files
from app.ui.form.beginning import blanks_to_fill
from app.ui.form.blocks.build import block_view
from app.ui.form.blocks.line import LineView
from app.ui.form.blocks.view import BlockView
from app.ui.form.growth import SLICE, Growth
from app.ui.form.header import PageHeader, list_alone
from app.ui.form.slim_head import SlimHead
from app.ui.keyboard.reading_order import beyond, stops
from app.ui.message import restyle
from app.ui.tasks import drawn_next_turn
from app.ui.theme import space
from app.ui.widgets.page_area import PageArea, PageGround

WIDEST = 880
"""Pixels beyond which a line is too long to read; pages with tables may be wider."""
WIDEST_TABLE = 1180
BEGINNING = 120
"""Pixels of a long text, or of a list, of which it is enough to see so many."""


class PageView(PageArea):
    """The page of one section; follows the session while it is shown.

    Its blocks come a few at a time, `grown` says that all are there; whoever asks for all has the rest built at once.
    """

    grown = Signal()
    dropped = Signal(list)
    proof_wanted = Signal(object)
    proof_dropped = Signal(object, list)

    def __init__(self, desk: Desk, section: Section, parts: Sequence[Part], parent: QWidget) -> None:
        super().__init__(parent)
        self.section = section
        self._desk = desk
        self._column = QVBoxLayout()
        self._above = 0
        self._shown: dict[FieldPath, list[Problem]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(section.name.rstrip("*"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(bool(section.evidence_items) and not desk.read_only)
        self.sheet = self._sheet_in_the_middle()
        self._header = PageHeader(desk, section, parts, self.sheet)
        self._slim = SlimHead(desk, section, self)
        self._strip = EvidenceStrip(desk, section, self.sheet)
        self._strip.wanted.connect(self.proof_wanted)
        self._strip.dropped.connect(self.proof_dropped)
        self._growth = self._fill(parts)
        self._growth.begin()
        self.verticalScrollBar().valueChanged.connect(self._keep_head)
        desk.asked.connect(self._asked)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            leave = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            leave.activated.connect(self.leave_blank)
        self.show_problems()

    @property
    def views(self) -> list[BlockView]:
        """All blocks of the page."""
        self.complete()
        return self._growth.built

    def pieces(self) -> Sequence[QWidget]:
        """The page in pieces, for who deletes it: its blocks, of which none is built any more, and itself."""
        self._growth.stop()
        return [*self._growth.built, self]

    def complete(self) -> None:
        """Build what is not built yet."""
        self._growth.build(None)

    def build_towards(self, here: QWidget | None, *, forwards: bool) -> None:
        """Build as far as Tab goes from `here`: to the next blank, or all where it comes from behind the page."""
        if not self._growth.goes_on:
            return
        among = here is not None and self.sheet.isAncestorOf(here) and not self._strip.isAncestorOf(here)
        if not forwards and not among:
            self.complete()
        while forwards and not self._leads_on(here) and self._growth.build_next():
            pass

    def refresh(self) -> None:
        """Show the session's answers."""
        self._growth.refresh(self._desk.typing)

    def show_problems(self) -> None:
        """Show what is found on the page, and what it owes."""
        self._shown = self._found()
        for view in self._growth.built:
            view.show_problems(self._shown)
        self._header.refresh()
        self._slim.refresh()
        self._strip.refresh()

    def begin(self) -> None:
        """Put the cursor into the first blank that is asked; of a page that is only read the arrows scroll it.

        The page stands at its head then, wherever the cursor had been put before: they scroll it as well where there
        is nothing to fill in within sight.
        """
        self.verticalScrollBar().setValue(0)
        built = len(self._growth.built)
        found = next(blanks_to_fill(self._desk.session, self._growth.each()), None)
        if self.isVisible() and len(self._growth.built) > built:  # what was built just now has no place yet
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        blank, first = found or (None, next(stops(self.sheet), None))
        if first is None or not self._seen_from_head(first):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif blank is None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            blank.take_focus(blank.path)
            if isinstance(blank, QPlainTextEdit):
                blank.moveCursor(QTextCursor.MoveOperation.Start)  # who comes to a page reads it first

    def appear(self) -> bool:
        """Build what is seen first, before it is shown; whether it was not done before."""
        return self._growth.appear()

    def get_ready(self) -> None:
        """Stand as it will when it is shown, once all of it is there."""
        if not self._growth.goes_on:
            self.lay_out_ahead()

    def grow_to_begin(self) -> bool:
        """Build a little towards the blank at which the page begins, and that to which Tab goes from there.

        Whether one of them is still to come.
        """
        found = islice(blanks_to_fill(self._desk.session, self._growth.built), 2)
        return len(list(found)) < 2 and self._growth.build(SLICE)

    def _seen_from_head(self, widget: QWidget) -> bool:
        """Whether a widget, or the beginning of a high one, is seen without scrolling."""
        if not self.isVisible():
            return True
        foot = widget.mapTo(self.widget(), QPoint(0, min(widget.height(), BEGINNING))).y()
        return foot + space.VAST <= self.viewport().height()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the arrows scroll the page."""
        super().focusInEvent(event)
        restyle(self.sheet, "here")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not."""
        super().focusOutEvent(event)
        restyle(self.sheet, "")

    def take_focus(self, path: FieldPath) -> bool:
        """Put the cursor into the blank at `path` and bring it into view; False when it is not on the page."""
        for view in self._growth.each():
            for blank in view.blanks:
                if blank.path == path.whole:
                    blank.take_focus(path)
                    QTimer.singleShot(0, self, self._show_focus)
                    return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head in its place."""
        super().resizeEvent(event)
        self._keep_head()

    def leave_blank(self) -> None:
        """Go on to what follows the blank, list or long text with the cursor."""
        self.focusNextPrevChild(True)

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
            self._growth.refresh()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what belongs to the blank with the cursor, where that is asked for on it and it has no menu."""
        focused, there = self.focusWidget(), self.childAt(event.pos())
        if focused is not None and there is not None and (focused is there or focused.isAncestorOf(there)):
            offer(QMenu(self), event.globalPos(), self)

    def _keep_head(self) -> None:
        """Of a head that is scrolled out of sight one line stays."""
        foot = self._header.mapTo(self.widget(), QPoint(0, self._header.height())).y()
        self._slim.keep(self.viewport().width(), shown=self.verticalScrollBar().value() > foot)

    def _found(self) -> dict[FieldPath, list[Problem]]:
        """What may be shown on the page, of the blanks of other pages that it shows too."""
        pages = {self.section.id, *(path.section for path in self.section.shown_elsewhere)}
        known = pages & self._desk.pack.section.keys()
        return {path: problems for page in known for path, problems in self._desk.shown(page).items()}

    def _show_focus(self) -> None:
        widget = self.focusWidget()
        if widget is not None and self.sheet.isAncestorOf(widget):
            middle = widget.mapTo(self.sheet, QPoint(0, min(widget.height(), BEGINNING) // 2))
            self.ensureVisible(middle.x(), middle.y() + self.sheet.y(), 60, 110)

    def _fill(self, parts: Sequence[Part]) -> Growth:
        column = self._column
        self.sheet.setLayout(column)
        above = space.ROOMY if list_alone(self.section) else space.WIDE
        column.setContentsMargins(space.WIDE, above, space.WIDE, above)
        column.setSpacing(space.TIGHT)
        column.addWidget(self._header)
        column.addSpacing(space.CLOSE)
        self._above = column.count()
        column.addWidget(self._strip)
        column.addStretch(1)
        intro = parts[-1].intro if parts else ()
        numbers = footnotes_shown(self._desk.session) if self.section.marked else {}
        footnotes = [Note(text=f"{note_mark(numbers[words])} {words}") for words in self.section.marked]
        make = partial(block_view, self._desk, self.section.id, parent=self.sheet)
        return Growth(self, (*intro, *self.section.shown, *footnotes), make, self._add, self.grown.emit)

    def _leads_on(self, here: QWidget | None) -> bool:
        """Whether Tab finds a blank behind `here` among those that are built, or is past all of them."""
        strip = self._strip
        if here is not None and strip.isAncestorOf(here):
            return True
        behind = beyond(here, self.sheet, forwards=True) if here is not None else stops(self.sheet)
        target = next(behind, None)
        return target is not None and target is not strip and not strip.isAncestorOf(target)

    def _add(self, view: BlockView) -> None:
        drawn_next_turn(self.sheet)
        built = self._growth.built
        if isinstance(view, LineView) and built:
            _say_once(built[-1], view)
        if isinstance(view, LineView) and self.section.indicators:
            view.unprinted.hide()  # the answer is printed, in the table of all indicators
        self._column.insertWidget(self._above + len(built), view)
        view.show_problems(self._shown)
        view.show()  # not only when the layout comes to it: Tab may come first

    def _sheet_in_the_middle(self) -> QFrame:
        """The sheet, as wide as reads well; in its place before it is filled, for what moves is styled anew."""
        ground = PageGround(self)
        self.setWidget(ground)
        sheet = QFrame(ground)
        sheet.setObjectName("sheet")
        if not list_alone(self.section):
            tables = bool(self.section.lists or self.section.matrices)
            sheet.setMaximumWidth(WIDEST_TABLE if tables else WIDEST)
        row = QHBoxLayout(ground)
        row.setContentsMargins(space.APART, space.APART, space.APART, space.APART)
        row.addStretch(1)
        row.addWidget(sheet, 1000)
        row.addStretch(1)
        return sheet


def _say_once(before: BlockView, view: LineView) -> None:
    """Of two lines that are not printed only the second says so."""
    if isinstance(before, LineView) and not view.unprinted.isHidden():
        before.unprinted.hide()
