"""What views of rows have in common: the rows as one blank of the page, a name, a count, and buttons above them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.forms.checks.problems import Problem
from app.forms.paths import FieldPath
from app.ui import icons
from app.ui.desk import Desk
from app.ui.form.blocks.view import BlockView
from app.ui.theme import space
from app.ui.widgets.labels import Elided, titled

Action = tuple[str, str, Callable[[], None]]
"""Its icon, its name, and what it does."""


class RowsEditor:
    """All rows as one blank of their page."""

    def __init__(self, view: RowsBlock, path: FieldPath) -> None:
        self.path = path
        self._view = view

    def refresh(self) -> None:
        """Follow the session."""
        self._view.follow()

    def show_problems(self, problems: list[Problem]) -> None:
        """Nothing: the view shows them where they are."""

    def take_focus(self, path: FieldPath) -> None:
        """Put the cursor into a row or cell."""
        self._view.go(path)


class RowsBlock(BlockView):
    """A block of rows under a `name`."""

    def __init__(self, desk: Desk, name: str, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._name = name
        self._count = Elided(self)
        self._count.setProperty("tone", "muted")
        self._buttons: list[QToolButton] = []
        self.stack.setSpacing(space.CLOSE)

    @abstractmethod
    def follow(self) -> None:
        """Show the session's rows."""

    @abstractmethod
    def go(self, path: FieldPath) -> None:
        """Put the cursor into a row or cell."""

    def _head(self, actions: Iterable[Action]) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(space.HAIR)
        title = titled(self._name, self)
        title.setWordWrap(True)
        head.addWidget(title)
        head.addSpacing(space.CLOSE)
        head.addWidget(self._count)
        head.addStretch(1)
        for icon, name, action in actions:
            head.addWidget(self._button(icon, name, action))
        return head

    def _button(self, icon: str, name: str, action: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        icons.give(button, icon)
        button.setToolTip(name)
        button.setAccessibleName(f"{self._name}：{name}")
        button.setEnabled(not self.desk.read_only)
        button.clicked.connect(action)
        self._buttons.append(button)
        return button
