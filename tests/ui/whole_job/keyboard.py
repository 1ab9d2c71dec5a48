"""A person without a mouse: sends keys to whatever window has them, and looks at where the cursor is."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from ui.watchdog import Watchdog

PATIENCE = 20.0
"""Seconds for which work beside the window is waited for, on a busy machine."""
MOMENT = 3.0
"""Seconds within which what has just been opened finds its place."""
LEAST = QPoint(24, 12)
"""Pixels of what has the cursor that must be seen, where it has so many."""


class Keyboard:
    """Presses keys, types, waits; acts on no widget but by its keys."""

    def __init__(self, watchdog: Watchdog) -> None:
        self._watchdog = watchdog
        self.patience = PATIENCE
        self.stops = 0

    # -- acting --------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press these keys one after the other, each named as the manual names it: `Ctrl+PgDown`, `Tab`."""
        for name in keys:
            combination = QKeySequence(name)[0]
            QTest.keyClick(self._window(), combination.key(), combination.keyboardModifiers())
            self._breathe()

    def write(self, text: str) -> None:
        """Type letters, or Chinese as an input method brings it: composed first, then chosen."""
        if text.isascii():
            for letter in text:
                QTest.keyClick(self._window(), letter)
                self._watchdog.breathe()
            return
        target = QGuiApplication.focusObject()
        assert target is not None
        QCoreApplication.sendEvent(target, QInputMethodEvent("pin yin", []))
        self._watchdog.breathe()
        chosen = QInputMethodEvent()
        chosen.setCommitString(text)
        QCoreApplication.sendEvent(target, chosen)
        self._watchdog.breathe()

    def rewrite(self, text: str) -> None:
        """Type in the place of what stands in the line."""
        self.press("Ctrl+A")
        self.write(text)

    def tab(self, *, back: bool = False) -> QWidget:
        """Press Tab and look at where the cursor has come; what it left must not look as if it were there still."""
        with self._watchdog.aside():
            before = here()
            picture = before.grab().toImage()
        self.press("Shift+Tab" if back else "Tab")
        with self._watchdog.aside():
            now = here()
            if now is not before:
                assert _changed(before, picture), f"the cursor is not drawn on {told(before)}"
            self.look()
        return now

    def tab_to(self, name: str, *, back: bool = False, most: int = 60) -> QWidget:
        """Press Tab until the cursor is on what is called `name`."""
        passed = [told(here())]
        for _ in range(most):
            if name in here().accessibleName():
                return here()
            passed.append(told(self.tab(back=back)))
        raise AssertionError(f"Tab does not come to “{name}”: {passed}")

    def menu(self, letter: str, words: str) -> None:
        """Choose `words` in the menu of the window that Alt and `letter` open."""
        self.press(f"Alt+{letter}")
        self.choose(words)

    def choose(self, words: str) -> None:
        """Go down in the open menu to `words`, and press Enter."""
        for _ in range(60):
            popup = QApplication.activePopupWidget()
            assert isinstance(popup, QMenu), f"no menu is open for “{words}”"
            chosen = popup.activeAction()
            if chosen is not None and chosen.text().startswith(words):
                self.press("Return")
                return
            self.press("Down")
        raise AssertionError(f"“{words}” is not in the menu")

    def in_file_dialog(self, path: str, opens: Callable[[], object]) -> None:
        """Answer the dialog for a file that `opens` opens; it lets nothing go on before it is answered."""
        said: list[str] = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog) or not isinstance(QApplication.focusWidget(), QLineEdit):
                QTimer.singleShot(20, answer)
                return
            try:
                self.rewrite(path)
                said.append(path)
                self.press("Return")
            except AssertionError:
                dialog.reject()  # else nothing would go on
                raise

        QTimer.singleShot(20, answer)
        opens()
        self.wait(lambda: bool(said), "the dialog for files")

    # -- looking -------------------------------------------------------------------------------

    def wait(self, until: Callable[[], object], what: str) -> None:
        """Let the program work until something is so."""
        end = time.monotonic() + self.patience
        while not until():
            assert time.monotonic() < end, f"waited in vain for {what}; the cursor is on {QApplication.focusWidget()}"
            self._breathe()
            time.sleep(0.001)

    def look(self) -> None:
        """What has the cursor has a name, and is seen."""
        self.stops += 1
        widget = here()
        assert widget.accessibleName().strip(), f"{told(widget)} has no name"
        end = time.monotonic() + MOMENT
        while (why := _unseen(widget)) and here() is widget and time.monotonic() < end:
            self._breathe()
        assert not why, f"{told(widget)} {why}"

    def _breathe(self) -> None:
        """Let the loop serve what waits; see that a window has the keys."""
        self._watchdog.breathe()
        self._window()

    def _window(self) -> QWindow:
        """The window that has the keys; as the system would, one is given them once that which had them has gone."""
        end = time.monotonic() + 2
        while QGuiApplication.focusWindow() is None and time.monotonic() < end:
            (QApplication.activeModalWidget() or _lowest()).activateWindow()
            self._watchdog.breathe()
        window = QGuiApplication.focusWindow()
        assert window is not None, f"no window has the keys: {QApplication.topLevelWidgets()}"
        return window


def here() -> QWidget:
    """What has the cursor."""
    widget = QApplication.focusWidget()
    assert widget is not None, f"nothing has the cursor in {QApplication.activeWindow()}"
    return widget


def told(widget: QWidget) -> str:
    """A widget as a failure names it."""
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


def _lowest() -> QWidget:
    """The window that is left when all dialogs have gone."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow) and one.isVisible())


def _unseen(widget: QWidget) -> str:
    """Why what has the cursor cannot be seen; nothing where it can."""
    seen = widget.visibleRegion().boundingRect()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        seen = seen.intersected(widget.viewport().geometry())
    if seen.width() < min(LEAST.x(), widget.width()) or seen.height() < min(LEAST.y(), widget.height()):
        return f"is out of sight: {seen} of {widget.size()} in {widget.parentWidget()}"
    return "" if _on_top(widget, seen) else "is covered"


def _changed(widget: QWidget, before: QImage) -> bool:
    """Whether a widget, as far as it is still there, looks different from `before`."""
    return not widget.isVisible() or widget.grab().toImage() != before


def _on_top(widget: QWidget, seen: QRect) -> bool:
    """Whether nothing stands before the middle of what is seen of a widget."""
    window = widget.window()
    found = window.childAt(widget.mapTo(window, seen.center()))
    if isinstance(widget, QAbstractScrollArea) and found is not None and widget.isAncestorOf(found):
        return True
    return found is not None and (found is widget or widget.isAncestorOf(found) or found.isAncestorOf(widget))
