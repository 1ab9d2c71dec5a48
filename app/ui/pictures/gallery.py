"""Every dialog of the program, by name; a test compares it with the classes that there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from app.ui.pictures.asking import ASKED
from app.ui.pictures.colleagues import SHARED
from app.ui.pictures.dialogs import OWN, Stage
from app.ui.pictures.drafts import DRAFTS

DIALOGS: dict[str, Callable[[Stage], QDialog]] = {**OWN, **DRAFTS, **SHARED, **ASKED}
