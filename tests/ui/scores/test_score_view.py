"""自评 in the window: marks typed in place, exact sums, bars, and the way to each leaf's page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.forms.answers.scoring import indicator_tables, tallies, total, two_places
from app.forms.owed import owed_words
from app.forms.paths import FieldPath
from app.forms.values import NIL
from app.settings import Settings
from app.ui import theme
from app.ui.dialogs.export import ExportDialog
from app.ui.main_window import MainWindow
from app.ui.progress.view import ProgressView
from app.ui.scores.model import MARK, POINTS, TITLE
from app.ui.scores.view import ScoreView
from app.ui.widgets.rows import RowsView

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shanghai(tmp_path: Path) -> Iterator[Declaration]:
    """An empty declaration of the form that weighs 90 leaves."""
    made = Declaration.create(find_pack("shanghai-2022"), tmp_path / "沪.qibei", PASSPHRASE)
    yield made
    made.close()


@pytest.fixture
def scored(empty_window: MainWindow, shanghai: Declaration) -> MainWindow:
    """The window with the 自评 open."""
    empty_window.show_declaration(shanghai)
    empty_window.actions_["scores"].trigger()
    return empty_window


@pytest.fixture
def view(scored: MainWindow) -> ScoreView:
    """The 自评 itself."""
    assert scored.form is not None
    assert scored.form.asides.scores is not None
    assert scored.form.middle.currentWidget() is scored.form.asides.scores
    return scored.form.asides.scores


def line_of(view: ScoreView) -> QLineEdit | None:
    """The line in which a mark is being typed."""
    return next((line for line in view.table.findChildren(QLineEdit) if line.isVisible()), None)


def edit(qtbot: QtBot, view: ScoreView, text: str) -> None:
    """Type a mark where the cursor is, without finishing it."""
    for key in text:
        qtbot.keyClicks(line_of(view) or view.table, key)


def enter(qtbot: QtBot, view: ScoreView, text: str) -> None:
    """Type a mark and go on with Enter."""
    edit(qtbot, view, text)
    qtbot.keyClick(line_of(view), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line_of(view) is None)


def shown(view: ScoreView, score: FieldPath, column: int) -> str:
    """What the table shows in the row of a mark."""
    return str(view.model.place(score).siblingAtColumn(column).data())


def top(view: ScoreView, row: int, column: int) -> str:
    """What the table shows at the first level."""
    return str(view.model.index(row, column).data())


def test_only_a_form_that_weighs_indicators_offers_it(window: MainWindow) -> None:
    assert not window.actions_["scores"].isVisible()
    assert window.form is not None
    assert not window.form.asides.scored


def test_it_is_offered_and_goes_away_with_the_form(scored: MainWindow) -> None:
    assert scored.actions_["scores"].isVisible()
    scored.close_form()
    assert not scored.actions_["scores"].isVisible()


def test_all_four_levels_are_there_with_their_weights(view: ScoreView) -> None:
    model = view.model
    assert [top(view, row, TITLE) for row in range(model.rowCount())] == ["技术水平", "运营管理能力", "应用效益"]
    assert [top(view, row, 1) for row in range(3)] == ["40%", "20%", "40%"]
    assert len(model.scores) == 90
    first = model.place(model.scores[0])
    titles = []
    index = first.siblingAtColumn(TITLE)
    while index.isValid():
        titles.append(index.data())
        index = index.parent()
    assert titles[1:] == ["边缘设备接入能力", "边缘服务层", "技术水平"]
    assert view.total.text() == "尚未自评"
    assert view.marked.text() == "已评权重 0%"


def test_marks_are_typed_one_after_the_other_and_added_up_exactly(qtbot: QtBot, view: ScoreView) -> None:
    for mark in ("80", "95.5", "70"):
        enter(qtbot, view, mark)
    first, second, third = view.model.scores[:3]
    assert [shown(view, one, MARK) for one in (first, second, third)] == ["80", "95.5", "70"]
    assert shown(view, first, POINTS) == "1.20"  # 40% × 25% × 30% × 1/2 of 80
    desk = view._desk
    found = tallies(desk.pack, indicator_tables(desk.pack)[0], desk.session.answers)
    points, marked = total(found)
    assert points == Fraction("0.015") * (80 + Fraction("95.5") + 70)
    assert view.total.text() == f"自评合计 {two_places(points)} 分" == "自评合计 3.68 分"
    assert marked == Fraction("0.045")
    assert view.marked.text() == "已评权重 5%，已评部分平均 81.83 分"
    assert top(view, 0, MARK) == two_places(found[0].points)
    assert top(view, 1, MARK) == "—"


def test_sums_follow_each_key_and_undo_stays_in_the_table(qtbot: QtBot, scored: MainWindow, view: ScoreView) -> None:
    edit(qtbot, view, "9")
    assert top(view, 0, POINTS) == "0.14"  # 0.135, a half rounded up
    edit(qtbot, view, "0")
    assert top(view, 0, POINTS) == "1.35"
    qtbot.keyClick(line_of(view), Qt.Key.Key_Z, CTRL)
    assert scored.form is not None
    assert scored.form.middle.currentWidget() is view
    assert view.total.text() == "尚未自评"
    scored.actions_["redo"].trigger()
    assert shown(view, view.model.scores[0], MARK) == "90"
    assert view.total.text() == "自评合计 1.35 分"


def test_delete_takes_a_mark_away(qtbot: QtBot, view: ScoreView) -> None:
    enter(qtbot, view, "60")
    view.go(view.model.scores[0])
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    assert view.total.text() == "尚未自评"


def test_a_mark_that_is_none_is_kept_and_counts_nothing(qtbot: QtBot, view: ScoreView) -> None:
    enter(qtbot, view, "120")
    score = view.model.scores[0]
    assert shown(view, score, MARK) == "120"
    assert view.total.text() == "尚未自评"
    tip = view.model.place(score).data(Qt.ItemDataRole.ToolTipRole)
    assert "100" in tip.split("\n")[2]


def test_a_click_on_a_leaf_opens_its_page_and_the_page_has_the_same_mark(
    qtbot: QtBot, scored: MainWindow, view: ScoreView
) -> None:
    enter(qtbot, view, "88")
    index = view.model.place(view.model.scores[0]).siblingAtColumn(TITLE)
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=view.table.visualRect(index).center())
    assert scored.form is not None
    assert scored.form.section == "edge_access"
    assert scored.form.middle.currentWidget() is scored.form.page("edge_access")
    assert scored.form.desk.session.text(view.model.scores[0]) == "88"


def test_a_click_on_a_mark_edits_it(qtbot: QtBot, view: ScoreView) -> None:
    index = view.model.place(view.model.scores[1])
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=view.table.visualRect(index).center())
    line = line_of(view)
    assert line is not None
    assert line.hasFocus()
    assert line.accessibleName().endswith("，自评分")


def test_a_mark_typed_on_the_page_is_there_when_the_table_opens(scored: MainWindow, view: ScoreView) -> None:
    assert scored.form is not None
    scored.form.open("edge_access")
    scored.form.desk.session.answer(view.model.scores[0], "50")
    scored.actions_["scores"].trigger()
    assert view.total.text() == "自评合计 0.75 分"


def test_escape_goes_back_to_the_page(qtbot: QtBot, scored: MainWindow, view: ScoreView) -> None:
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert scored.form is not None
    assert scored.form.middle.currentWidget() is scored.form.page(scored.form.section)


def test_a_bar_for_each_branch_of_two_levels_leads_to_its_rows(qtbot: QtBot, view: ScoreView) -> None:
    bars = list(view.chart.bars())
    assert [bar.level for bar in bars].count(1) == 3
    assert len(bars) == 14
    last = bars[-1]
    qtbot.mouseClick(view.chart, Qt.MouseButton.LeftButton, pos=last.rect.center())
    assert view.table.currentIndex().data() == last.tally.title == "社会效益"


@pytest.mark.parametrize("look", [theme.palettes.LIGHT, theme.palettes.DARK], ids=["light", "dark"])
def test_bars_are_as_long_as_the_points(
    view: ScoreView, look: theme.palettes.Colours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.scores.chart.colours", lambda: look)
    security = path("security.protection_score")
    view._desk.session.set({security: Decimal(50)})
    bar = next(bar for bar in view.chart.bars() if bar.tally.title == "安全")
    image = view.chart.grab().toImage()
    y = bar.rect.bottom() - 7
    assert _run(image, y, look.accent) == pytest.approx(bar.rect.width() / 2, abs=3)
    assert _run(image, y, look.rule) == pytest.approx(bar.rect.width() / 2, abs=3)
    assert "安全50.00，已评权重100%" in view.chart.accessibleDescription()


def _run(image: QImage, y: int, colour: str) -> int:
    return sum(image.pixelColor(QPoint(x, y)).name() == colour for x in range(image.width()))


def test_a_draft_that_is_only_read_shows_marks_and_takes_none(
    qtbot: QtBot, empty_window: MainWindow, shanghai: Declaration
) -> None:
    shanghai.session.set({path("security.protection_score"): Decimal(50)})
    shanghai.close()
    empty_window.show_declaration(Declaration.open(shanghai.path, PASSPHRASE, read_only=True))
    empty_window.actions_["scores"].trigger()
    assert empty_window.form is not None
    view = empty_window.form.asides.scores
    assert view is not None
    assert view.total.text() == "自评合计 5.00 分"
    qtbot.keyClick(view.table, Qt.Key.Key_9)
    assert line_of(view) is None


def test_the_export_dialog_offers_the_sheet_only_here(
    qtbot: QtBot, shanghai: Declaration, declaration: Declaration, empty_window: MainWindow
) -> None:
    dialog, other = ExportDialog(shanghai, empty_window), ExportDialog(declaration, empty_window)
    assert not dialog.scores.isHidden()
    assert not dialog.scores.isChecked()
    assert other.scores.isHidden()
    dialog.scores.setChecked(True)
    dialog.kinds["docx"].setChecked(False)
    dialog.start()
    qtbot.waitUntil(lambda: not dialog.show_folder.isHidden(), timeout=60_000)
    assert [file.name for file in shanghai.path.parent.glob("*自评表*")] == [f"{shanghai.pack.title}（自评表）.pdf"]


def test_nothing_but_the_table_of_indicators_is_scrolled_on_its_page(scored: MainWindow, qtbot: QtBot) -> None:
    form = scored.form
    assert form is not None
    form.open("indicators")
    page = form.page("indicators")
    for width, height in ((1024, 700), (1920, 1000)):
        scored.resize(width, height)
        qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)


def test_the_table_of_indicators_follows_their_pages_and_is_not_done_by_being_seen(scored: MainWindow) -> None:
    form = scored.form
    assert form is not None
    session, page = form.desk.session, form.desk.pack.section["indicators"]
    form.open(page.id)

    def told() -> tuple[str, int]:
        return form.desk.status(page).mark.value, form.desk.status(page).elsewhere

    assert told() == ("未开始", 90)
    form.open(page.summed_up[0].section)
    session.answer(page.summed_up[0], "5")
    form.desk.settle()
    assert told() == ("填写中", 89)
    form.open(page.id)
    rows = form.page(page.id).findChildren(RowsView)[0].rows
    assert [(row.icon, row.detail) for row in rows if row.target == page.summed_up[0]] == [("done", "5")]
    assert "还有 89 项没有填好" in owed_words(session, form.desk.status(page))
    session.set(dict.fromkeys(page.summed_up, NIL))
    form.desk.settle()
    assert told() == ("已完成", 0)


def test_the_tabs_of_the_progress_are_never_scrolled(scored: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    form = scored.form
    assert form is not None
    scored.resize(1024, 700)
    try:
        for percent in (100, 200):
            settings.text_size = percent
            scored.looks.follow()
            form.asides.show_progress()
            qtbot.wait(20)
            tabs = form.findChildren(ProgressView)[0].tabs
            assert tabs.tabRect(4).right() <= tabs.width(), percent
            form.asides.show_progress()
    finally:
        settings.text_size = 100
        scored.looks.follow()
