"""预览: the bound spreads beside the form, at the section that is filled in, true after every change."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.declaration.book.open_book import OpenBook
from app.declaration.declaration import Declaration
from app.evidence.apart.start import running
from app.settings import Settings
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.preview.bar import Where
from app.ui.preview.view import PreviewView
from app.ui.preview.zoom import CHOICES

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
    bot.waitUntil(lambda: view.pages.book is not None and not view.pages.mark and view.spread.drawn, timeout=30_000)


def book_of(view: PreviewView) -> OpenBook:
    """The book that is shown."""
    assert view.pages.book is not None
    return view.pages.book


def click(bot: QtBot, view: PreviewView, page: int, x: float, y: float) -> None:
    """Click a place of a page, given in points."""
    corner = view.spread.area(page).topLeft()
    at = QPoint(round(corner.x() + x * view.spread.scale), round(corner.y() + y * view.spread.scale))
    bot.mouseClick(view.spread, Qt.MouseButton.LeftButton, pos=at)


def wheel(widget: QWidget, by: int) -> None:
    """Turn the wheel over a widget with Ctrl held down."""
    at, control = QPointF(widget.rect().center()), Qt.KeyboardModifier.ControlModifier
    turn = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        control,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turn)


def ink(image: QImage) -> int:
    """How many pixels of a picture are dark."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(value < 128 for value in bytes(grey.constBits()))


def test_the_cover_stands_alone_at_the_right(form: FormView, view: PreviewView) -> None:
    view.turn_to(0)
    assert form.preview.in_place
    assert view.spread.spread == (None, 0)
    assert view.bar.where.text().startswith("无页码")
    assert ink(view.spread.grab().toImage()) > 200


def test_leaves_are_turned_with_keys_and_the_last_is_the_end(qtbot: QtBot, view: PreviewView) -> None:
    book = book_of(view)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.spread.spread == book.spreads[1]
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.spread.spread == (None, 0)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.spread.spread == book.spreads[-1]
    assert not view.bar.on.isEnabled()


def test_the_slider_goes_anywhere_in_the_book_and_shows_where_it_is(qtbot: QtBot, view: PreviewView) -> None:
    book = book_of(view)
    view.slider.slider.setValue(len(book.spreads) - 1)
    assert view.spread.spread == book.spreads[-1]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.slider.slider.value() == 0
    qtbot.keyClick(view.slider.slider, Qt.Key.Key_Right)
    assert view.spread.spread == book.spreads[1]


