"""Carrying over from an earlier draft: into a new declaration, or into the one that is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.errors import WrongPassphrase
from app.ui.dialogs.busy import BusyDialog
from app.ui.dialogs.carrying.pages import SourcePage, TargetPage
from app.ui.dialogs.carrying.plan_page import CarryPlanPage
from app.ui.widgets.areas import OneOf

if TYPE_CHECKING:
    from app.declaration.carrying.carry_over import Carrying
    from app.declaration.declaration import Declaration
    from app.forms.pack.pack import Pack

SIZE = (900, 600)


class CarryOverDialog(BusyDialog):
    """Asks for the old draft, then for the new one unless `into` is open, then shows the plan.

    `made` brings the new declaration; `agreed` the plan for the open one and the blanks that were confirmed.
    """

    made = Signal(object)
    agreed = Signal(object, object)

    def __init__(self, folder: Path, parent: QWidget, into: Declaration | None = None) -> None:
        super().__init__("从另一份草稿沿用" if into else "沿用往年申报书", parent)
        self.wish(*SIZE)
        self._into = into
        self._old: Declaration | None = None
        self.pages = OneOf(self)
        self.source = SourcePage(folder, self)
        self.target = TargetPage(folder, self)
        self.plan = CarryPlanPage(self)
        self.back, self.cancel, self.ok = (QPushButton(words, self) for words in ("上一步", "取消", "下一步"))
        self._arrange()
        for page in (self.source, self.target, self.plan):
            page.changed.connect(self.refresh)
        self.ok.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.cancel.clicked.connect(self.reject)
        self.source.file.setFocus()
        self.refresh()

    def go_on(self) -> None:
        """Take the next step from the page that is shown."""
        if self.pages.currentWidget() is self.source:
            self._read_old()
        elif self.pages.currentWidget() is self.target:
            self.target.new.agreed(self._plan_new)
        elif self._into is not None:
            carrying, confirmed = self.plan.carrying, self.plan.confirmed()
            self.accept()
            self.agreed.emit(carrying, confirmed)
        else:
            self._make()

    def go_back(self) -> None:
        """Show the page before."""
        self.say("")
        shown = self.pages.currentWidget()
        self._show(self.target if shown is self.plan and self._into is None else self.source)

    def refresh(self) -> None:
        """Enable what can be done now, and say on the button what comes next."""
        shown = self.pages.currentWidget()
        at_plan = shown is self.plan
        ready = {self.source: self.source.ready, self.target: self.target.ready, self.plan: True}[shown]
        if at_plan and self._into is not None:
            ready = self.plan.filled() > 0
        self.ok.setEnabled(ready and not self.busy)
        self.pages.setEnabled(not self.busy)
        self.back.setVisible(shown is not self.source)
        for button in (self.back, self.cancel):
            button.setEnabled(not self.busy)
        self.ok.setText("下一步" if not at_plan else "填入" if self._into else "新建并填入")
        self.ok.setAccessibleName(self.ok.text())

    # -- the steps -----------------------------------------------------------------------------

    def _read_old(self) -> None:
        path, words, into = self.source.file.path, self.source.passphrase.text(), self._into
        assert path is not None, "the button is enabled only then"

        def work() -> tuple[Declaration, Carrying | list[Pack]]:
            from app.declaration.carrying.carry_over import plan_carrying, require_two

            if into is not None:
                require_two(path, into.path)
            old = _read(path, words)
            return old, plan_carrying(old, into) if into is not None else _packs()

        self.run(work, self._has_read)

    def _has_read(self, result: tuple[Declaration, Carrying | list[Pack]]) -> None:
        self._old, found = result
        if isinstance(found, list):
            self.target.offer(found, self._old.pack)
            self._show(self.target)
        else:
            self._has_planned(found)

    def _plan_new(self) -> None:
        old, pack, path = self._old, self.target.pack, self.target.file.path
        assert old is not None, "it was read before"
        assert pack is not None, "the button is enabled only then"
        assert path is not None, "the button is enabled only then"

        def work() -> Carrying:
            from app.declaration.carrying.carry_over import plan_for_new, require_free

            require_free(path)
            return plan_for_new(old, pack)

        self.run(work, self._has_planned)

    def _has_planned(self, carrying: Carrying) -> None:
        self.plan.show_plan(carrying)
        self._show(self.plan)

    def _make(self) -> None:
        carrying, confirmed = self.plan.carrying, self.plan.confirmed()
        path, words = self.target.file.path, self.target.new.text()
        assert path is not None, "it was asked before"

        def work() -> Declaration:
            from app.declaration.carrying.carry_over import create_carried

            return create_carried(carrying, path, words, confirmed)

        self.run(work, self._has_made)

    def _has_made(self, declaration: Declaration) -> None:
        with self.giving_way():
            self.made.emit(declaration)

    def idle(self) -> None:
        """Put the cursor into the page that is shown, where it is seen."""
        if not self.busy:
            shown = self.pages.currentWidget()
            next(page for page in (self.source, self.target, self.plan) if page is shown).begin()

    # -- building ------------------------------------------------------------------------------

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.refresh()
        self.idle()

    def _arrange(self) -> None:
        for page in (self.source, self.target, self.plan):
            self.pages.addWidget(page)
        column = self.column
        column.addWidget(self.pages, 1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        self.set_foot(row)
        self.ok.setDefault(True)
        for button in (self.back, self.cancel):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())


def _read(path: Path, passphrase: str) -> Declaration:
    """The draft at `path` as it is now, closed again."""
    from app.declaration.declaration import Declaration

    old = None
    if passphrase:
        old = Declaration.open(path, passphrase, read_only=True)
    else:
        old = Declaration.open_remembered(path, read_only=True)
    if old is None:
        raise WrongPassphrase("这台电脑没有记住这份草稿的密码，什么都没有改动。", "请输入它的密码。")
    old.close()
    return old


def _packs() -> list[Pack]:
    from app.declaration.packs import available_packs
    from app.forms.pack.pack import Pack

    return [pack for pack in available_packs() if isinstance(pack, Pack)]
