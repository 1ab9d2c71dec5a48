"""Contrast as WCAG 2.1 AA asks: text 4.5 : 1, what is seen and not read 3 : 1; from the tokens and from real views."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui import theme
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.start.new import NewView
from app.ui.theme.palettes import DARK, DARK_STRONG, LIGHT, LIGHT_STRONG, Colours

TEXT, SEEN, STRONG = 4.5, 3.0, 7.0
GROUNDS = ("window", "surface", "sunken", "blank", "accent_soft")
TEXTS = ("text", "muted", "faint", "accent", "blocking", "advice", "done")
SOFT = ("blocking_soft", "advice_soft", "done_soft")
THEMES = {"light": LIGHT, "dark": DARK, "light strong": LIGHT_STRONG, "dark strong": DARK_STRONG}


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(shown: Colours, pairs: Iterator[tuple[str, str]], least: float) -> list[str]:
    """The pairs of tokens with less contrast than `least`."""
    found = {(one, ground): ratio(QColor(getattr(shown, one)), QColor(getattr(shown, ground))) for one, ground in pairs}
    return [f"{one} on {ground}: {value:.2f}" for (one, ground), value in found.items() if value < least]


@pytest.mark.parametrize("shown", THEMES.values(), ids=THEMES)
def test_every_text_is_read_on_every_ground(shown: Colours) -> None:
    grounds = (*GROUNDS, *SOFT)
    assert too_faint(shown, ((one, ground) for one in TEXTS for ground in grounds), TEXT) == []
    assert (
        too_faint(
            shown, ((one, ground) for one, ground in (("on_accent", "accent"), ("on_accent", "accent_strong"))), TEXT
        )
        == []
    )


@pytest.mark.parametrize("shown", THEMES.values(), ids=THEMES)
def test_edges_blanks_and_the_ring_of_focus_are_seen(shown: Colours) -> None:
    edges = ((one, ground) for one in ("edge", "accent") for ground in ("window", "surface", "sunken"))
    assert too_faint(shown, edges, SEEN) == []
    assert too_faint(shown, (("blank_line", ground) for ground in GROUNDS), SEEN) == []


@pytest.mark.parametrize("shown", [LIGHT_STRONG, DARK_STRONG], ids=["light", "dark"])
def test_stronger_contrast_is_that_of_level_aaa(shown: Colours) -> None:
    assert (
        too_faint(shown, ((one, ground) for one in TEXTS for ground in ("window", "surface", "sunken")), STRONG) == []
    )


# -- as it is drawn ------------------------------------------------------------------------------------------------


def drawn_contrast(widget: QWidget) -> float:
    """The contrast of the ground with what differs most from it, as drawn in the window around the widget."""
    window = widget.window()
    place = widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))
    image = window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
    ground = QColor(pixels.most_common(1)[0][0])
    often = [QColor(pixel) for pixel, count in pixels.items() if count >= 3] or [ground]
    return max(ratio(ground, one) for one in often)


@pytest.fixture(params=["light", "dark"])
def shown(request: pytest.FixtureRequest, window: MainWindow, settings: Settings) -> Iterator[MainWindow]:
    """The window in either theme."""
    settings.appearance = request.param
    window.looks.follow()
    yield window
    settings.appearance = "system"
    theme.apply(QApplication.instance(), settings)  # type: ignore[arg-type]  # it is one with widgets


def labels(view: QWidget) -> list[QLabel]:
    """The labels with words that are seen."""
    return [
        one for one in view.findChildren(QLabel) if one.isVisible() and one.text() and not one.visibleRegion().isEmpty()
    ]


def test_the_words_of_a_page_are_read_as_they_are_drawn(qtbot: QtBot, shown: MainWindow, form: FormView) -> None:
    for section in ("cover", "applicant"):
        form.open(section)
        qtbot.wait(50)
        faint = {one.text(): value for one in labels(form) if (value := drawn_contrast(one)) < TEXT}
        assert faint == {}


def inner_contrast(line: QLineEdit) -> float:
    """The contrast of what stands in an empty line, without its edge."""
    place = line.rect().adjusted(4, 4, -4, -4).translated(line.mapTo(line.window(), line.rect().topLeft()))
    image = line.window().grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
    ground = QColor(pixels.most_common(1)[0][0])
    return max(ratio(ground, QColor(pixel)) for pixel in pixels)


def test_what_an_empty_line_asks_for_is_read(qtbot: QtBot, shown: MainWindow, form: FormView) -> None:
    qtbot.wait(50)
    lines = [one for one in form.findChildren(QLineEdit) if one.isVisible() and one.isEnabled() and not one.hasFocus()]
    empty = [one for one in lines if one.placeholderText() and not one.text()]
    assert empty
    assert [one.placeholderText() for one in empty if inner_contrast(one) < TEXT] == []


def test_blanks_and_buttons_are_seen_as_they_are_drawn(qtbot: QtBot, shown: MainWindow, form: FormView) -> None:
    form.open("cover")
    qtbot.wait(50)
    blanks = [one for one in form.page("cover").findChildren(QLineEdit) if one.isVisible() and one.isEnabled()]
    buttons = [one for one in form.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    assert blanks
    assert buttons
    assert [one.accessibleName() for one in [*blanks, *buttons] if drawn_contrast(one) < SEEN] == []


def test_the_questions_for_a_new_declaration_are_read_as_they_are_drawn(qtbot: QtBot, shown: MainWindow) -> None:
    shown.new()
    view = shown.pages.currentWidget()
    assert isinstance(view, NewView)
    qtbot.waitUntil(lambda: bool(view.cards), timeout=20_000)
    qtbot.wait(50)
    assert {one.text(): value for one in labels(view) if (value := drawn_contrast(one)) < TEXT} == {}


@pytest.mark.parametrize("kind", [QComboBox, QDateEdit, QSpinBox])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_arrows_of_what_cannot_be_used_are_as_pale_as_its_words(
    empty_window: MainWindow, settings: Settings, kind: type[QComboBox | QDateEdit | QSpinBox], appearance: str
) -> None:
    settings.appearance = appearance
    empty_window.looks.follow()
    try:
        ground = QWidget(empty_window)
        ground.setObjectName("backdrop")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = kind(ground)
        if isinstance(box, QDateEdit):
            box.setCalendarPopup(True)
        box.resize(box.sizeHint())
        ground.resize(box.size())
        strongest = []
        for enabled in (True, False):
            box.setEnabled(enabled)
            box.ensurePolished()
            arrows = ground.grab().toImage().copy(box.width() - 26, 4, 22, box.height() - 8)
            around = arrows.pixelColor(0, 0)
            pixels = (arrows.pixelColor(x, y) for x in range(arrows.width()) for y in range(arrows.height()))
            strongest.append(max(ratio(pixel, around) for pixel in pixels))
        assert strongest[0] - strongest[1] > 1, strongest
        assert strongest[1] > 1.5, strongest
    finally:
        settings.appearance = "system"
        empty_window.looks.follow()
