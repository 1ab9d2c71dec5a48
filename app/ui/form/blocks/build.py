"""From a block of the pack to its view on the page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.forms.pack.blocks import Block, Entries, Grid, HeadingWords, Line, ListTable, Matrix, Note, Prose, Seal
from app.forms.pack.indicators import IndicatorTable
from app.forms.pack.threshold import Threshold
from app.ui.desk import Desk
from app.ui.form.blocks.entries import EntriesView
from app.ui.form.blocks.grid import GridView
from app.ui.form.blocks.indicators import IndicatorTableView
from app.ui.form.blocks.line import LineView
from app.ui.form.blocks.listing import ListView
from app.ui.form.blocks.matrix import MatrixView
from app.ui.form.blocks.prose import ProseView
from app.ui.form.blocks.threshold import ThresholdView
from app.ui.form.blocks.view import BlockView
from app.ui.form.blocks.words import HeadingView, NoteView, SealView


def block_view(desk: Desk, section: str, block: Block, parent: QWidget) -> BlockView | None:
    """The view of `block`; None for what is only seen on paper."""
    match block:
        case Line():
            return LineView(desk, section, block, parent)
        case Note():
            return NoteView(desk, block, parent)
        case HeadingWords():
            return HeadingView(desk, block, parent)
        case Prose():
            return ProseView(desk, section, block, parent)
        case ListTable():
            return ListView(desk, section, block, parent)
        case Grid():
            return GridView(desk, section, block, parent)
        case Matrix():
            return MatrixView(desk, section, block, parent)
        case Seal():
            return SealView(desk, block, parent)
        case Entries():
            return EntriesView(desk, section, block, parent)
        case Threshold():
            return ThresholdView(desk, section, block, parent)
        case IndicatorTable():
            return IndicatorTableView(desk, section, block, parent)
        case _:
            return None
