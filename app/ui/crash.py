"""A bug is told with where it happened, and without a word of what the user has answered."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def report(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> str:
    """Where it happened: frames and the kind of failure; its message is left out, it may quote an answer."""
    frames = traceback.format_list(traceback.extract_tb(trace))
    return "".join(frames) + kind.__name__


def install() -> Hook:
    """Show a dialog for every exception that nothing else has caught; the hook, for those who call it."""

    def hook(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trace)
            return
        text = report(kind, failure, trace)
        print(text, file=sys.stderr)
        if QApplication.instance() is not None:
            _tell(text)

    sys.excepthook = hook
    return hook


def _tell(text: str) -> None:
    box(text).exec()


def box(text: str) -> QMessageBox:
    """What is said of a bug, with `text` for who maintains the program."""
    from PySide6.QtWidgets import QMessageBox, QTextEdit

    from app.ui.message import give_room, mark
    from app.ui.theme import measure, scaled

    told = QMessageBox(QMessageBox.Icon.Critical, "程序出错", "程序内部出错，刚才的操作可能没有完成。")
    told.setInformativeText(
        "已填写的内容随时存盘，没有丢失。请重新打开程序；下面的记录不含任何填写内容，可以发给维护人员。"
    )
    told.setDetailedText(text)
    mark(told, "warning", "blocking")
    for record in told.findChildren(QTextEdit):
        record.setFixedSize(*map(scaled, measure.RECORD))
    give_room(told)
    return told
