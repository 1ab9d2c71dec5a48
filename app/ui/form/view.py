"""The open declaration: sections at the left, the page in the middle, the notice at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.declaration.declaration import Declaration
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES, FieldPath, listing
from app.forms.session import Changes
from app.ui import icons
from app.ui.desk import Desk
from app.ui.finding.going import Going
from app.ui.form.asides import Asides
from app.ui.form.autosave import Autosave
from app.ui.form.beginning import grow
from app.ui.form.foot import Foot
from app.ui.form.notices import Notices
from app.ui.form.page import PageView
from app.ui.form.side_panel import SidePanel
from app.ui.form.sides import Sides
from app.ui.form.status_strip import StatusStrip
from app.ui.form.tree import SectionTree
from app.ui.form.turns import Turns
from app.ui.keyboard.cursor import Cursor
from app.ui.message import Banner
from app.ui.preview.place import PreviewPlace
from app.ui.tasks import drawn_next_turn, next_turn

PAUSE = 30  # milliseconds after which the next page is built, so that whoever leafs on finds it there


class FormView(QWidget):
    """Everything of one declaration; `enter` opens the page `section`, the first where there is none.

    `moved` tells the section that was opened, `print_wanted` asks for paper.
    """

    moved = Signal(str)
    print_wanted = Signal()

    def __init__(self, declaration: Declaration, parent: QWidget, *, panel: bool = True, section: str = "") -> None:
        super().__init__(parent)
        self.desk = Desk(declaration)
        self.desk.setParent(self)
        self._pages: dict[str, PageView] = {}
        self._stale: set[str] = set()
        self._entering = Turns(self, ())
        self.banner = Banner(self)
        self.tree = SectionTree(self.desk, self)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(QWidget(self.middle))  # seen until a page is opened
        self.asides = Asides(self.desk, self.middle, self)
        self.preview = PreviewPlace(self.desk, self.middle)
        self.foot = Foot(self.desk, self)
        self.panel = SidePanel(self.desk, self)
        self.sides = Sides(self, self.tree, self.panel, self.foot, shown=panel)
        self.going = Going(self.desk, self.tree.finder, self.middle, self)
        self.autosave = Autosave(declaration, self)
        self.status = StatusStrip(self.desk, self.autosave, self)
        self.notices = Notices(self.desk, self.autosave, self.banner)
        self.cursor_ = Cursor(
            self.middle, self.foot, self.panel, (self.preview.side, self.tree, self.asides.tour, self.banner)
        )
        self._ahead = QTimer(self, singleShot=True, interval=PAUSE)
        self._arrange()
        self._connect()
        self.section = self.desk.section = section if section in (pack := self.desk.pack).section else pack.cover.id

    # -- going about ---------------------------------------------------------------------------

    def enter(self) -> None:
        """Open the page at which the view begins, with the cursor in its first blank."""
        self.open(self.desk.section)
        self.page(self.section).begin()

    def enter_in_turns(self, show: Callable[[], object]) -> None:
        """The same in the turns that follow, of which the first is to `show` the view."""
        self._entering = Turns(self, self._arrival(show))

    def arrive(self) -> None:
        """Take what turns are left of entering at once: what is wanted now is wanted of the page, with its cursor."""
        self._entering.finish()

    def open(self, section: str) -> None:
        """Show the page of a section; one that is still being entered is not shown after it."""
        self._entering.break_off()
        if self.isVisible():
            if self.sides.make_room(page=True):
                next_turn()
            grow(self.page(section))
        self.section = section
        if self.desk.open(section):
            self.tree.refresh_later()
            self._stale |= {section} | listing(frozenset((section,)))
        page = self.page(section)
        if section in self._stale:
            self._stale.discard(section)
            page.refresh()
            page.show_problems()
        self.foot.aid.open(section)  # before the page is shown: that puts the cursor into a blank, of which it tells
        self.show_instead(page)
        self.tree.mark(section)
        self.panel.open(section)
        self._name_steps()
        self.moved.emit(section)
        self._ahead.start()

    def page(self, section: str) -> PageView:
        """The page of a section, built when it is first wanted."""
        if section not in self._pages:
            parts = next((parts for one, parts in self.desk.pack.outline if one.id == section), ())
            page = PageView(self.desk, self.desk.pack.section[section], parts, self.middle)
            page.grown.connect(self._ahead.start)
            page.proof_wanted.connect(self.go)
            page.dropped.connect(self.panel.take_files)
            page.proof_dropped.connect(self.panel.take_files_for)
            self._pages[section] = page
            self.middle.addWidget(page)
        return self._pages[section]

    def step(self, by: int) -> None:
        """Go to the next page (1) or the one before (-1)."""
        if (target := self._neighbour(by)) is not None:
            self.open(target.id)
            self.page(target.id).begin()

    def go(self, path: FieldPath) -> None:
        """Put the cursor into the blank, list cell or proof at `path`; a mark is shown in the 自评 that is open."""
        if self.asides.take(path):
            return
        page = self.page(self.section)
        if path in page.section.shown_elsewhere and not self._off_page() and page.take_focus(path):
            return
        if path.section not in self.desk.pack.section:
            path = FieldPath(path.folded.section, ENTRIES)  # of an entry that is no more
        self.open(path.section)
        page = self.page(path.section)
        page.show_problems()
        if path.field in page.section.evidence_items:
            self.show_panel(True)
            self.panel.take_focus(path)
        else:
            page.take_focus(path)

    def check(self) -> None:
        """Show the check list, or go back to the page."""
        self.asides.check()

    def show_panel(self, shown: bool) -> None:
        """Show or fold the panel at the right; check list, 自评 and preview have the room to themselves."""
        self.sides.show(panel=shown, off_page=self._off_page())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to where its user came from, else brings the cursor back to the page."""
        if event.key() != Qt.Key.Key_Escape or not (self.asides.go_back() or self.cursor_.give_back()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # the name that Qt gives it
        """Tab goes in reading order, from the page to the steps at its foot and round."""
        here = QApplication.focusWidget()
        if here is None or here.isVisible():  # Qt asks as well for what is being hidden with the cursor in it
            self.page(self.section).build_towards(here, forwards=next)
        return self.cursor_.step(next) or super().focusNextPrevChild(next)

    def close_down(self) -> None:
        """End what runs beside the window, before the view goes."""
        self._ahead.stop()
        self._entering.stop()
        self.desk.blockSignals(True)
        self.autosave.let_go()
        self.panel.evidence.close_down()
        self.preview.close_down()

    def take_apart(self) -> None:
        """Go, in pieces that are quickly deleted: the blocks of each page, the page, all else, at last the answers."""
        held = self.desk.session
        self.destroyed.connect(lambda: held.answers.forget())
        self.destroyed.connect(lambda: held.history.forget())
        pieces = [piece for page in self._pages.values() for piece in page.pieces()]
        Turns(self, [piece.deleteLater for piece in (*pieces, self)])

    def restyle(self) -> None:
        """Follow a change of theme."""
        icons.repaint(self)
        self.status.repaint_icons()
        for page in self._pages.values():
            page.show_problems()

    def _choose(self, section: str) -> None:
        """A section was chosen in the tree: its page is opened, or looked at in the preview."""
        if not self.preview.in_place:
            self.open(section)
            return
        self.section = section
        self.tree.mark(section)
        self.moved.emit(section)

    def _build_ahead(self) -> None:
        """Build the next page while this one is read, then lay it out; what is typed goes before, till it is left."""
        if self.desk.typing is None and (following := self._neighbour(1)) is not None:
            self.page(following.id).get_ready()

    # -- following the session -----------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if self.desk.typing is None:
            drawn_next_turn(self.middle)
        if changes.unfolded:
            self._follow_entries()
        for section in changes.sections | listing(changes.sections):
            if section == self.section and section in self._pages:
                self._pages[section].refresh()
            else:
                self._stale.add(section)

    def _follow_entries(self) -> None:
        """Entries came, went or moved: what rests on them is built anew when it is wanted."""
        gone = [self._pages.pop(page) for page in tuple(self._pages) if self._pages[page].section.rests_on_entries]
        if self.section in {page.section.id for page in gone}:
            if self.section not in self.desk.pack.section:
                self.section = FieldPath(self.section, "").folded.section
            self.open(self.section)
        for page in gone:
            self.middle.removeWidget(page)
            for piece in page.pieces():
                piece.deleteLater()

    def _settled(self, sections: frozenset[str]) -> None:
        if self.section in sections:
            self.page(self.section).show_problems()
        self._stale |= (sections | listing(sections)) - {self.section}
        self._name_steps()
        self._ahead.start()

    def _arrival(self, show: Callable[[], object]) -> Iterator[Callable[[], object]]:
        yield show
        yield lambda: self.page(self.desk.section).appear()
        while self.page(self.desk.section).grow_to_begin():
            yield lambda: None
        yield self.enter

    def _connect(self) -> None:
        self.desk.changed.connect(self._changed)
        self.desk.settled.connect(self._settled)
        self.desk.wanted.connect(self.go)
        self.panel.wanted.connect(lambda: self.show_panel(True))
        self.tree.chosen.connect(self._choose)
        self.moved.connect(self.preview.follow)
        for beside in (self.preview, self.asides):
            beside.shown.connect(self.show_instead)
            beside.left.connect(lambda: self.open(self.section))
        self.preview.section_wanted.connect(self.open)
        self.preview.print_wanted.connect(self.print_wanted)
        self.status.progress_wanted.connect(self.asides.show_progress)
        self.going.beside.connect(lambda _found: self.show_panel(True))
        self.going.beside.connect(self.panel.show_found)
        self.going.page_wanted.connect(lambda section: self.page(section).begin())
        self.going.way_back.connect(self.asides.remember_way)
        self.preview.panel_wanted.connect(self.show_panel)
        self.preview.told.connect(self.status.show_page)
        self._ahead.timeout.connect(self._build_ahead)
        self.foot.stepped.connect(self.step)

    def _arrange(self) -> None:
        self.setAccessibleName("申报书")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.tree)
        row.addWidget(self.preview.around(self.middle, self.foot, lambda: self.sides.shown), 3)
        row.addWidget(self.panel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.asides.tour)
        column.addLayout(row, 1)
        column.addWidget(self.status)

    def _off_page(self) -> bool:
        return self.preview.in_place or self.asides.in_place

    def show_instead(self, widget: QWidget) -> None:
        """Show a page, or what stands in its place."""
        self.arrive()
        self.sides.make_room(page=isinstance(widget, PageView))
        self.middle.setCurrentWidget(widget)

    def _neighbour(self, by: int) -> Section | None:
        sections = [one for one in self.desk.pack.sections if one.id == self.section or self.desk.session.applies(one)]
        place = next(number for number, one in enumerate(sections) if one.id == self.section) + by
        return sections[place] if 0 <= place < len(sections) else None

    def _name_steps(self) -> None:
        self.foot.name(self._neighbour(-1), self._neighbour(1))