def test_the_preview_follows_the_section_that_is_chosen(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    book = book_of(view)
    for _, _, section in book.places:
        form.tree.chosen.emit(section)
        assert book.page_of(section) in view.spread.spread
        assert form.section == section
        assert form.preview.in_place


def test_the_blank_with_the_cursor_is_marked_on_the_paper(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    blank = path("equipment.total")
    form.desk.chosen(blank, "1200")
    form.go(blank)
    form.preview.toggle()
    drawn(qtbot, view)
    page = book_of(view).page_with(blank)
    assert page is not None
    assert page in view.spread.spread
    (mark,) = view.spread.marks(page)
    middle = mark.center().toPoint()
    assert view.spread.grab(mark.toAlignedRect()).toImage().pixelColor(1, 1).blueF() > 0.7
    assert view.spread.place_of(mark.center()) is not None
    assert view.spread.rect().contains(middle)


def test_a_click_on_the_paper_puts_the_cursor_into_the_blank(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    blank = path("equipment.total")
    form.desk.chosen(blank, "1200")
    drawn(qtbot, view)
    page = book_of(view).page_with(blank)
    assert page is not None
    (spot,) = book_of(view).spots_of(blank, page)
    view.turn_to(page)
    click(qtbot, view, page, spot.x + spot.width / 2, spot.y + spot.height / 2)
    assert form.section == "equipment"
    assert form.middle.currentWidget() is form.page("equipment")
    editor = User(qtbot, form).line("equipment.total")
    assert editor.hasFocus()


def test_a_click_beside_every_blank_leads_to_the_section(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    page, y, section = book_of(view).places[-1]
    view.turn_to(page)
    drawn(qtbot, view)
    click(qtbot, view, page, 300.0, y + 4.0)
    assert form.section == section
    assert form.middle.currentWidget() is form.page(section)


def test_escape_goes_back_to_the_blank_that_was_left(qtbot: QtBot, window: MainWindow, form: FormView) -> None:
    blank = path("equipment.total")
    form.go(blank)
    left = form.page("equipment").focusWidget()
    window.actions_["preview"].trigger()
    found = form.preview.view
    assert found is not None
    drawn(qtbot, found)
    qtbot.keyClick(found, Qt.Key.Key_Escape)
    assert form.middle.currentWidget() is form.page("equipment")
    assert left is not None
    assert left.hasFocus()


def test_pages_become_larger_with_the_wheel_and_with_keys(qtbot: QtBot, view: PreviewView) -> None:
    whole = view.spread.scale
    view.bar.size_.setCurrentText("100%")
    hundred = view.spread.scale
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    larger = view.spread.scale
    assert larger > hundred
    qtbot.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.spread.scale == hundred
    wheel(view.area.viewport(), 120)
    assert view.spread.scale == larger
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.spread.scale == whole
    for choice in CHOICES:
        view.bar.size_.setCurrentText(choice)
        drawn(qtbot, view)


def test_in_a_window_of_its_own_it_follows_what_is_typed(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    view.bar.apart.click()
    assert view.isWindow()
    assert form.middle.currentWidget() is form.page(form.section)
    before = view.pages.book
    User(qtbot, form).type("cover.project", "SunLink 3.0")
    assert view.pages.mark == "更新中"
    drawn(qtbot, view)
    assert view.pages.book is not before
    view.close()
    assert not view.isWindow()
    assert not form.preview.in_place


def test_a_change_is_seen_when_the_preview_is_opened_again(
    qtbot: QtBot, window: MainWindow, form: FormView, view: PreviewView
) -> None:
    before = view.pages.book
    window.actions_["preview"].trigger()
    form.desk.chosen(path("cover.project"), "新名称有限公司")
    assert view.pages.mark == "更新中"
    window.actions_["preview"].trigger()
    drawn(qtbot, view)
    assert view.pages.book is not before
    assert form.preview.in_place


def test_what_is_typed_stands_on_the_paper_at_the_end(qtbot: QtBot, form: FormView, view: PreviewView) -> None:
    for words in ("一", "一二", "一二三", "四"):
        form.desk.typed(path("cover.project"), words)
        qtbot.wait(30)
    drawn(qtbot, view)
    with pypdfium2.PdfDocument(book_of(view).pdf([0])) as pdf:
        shown = pdf[0].get_textpage().get_text_bounded()
    assert "四" in shown
    assert "一二" not in shown


def test_the_page_that_a_blank_prints_on_is_told_only_while_it_is_sure(
    qtbot: QtBot, form: FormView, view: PreviewView
) -> None:
    blank = path("equipment.total")
    form.desk.chosen(blank, "1200")
    drawn(qtbot, view)
    told: list[str] = []
    form.preview.told.connect(told.append)
    form.go(blank)
    page = book_of(view).page_with(blank)
    assert page is not None
    assert told[-1] == f"印在{book_of(view).named(page)}"
    form.desk.typed(blank, "13")
    assert told[-1] == ""
    drawn(qtbot, view)
    assert told[-1].startswith("印在")


def test_on_a_wide_window_page_and_preview_stand_side_by_side(qtbot: QtBot, window: MainWindow, form: FormView) -> None:
    window.resize(1920, 1080)
    qtbot.wait(50)
    assert form.panel.isVisible()
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    drawn(qtbot, view)
    assert form.preview.beside
    assert view.isVisible()
    assert form.page(form.section).isVisible()
    assert not form.panel.isVisible()
    User(qtbot, form).type("cover.project", "SunLink 3.0")
    assert form.page(form.section).isVisible()
    window.actions_["preview"].trigger()
    assert not view.isVisible()
    assert form.panel.isVisible()


def test_how_page_and_preview_share_their_room_is_remembered(
    qtbot: QtBot, window: MainWindow, form: FormView, declaration: Declaration, settings: Settings
) -> None:
    window.resize(1920, 1080)
    qtbot.wait(50)
    window.actions_["preview"].trigger()
    splitter = form.preview._splitter
    splitter.setSizes([900, splitter.width() - 900])
    splitter.splitterMoved.emit(900, 1)
    sizes = splitter.sizes()
    assert window.close_form()
    assert Settings.load(settings.file).parts == {"preview": sizes}


def test_escape_in_the_preview_beside_the_page_gives_the_cursor_back(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    window.resize(1920, 1080)
    qtbot.wait(50)
    form.go(path("equipment.total"))
    left = form.page("equipment").focusWidget()
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    assert left is not None
    assert left.hasFocus()
    drawn(qtbot, view)
    view.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert view.isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Home)
    assert view.spread.spread == (None, 0)
    qtbot.keyClick(focused, Qt.Key.Key_PageDown)
    assert view.spread.spread != (None, 0)
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert left.hasFocus()


def test_tab_comes_to_the_preview_beside_the_page_and_to_all_that_it_offers(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    window.resize(1920, 1080)
    qtbot.wait(50)
    form.go(path("equipment.total"))
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    drawn(qtbot, view)
    met: set[QWidget] = set()
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {view.spread, view.bar.size_, view.bar.beside, view.bar.home, view.slider.slider} <= met
    assert form.page("equipment").isVisible()


def test_the_choice_of_the_place_holds_as_long_as_the_declaration_is_open(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    window.resize(1920, 1080)
    qtbot.wait(50)
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    view.bar.beside.click()
    assert form.preview.in_place
    window.actions_["preview"].trigger()
    window.actions_["preview"].trigger()
    assert form.preview.in_place
    view.bar.beside.click()
    assert form.preview.beside
    assert form.page(form.section).isVisible()


def test_what_parts_page_and_preview_stays_where_it_was_put(qtbot: QtBot, window: MainWindow, form: FormView) -> None:
    window.resize(1920, 1080)
    qtbot.wait(50)
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    splitter = form.preview.side.parentWidget()
    assert isinstance(splitter, QSplitter)
    splitter.moveSplitter(splitter.handle(1).x() - 60, 1)
    width = view.width()
    view.bar.beside.click()
    view.bar.beside.click()
    assert form.preview.beside
    assert abs(view.width() - width) <= 3


def test_on_a_narrow_window_the_preview_takes_the_place_of_the_page(
    qtbot: QtBot, window: MainWindow, form: FormView, view: PreviewView
) -> None:
    assert window.width() < 1600
    assert form.preview.in_place
    assert not view.bar.beside.isVisible()


def test_a_window_that_becomes_narrow_has_room_for_the_page_alone(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    window.resize(1920, 1080)
    qtbot.wait(50)
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    window.resize(1100, 760)
    qtbot.waitUntil(lambda: not view.isVisible())
    assert form.page(form.section).isVisible()
    window.actions_["preview"].trigger()
    assert form.preview.in_place


def test_a_book_that_cannot_be_made_is_told_and_no_page_passes_for_it(
    qtbot: QtBot, form: FormView, view: PreviewView
) -> None:
    form.desk.chosen(path("cover.project"), "名称" * 900)
    qtbot.waitUntil(lambda: "预览没有生成" in view.state.text(), timeout=30_000)
    assert view.pages.mark == "不是最新内容"
    form.desk.chosen(path("cover.project"), "名称")
    drawn(qtbot, view)
    assert view.state.text() == ""


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


def test_in_a_narrow_window_the_open_pages_are_named_whole_or_without_how_many_there_are(qtbot: QtBot) -> None:
    long, short = Where(None), Where(None)  # type: ignore[arg-type]  # labels that stand alone
    for label, words in ((long, "第 5 页（全书 130 面）"), (short, "第 5 页")):
        qtbot.addWidget(label)
        label.setText(words)
        label.resize(100, 24)
    assert long.fontMetrics().horizontalAdvance(long.text()) > 100
    assert long.grab().toImage() == short.grab().toImage()
    long.resize(400, 24)
    short.resize(400, 24)
    assert long.grab().toImage() != short.grab().toImage()
