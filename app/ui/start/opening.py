"""A draft on its way into the window: what an earlier run left of it, who else has it open, its key or passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError, DraftInUse, ReadOnlyPlace
from app.files import Opened
from app.ui.start import asking
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.drafts.away.leftovers import Leftover

Open = Callable[[bool, bool], "Declaration | None"]
"""Opens a draft: only for reading, ignoring another computer's lock; None means: ask for the passphrase."""


class Opening(QObject):
    """Opens drafts for one window, beside it; `opened` brings the declaration.

    `picked` brings a file that is to be opened, `damaged` one that is not whole, the failure and the passphrase.
    """

    opened, picked = Signal(object), Signal(object)
    damaged = Signal(object, object, str)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window, self.folder = window, folder
        self._task: Task | None = None
        self._wished: Path | None = None  # what is being opened, as long as nothing is asked and nothing else wished

    def pick(self) -> None:
        """Let the user pick what can be opened; `picked` brings it."""
        kinds = f"申报书、加密副本、申报模板 ({' '.join(f'*{kind.value}' for kind in Opened)})"
        from app.ui.widgets.file_dialog import ask_open

        name = ask_open(self._window, "打开申报书", str(self.folder), kinds)
        if name:
            self.picked.emit(Path(name))

    def open(self, path: Path) -> None:
        """Open a draft: with what an earlier run left of it, if its user wants that; see `Declaration.open`.

        Of two that are wished for quickly one after the other the last is opened, and a second click opens nothing.
        """
        if path == self._wished:
            return
        self._wish(
            path, lambda: _left_of(path), lambda left: self._asked_of(path, left), lambda _failure: self._try(path)
        )

    def withdraw(self) -> None:
        """Something else is wished for: a draft that is still on its way is closed when it comes."""
        self._wished = None

    def look_back(self, known: list[Path], tell: Callable[..., None]) -> None:
        """Look what earlier runs left, among the `known` drafts too, and `tell` it."""

        def look() -> object:
            from app.declaration.keeping.unfinished import unfinished

            return unfinished(known)

        self._run(look, tell, lambda _failure: None)

    def reopen(self, declaration: Declaration, *, read_only: bool) -> None:
        """Open a draft once more that was just closed, with the key it had."""

        def again(read_only: bool, _take_over: bool) -> Declaration:
            return declaration.reopened(read_only=read_only)

        self._attempt(declaration.path, again, read_only=read_only)

    def _asked_of(self, path: Path, left: Leftover | None) -> None:
        if left is None:
            self._try(path)
            return
        dialog = asking.about_leftover(left, self._window)
        ways = {
            "resume": lambda: self._try(path),
            "save_as": lambda: asking.copy_elsewhere(left, self._window, self.folder),
            "discard": lambda: asking.discard(left, self._window, lambda: self._try(path)),
        }
        dialog.chosen.connect(lambda name: ways[name]())
        dialog.open()

    def _try(self, path: Path) -> None:
        """With the key this computer keeps, or the passphrase."""

        def remembered(read_only: bool, take_over: bool) -> Declaration | None:
            from app.declaration.declaration import Declaration

            return Declaration.open_remembered(path, read_only=read_only, take_over=take_over)

        self._attempt(path, remembered)

    def _attempt(self, path: Path, way: Open, *, read_only: bool = False, take_over: bool = False) -> None:
        def failed(failure: AppError) -> None:
            if isinstance(failure, ReadOnlyPlace) and not read_only:
                self._attempt(path, way, read_only=True)
            elif isinstance(failure, DraftInUse) and not read_only:
                dialog = asking.about_holder(path, failure, self._window)
                dialog.chosen.connect(
                    lambda name: self._attempt(path, way, read_only=name == "read", take_over=name == "take_over")
                )
                dialog.open()
            else:
                self._ask(path)

        def opened(declaration: Declaration | None) -> None:
            if declaration is None:
                self._ask(path)
            else:
                self.opened.emit(declaration)

        def work() -> Declaration | None:
            from app.declaration.keeping.opened_pages import looked_through

            declaration = way(read_only, take_over)
            return looked_through(declaration) if declaration is not None else None

        self._wish(path, work, opened, failed)

    def _wish(
        self,
        path: Path,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[AppError], None],
    ) -> None:
        """Do a step of opening a draft; what comes of it is dropped where another was wished for meanwhile."""
        self._wished = path

        def come(result: object) -> None:
            from app.declaration.declaration import Declaration

            if self._wished == path:
                self._wished = None
                done(result)
            elif isinstance(result, Declaration):
                result.close(leave=True)

        def missed(failure: AppError) -> None:
            if self._wished == path:
                self._wished = None
                failed(failure)

        self._run(work, come, missed)

    def _run(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[AppError], None]) -> None:
        self._task = Task(lambda _task: work())
        self._task.done.connect(done)
        self._task.failed.connect(failed)
        self._task.start()

    def _ask(self, path: Path) -> None:
        from app.ui.start.passphrase import PassphraseDialog

        dialog = PassphraseDialog(path, self._window)
        dialog.opened.connect(self.opened)
        dialog.damaged.connect(dialog.reject)
        dialog.damaged.connect(self.damaged)
        dialog.open()


def _left_of(path: Path) -> Leftover | None:
    from app.drafts.away.leftovers import of

    return of(path.absolute())


def documents(chosen: str = "") -> Path:
    """The folder that was `chosen` while it is there, or else the user's own for documents."""
    if chosen and Path(chosen).is_dir():
        return Path(chosen)
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()
