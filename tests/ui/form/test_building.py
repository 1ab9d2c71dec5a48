"""A page is built as far as Tab goes, also where it comes back from behind its blanks."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.form import page as pages
from app.ui.form.page import PageView
from app.ui.form.view import FormView


@pytest.fixture
def page(form: FormView, monkeypatch: pytest.MonkeyPatch) -> PageView:
    """A page with proofs of which only the first block is built yet."""
    monkeypatch.setattr(pages, "AT_ONCE", 0.0)
    section = next(one for one in form.desk.pack.sections if one.evidence_items and len(one.shown) > 2)
    made = PageView(form.desk, section, (), form)
    made._slice.start(1_000_000)  # nothing is built meanwhile
    assert len(made._built) == 1
    return made


def test_tab_builds_no_more_than_to_the_next_blank(page: PageView) -> None:
    page.build_towards(None, forwards=True)
    some = len(page._built)
    page.complete()
    assert some < len(page._built)


def test_back_from_the_proofs_all_blanks_are_there(page: PageView) -> None:
    proofs = next(one for one in page._strip.findChildren(QWidget))
    page.build_towards(proofs, forwards=False)
    built = len(page._built)
    page.complete()
    assert built == len(page._built) > 1


def test_back_from_a_blank_nothing_is_built(page: PageView) -> None:
    blank = page._built[0]
    page.build_towards(blank, forwards=False)
    assert len(page._built) == 1
