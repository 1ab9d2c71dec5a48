"""The blanks of a page at which its user begins: those that ask for something to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.forms.session import FormSession
from app.ui.editors.blank import Blank
from app.ui.editors.choice import ChoiceEditor
from app.ui.form.blocks.view import BlockView


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
