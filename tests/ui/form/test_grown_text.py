"""Pages that were built before the text was made larger are laid out as if they had been built after."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow


def test_blanks_of_a_page_stand_beside_their_words_when_the_text_has_become_larger(
    window: MainWindow, form: FormView, settings: Settings, qtbot: QtBot
) -> None:
    qtbot.wait(50)
    form.open("equipment")
    settings.text_size = 200
    try:
        window.looks.follow()
        for section in ("cover", "equipment"):  # one was out of sight meanwhile
            form.open(section)
            qtbot.wait(100)
            seen = [one for one in form.page(section).findChildren(SentenceView) if one.isVisible() and one._pieces]
            assert seen
            for sentence in seen:
                measured = sentence._measured()
                assert [atom.width for atom in sentence._atoms] == [atom.width for atom in measured]
                qtbot.waitUntil(lambda one=sentence: one.height() >= one.heightForWidth(one.width()))
                for blank in sentence.blanks:
                    assert blank.height() >= blank.sizeHint().height()
                    assert blank.natural_width > blank.fontMetrics().horizontalAdvance("中") * 2
    finally:
        settings.text_size = 100
        window.looks.follow()
