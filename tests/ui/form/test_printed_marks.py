"""Marks of the printed form as the page shows them: brackets around what is specified, boxes, titles said once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.declaration.packs import install_pack
from app.forms.pack.pack import Pack
from app.ui.form.blocks.sentence import SentenceView
from app.ui.form.header import PageHeader
from app.ui.form.view import FormView
from app.ui.theme import colours, space

PAGES = """\
  - title: 上市情况
    contents:
      - id: listed
        title: 上市情况
        fields:
          stage: {label: 上市情况, options: [无计划, {value: 已上市, specify: （股票代码：, field: stock}]}
          invested: {label: 投资金额, suffix: 万元}
          share: {label: 占比, suffix: "%"}
        body:
          - "{stage:choice}）"
          - "□符合　□不符合"
          - grid: {widths: [1, 1], rows: [[投资金额, "{invested:money}"], [占比, "{share:decimal}"]]}
"""


@pytest.fixture
def pack(home: Path, tmp_path: Path) -> Pack:
    """The small pack with such a page behind all others."""
    file = tmp_path / "marks.yaml"
    file.write_text((Path(__file__).parents[1] / "small_pack.yaml").read_text("utf-8") + PAGES, "utf-8")
    return install_pack(file)


def sentences(form: FormView) -> list[SentenceView]:
    form.open("listed")
    form.page("listed").complete()
    return form.page("listed").findChildren(SentenceView)


def words_of(view: SentenceView) -> str:
    return "".join(one.atom.text for line, _, _ in view._lines for one in line)


def test_a_bracket_closes_only_what_is_seen_to_open(form: FormView, user: User, qtbot: QtBot) -> None:
    view = sentences(form)[0]
    qtbot.waitUntil(view.isVisible)
    assert "）" not in words_of(view)
    form.desk.do(lambda: form.desk.session.answer(path("listed.stage"), "已上市"))
    qtbot.waitUntil(lambda: "）" in words_of(view))


def test_every_printed_box_looks_alike(form: FormView, qtbot: QtBot) -> None:
    view = sentences(form)[1]
    qtbot.waitUntil(view.isVisible)
    qtbot.wait(20)
    drawn = view.grab().toImage()
    ((line, _, _),) = view._lines
    first, second = (round(one.x) for one in line if one.atom.text == "□")
    edge = QColor(colours().blank_line)

    def column(at: int) -> list[QColor]:
        return [drawn.pixelColor(at, y) for y in range(drawn.height())]

    assert column(first + 1) == column(second + 1)
    assert any(abs(one.lightness() - edge.lightness()) < 60 for one in column(first + 1))


def test_a_page_does_not_say_its_title_twice(form: FormView) -> None:
    form.open("listed")
    header = form.page("listed").findChildren(PageHeader)[0]
    assert [label.text() for label in header.findChildren(QLabel)].count("上市情况") == 1


def test_a_figure_that_paper_prints_with_its_unit_has_it_on_the_page_too(form: FormView, user: User) -> None:
    form.open("listed")
    form.page("listed").complete()
    invested, share = user.type("listed.invested", "18600"), user.line("listed.share")
    assert invested.text() == "18600", "what is typed is only the figure"
    user.leave()
    assert invested.text() == "18,600 万元"
    user.type("listed.share", "38.6")
    user.leave()
    assert share.text() == "38.6%"
    user.type("listed.share", "about")
    user.leave()
    assert share.text() == "about", "what is no figure has no unit"
    invested.setFocus()
    assert invested.text() == "18600"
    assert form.desk.session.text(path("listed.invested")) == "18600"


def test_the_words_behind_a_box_do_not_touch_it(form: FormView) -> None:
    view = next(one for one in sentences(form) if "□" in words_of(one))
    ((line, _, _),) = view._lines
    boxes = [(one, after) for one, after in pairwise(line) if one.atom.text == "□"]
    assert boxes
    for one, after in boxes:
        assert after.x - one.x >= view.fontMetrics().ascent() * 0.76 + space.HAIR
