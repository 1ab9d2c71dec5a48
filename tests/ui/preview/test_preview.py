"""预览: the bound spreads beside the form, at the section that is filled in, true after every change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.evidence.apart.start import running
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.preview.view import PreviewView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every window without a display


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow, form: FormView) -> PreviewView:
    """The preview, opened from the first page, with its spread drawn."""
    window.actions_["preview"].trigger()
    found = form.preview.view
    assert found is not None
    drawn(qtbot, found)
    return found


def drawn(bot: QtBot, view: PreviewView) -> None:
    """Wait until the spread that is shown is drawn."""
    bot.waitUntil(lambda: view.pages.preview is not None and view.spread.drawn, timeout=30_000)


def ink(image: QImage) -> int:
    """How many pixels of a picture are dark."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(value < 128 for value in bytes(grey.constBits()))


def test_the_cover_stands_alone_at_the_right(form: FormView, view: PreviewView) -> None:
    assert form.preview.in_place
    assert view.spread.spread == (None, 0)
    assert view.where.text().startswith("无页码")
    assert ink(view.spread.grab().toImage()) > 200


def test_leaves_are_turned_with_keys_and_the_last_is_the_end(qtbot: QtBot, view: PreviewView) -> None:
    preview = view.pages.preview
    assert preview is not None
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.spread.spread == preview.spreads[1]
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.spread.spread == (None, 0)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.spread.spread == preview.spreads[-1]
    assert not view.on.isEnabled()


def test_the_preview_follows_the_section_that_is_chosen(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    preview = view.pages.preview
    assert preview is not None
    for _, _, section in preview.places:
        form.tree.chosen.emit(section)
        assert preview.page_of(section) in view.spread.spread
        assert form.section == section
        assert form.preview.in_place


def test_a_double_click_on_a_page_goes_to_what_is_filled_in_there(
    qtbot: QtBot, form: FormView, view: PreviewView
) -> None:
    preview = view.pages.preview
    assert preview is not None
    page, y, section = preview.places[-1]
    view.turn_to(page)
    drawn(qtbot, view)
    side = view.spread.spread.index(page)
    place = view.spread._area(preview, bool(side))
    at = QPoint(round(place.center().x()), round(place.top() + (y + 20) * view.spread.scale))
    qtbot.mouseDClick(view.spread, Qt.MouseButton.LeftButton, pos=at)
    assert form.section == section
    assert form.middle.currentWidget() is form.page(section)


def test_escape_goes_back_to_the_page(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert form.middle.currentWidget() is form.page(form.section)


def test_in_a_window_of_its_own_it_follows_what_is_typed(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    view.apart.click()
    assert view.isWindow()
    assert form.middle.currentWidget() is form.page(form.section)
    before = view.pages.preview
    User(qtbot, form).type("cover.project", "SunLink 3.0")
    qtbot.waitUntil(lambda: view.pages.preview is not before, timeout=30_000)
    view.close()
    assert not view.isWindow()
    assert not form.preview.in_place


def test_a_change_is_seen_when_the_preview_is_opened_again(
    qtbot: QtBot, window: MainWindow, form: FormView, view: PreviewView
) -> None:
    before = view.pages.preview
    window.actions_["preview"].trigger()
    form.desk.chosen(path("cover.project"), "新名称有限公司")
    window.actions_["preview"].trigger()
    qtbot.waitUntil(lambda: view.pages.preview is not before, timeout=30_000)
    assert form.preview.in_place


def test_a_declaration_can_be_closed_while_its_book_is_being_set(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    others = running()
    window.actions_["preview"].trigger()
    with qtbot.captureExceptions() as caught:
        assert window.close_form()
        qtbot.waitUntil(lambda: running() <= others, timeout=20_000)
        qtbot.wait(300)
    assert caught == []
    assert window.form is None
