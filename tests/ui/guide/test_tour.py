"""The tour and the sample: shown around by keys alone, nothing else can be reached, and the sample is nobody's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import User

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.declaration.samples import trying
from app.declaration.samples.trying import PASSPHRASE, open_sample, packs_with_samples
from app.files import is_sample
from app.forms.paths import FieldPath
from app.settings import Settings
from app.ui import theme
from app.ui.application import make_application
from app.ui.guide.sample import SampleDialog
from app.ui.guide.stops import stops
from app.ui.guide.tour import Tour, _beside, _seen
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def tour(window: MainWindow, user: User) -> Tour:
    window.actions_["tour"].trigger()
    assert window.guide.tour is not None
    return window.guide.tour


def test_the_tour_goes_from_stop_to_stop_by_keys_and_ends_on_the_first_page(
    qtbot: QtBot, window: MainWindow, user: User, tour: Tour
) -> None:
    titles = []
    while window.guide.tour is not None:
        titles.append(tour.title.text())
        qtbot.keyClick(tour.next, Qt.Key.Key_Space)
    assert titles[0] == "全部页面在左边"
    assert "清单像 Excel" in titles
    assert titles[-1] == "不用按保存"
    assert len(titles) == len(set(titles)) == 9
    assert user.form.section == user.form.desk.pack.sections[0].id


def test_every_stop_shows_its_card_whole_and_in_the_window(qtbot: QtBot, window: MainWindow, tour: Tour) -> None:
    window.resize(1024, 700)
    for place in range(9):
        tour.go(place)
        QApplication.processEvents()
        assert tour.rect().contains(tour.card.geometry())
        for button in (tour.leave, tour.back, tour.next):
            assert button.width() >= button.sizeHint().width()
        assert tour.words.height() >= tour.words.heightForWidth(tour.words.width())


def test_the_hole_goes_where_what_is_told_of_is_scrolled(qtbot: QtBot, window: MainWindow, tour: Tour) -> None:
    window.resize(1024, 700)
    tour.go(2)
    told = tour._told
    assert told is not None
    before = QRect(tour._hole)
    told.setFixedWidth(told.width() - 40)  # as what stands beside it grows
    qtbot.waitUntil(lambda: tour._hole != before)
    assert tour._hole == _seen(told, window)


def test_nothing_that_is_told_of_is_covered_by_the_card(window: MainWindow, tour: Tour) -> None:
    window.resize(1024, 700)
    for place in range(9):
        tour.go(place)
        QApplication.processEvents()
        assert not tour._hole.isEmpty()
        assert not tour._hole.intersects(tour.card.geometry()), tour.title.text()


def test_with_large_text_the_card_lies_upon_nothing_that_it_tells_of(
    window: MainWindow, tour: Tour, settings: Settings
) -> None:
    settings.text_size = 200
    application = make_application(settings)
    window.resize(1024, 700)
    covered = {}
    for place in range(9):
        tour.go(place)
        QApplication.processEvents()
        covered[tour.title.text()] = tour._hole.height() < 30 or tour._hole.intersects(tour.card.geometry())
    theme.apply(application, Settings(settings.file))
    assert [title for title, lies_upon in covered.items() if lies_upon] == []
    assert len(covered) == 9


def test_one_can_go_back_and_leave_and_the_cursor_stays_on_the_card(
    qtbot: QtBot, window: MainWindow, tour: Tour
) -> None:
    assert not tour.back.isEnabled()
    qtbot.keyClick(tour.next, Qt.Key.Key_Right)
    assert tour.place == 1
    qtbot.keyClick(tour.next, Qt.Key.Key_Left)
    assert tour.place == 0
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert tour.card.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.guide.tour is None


def test_the_tour_ends_with_the_declaration(window: MainWindow, tour: Tour) -> None:
    assert window.close_form()
    assert window.guide.tour is None
    assert not tour.isVisible()


@pytest.mark.parametrize(
    "hole", [QRect(), QRect(0, 0, 250, 700), QRect(700, 0, 324, 700), QRect(0, 0, 1024, 30), QRect(100, 60, 900, 600)]
)
@pytest.mark.parametrize("width", [380, 800])
def test_the_card_never_leaves_the_window(hole: QRect, width: int) -> None:
    room, card = QRect(0, 0, 1024, 700), QRect(0, 0, width, 200)
    assert room.contains(QRect(_beside(hole, card, room), card.size()))


def test_without_a_declaration_the_tour_offers_a_sample(empty_window: MainWindow) -> None:
    empty_window.start.wanted.emit("tour")
    dialog = empty_window.findChild(SampleDialog)
    assert dialog is not None
    dialog.close()


def test_the_sample_that_is_offered_first_has_a_deadline_and_the_cursor_is_on_its_name(
    qtbot: QtBot, empty_window: MainWindow
) -> None:
    empty_window.guide.choose_sample()
    dialog = empty_window.findChild(SampleDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.which.count() > 0)
    assert dialog._packs[dialog.which.currentIndex()].submission.deadline is not None
    assert dialog.focusWidget() is dialog.which
    dialog.close()


@pytest.mark.parametrize("name", ["hightech-2016", "sichuan-2022", "region-guide", "shanghai-2022"])
def test_what_is_shown_as_a_page_to_fill_has_blanks_and_the_deadline_is_told_of_where_there_is_one(
    empty_window: MainWindow, name: str, tmp_path: Path
) -> None:
    pack = find_pack(name)
    empty_window.show_declaration(Declaration.create(pack, tmp_path / "试.qibei", PASSPHRASE))
    form = empty_window.form
    assert form is not None
    shown = stops(form)
    shown[1].show(form)
    page = form.desk.pack.section[form.section]
    assert len(page.asked) > len(page.evidence_items)
    assert ("截止" in shown[-1].words) == (pack.submission.deadline is not None)


def test_a_sample_is_made_once_tried_out_and_not_among_the_recent_ones(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.guide.choose_sample()
    dialog = empty_window.findChild(SampleDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.which.count() > 0)
    names = [pack.id for pack in dialog._packs]
    assert "hightech-2016" in names
    dialog.which.setCurrentIndex(names.index("miit-2018"))
    dialog.tour.setChecked(False)
    with qtbot.waitSignal(empty_window.guide.opened, timeout=60_000):
        dialog.ok.click()
    form = empty_window.form
    assert form is not None
    assert form.desk.declaration.pack.id == "miit-2018"
    assert is_sample(form.desk.declaration.path)
    assert empty_window.settings.recent == []
    section = form.desk.pack.sections[0]
    blank = FieldPath(section.id, next(iter(section.asked)))
    form.desk.typed(blank, "改着试试")
    assert empty_window.close_form()
    with open_sample(find_pack("miit-2018")) as again:
        assert again.session.answers.get(blank) == "改着试试"


def test_a_sample_that_cannot_be_opened_any_more_is_left_and_another_made(
    pack: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "make_sample", lambda pack, path, words: _empty(pack, path, words))
    wanted = find_pack("miit-2018")
    with open_sample(wanted) as first:
        path = first.path
    path.write_bytes(b"no draft" * 5000)
    with open_sample(wanted) as second:
        assert second.path != path
        assert second.draft.accepts(PASSPHRASE)
    assert path.read_bytes().startswith(b"no draft")


def test_every_pack_that_has_a_sample_is_offered_and_no_other(pack: object) -> None:
    offered = {one.id for one in packs_with_samples()}
    assert {"sichuan-2022", "shanghai-2022", "miit-2018", "miit-2023", "region-guide"} <= offered
    assert "small" not in offered


def _empty(pack: object, path: object, words: str) -> None:
    from app.declaration.declaration import Declaration

    Declaration.create(pack, path, words).close()  # type: ignore[arg-type]


def test_the_words_of_a_stop_point_at_what_is_there(tour: Tour, window: MainWindow) -> None:
    for place in range(9):
        tour.go(place)
        QApplication.processEvents()
        assert not tour._hole.isEmpty()
        assert tour.rect().contains(tour._hole.center() + QPoint())
