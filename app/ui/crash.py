"""A bug is told with where it happened, and without a word of what the user has answered."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication

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
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Critical, "程序出错", "程序内部出错，刚才的操作可能没有完成。")
    box.setInformativeText(
        "已填写的内容随时存盘，没有丢失。请重新打开程序；下面的记录不含任何填写内容，可以发给维护人员。"
    )
    box.setDetailedText(text)
    box.exec()
