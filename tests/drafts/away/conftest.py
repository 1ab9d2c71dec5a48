"""A draft in a sync folder, as the program finds it: the folder is named as its service names it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE

from app.drafts.store import Draft


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    """A folder that a sync program keeps."""
    folder = tmp_path / "我的坚果云" / "申报"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def original(synced: Path) -> Path:
    """A closed draft in that folder."""
    path = synced / "绿色工厂.qibei"
    Draft.create(path, PASSPHRASE, pack="green-factory", edition=2).close()
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A real exFAT disk; only where this system lets one be made."""
    image, point = tmp_path / "stick.img", tmp_path / "stick"
    point.mkdir()
    with image.open("wb") as stream:
        stream.truncate(64 << 20)
    device = ""
    try:
        subprocess.run(["mkfs.exfat", image], check=True, capture_output=True)
        made = subprocess.run(["losetup", "-f", "--show", image], check=True, capture_output=True, text=True)
        device = made.stdout.strip()
        subprocess.run(["mount.exfat-fuse", device, point], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as failure:
        if device:
            subprocess.run(["losetup", "-d", device], check=False)
        pytest.skip(f"no exFAT disk can be made here: {failure}")
    yield point
    subprocess.run(["umount", "-l", os.fspath(point)], check=False)
    subprocess.run(["losetup", "-d", device], check=False)
