"""At the smallest size of the window every view shows all its words, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from daily import daily
from pytestqt.qtbot import QtBot
from ui.measuring import cut, foreign
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration
from app.declaration.packs import available_packs
from app.forms.pack.pack import Pack
from app.settings import Recent, Settings
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.start.new import NewView

PACKS = {pack.id: pack for pack in available_packs() if isinstance(pack, Pack)}


PATIENCE = 60
"""Turns until a page has its place."""


def faults(window: MainWindow, allowed: str = "") -> list[str]:
    """What is cut or foreign in the window."""
    return cut(window) + foreign(window, allowed)


def settled(qtbot: QtBot, window: MainWindow, allowed: str) -> list[str]:
    """What is cut or foreign once the page has taken its place, which it does in slices."""
    for _ in range(PATIENCE):
        qtbot.wait(10)
        if not (wrong := faults(window, allowed)):
            break
    return wrong


def test_the_first_screen_shows_all_its_words(
    qtbot: QtBot, empty_window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    for name in (
        "四川示例公司",
        "一个名字特别长的申报书，长得一行放不下，还带着单位的全称和年份（2026年度，第二次修改）",
    ):
        settings.opened(
            Recent(tmp_path / f"{name}.qibei", "2022年跨行业跨领域工业互联网平台申报书", "2026-03-01T09:30")
        )
    empty_window.resize(empty_window.minimumSize())
    empty_window.start.refresh()
    qtbot.wait(50)
    assert faults(empty_window, str(tmp_path)) == []


def test_the_questions_for_a_new_declaration_show_all_their_words(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.resize(empty_window.minimumSize())
    empty_window.new()
    view = empty_window.pages.currentWidget()
    assert isinstance(view, NewView)
    qtbot.waitUntil(lambda: bool(view.cards), timeout=20_000)
    view.first.edit.setText("zhangwei1990")
    qtbot.wait(50)
    assert faults(empty_window) == []
    assert view.ok.mapTo(empty_window, view.ok.rect().bottomRight()).y() < empty_window.height()


@pytest.fixture(params=daily(PACKS, "miit-2023", "sme-2022"))
def empty_form(request: pytest.FixtureRequest, empty_window: MainWindow, tmp_path: Path) -> Iterator[FormView]:
    """An empty declaration for one notice, in the smallest window."""
    with Declaration.create(PACKS[request.param], tmp_path / "试.qibei", PASSPHRASE) as declaration:
        empty_window.resize(empty_window.minimumSize())
        empty_window.show_declaration(declaration)
        assert empty_window.form is not None
        yield empty_window.form
        empty_window.close_form()


def test_every_page_and_what_stands_beside_it_shows_all_its_words(qtbot: QtBot, empty_form: FormView) -> None:
    window = empty_form.window()
    assert isinstance(window, MainWindow)
    printed = empty_form.desk.pack.model_dump_json()
    found = {}
    for section in empty_form.desk.pack.sections:
        empty_form.open(section.id)
        for tab in range(empty_form.panel.tabs.count()):
            empty_form.panel.tabs.setCurrentIndex(tab)
            if wrong := settled(qtbot, window, printed):
                found[f"{section.id} {tab}"] = wrong
        empty_form.panel.tabs.setCurrentIndex(0)
    assert found == {}


def test_what_stands_in_the_place_of_a_page_shows_all_its_words(qtbot: QtBot, empty_form: FormView) -> None:
    window = empty_form.window()
    assert isinstance(window, MainWindow)
    printed = empty_form.desk.pack.model_dump_json()
    for show in (empty_form.check, empty_form.asides.check_attachments, empty_form.asides.score):
        show()
        qtbot.wait(20)
        assert faults(window, printed) == []
