"""Where faces are: the user's choice, the system's folders, and the free faces that setup prepared."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from app.export.style import Face
from app.files import resource

Role = Literal["fangsong", "kaiti", "heiti", "songti", "latin"]
ROLES: dict[Role, str] = {
    "fangsong": "仿宋",
    "kaiti": "楷体",
    "heiti": "黑体",
    "songti": "宋体",
    "latin": "Times New Roman",
}
# File names, lower case, best first; the faces that a notice means by the role's name.
MANDATED: dict[Role, tuple[str, ...]] = {
    "fangsong": ("仿宋_gb2312.ttf", "fangsong_gb2312.ttf", "simfang.ttf", "stfangso.ttf", "stfangsong.ttf", "仿宋.ttf"),
    "kaiti": ("楷体_gb2312.ttf", "kaiti_gb2312.ttf", "simkai.ttf", "stkaiti.ttf", "楷体.ttf"),
    "heiti": ("simhei.ttf", "stheiti.ttf", "黑体.ttf"),
    "songti": ("simsun.ttc", "simsun.ttf", "stsong.ttf", "宋体.ttf"),
    "latin": ("times.ttf", "times new roman.ttf", "times_new_roman.ttf"),
}
PREPARED: dict[Role, tuple[str, ...]] = {
    "fangsong": ("FandolFang.ttf",),
    "kaiti": ("FandolKai.ttf",),
    "heiti": ("FandolHei.ttf",),
    "songti": ("FandolSong.ttf",),
    "latin": ("LiberationSerif.ttf",),
}
# The nearest looks first; every role ends with all of them.
FILLERS: dict[Face, tuple[str, ...]] = {
    "fangsong": ("FandolFang.ttf", "LXGWWenKaiLight.ttf", "UMing.ttf", "UKai.ttf", "WenQuanYiZenHei.ttf"),
    "kaiti": ("FandolKai.ttf", "UKai.ttf", "LXGWWenKaiLight.ttf", "UMing.ttf", "WenQuanYiZenHei.ttf"),
    "heiti": ("FandolHei.ttf", "WenQuanYiZenHei.ttf", "UMing.ttf", "LXGWWenKaiLight.ttf", "UKai.ttf"),
    "songti": ("FandolSong.ttf", "UMing.ttf", "LXGWWenKaiLight.ttf", "UKai.ttf", "WenQuanYiZenHei.ttf"),
}
SYMBOLS = ("Symbola.ttf", "NotoSansSymbols2.ttf")
"""What prints signs and emoji that no face for text holds; last of the prepared ones."""
CALLED = {
    "FandolFang R": "Fandol 仿宋",
    "FandolKai": "Fandol 楷体",
    "FandolHei": "Fandol 黑体",
    "FandolSong": "Fandol 宋体",
    "AR PL UKai CN": "文鼎中楷",
    "AR PL UMing CN": "文鼎明体",
    "霞鹜文楷 Light": "霞鹜文楷",
    "Symbola": "Symbola 符号体",
    "Noto Sans Symbols2": "Noto 符号体",
}
"""What a user calls the prepared faces that do not tell a Chinese name of their own."""
SYSTEM_FILLERS = (
    "simsun.ttc",
    "simsunb.ttf",
    "msyh.ttc",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
    "uming.ttc",
    "dejavusans.ttf",
)
_FACE_FILES = (".ttf", ".ttc", ".otf")


def prepared(name: str) -> Path:
    """A free face that setup prepared; it may be absent."""
    return resource("fonts", name)


def system_folders() -> list[Path]:
    """The folders in which this system keeps faces, those of the user included."""
    home = Path.home()
    if os.name == "nt":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA")
        return [Path(windows, "Fonts"), *([Path(local, "Microsoft", "Windows", "Fonts")] if local else [])]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    fixed = [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
    return list(dict.fromkeys([*fixed, *_fontconfig_folders(Path("/etc/fonts/fonts.conf"), home)]))


def _fontconfig_folders(configuration: Path, home: Path) -> Iterator[Path]:
    """The folders that fontconfig is told of; none when it is not there."""
    try:
        text = configuration.read_text("utf-8", "replace")
    except OSError:
        return
    for prefix, name in re.findall(r"<dir(?:\s+prefix=\"(\w+)\")?[^>]*>([^<]+)</dir>", text):
        base = home / ".local/share" if prefix == "xdg" else Path("/")
        yield base / os.path.expanduser(name.strip())


def faces_in(folders: Iterable[Path]) -> dict[str, Path]:
    """Lower-case file name → path of every face file below `folders`; the first one of a name counts."""
    found: dict[str, Path] = {}
    for folder in folders:
        for place, subfolders, files in os.walk(folder):
            subfolders.sort()
            for name in sorted(files):
                if name.lower().endswith(_FACE_FILES):
                    found.setdefault(name.lower(), Path(place, name))
    return found


def picked(found: dict[str, Path], names: Sequence[str]) -> list[Path]:
    """The files among `found` with these names, in their order."""
    return [found[name] for name in names if name in found]
