"""What kind of place a draft lies in: this computer's own disk, or one that may go away or change by itself."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.drafts.away import mounts
from app.files import is_there

Kind = Literal["local", "removable", "network", "synced"]

_MARKERS = {
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google 云端硬盘",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
"""Files and folders that a sync program leaves in the folder it keeps."""
_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "我的坚果云": "坚果云",
    "坚果云": "坚果云",
    "nutstore": "坚果云",
    "nutstore files": "坚果云",
    "baidusyncdisk": "百度网盘同步空间",
    "百度网盘同步空间": "百度网盘同步空间",
    "微云同步盘": "微云",
    "微云": "微云",
    "weiyun": "微云",
    "weiyunsync": "微云",
    "wps云盘": "WPS 云盘",
    "wpsdrive": "WPS 云盘",
    "wps cloud files": "WPS 云盘",
    "阿里云盘": "阿里云盘",
    "天翼云盘": "天翼云盘",
    "seafile": "Seafile",
    "nextcloud": "Nextcloud",
    "google drive": "Google 云端硬盘",
    "iclouddrive": "iCloud",
}
"""What these folders are called when their user did not choose another name."""
_BY_DAY = re.compile(r"_[0-9a-f]{8}_\d{4}-\d\d-\d\d\.qibei$")
"""How the names of copies by day end; see `app/declaration/keeping/backups.py`."""
_COMPANY = "onedrive - "
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft lies, and how that place is called to its user."""

    kind: Kind
    name: str = ""

    @property
    def away(self) -> bool:
        """Whether the place may vanish, or another program may write there."""
        return self.kind != "local"


LOCAL = Place("local")


def place_of(path: Path) -> Place:
    """The place of a draft that is, or shall be, at `path`."""
    folder = Path(os.path.realpath(path.parent))
    kind = _disk_of(folder)
    if kind == "network":
        return Place(kind, "网络位置")
    if kind == "removable":
        return Place(kind, "U 盘")
    service = _synced_by(folder)
    return Place("synced", f"同步文件夹（{service}）") if service else LOCAL


def why_not_writable(path: Path) -> str:
    """Why nothing can be written at the place of `path`, in a few words; empty when it can, or when it is not known."""
    folder = path.parent
    if sys.platform != "win32":
        try:
            if os.statvfs(folder).f_flag & os.ST_RDONLY:
                return "所在的磁盘有写保护"
        except OSError:
            return ""
    if is_there(path) and not os.access(path, os.W_OK):
        return "您对这个文件只有读取权限"
    return "" if os.access(folder, os.W_OK) or not is_there(folder) else "您对所在的文件夹只有读取权限"


def why_not_written_on(path: Path, folders: Iterable[Path]) -> str:
    """Why nobody works on what lies at `path`, though he could: it is a copy by day in one of these `folders`.

    It is replaced while its day lasts, and goes when there are newer ones.
    """
    here = os.path.realpath(path.parent)
    kept = _BY_DAY.search(path.name) is not None and here in {os.path.realpath(one) for one in folders}
    return "这是自动备份，会被新的备份替换" if kept else ""


def _disk_of(folder: Path) -> Kind:
    if sys.platform == "win32":
        return mounts.windows_drive(folder)
    mount = mounts.mount_of(folder)
    if mount is None:
        return "local"
    if mount.over_network:
        return "network"
    return "removable" if mount.foreign or mounts.can_be_pulled_out(mount.device) else "local"


def _synced_by(folder: Path) -> str:
    """The name of the service that keeps `folder` the same elsewhere; empty when there is none."""
    kept = {os.path.normcase(os.environ[name]) for name in _VARIABLES if os.environ.get(name)}
    for one in _upwards(folder):
        if os.path.normcase(one) in kept or one.name.casefold().startswith(_COMPANY):
            return "OneDrive"
        if name := _NAMES.get(one.name.casefold()):
            return name
        for marker, name in _MARKERS.items():
            if os.path.lexists(one / marker):
                return name
    return ""


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents
