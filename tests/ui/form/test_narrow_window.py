"""Where a window has no room for tree, page and panel in large text, the page keeps its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

WIDE, NARROW, SMALL_PANEL = 1600, 1024, 240


@pytest.fixture(autouse=True)
def large_text(window: MainWindow, form: FormView, qtbot: QtBot) -> Iterator[None]:
    """Text of double size, in a window that has room for it."""
    window.resize(WIDE, 700)
    window.settings.text_size = 200
    window.looks.follow()
    qtbot.waitUntil(lambda: form.panel.minimumWidth() > SMALL_PANEL)
    yield
    window.settings.text_size = 100
    window.looks.follow()


def columns(form: FormView) -> tuple[bool, bool]:
    """Whether the tree is seen, and whether the panel is."""
    return form.tree.isVisible(), form.panel.isVisible()


def test_the_panel_folds_by_itself_and_comes_back_with_the_room(window: MainWindow, form: FormView) -> None:
    window.resize(WIDE, 700)
    assert columns(form) == (True, True)
    window.resize(NARROW, 700)
    assert columns(form) == (True, False)
    assert not window.actions_["panel"].isChecked()
    window.resize(WIDE, 700)
    assert columns(form) == (True, True)
    assert window.actions_["panel"].isChecked()
    assert window.settings.panel


def test_in_a_narrow_window_the_panel_takes_the_place_of_the_tree_while_it_is_wanted(
    window: MainWindow, form: FormView
) -> None:
    window.resize(NARROW, 700)
    window.actions_["panel"].trigger()
    assert columns(form) == (False, True)
    form.check()
    assert columns(form) == (True, False), "the check list has the panel's room"
    form.check()
    assert columns(form) == (False, True)
    window.actions_["panel"].trigger()
    assert columns(form) == (True, False)
    assert window.settings.panel, "what is wanted in a wide window is another matter"


def test_the_next_page_is_named_as_far_as_there_is_room(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    window.resize(WIDE, 700)
    button = form.foot.next
    assert button.text() == f"下一步：{form.desk.pack.sections[1].name}"
    form.foot.resize(form.foot.previous.sizeHint().width() + 300, form.foot.height())
    assert button.text().startswith("下一步")
    assert button.fontMetrics().horizontalAdvance(button.text()) < 300
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.section == form.desk.pack.sections[1].id
