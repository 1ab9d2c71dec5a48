"""How far an export is, told to whoever waits, and stopped between steps when the user wants."""

from __future__ import annotations

from collections.abc import Callable

from app.errors import ExportError

Progress = Callable[[str, float], None]
Cancelled = Callable[[], bool]


class ExportCancelled(ExportError):
    """The user stopped the export; nothing was written."""


class Steps:
    """Tells words and share (0 to 1) of the work done, and stops it between steps when the user wants."""

    def __init__(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> None:
        self._progress, self._cancelled = progress, cancelled

    def __call__(self, words: str, share: float) -> None:
        """Say what begins now and how much is behind; ExportCancelled when the user has stopped it."""
        self.check()
        self.say(words, share)

    def check(self) -> None:
        """ExportCancelled when the user has stopped the work."""
        if self.stopped():
            raise ExportCancelled("已停止导出，没有生成文件。", "填写内容没有变化，可以随时重新导出。")

    def stopped(self) -> bool:
        """Whether the user has stopped the work."""
        return self._cancelled is not None and self._cancelled()

    def say(self, words: str, share: float) -> None:
        """Tell how far the work is, without a chance to stop it."""
        if self._progress is not None:
            self._progress(words, share)

    def within(self, start: float, end: float) -> Steps:
        """The steps of one part of the work, whose shares run from `start` to `end` of the whole."""
        return Steps(lambda words, share: self.say(words, start + (end - start) * share), self._cancelled)
