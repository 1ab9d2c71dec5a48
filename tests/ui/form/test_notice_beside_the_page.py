"""Beside every page stand the notice's own words: those that hold for it first."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.form.walking import NOTICES

from app.declaration.packs import find_pack
from app.ui.form.notice import REST, notice_words
from app.ui.form.view import FormView


@pytest.mark.parametrize("notice", NOTICES)
def test_every_clause_of_the_notice_is_beside_every_page(notice: str) -> None:
    pack = find_pack(notice)
    for section in pack.sections:
        words = [text for _, text in notice_words(pack, section)]
        assert set(pack.clauses.values()) <= set(words), section.id


def test_beside_a_page_stands_what_is_said_of_it_and_nothing_of_the_page_before(form: FormView, qtbot: QtBot) -> None:
    pack = form.desk.pack
    for section in (*pack.sections, *reversed(pack.sections)):
        form.open(section.id)
        told = [words for passage in notice_words(pack, section) for words in passage if words]
        qtbot.waitUntil(lambda told=told: shown(form) == told)


def shown(form: FormView) -> list[str]:
    """The words that stand beside the page, but for those on the blank with the cursor."""
    labels = form.panel.notice.findChildren(QLabel)
    own = form.panel.notice._help
    return [one.text() for one in labels if one.isVisible() and one.text() and not own.isAncestorOf(one)]


def test_a_page_of_indicators_says_what_each_of_them_weighs() -> None:
    pack = find_pack("shanghai-2022")
    told = dict(notice_words(pack, pack.section["edge_access"]))["在评价指标中的位置和权重"].split("\n")
    assert told[0].endswith("› 边缘设备接入能力（30%）：")
    assert len(told) == 1 + len(pack.section["edge_access"].indicators), "the way to them is told once"
    assert all(leaf.startswith("· ") and leaf.endswith("）") for leaf in told[1:])


def test_what_holds_for_the_page_comes_before_the_rest_of_the_notice() -> None:
    pack = find_pack("shanghai-2022")
    titles = [title for title, _ in notice_words(pack, pack.section["eligibility"])]
    assert titles.index("申报条件（一）") < titles.index("通知") < titles.index(REST) < titles.index("申报材料")
    assert titles.count(REST) == 1, "one heading stands above all that holds for other pages"
