"""Work done while an event loop runs, as the program does it."""

from __future__ import annotations

from collections.abc import Callable


def in_a_loop(work: Callable[[], object]) -> None:
    """Do it as the program does: what takes turns of the event loop takes them only where one runs."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, failed = QEventLoop(), list[BaseException]()

    def begin() -> None:
        try:
            work()
        except BaseException as failure:
            failed.append(failure)
        loop.quit()

    QTimer.singleShot(0, begin)
    loop.exec()
    if failed:
        raise failed[0]
