"""Which disk a folder is on, as the operating system says."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MOUNTS = Path("/proc/self/mountinfo")
DEVICES = Path("/sys/dev/block")
_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "davfs", "ncpfs", "virtiofs"),
        *("vboxsf", "prl_fs", "drvfs", "lustre", "beegfs"),
    }
)
_FOREIGN = frozenset({"vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "udf", "iso9660", "hfsplus"})
"""File systems of disks that are carried from one computer to another."""
_OCTAL = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One entry of the table of mounts: where it is, what kind of file system, which device (`major:minor`)."""

    point: Path
    type: str
    device: str

    @property
    def over_network(self) -> bool:
        """Whether another computer or program holds the files."""
        return self.type in _NETWORK or self.type == "fuse" or self.type.startswith("fuse.")

    @property
    def foreign(self) -> bool:
        """Whether this is the file system of a disk that goes from hand to hand."""
        return self.type in _FOREIGN


def mount_of(folder: Path) -> Mount | None:
    """The mount that holds `folder`, which is absolute; None when the system does not tell."""
    try:
        lines = MOUNTS.read_bytes().splitlines()
    except OSError:
        return None
    holding = [mount for mount in map(_parsed, lines) if mount and folder.is_relative_to(mount.point)]
    longest = max((len(mount.point.parts) for mount in holding), default=0)
    return next((mount for mount in reversed(holding) if len(mount.point.parts) == longest), None)


def can_be_pulled_out(device: str) -> bool:
    """Whether a block device (`major:minor`) or the disk it is a part of is removable, or hangs on USB."""
    place = os.path.realpath(DEVICES / device)
    if re.search(r"/usb\d+/", place):
        return True
    for folder in (Path(place), Path(place).parent):
        try:
            return (folder / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False


def windows_drive(folder: Path) -> Literal["local", "removable", "network"]:
    """What Windows says of the drive that holds `folder`; shares without a letter are network too."""
    if sys.platform != "win32":
        return "local"
    import ctypes

    root = folder.anchor
    if root.startswith("\\\\") and not root.startswith("\\\\?\\"):
        return "network"
    found = ctypes.windll.kernel32.GetDriveTypeW(root)
    return "network" if found == 4 else "removable" if found in (2, 5) else "local"


def _parsed(line: bytes) -> Mount | None:
    """One line of mountinfo(5); None when it is not of that form."""
    head, _, tail = line.partition(b" - ")
    before, after = head.split(), tail.split()
    if len(before) < 5 or not after:
        return None
    point = _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), before[4])
    return Mount(Path(os.fsdecode(point)), after[0].decode("ascii", "replace"), before[2].decode("ascii", "replace"))
