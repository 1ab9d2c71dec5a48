"""The one edge where failures are shown: what happened, that nothing was lost, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QPushButton, QToolButton, QWidget

from app.errors import AppError
from app.ui import icons
from app.ui.theme import colours, measure, scaled, show_as, space

UNDO = "按 Ctrl+Z 可一次撤销。"
"""Ends what is said of a large step, as long as it is the last."""


def show_failure(parent: QWidget, failure: AppError) -> QMessageBox:
    """Tell a failure in a box of its own; returns at once."""
    return _show(parent, QMessageBox.Icon.Warning, "没有完成", failure.message, failure.hint)


def show_done(parent: QWidget, message: str, hint: str = "") -> QMessageBox:
    """Tell what was done in a box of its own; returns at once."""
    return _show(parent, QMessageBox.Icon.Information, "已完成", message, hint)


def _show(parent: QWidget, icon: QMessageBox.Icon, title: str, message: str, hint: str) -> QMessageBox:
    box = QMessageBox(icon, title, message, QMessageBox.StandardButton.Ok, parent)
    mark(box, *(("warning", "advice") if icon is QMessageBox.Icon.Warning else ("done", "done")))
    box.setInformativeText(hint)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    give_room(box)
    box.open()
    return box


def question(
    parent: QWidget, title: str, words: str, meaning: str, yes: str, no: str
) -> tuple[QMessageBox, QPushButton]:
    """A box that asks, and its button that agrees; Enter and Esc answer `no`."""
    box = QMessageBox(QMessageBox.Icon.Question, title, words, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(meaning)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    for button in (agree, leave):
        button.setAccessibleName(button.text())
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    give_room(box)
    return box, agree


def mark(box: QMessageBox, name: str, tone: str) -> None:
    """Show our own icon of that name in a box, in the colour of `tone`."""
    shown = colours()
    drawn = icons.picture(name, getattr(shown, tone), scaled(measure.EMBLEM), box.devicePixelRatioF(), shown.window)
    box.setIconPixmap(drawn)


def give_room(box: QMessageBox) -> None:
    """The room around the words that every dialog has; Qt lays a box out anew with each thing that is set."""
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(*space.DIALOG)


def restyle(widget: QWidget, tone: str) -> None:
    """Show a label or bar in another tone."""
    show_as(widget, "tone", tone)


class Banner(QFrame):
    """A line across the window that says something lasting: read only, older than seen."""

    pressed, closed = Signal(), Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._button = QPushButton(self)
        self._button.setProperty("link", True)
        self._button.setAccessibleName("知道了")
        self._button.hide()
        self._button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(*space.BAR)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(self._closing())
        self.hide()

    def tell(self, words: str, *, tone: str = "advice", button: str = "", closable: bool = False) -> None:
        """Say `words`, or nothing; offer `button` beside them, and to say it no more where it is `closable`."""
        self._close.setVisible(closable)
        self._words.setText(words)
        restyle(self, tone)
        self._button.setText(button)
        self._button.setAccessibleName(button.rstrip("…") or "知道了")
        self._button.setVisible(bool(button))
        self.setVisible(bool(words))

    def _closing(self) -> QToolButton:
        self._close = QToolButton(self)
        icons.give(self._close, "close", "faint")
        self._close.setToolTip("以后再说")
        self._close.setAccessibleName("以后再说")
        self._close.hide()
        self._close.clicked.connect(self.closed)
        return self._close
