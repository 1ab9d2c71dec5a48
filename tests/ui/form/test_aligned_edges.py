"""What reaches to the edge of a page reaches all of it, so that one thing ends where the one below it does."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.editors.line import LineEditor
from app.ui.evidence.strip import EvidenceStrip
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.widgets.labels import Evened


def sentences(form: FormView, section: str) -> list[SentenceView]:
    """The sentences of a page that is seen."""
    form.open(section)
    form.page(section).begin()
    return form.page(section).findChildren(SentenceView)


def test_a_blank_that_takes_the_rest_of_its_line_ends_at_the_edge(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    found = 0
    for section in form.desk.pack.sections:
        for view in sentences(form, section.id):
            for line, *_ in view._broken(view.width()):
                for one in (one for one in line if one.atom.stretch and not view.fills):
                    piece = view._pieces[one.atom.widget]
                    assert isinstance(piece, LineEditor)
                    assert piece.geometry().right() == view.width() - 1
                    found += 1
    assert found


def test_the_name_of_a_proof_leaves_no_character_alone(qtbot: QtBot, form: FormView) -> None:
    section = next(one for one in form.desk.pack.sections if one.evidence_items)
    strip = EvidenceStrip(form.desk, section, form)
    names = {item.title for item in section.evidence_items.values()}
    assert names <= {label.text() for label in strip.findChildren(Evened)}
