"""The window: the first screen, or one open declaration."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.files import Opened, as_text, opened_as
from app.settings import Settings
from app.ui import paperwork
from app.ui.access import Access
from app.ui.actions import Actions, TopBar
from app.ui.backups import Backups
from app.ui.errands import Errands
from app.ui.form.reactions import ON_THE_FORM
from app.ui.guide.guide import Guide
from app.ui.handover.sharing import Sharing
from app.ui.keyboard.enter import entered, opened
from app.ui.leaving import Leaving
from app.ui.looks import Looks
from app.ui.remembering import Remembering
from app.ui.start.opening import Opening, documents
from app.ui.start.view import StartView
from app.ui.tasks import drawn_next_turn, next_turn
from app.ui.theme import measure

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.ui.desk import Desk
    from app.ui.form.view import FormView
    from app.ui.start.new import NewView


class MainWindow(QMainWindow):
    """One window, at most one declaration."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.remembering, self._section = Remembering(self, settings), ""
        self.form: FormView | None = None
        self._new: NewView | None = None
        self.setMinimumSize(*measure.SMALLEST_WINDOW)
        self.opening, self.leaving = Opening(self, documents()), Leaving(self, documents())
        self.opening.picked.connect(self.open_file)
        self.leaving.moved.connect(self._moved)
        self.leaving.exchanged.connect(self._exchange)
        self.errands = Errands(self, documents())
        self.errands.made.connect(self._show_new)
        self.sharing = Sharing(self, documents(), settings.parts)
        self.sharing.merged.connect(self._exchange)
        self.leaving.merge_wanted.connect(self.sharing.take_back)
        self.looks = Looks(self, settings)
        self.looks.changed.connect(self._with_form(lambda form: form.restyle()))
        self.backups = Backups(settings, self)
        self.backups.failed.connect(lambda words: self._with_form(lambda form: form.notices.say(words))())
        self.access = Access(self, settings, documents())
        self.access.unsealed.connect(self.open_draft)
        self.guide = Guide(self)
        self.access.look_changed.connect(self.looks.follow)
        self.access.settings_closed.connect(self._move_in)
        self.actions_ = Actions(self, self._reactions())
        self.actions_.fill(self.menuBar())
        self.bar = TopBar(self.actions_, self)
        self.pages = QStackedWidget(self)
        self.start = StartView(settings, self.pages)
        self.pages.addWidget(self.start)
        self.start.wanted.connect(lambda name: self.actions_[name].trigger())
        self.start.file_wanted.connect(self.open_file)
        self.start.forgotten.connect(self._forget)
        self.looks.changed.connect(self.start.repaint_icons)
        self._arrange()
        self._move_in()
        self._name()

    # -- opening and closing -------------------------------------------------------------------

    def new(self) -> None:
        """Show the questions for a new declaration."""
        if self.pages.currentWidget() is self._new or not self.close_form(self.new):
            return
        self.opening.withdraw()
        if self._new is None:
            from app.ui.start.new import NewView

            self._new = NewView(documents(self.settings.drafts_folder), self.pages)
            self._new.created.connect(self._show_new)
            self._new.closed.connect(lambda: self.pages.setCurrentWidget(self.start))
            self.pages.addWidget(self._new)
        self.pages.setCurrentWidget(self._new)
        self._new.open()

    def look_for_unfinished(self) -> None:
        """Tell on the first screen what an earlier run left, looked for beside the window."""
        self.opening.look_back([one.path for one in self.settings.recent], self.start.tell_unfinished)

    def open_file(self, path: Path) -> None:
        """Open what was picked, dropped or clicked: a draft, or what its ending says instead."""
        if (kind := opened_as(path)) is Opened.SEALED:
            self.access.unseal(path)
        elif kind is Opened.PACK:
            self.errands.offer_pack(path)
        else:
            self.open_draft(path)

    def open_draft(self, path: Path) -> None:
        """Open a draft in the place of what is open."""
        if self.close_form(lambda: self.open_draft(path)):
            self.opening.open(path)

    def carry_over(self) -> None:
        """Make a new declaration from an earlier draft."""
        if self.close_form(self.carry_over):
            self.errands.carry_over()

    def show_declaration(self, declaration: Declaration) -> None:
        """Show an open declaration and its page."""
        if (form := self._show_in_turns(declaration)) is not None:
            form.arrive()

    def _show_in_turns(self, declaration: Declaration) -> FormView | None:
        """In the place of what is open, its page in turns: all in one would keep waiting; None while that asks."""
        if not self.close_form(lambda: self._show_in_turns(declaration)):
            return None
        from app.ui.form.view import FormView

        self.setFocus()  # nothing that is typed ahead presses a button of what is seen till then
        page, self._section = self._section or self.settings.pages.get(declaration.file_id, ""), ""
        self.form = form = FormView(declaration, self.pages, panel=self.settings.panel, section=page)
        form.preview.remember(self.settings.parts)
        form.desk.changed.connect(self._changed)
        form.sides.folded.connect(self._changed)
        form.print_wanted.connect(self._on_desk(paperwork.print_sheets))
        self.pages.addWidget(form)
        form.notices.wanted.connect(partial(self._follow_notice, form))
        form.moved.connect(partial(self.remembering.turned, declaration))
        self.backups.follow(declaration)
        self._moved()
        self.access.tell_unkept(declaration)
        form.enter_in_turns(partial(self._bring, form))
        return form

    def _bring(self, form: FormView) -> None:
        self.pages.setCurrentWidget(form)
        drawn_next_turn(form)
        self.bar.show()
        form.setFocus()  # nothing that is typed ahead looks for words

    def _show_new(self, declaration: Declaration) -> None:
        self.access.offer_recovery(self._show_in_turns(declaration))

    def close_form(self, again: Callable[[], object] | None = None) -> bool:
        """Save and close the declaration; False when the user is asked first, after which `again` is tried."""
        if (form := self.form) is None:
            return True
        form.desk.settle()
        form.desk.note_opened()
        self.remembering.turned(form.desk.declaration, form.section)
        if not self.leaving.close(form.desk.declaration, again or self.close_form):
            return False
        self._put_away(form)
        self.start.refresh()
        self.pages.setCurrentWidget(self.start)
        self._name()
        return True

    def _exchange(self, declaration: Declaration, words: str) -> None:
        """Show a declaration in the place of the one that it came from, on the same page, with what was done."""
        if self.form is not None:
            self._section = self.form.section
            self._put_away(self.form)
            next_turn()
        if (form := self._show_in_turns(declaration)) is not None:
            form.notices.say(words)

    def _put_away(self, form: FormView) -> None:
        self.backups.follow(None)
        form.close_down()
        self.form = None
        self.remembering.save()
        self.pages.removeWidget(form)
        form.take_apart()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save everything before the window goes."""
        if not self.close_form(self.close):
            event.ignore()
            return
        self.looks.keep_place()
        self.remembering.save()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the cursor, F10 opens the menus."""
        if not (entered(self, event) or opened(self.menuBar(), event)):
            super().keyPressEvent(event)

    # -- what can be done ----------------------------------------------------------------------

    def _reactions(self) -> dict[str, Callable[[], object]]:
        return {
            **self.errands.reactions(),
            **self.access.reactions(),
            **self.sharing.reactions(),
            **self.guide.reactions(lambda: self.actions_),
            **{name: self._with_form(do) for name, do in ON_THE_FORM.items()},
            **{name: self._on_desk(show) for name, show in paperwork.REACTIONS.items()},
            "new": self.new,
            "open": self.opening.pick,
            "carry": self.carry_over,
            "export": self._on_desk(lambda desk, window: paperwork.export(desk, window, self.settings.export_folder)),
            "save_as": self._with_form(lambda form: self.leaving.save_as(form.desk.declaration)),
            "close": lambda: self.close_form(),
            "quit": self.close,
            "panel": self._with_form(self._fold),
        }

    def _with_form(self, reaction: Callable[[FormView], object]) -> Callable[[], None]:
        def react() -> None:
            if self.form is not None:
                self.form.arrive()
                reaction(self.form)

        return react

    def _on_desk(self, reaction: Callable[[Desk, QWidget], None]) -> Callable[[], None]:
        return self._with_form(lambda form: reaction(form.desk, self))

    def _fold(self, form: FormView) -> None:
        form.show_panel(shown := not form.sides.shown)
        if not form.sides.narrow:
            self.settings.panel = shown
            self.remembering.save()

    # -- inside --------------------------------------------------------------------------------

    def _changed(self, _changes: object = None) -> None:
        self.actions_.follow(self.form)

    def _moved(self) -> None:
        """The declaration is at its place, which may be another than before."""
        if self.form is not None:
            self.remembering.moved(self.form.desk.declaration, self.form.section)
            self.form.autosave.follow()
            self._name()

    def _follow_notice(self, form: FormView, wish: str) -> None:
        """Do what the line above the page offers."""
        declaration, section = form.desk.declaration, form.section
        if wish == "save_as":
            self.leaving.save_as(declaration)
        elif wish == "merge":
            self.sharing.take_back(declaration.path)
        elif self.close_form():
            self._section = section
            self.opening.reopen(declaration, read_only=wish == "refresh")

    def _name(self) -> None:
        desk = self.form.desk if self.form is not None else None
        declaration = desk.declaration if desk is not None else None
        self.setWindowTitle(f"{as_text(declaration.path.stem)} — 齐备" if declaration else "齐备")
        self.bar.title.setText(declaration.pack.title if declaration else "")
        self.bar.setVisible(self.form is not None and self.pages.currentWidget() is self.form)
        self.actions_.form_open(declaration is not None)
        self.errands.attend(desk, self.actions_)
        self.access.attend(desk, self.actions_)
        self.sharing.attend(desk, self.actions_)
        self.guide.attend(self.form)
        self.actions_["scores"].setVisible(self.form is not None and self.form.asides.scored)
        self._changed()

    def _move_in(self) -> None:
        """Let questions for a place begin in the folder that was chosen."""
        for one in (self.opening, self.leaving, self.errands, self.sharing, self.access, self._new):
            if one is not None:
                one.folder = documents(self.settings.drafts_folder)
        self.leaving.chosen = bool(self.settings.drafts_folder)

    def _forget(self, path: Path) -> None:
        self.settings.forget(path)
        self.remembering.save()
        QTimer.singleShot(0, self, self.start.refresh)

    def _arrange(self) -> None:
        for source in (self.opening.opened, self.guide.opened, self.access.rescued):
            source.connect(self._show_in_turns)
        self.opening.damaged.connect(self.access.rescue)
        ground = QWidget(self)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(ground)
