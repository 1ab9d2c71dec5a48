"""From the saver's thread to the window: its states as a signal, and as words."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.declaration.saver import Saver, SaveState


class Autosave(QObject):
    """Tells each new state of the saver in the window's thread."""

    changed = Signal(object)

    def __init__(self, saver: Saver, parent: QObject) -> None:
        super().__init__(parent)
        self.state = saver.state
        self._arrived.connect(self._take)
        saver.subscribe(self._arrived.emit)

    _arrived = Signal(object)

    def _take(self, state: SaveState) -> None:
        self.state = state
        self.changed.emit(state)


def state_words(state: SaveState) -> str:
    """The state for the status strip."""
    if state.kind == "readonly":
        return "只读，不会改动"
    if state.kind == "saving":
        return "正在保存…"
    if state.kind == "unsaved":
        return "尚未存盘，内容仍在，正在重试"
    return f"已保存 {state.at:%H:%M}" if state.at else "已保存"
