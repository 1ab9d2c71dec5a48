"""Who comes to a page sees its head, however long what is written there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.forms.paths import FieldPath
from app.ui.editors.prose import ProseEditor
from app.ui.main_window import MainWindow

SECTION = "architecture"


@pytest.fixture
def long_page(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window with a page of nothing but a text that is longer than it."""
    empty_window.resize(1024, 700)
    declaration = Declaration.create(find_pack("sichuan-2022"), tmp_path / "长.qibei", "a passphrase for trying")
    section = declaration.pack.section[SECTION]
    blank = next(FieldPath(section.id, name) for name, field in section.asked.items() if field.type == "prose")
    declaration.session.answer(blank, "平台汇聚工业设备，支持边缘计算与数据治理，形成可复制推广的解决方案。\n" * 60)
    empty_window.show_declaration(declaration)
    return empty_window


def test_a_page_of_one_long_text_begins_at_its_head(long_page: MainWindow, qtbot: QtBot) -> None:
    form = long_page.form
    assert form is not None
    form.open(SECTION)
    page = form.page(SECTION)
    page.begin()
    editor = page.focusWidget()
    assert isinstance(editor, ProseEditor)
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > editor.height() // 2)
    qtbot.wait(50)
    assert bar.value() == 0
    assert editor.textCursor().atStart()


def test_a_page_whose_first_stop_is_far_below_begins_at_its_head(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    empty_window.resize(1024, 700)
    declaration = Declaration.create(find_pack("region-guide"), tmp_path / "区.qibei", "a passphrase for trying")
    empty_window.show_declaration(declaration)
    form = empty_window.form
    assert form is not None
    section = declaration.pack.section["enterprise_access"]
    assert not any(declaration.session.asked(FieldPath(section.id, name)) for name in section.fields)
    form.open(section.id)
    page = form.page(section.id)
    page.begin()
    qtbot.wait(100)
    assert page.hasFocus(), "the arrows scroll it"
    assert page.verticalScrollBar().value() == 0
    assert form.focusNextPrevChild(True)
    assert isinstance(page.focusWidget(), QPushButton), "Tab goes to the proof"
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
