"""From the threads that save and publish to the window: their states as signals, and as words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.declaration.declaration import Declaration
from app.declaration.saver import SaveState
from app.drafts.away.publisher import Away, Publisher


class Autosave(QObject):
    """Tells each new state of the saver (`changed`) and of the draft's own place (`moved`) in the window's thread."""

    changed = Signal(object)
    moved = Signal(object)
    _arrived = Signal(object)
    _published = Signal(object)

    def __init__(self, declaration: Declaration, parent: QObject) -> None:
        super().__init__(parent)
        self._declaration = declaration
        self.state = declaration.saver.state
        self.away: Away | None = None
        self._followed: Publisher | None = None
        self._listener: Callable[[Away], None] | None = None
        self._arrived.connect(self._take)
        self._published.connect(self._take_away)
        declaration.saver.subscribe(self._arrived.emit)
        self.follow()

    def follow(self) -> None:
        """Follow what publishes the declaration, which is another after 另存."""
        publisher = self._declaration.publisher
        if publisher is not self._followed:
            self.let_go()
            if publisher is not None:
                self._listener = partial(self._tell, publisher)
                publisher.subscribe(self._listener)
        self._followed = publisher
        self.away = publisher.state if publisher is not None else None
        self.moved.emit(self.away)

    def let_go(self) -> None:
        """Follow the publisher no more; it may outlive the view, as it does when two copies became one."""
        if self._followed is not None and self._listener is not None:
            self._followed.unsubscribe(self._listener)

    def _tell(self, publisher: Publisher, away: Away) -> None:
        self._published.emit((publisher, away))

    def _take(self, state: SaveState) -> None:
        self.state = state
        self.changed.emit(state)

    def _take_away(self, told: tuple[Publisher, Away]) -> None:
        publisher, away = told
        if publisher is self._followed:
            self.away = away
            self.moved.emit(away)


def state_words(state: SaveState, away: Away | None = None) -> str:
    """The state for the status strip."""
    if state.kind == "readonly":
        return "只读，不会改动"
    if state.kind == "saving":
        return "正在保存…"
    if state.kind == "checking":
        return "正在核对是否已存盘…"
    if state.kind == "unsaved":
        return "尚未存盘，内容仍在，正在重试"
    at = f" {state.at:%H:%M}" if state.at else ""
    return f"已保存{at}" if away is None else away_words(away, at)


def away_words(away: Away, at: str) -> str:
    """Where what is saved is: here, and at the draft's own place or not yet."""
    place = away.place.name
    if away.kind == "published":
        return f"已保存{at}，已写回{place}"
    here = f"已存在本机{at}"
    if away.kind == "absent":
        back = "插回" if away.place.kind == "removable" else "恢复连接"
        return f"{here}，{place}不在，{back}后自动写回"
    if away.kind == "diverged":
        return f"{here}，原处的草稿已不是原来那份，没有写回"
    if away.kind == "failed":
        return f"{here}，还没有写回{place}，正在重试"
    return f"{here}，正在写回{place}…"
