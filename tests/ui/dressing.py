"""A window in another size of text or other colours, for as long as a test looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.settings import Appearance, Settings
from app.ui.main_window import MainWindow


@contextmanager
def dressed(
    window: MainWindow, settings: Settings, *, text_size: int = 100, appearance: Appearance = "light"
) -> Iterator[None]:
    """Show the window so, and let what comes after it look as usual."""
    settings.text_size, settings.appearance = text_size, appearance
    window.looks.follow()
    try:
        window.show()
        yield
    finally:
        settings.text_size, settings.appearance = 100, "light"
        window.looks.follow()
