"""Every control of every page of every notice has a name and a role for those who hear the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from ui.form.walking import NOTICES, notice_open
from ui.person import User

from app.ui.editors.choice import ChoiceEditor
from app.ui.main_window import MainWindow

CELLS = (QAccessible.Role.Cell, QAccessible.Role.ListItem, QAccessible.Role.TreeItem)
TABLES = (QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree)
FRAMES = (QAccessible.Role.Client, QAccessible.Role.NoRole)


def heard(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """What a screen reader finds inside of a widget, cells of lists left out."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        here = waiting.pop()
        if here is None or here.state().invisible or here.role() in CELLS:
            continue
        yield here
        if here.role() not in TABLES:
            waiting += [here.child(place) for place in range(here.childCount())]


def nameless(widget: QWidget) -> list[str]:
    """What can take the cursor and says nothing of itself, or nothing of what it is."""
    found = []
    for one in heard(widget):
        if one.state().focusable and not one.state().disabled:
            name = one.text(QAccessible.Text.Name).strip()
            if not name or one.role() in FRAMES:
                found.append(f"{type(one.object()).__name__} {one.role()} “{name}”")
    return found


@pytest.mark.parametrize("notice", NOTICES)
def test_whatever_takes_the_cursor_has_a_name_and_a_role(empty_window: MainWindow, tmp_path: Path, notice: str) -> None:
    with notice_open(empty_window, tmp_path, notice) as form:
        assert nameless(form.window()) == []
        for section in form.desk.pack.sections:
            form.open(section.id)
            assert form.page(section.id).views is not None
            assert nameless(form.page(section.id)) == [], section.id
            assert nameless(form.panel) == [], section.id


def test_a_box_says_its_question_and_whether_it_is_ticked(user: User) -> None:
    mode = user.blank("applicant.mode")
    assert isinstance(mode, ChoiceEditor)
    mode.buttons[0].click()
    heard_as = QAccessible.queryAccessibleInterface(mode.buttons[0])
    assert heard_as is not None
    assert heard_as.role() == QAccessible.Role.RadioButton
    assert heard_as.text(QAccessible.Text.Name) == "建设方式：自建"
    assert heard_as.state().checked
