"""The next page is laid out before it is shown: what is seen first stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.declaration.samples.sample import fill_sample
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

PAGES = [("sichuan-2022", "cover"), ("sichuan-2022", "instructions"), ("shanghai-2022", "applicant")]
"""Before one with long texts in a table, one that is a list, and one with a table of both."""


@pytest.mark.parametrize(("pack", "before"), PAGES)
def test_nothing_moves_on_a_page_that_there_was_time_for(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, pack: str, before: str
) -> None:
    declaration = Declaration.create(find_pack(pack), tmp_path / "试.qibei", "a passphrase for tests")
    fill_sample(declaration)
    empty_window.show_declaration(declaration)
    form = empty_window.form
    assert form is not None
    form.open(before)
    following = form._neighbour(1)
    assert following is not None
    qtbot.waitUntil(lambda: stands_ready(form, following.id), timeout=10_000)
    form.step(1)
    QCoreApplication.processEvents()
    seen = places(form)
    qtbot.wait(250)
    assert places(form) == seen


def stands_ready(form: FormView, section: str) -> bool:
    """Whether a page is built, and as large as it will be."""
    page = form._pages.get(section)
    return page is not None and not page._growth.goes_on and page.size() == form.middle.size() and page.settled


def places(form: FormView) -> list[tuple[QPoint, int, int]]:
    """Where each thing on the open page stands, and how large it is."""
    page = form.page(form.section)
    things = page.sheet.findChildren(QWidget)
    return [(one.mapTo(page.widget(), QPoint()), one.width(), one.height()) for one in things if one.isVisible()]
