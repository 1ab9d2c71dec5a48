"""The manual shows pictures that `make manual` makes, and no others."""

from __future__ import annotations

import re

from house import HOUSE

from app.ui.pictures.camera import NEW, START
from app.ui.pictures.gallery import DIALOGS
from app.ui.pictures.views import VIEWS

MANUAL = HOUSE / "docs" / "manual" / "README.md"
PAGES = {"05-equipment"}
"""Of the sample's notice."""


def test_every_picture_of_the_manual_is_one_that_is_made() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(pictures/([^)]+)\.png\)", MANUAL.read_text("utf-8"))
    made = {START, NEW, *VIEWS, *PAGES, *(f"对话框-{name.replace(' ', '%20')}" for name in DIALOGS)}
    assert len(shown) >= 10
    assert {name for _, name in shown} - made == set()
    assert all(words for words, _ in shown), "who cannot see it is told what it shows"
