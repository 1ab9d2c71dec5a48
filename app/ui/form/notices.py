"""What the line above the page says: the most pressing of what its user must know of the draft, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.declaration.keeping.watching import Look, Watch
from app.declaration.reports import opening_words
from app.declaration.saver import SaveState
from app.declaration.sharing.report import late_words, own_words
from app.drafts.away.publisher import Away
from app.errors import DraftDamaged, DraftDiverged, DraftReplaced
from app.forms.session import Changes
from app.ui.desk import Desk
from app.ui.form.autosave import Autosave
from app.ui.message import UNDO, Banner
from app.ui.tasks import Task

INTERVAL = 3000
"""Milliseconds between two looks at a draft that somebody else writes."""


class Notices(QObject):
    """Follows one open declaration; `wanted` tells what was asked for: save_as, merge, refresh or edit."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, autosave: Autosave, banner: Banner) -> None:
        super().__init__(banner)
        self._desk, self._banner = desk, banner
        self._wish, self._offers = "", False
        self._told_loans = False
        self._opening = opening_words(desk.declaration)
        self._offer: tuple[str, str, Callable[[], object]] | None = None
        self._look: Look | None = None
        self._watch = Watch(desk.declaration) if desk.read_only else None
        self._task: Task | None = None
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.look)
        self._state, self._away = autosave.state, autosave.away
        desk.lent_changed.connect(self._lent)
        desk.changed.connect(self._changed)
        autosave.changed.connect(self._saved)
        autosave.moved.connect(self._published)
        banner.pressed.connect(self._pressed)
        banner.closed.connect(self._decline)
        if self._watch is not None:
            self._timer.start()
            self.look()
        self._tell()

    def say(self, words: str) -> None:
        """Say what was just done, until its user has read it."""
        self._opening = words
        self._tell()

    def offer(self, words: str, button: str, do: Callable[[], object]) -> None:
        """Offer to `do` something, as long as there is nothing else to say, until its user did it or wants it not."""
        self._offer = words, button, do
        self._tell()

    def look(self) -> None:
        """Look at the draft that somebody else may write, beside the window."""
        watch = self._watch
        if watch is None or self._task is not None:
            return
        self._task = Task(lambda _task: watch.look())
        self._task.done.connect(self._looked)
        self._task.ended.connect(self._ended)
        self._task.start()

    def _lent(self) -> None:
        """Say once whose copy this is, or what is late."""
        desk, today = self._desk, date.today()
        session, own = desk.session, desk.own_loan
        words = own_words(own, session) if own is not None else ""
        words += late_words({loan.id: loan for loan in desk.lent.values()}.values(), session, today)
        if not self._told_loans and words:
            self._told_loans = True
            self._opening = words + self._opening
            self._tell()

    def _changed(self, changes: Changes) -> None:
        """What could be taken back was, or is no more the last step."""
        if self._opening.endswith(UNDO):
            self._opening = "" if changes.kind == "undo" else self._opening.removesuffix(UNDO)
            self._tell()

    def _ended(self) -> None:
        self._task = None

    def _looked(self, look: Look) -> None:
        self._look = look
        self._tell()

    def _saved(self, state: SaveState) -> None:
        self._state = state
        self._tell()

    def _published(self, away: Away) -> None:
        self._away = away
        self._tell()

    def _pressed(self) -> None:
        if self._wish:
            self.wanted.emit(self._wish)
        elif self._offers and self._offer is not None:
            do = self._offer[2]
            self._decline()
            do()
        else:
            self._opening = ""
            self._tell()

    def _tell(self) -> None:
        words, tone, self._wish, button = self._pressing()
        self._offers = not words and self._offer is not None
        if self._offers and self._offer is not None:
            words, button, _ = self._offer
        self._banner.tell(words, tone=tone, button=button, closable=self._offers)

    def _decline(self) -> None:
        self._offer = None
        self._tell()

    def _pressing(self) -> tuple[str, str, str, str]:
        """The words to show, their tone, what pressing the button asks for, and the words of the button."""
        failure = self._state.failure
        if isinstance(failure, DraftReplaced | DraftDamaged):
            return str(failure), "blocking", "save_as", "另存为…"
        if self._away is not None and self._away.kind == "diverged":
            wish = ("merge", "合并…") if _can_merge(self._away) else ("save_as", "另存为…")
            return str(self._away.failure), "blocking", *wish
        if self._desk.read_only:
            return *reading_words(self._look), *_reading_wish(self._look)
        return self._opening, "advice", "", "知道了" if self._opening else ""


def _can_merge(away: Away) -> bool:
    """Whether a draft lies at the place of which a copy is worked on, though another than was taken."""
    return isinstance(away.failure, DraftDiverged) and away.failure.original.is_file()


def reading_words(look: Look | None) -> tuple[str, str]:
    """What is said of a draft that is only read, and the tone of it."""
    if look is None:
        return "这份草稿是以只读方式打开的：可以查看、检查和导出，不能改动。", "advice"
    if not look.there:
        return "草稿已不在原处或暂时读不到；现在显示的是打开时的内容。", "blocking"
    news = "内容已更新。" if look.changed else ""
    if look.reason:
        return f"{look.reason}，所以这份草稿只能查看、检查和导出；要改动，请另存一份。{news}", "advice"
    if look.held:
        who = look.who or "另一个程序"
        since = f"自 {_moment(look.since)} 起" if look.since else ""
        return f"{who}{since}正在填写这份草稿，您是只读打开：可以查看、检查和导出。{news}", "advice"
    return f"这份草稿是以只读方式打开的；现在没有别人在填写，可以改为编辑。{news}", "advice"


def _reading_wish(look: Look | None) -> tuple[str, str]:
    if look is None or not look.there:
        return "", ""
    if not look.held and not look.reason:
        return "edit", "改为编辑"
    if look.changed:
        return "refresh", "点此刷新"
    return ("save_as", "另存为…") if look.reason else ("", "")


def _moment(said: str) -> str:
    """A time of today without its day."""
    today = datetime.now().strftime("%Y-%m-%d ")
    return said.removeprefix(today)
