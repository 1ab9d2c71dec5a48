"""Whether what stands in a window can be read: no word cut, nothing outside, nothing in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.ui.widgets.labels import Elided

SLACK = 1
"""Pixels that rounding may take."""
LATIN = re.compile(r"[A-Za-z]{2,}")
KNOWN = {
    *(
        "Word",
        "PDF",
        "XLSX",
        "CSV",
        "OFD",
        "Excel",
        "DOCX",
        "Ctrl",
        "Shift",
        "Alt",
        "Tab",
        "Esc",
        "Enter",
        "Ins",
        "Del",
    ),
    *(
        "PgUp",
        "PgDown",
        "PgDn",
        "WPS",
        "Apache",
        "Qt",
        "LGPL",
        "LibreOffice",
        "qibei",
        "txt",
        "json",
        "yaml",
        "age",
        "OneDrive",
        "dpi",
        "GB",
        "MB",
    ),
    *(
        "KB",
        "csv",
        "pdf",
        "docx",
        "xlsx",
        "jpg",
        "png",
        "wps",
        "psd",
        "exe",
        "eml",
        "Home",
        "End",
        "Left",
        "Right",
        "Space",
    ),
}


def seen(window: QWidget) -> Iterator[QWidget]:
    """Every widget below `window` that is shown."""
    yield from (widget for widget in window.findChildren(QWidget) if widget.isVisibleTo(window))


def cut(window: QWidget) -> list[str]:
    """The words that are cut: labels and buttons that are smaller than what they say, or stand outside."""
    return [f"{type(one).__name__} {_words(one)!r}: {why}" for one in seen(window) if (why := _why_cut(one, window))]


def _why_cut(widget: QWidget, window: QWidget) -> str:
    if not isinstance(widget, QLabel | QAbstractButton) or not _words(widget):
        return ""
    if isinstance(widget, Elided) and widget.text() in widget.toolTip().splitlines():
        return ""
    needed = widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        if widget.height() + SLACK < widget.heightForWidth(widget.width()):
            return f"{widget.height()} of {widget.heightForWidth(widget.width())} high"
    elif widget.width() + SLACK < needed.width() or widget.height() + SLACK < needed.height():
        return f"{widget.width()}x{widget.height()} of {needed.width()}x{needed.height()}"
    return "" if _holder(widget, window).contains(_place(widget, window)) else "outside"


def _holder(widget: QWidget, window: QWidget) -> QRect:
    """The room it must stay in: the window's, or at the sides that of the area which scrolls it up and down."""
    above = widget.parentWidget()
    while above is not None and above is not window:
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and above is area.viewport():
            place = _place(above, window)
            return QRect(place.left(), -10_000, place.width(), 100_000)
        above = area
    return window.rect()


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return ""


def foreign(window: QWidget, allowed: str = "") -> list[str]:
    """Latin words that are shown or told in tool tips and to screen readers, outside those that are known.

    What stands in `allowed` is known too: file names, answers.
    """
    found = []
    for widget in [window, *seen(window)]:
        for words in _told(widget):
            plain = re.sub(r"<[^>]+>|&(?=[A-Za-z])", "", words)
            strange = [one for one in LATIN.findall(plain) if one not in KNOWN and one not in allowed]
            if strange:
                found.append(f"{type(widget).__name__}: {words!r}")
    return found


def _told(widget: QWidget) -> Iterator[str]:
    yield _words(widget)
    yield widget.windowTitle() if widget.isWindow() else ""
    yield widget.toolTip()
    yield widget.accessibleName()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
