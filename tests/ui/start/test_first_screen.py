"""The first screen, a new declaration, the export, and what is said of a bug."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User, path

from app.files import as_draft
from app.forms.pack.pack import Pack
from app.settings import Recent, Settings
from app.ui import crash
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.start.new import NewView
from app.ui.start.recent_row import RecentRow, when_words
from app.ui.theme import space
from app.ui.widgets.areas import QuietArea

NO_DISPLAY = "propagateSizeHints"  # what the plugin without a display says of every dialog


def test_a_new_declaration_is_made_from_a_notice_a_place_and_a_passphrase(
    qtbot: QtBot, empty_window: MainWindow, pack: Pack, tmp_path: Path
) -> None:
    empty_window.new()
    view = empty_window.pages.currentWidget()
    assert isinstance(view, NewView)
    qtbot.waitUntil(lambda: bool(view.cards), timeout=20_000)
    card = next(card for card in view.cards if card.pack is not None and card.pack.id == pack.id)
    assert card.button.width() == card.button.height(), "the ring of focus is no wider than the mark that it is around"
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert view.file.text().endswith("小申报书.qibei")
    view.file.setText(str(tmp_path / "我的申报书"))
    view.first.edit.setText(PASSPHRASE)
    assert not view.ok.isEnabled()
    view.second.edit.setText("anders")
    assert view.new.hint.text() == "两次输入的密码不一致。"
    view.second.edit.setText(PASSPHRASE)
    view.ok.click()
    qtbot.waitUntil(lambda: empty_window.form is not None, timeout=20_000)
    assert (tmp_path / "我的申报书.qibei").exists()
    assert empty_window.windowTitle() == "我的申报书 — 齐备"
    assert view.first.text() == ""


def test_nothing_touches_a_bar_in_large_text(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.resize(1024, 700)
    empty_window.settings.text_size = 200
    empty_window.looks.follow()
    try:
        for show in (lambda: None, empty_window.new):
            show()
            view = empty_window.pages.currentWidget()
            qtbot.waitUntil(lambda view=view: bool(getattr(view, "cards", True)), timeout=20_000)
            qtbot.wait(50)
            areas = [area for area in view.findChildren(QuietArea) if area.verticalScrollBar().maximum()]
            assert areas
            for area in areas:
                kinds = QPushButton | QFrame | QLineEdit
                inside = [one for one in area.widget().findChildren(QWidget) if isinstance(one, kinds)]
                rights = [one.mapTo(area.widget(), QPoint(one.width(), 0)).x() for one in inside if one.isVisible()]
                assert max(rights) <= area.viewport().width() - space.CLOSE
    finally:
        empty_window.settings.text_size = 100
        empty_window.looks.follow()


def test_a_place_that_cannot_be_written_is_told_on_the_page(
    qtbot: QtBot, empty_window: MainWindow, pack: Pack, tmp_path: Path
) -> None:
    empty_window.new()
    view = empty_window.pages.currentWidget()
    assert isinstance(view, NewView)
    view.show_packs([pack])
    view.file.setText(str(tmp_path / "不存在" / "a.qibei"))
    view.first.edit.setText(PASSPHRASE)
    view.second.edit.setText(PASSPHRASE)
    view.ok.click()
    qtbot.waitUntil(lambda: view.failure.isVisible(), timeout=20_000)
    assert empty_window.form is None
    assert view.ok.isEnabled()


def test_recent_drafts_are_offered_and_can_be_forgotten(
    qtbot: QtBot, empty_window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    settings.opened(Recent(tmp_path / "a.qibei", "申报书"))
    settings.opened(Recent(tmp_path / "b.qibei", "申报书"))
    empty_window.start.refresh()
    assert [row.draft.path.stem for row in empty_window.start.rows] == ["b", "a"]
    empty_window._forget(tmp_path / "b.qibei")
    qtbot.waitUntil(lambda: [row.draft.path.stem for row in empty_window.start.rows] == ["a"])
    assert [one.path.stem for one in Settings.load(settings.file).recent] == ["a"]


def test_a_recent_draft_opens_with_enter(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> None:
    row = RecentRow(Recent(tmp_path / "a.qibei", "申报书"), datetime.now(), empty_window)
    with qtbot.waitSignal(row.wanted) as wanted:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert wanted.args == [tmp_path / "a.qibei"]


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        ("2022-03-09T14:03", "今天 14:03"),
        ("2022-03-08T09:05", "昨天 09:05"),
        ("2022-01-02T09:05", "1月2日"),
        ("2021-12-31T09:05", "2021年12月31日"),
        ("neulich", ""),
    ],
)
def test_when_a_draft_was_opened_is_said_as_people_say_it(opened: str, words: str) -> None:
    assert when_words(opened, datetime(2022, 3, 9, 18, 0)) == words


def test_a_draft_always_has_its_ending() -> None:
    assert as_draft(Path("a.qibei")).name == "a.qibei"
    assert as_draft(Path("2022.申报")).name == "2022.申报.qibei"


@pytest.mark.parametrize("begun", ["/", ".", "./"])
def test_a_place_that_is_just_being_typed_is_no_fault(begun: str) -> None:
    assert as_draft(Path(begun)) == Path(begun)


def test_the_report_of_a_bug_holds_no_answer() -> None:
    try:
        int("四川昇旸智联")
    except ValueError:
        text = crash.report(*sys.exc_info())  # type: ignore[arg-type]
    assert "ValueError" in text
    assert __file__ in text
    assert "昇旸" not in text.replace('int("四川昇旸智联")', "")


def test_a_finding_is_reachable_by_the_find_box_of_an_answer_in_a_list(user: User, form: FormView) -> None:
    form.desk.session.insert_rows(path("rows.devices"), 0, [{"name": "Lathe"}])
    form.tree.finder.box.setText("lathe")
    user.bot.waitUntil(lambda: "设备清单 第 1 行 · 名称" in [row.text for row in form.tree.finder.results.rows])


def test_odd_names_among_the_recent_ones_are_shown_with_a_mark_and_stop_nothing(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    settings.opened(Recent(tmp_path / "某\udcff.qibei"))
    settings.opened(Recent(tmp_path / ("长" * 300)))
    settings.opened(Recent(Path("a\0b")))
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    rows = window.findChildren(RecentRow)
    assert len(rows) == 3
    assert "某\ufffd" in rows[-1].accessibleName()


def test_that_nothing_is_remembered_is_told_once(
    empty_window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("app.ui.remembering.show_failure", lambda _window, failure: told.append(str(failure)))
    settings.file = Path("/dev/null/settings.json")
    for name in ("甲", "乙"):
        empty_window.start.forgotten.emit(Path(f"{name}.qibei"))
    assert len(told) == 1
    assert "没有记下来" in told[0]
