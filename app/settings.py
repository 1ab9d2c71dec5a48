"""What the program remembers between two starts: recent drafts, appearance, the window; never an answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, Self, get_args

from app.errors import AppError
from app.files import data_folder, is_sample, read_bounded, replacing, shown

Appearance = Literal["system", "light", "dark"]
MOST_RECENT = 12
MOST_BACKUPS = 30
MOST_PAGES = 60
"""Drafts whose last page is remembered."""
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""Percent of ordinary text that can be chosen."""
SWITCHES = ("panel", "in_place", "strong")
WORDS = ("user_name", "drafts_folder", "export_folder", "backup_folder", "place")
BACKUPS = "backups"
"""The folder in the user's own where copies by day lie that were given no other place."""
FOLDERS = ("drafts_folder", "export_folder", "backup_folder")
_PLAIN = ("appearance", "text_size", "backups", *SWITCHES, *WORDS, "pages", "parts")
LARGEST = 1_000_000
"""Bytes of a settings file that is still believed."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A draft that was opened: where it lies, what it declares, when (ISO 8601, local time)."""

    path: Path
    title: str = ""
    opened: str = ""


@dataclass
class Settings:
    """The settings; `unknown` keys, which a newer version may have written, are kept.

    `in_place`: a draft on a U-disk, a share or in a sync folder is worked on there, without a copy on this computer.
    `backups`: how many days' copies of a draft are kept, 0 for none, in `backup_folder`, else in the user's own folder.
    `text_size` is in percent, `strong` asks for stronger contrast. `user_name` is written into the history, empty for
    the system's. `drafts_folder` and `export_folder` are where dialogs begin, empty for what the program proposes.
    `place` is where the window stood, as Qt writes it, in base64; `pages` the last page of each draft by its id;
    `parts` how widgets that can be dragged share their room, in pixels.
    """

    file: Path
    appearance: Appearance = "system"
    panel: bool = True
    in_place: bool = False
    backups: int = 7
    strong: bool = False
    text_size: int = 100
    user_name: str = ""
    drafts_folder: str = ""
    export_folder: str = ""
    backup_folder: str = ""
    place: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[int]] = field(default_factory=dict)
    window: tuple[int, int] = (1180, 780)
    recent: list[Recent] = field(default_factory=list)
    unknown: dict[str, object] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """Read the settings; a file that is missing or unreadable gives the defaults."""
        settings = cls(file or data_folder() / "settings.json")
        settings._read(_object(settings.file))
        return settings

    def save(self) -> None:
        """Write the settings; AppError when that cannot be."""
        stored: dict[str, object] = {
            **self.unknown,
            **{name: getattr(self, name) for name in _PLAIN},
            "window": list(self.window),
            "recent": [{"path": str(one.path), "title": one.title, "opened": one.opened} for one in self.recent],
        }
        try:
            with replacing(self.file) as stream:
                stream.write(_bytes(stored))
        except AppError as failure:
            raise AppError(
                f"最近打开的申报书和界面设置没有记下来：“{shown(str(self.file.parent))}”写不进去；申报书不受影响，内容没有丢失。",
                "程序可以照常使用；要记住设置，请检查这个文件夹和磁盘空间。",
            ) from failure

    def opened(self, draft: Recent) -> None:
        """Put `draft` first among the recent ones, unless it is nobody's own."""
        if is_sample(draft.path):
            return
        self.recent = [draft, *(one for one in self.recent if one.path != draft.path)][:MOST_RECENT]

    @property
    def copies_by_day(self) -> tuple[Path, ...]:
        """The folders in which copies by day of drafts lie: the user's own, and the one that was chosen."""
        return (data_folder() / BACKUPS, *([Path(self.backup_folder)] if self.backup_folder else []))

    def turned(self, draft: str, page: str) -> None:
        """Remember the last page of the draft with that id."""
        self.pages.pop(draft, None)
        self.pages[draft] = page
        for oldest in list(self.pages)[:-MOST_PAGES]:
            del self.pages[oldest]

    def forget(self, path: Path) -> None:
        """Take a draft off the recent ones."""
        self.recent = [one for one in self.recent if one.path != path]

    def _read(self, stored: dict[str, object]) -> None:
        known = {one.name for one in fields(self)} - {"file", "unknown"}
        self.unknown = {name: value for name, value in stored.items() if name not in known}
        appearance = stored.get("appearance")
        if appearance in get_args(Appearance):
            self.appearance = appearance  # type: ignore[assignment]  # membership says it is one of them
        for names, kind in ((SWITCHES, bool), (WORDS, str)):
            for name in names:
                if isinstance(stored.get(name), kind):
                    setattr(self, name, stored[name])
        for name in FOLDERS:
            if not Path(getattr(self, name)).is_absolute():  # which would be another one in every folder
                setattr(self, name, "")
        if type(stored.get("backups")) is int:
            self.backups = max(0, min(int(str(stored["backups"])), MOST_BACKUPS))
        if stored.get("text_size") in TEXT_SIZES:
            self.text_size = int(str(stored["text_size"]))
        self.pages = {draft: page for draft, page in _named(stored.get("pages")) if isinstance(page, str)}
        self.parts = {part: sizes for part, sizes in _named(stored.get("parts")) if _are_sizes(sizes)}
        self.window = _size(stored.get("window"), self.window)
        recent = stored.get("recent")
        self.recent = [one for item in (recent if isinstance(recent, list) else []) if (one := _recent(item))]


def _named(stored: object) -> list[tuple[str, Any]]:
    return list(stored.items()) if isinstance(stored, dict) else []


def _are_sizes(stored: object) -> bool:
    return isinstance(stored, list) and all(isinstance(one, int) and 0 <= one <= 10_000 for one in stored)


def _bytes(stored: dict[str, object]) -> bytes:
    """As UTF-8; what is no character, as in a name that is not UTF-8, as the escape of JSON, which reads back."""
    return json.dumps(stored, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


def _object(file: Path) -> dict[str, object]:
    try:
        stored = json.loads(read_bounded(file, LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _size(stored: object, default: tuple[int, int]) -> tuple[int, int]:
    if isinstance(stored, list) and len(stored) == 2 and all(isinstance(side, int) for side in stored):
        return (max(1024, min(stored[0], 10_000)), max(700, min(stored[1], 10_000)))
    return default


def _recent(stored: object) -> Recent | None:
    if not isinstance(stored, dict) or not isinstance(stored.get("path"), str) or not stored["path"]:
        return None
    return Recent(Path(stored["path"]), str(stored.get("title") or ""), str(stored.get("opened") or ""))
