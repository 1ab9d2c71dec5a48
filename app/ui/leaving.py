"""Leaving an open declaration: everything is saved and put back in its place, or its user is asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.errors import AppError, DraftDiverged, NotPublished
from app.ui.message import show_done
from app.ui.tasks import Task
from app.ui.widgets.choices import Choice, ChoiceDialog

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.declaration.keeping.saving_as import Saved

PATIENCE = 400
"""Milliseconds after which it is shown that something is being written."""
_RETRY = Choice("retry", "再试一次")
_ELSEWHERE = Choice("save_as", "另存到别处…", "在别的磁盘或文件夹里存一份新的申报书，再从那里继续。")
_MERGE = Choice("merge", "与原处的那份合并…", "两边的修改逐处并到一起，写回原处；合并之后再关闭。")
_LEAVE = Choice(
    "leave", "先关闭，以后再写回", "修改留在这台电脑上（仍然加密）；下次打开这份申报书时接着写回，启动时也会提醒。"
)


class _Deaf(QObject):
    """Lets nothing that is pressed, clicked or dropped reach the program, until the `end`.

    It would be done on a declaration that is just being closed, by dialogs that outlive it.
    """

    _HEARD = frozenset(
        {
            QEvent.Type.KeyPress,
            QEvent.Type.Shortcut,
            QEvent.Type.InputMethod,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.ContextMenu,
            QEvent.Type.Drop,
        }
    )

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._application = QCoreApplication.instance()
        if self._application is not None:
            self._application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether an event goes no further."""
        return event.type() in self._HEARD or super().eventFilter(watched, event)

    def end(self) -> None:
        """Let everything through again."""
        if self._application is not None:
            self._application.removeEventFilter(self)
        self.deleteLater()


class Leaving(QObject):
    """Closes declarations for one window; `moved` tells that one goes on in another file.

    `exchanged` brings the one in which its user goes on from one that could only be read, and words.  `merge_wanted`
    asks to merge with what lies at the place of one.
    """

    moved = Signal()
    exchanged = Signal(object, str)
    merge_wanted = Signal(object)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window, self.folder = window, folder
        self.chosen = False
        """Whether copies go to a folder that was chosen, rather than beside the draft."""
        self._writing = False
        self._wished: Callable[[], object] | None = None
        """What was wanted while it was being written back, such as that the window be closed."""
        self._left: Declaration | None = None

    def close(self, declaration: Declaration, again: Callable[[], object]) -> bool:
        """Save, publish and close; False when the user is asked first, after which `again` is tried.

        What is wanted while that goes on is done after it.
        """
        if self._writing:
            self._wished = again
            return False
        if declaration is self._left:
            self._left = None
            return True
        try:
            declaration.flush()
            self._publish(declaration)
            declaration.close()
        except NotPublished as failure:
            self._ask_unpublished(declaration, failure, self._wish() or again)
        except AppError as failure:
            self._ask_unsaved(declaration, failure, self._wish() or again)
        else:
            if (wish := self._wish()) is not None:
                QTimer.singleShot(0, self, wish)
            return True
        return False

    def _wish(self) -> Callable[[], object] | None:
        wish, self._wished = self._wished, None
        return wish

    def save_as(self, declaration: Declaration, again: Callable[[], object] | None = None) -> None:
        """Ask where a new draft shall be; then try `again` whatever the user had wanted."""
        from app.declaration.keeping.watching import is_copy_by_day
        from app.ui.dialogs.saving_as import SaveAsDialog

        beside = again is None and declaration.publisher is None and declaration.path.exists()
        writable = os.access(declaration.path.parent, os.W_OK) and not is_copy_by_day(declaration.path)
        own = beside and not self.chosen and writable
        dialog = SaveAsDialog(declaration, self._window, declaration.path.parent if own else self.folder)
        dialog.saved.connect(lambda done: self._saved(declaration, done, again))
        dialog.go_on.setHidden(again is not None)  # the file that cannot be written is left for good
        dialog.open()

    def _saved(self, declaration: Declaration, done: Saved, again: Callable[[], object] | None) -> None:
        if declaration.path == done.path:
            self.moved.emit()
        lost = "没能带走的：" + "；".join(done.lost) + "。其余内容都在新文件里。" if done.lost else ""
        words = f"已另存为“{done.path.name}”。"
        if done.opened is not None:
            declaration.close(leave=True)
            self.exchanged.emit(done.opened, f"{words}现在打开的就是它，可以接着填写。{lost}")
        elif again is None or done.lost:
            show_done(self._window, words, lost)
        if again is not None:
            again()

    def _publish(self, declaration: Declaration) -> None:
        """Put the draft back in its place beside the window, which shows that when it takes long."""
        publisher = declaration.publisher
        if publisher is None or publisher.state.kind == "published":
            return
        failures: list[AppError] = []
        task = Task(lambda _task: publisher.publish())
        task.failed.connect(failures.append)
        loop = QEventLoop(self)
        task.ended.connect(loop.quit)
        shown = QProgressDialog(f"正在写回{publisher.state.place.name}，请不要拔出或断开…", "", 0, 0, self._window)
        shown.setCancelButton(None)
        shown.setWindowTitle("正在写回")
        shown.reset()
        patience = QTimer(self, singleShot=True, interval=PATIENCE)
        patience.timeout.connect(shown.open)
        self._writing = True
        patience.start()
        task.start()
        deaf = _Deaf(self)
        loop.exec()
        deaf.end()
        self._writing = False
        patience.stop()
        shown.close()
        shown.deleteLater()
        if failures:
            raise failures[0]

    def _ask_unpublished(self, declaration: Declaration, failure: NotPublished, again: Callable[[], object]) -> None:
        choices = [_RETRY, _LEAVE, _ELSEWHERE]
        if isinstance(failure, DraftDiverged):
            choices = [*([_MERGE] if failure.original.is_file() else []), _ELSEWHERE, _LEAVE]
        ways = {"leave": lambda: self._leave(declaration)}
        self._ask("修改还没有写回原处", str(failure), choices, ways, declaration, again)

    def _ask_unsaved(self, declaration: Declaration, failure: AppError, again: Callable[[], object]) -> None:
        from app.declaration.keeping.unsaved import unsaved_words

        lines = unsaved_words(declaration)
        abandon = Choice(
            "abandon", "放弃这些修改并关闭", f"只放弃上面列出的 {len(lines)} 处，其余内容都已存盘。放弃后无法找回。"
        )
        ways = {"abandon": declaration.saver.abandon}
        details = "\n".join(lines)
        choices = [_RETRY, _ELSEWHERE, abandon]
        self._ask("有修改还没有存盘", str(failure), choices, ways, declaration, again, details)

    def _ask(
        self,
        title: str,
        words: str,
        choices: list[Choice],
        ways: dict[str, Callable[[], None]],
        declaration: Declaration,
        again: Callable[[], object],
        details: str = "",
    ) -> None:
        def choose(name: str) -> None:
            if name == "save_as":
                self.save_as(declaration, again)
                return
            if name == "merge":
                self.merge_wanted.emit(declaration.path)
                return
            ways.get(name, lambda: None)()
            again()

        dialog = ChoiceDialog(title, words, choices, self._window, details)
        dialog.chosen.connect(choose)
        dialog.open()

    def _leave(self, declaration: Declaration) -> None:
        declaration.close(leave=True)
        self._left = declaration
