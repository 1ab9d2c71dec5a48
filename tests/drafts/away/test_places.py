"""Which places count as away: read from the system's own tables, and from what sync programs leave."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from special_files import linux

from app.drafts.away import mounts, places
from app.drafts.away.mounts import Mount
from app.drafts.away.places import LOCAL, place_of, why_not_writable

TABLE = b"""\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
40 27 8:17 / /media/wang/KING\\040STON rw,nosuid shared:5 - vfat /dev/sdb1 rw,uid=1000
41 27 8:33 / /media/wang/disk rw,nosuid shared:6 - ext4 /dev/sdc1 rw
42 27 0:55 / /mnt/share rw - cifs //server/share rw
43 27 0:56 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
44 27 8:49 / /media/wang/ntfs rw - fuseblk /dev/sdd1 rw
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The mounts of a computer in an office, and a USB disk among its devices."""
    file = tmp_path / "mountinfo"
    file.write_bytes(TABLE)
    monkeypatch.setattr(mounts, "MOUNTS", file)
    devices = tmp_path / "sys" / "dev" / "block"
    disk = tmp_path / "sys" / "devices" / "pci0000:00" / "usb2" / "2-1" / "block" / "sdc" / "sdc1"
    disk.mkdir(parents=True)
    (disk.parent / "removable").write_text("0\n")
    devices.mkdir(parents=True)
    (devices / "8:33").symlink_to(disk)
    monkeypatch.setattr(mounts, "DEVICES", devices)
    return file


@linux
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/media/wang/KING STON/2026", "removable"),
        ("/media/wang/disk", "removable"),
        ("/media/wang/ntfs", "removable"),
        ("/mnt/share/申报", "network"),
        ("/run/user/1000/gvfs/smb-share:server=a", "network"),
        ("/home/wang/文档", "local"),
        ("/mnt/sharedlike", "local"),
    ],
)
def test_a_disk_is_known_by_the_table_of_mounts(table: Path, folder: str, kind: str) -> None:
    assert place_of(Path(folder) / "x.qibei").kind == kind


def test_a_place_that_is_mounted_over_counts_as_what_lies_on_top(table: Path) -> None:
    with table.open("ab") as stream:
        stream.write(b"50 27 0:60 / /mnt/share rw - ext4 /dev/sda2 rw\n")
    assert mounts.mount_of(Path("/mnt/share/a")) == Mount(Path("/mnt/share"), "ext4", "0:60")


def test_without_a_table_every_place_is_this_computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "none")
    assert place_of(tmp_path / "x.qibei") == LOCAL


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - 华东机械有限公司", "OneDrive"),
        ("我的坚果云", "坚果云"),
        ("BaiduSyncdisk", "百度网盘同步空间"),
        ("WPSDrive", "WPS 云盘"),
        ("微云同步盘", "微云"),
        ("Dropbox", "Dropbox"),
    ],
)
def test_a_sync_folder_is_known_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    place = place_of(tmp_path / folder / "2026" / "x.qibei")
    assert (place.kind, place.name) == ("synced", f"同步文件夹（{service}）")


def test_a_sync_folder_of_another_name_is_known_by_what_its_program_leaves_there(tmp_path: Path) -> None:
    assert not place_of(tmp_path / "公司" / "x.qibei").away
    (tmp_path / "公司" / "里面").mkdir(parents=True)
    (tmp_path / "公司" / ".dropbox.cache").mkdir()
    assert place_of(tmp_path / "公司" / "里面" / "x.qibei").name == "同步文件夹（Dropbox）"


def test_the_folder_that_onedrive_names_itself_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "云"))
    assert place_of(tmp_path / "云" / "x.qibei").kind == "synced"


@linux
def test_why_a_place_takes_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_not_writable(tmp_path / "x.qibei") == ""
    monkeypatch.setattr(places.os, "access", lambda _path, _mode: False)
    assert why_not_writable(tmp_path / "x.qibei") == "您对所在的文件夹只有读取权限"
    monkeypatch.setattr(places.os, "statvfs", lambda _path: os.statvfs_result((1, 1, 1, 1, 1, 1, 1, 1, 1, 255)))
    assert why_not_writable(tmp_path / "x.qibei") == "所在的磁盘有写保护"
