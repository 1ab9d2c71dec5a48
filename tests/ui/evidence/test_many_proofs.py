"""A page that demands many proofs: their cards come a few at a time, in order, and each at once when it is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.forms.paths import FieldPath
from app.ui.evidence.view import AT_ONCE
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

PAGE = "attachments"


@pytest.fixture
def many(empty_window: MainWindow, tmp_path: Path) -> FormView:
    """The page of all attachments, whose proofs are to be looked at now."""
    declaration = Declaration.create(find_pack("sme-2022"), tmp_path / "精.qibei", "a passphrase for tests")
    empty_window.show_declaration(declaration)
    form = empty_window.form
    assert form is not None
    form.open(PAGE)
    form.panel._evidence.open(PAGE)
    return form


def test_the_first_cards_are_there_at_once_and_all_a_few_turns_later(many: FormView, qtbot: QtBot) -> None:
    view, names = many.panel._evidence, list(many.desk.pack.section[PAGE].evidence_items)
    assert AT_ONCE <= len(view._built) < len(names)
    qtbot.waitUntil(lambda: not view._lacking)
    assert list(view._built) == names
    column = view.widget().layout()
    assert column is not None
    assert [column.indexOf(card) for card in view._built.values()] == list(range(len(names)))


def test_the_card_that_is_wanted_is_there_with_all_above_it(many: FormView) -> None:
    names = list(many.desk.pack.section[PAGE].evidence_items)
    wanted = FieldPath(PAGE, names[AT_ONCE + 2])
    many.go(wanted)
    view = many.panel._evidence
    assert list(view._built)[: AT_ONCE + 3] == names[: AT_ONCE + 3]
    assert view._built[wanted.field].isVisible()
    assert many.window().focusWidget() is view._built[wanted.field].button


def test_what_the_page_does_not_ask_for_has_no_card(many: FormView) -> None:
    assert many.panel.evidence.item("nothing_like_it") is None
