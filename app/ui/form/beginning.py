"""The blanks of a page at which its user begins: those that ask for something to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.forms.session import FormSession
from app.ui.editors.blank import Blank
from app.ui.editors.choice import ChoiceEditor
from app.ui.form.blocks.view import BlockView
from app.ui.tasks import next_turn


class Growing(Protocol):
    """A page that is built a little at a time."""

    def appear(self) -> bool:
        """Build what is seen first; whether it was not done before."""

    def grow_to_begin(self) -> bool:
        """Build a little towards where its user begins; whether some of that is still to come."""

    def lay_out_ahead(self) -> bool:
        """Lay out what there is before it is seen; whether that was not done before."""


def blanks_to_fill(session: FormSession, views: Iterable[BlockView]) -> Iterator[tuple[Blank, QWidget]]:
    """The blanks in `views` that are asked and not computed, in order, each with the widget that has its cursor."""
    for view in views:
        for blank in view.blanks:
            if blank.path not in session.pack.computed and session.asked(blank.path):
                yield blank, _place_of(blank, view)


def _place_of(blank: Blank, view: BlockView) -> QWidget:
    """What gets the cursor where a blank does that is no widget itself: its first box, or its list."""
    if isinstance(blank, ChoiceEditor):
        return blank.buttons[0]
    return blank if isinstance(blank, QWidget) else view.findChild(QAbstractItemView) or view


def grow(page: Growing) -> None:
    """Build a page as far as its user begins and lay it out, in turns; what is typed meanwhile waits."""
    while page.appear() or page.grow_to_begin() or page.lay_out_ahead():
        next_turn()
