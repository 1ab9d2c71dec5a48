"""Whether a Linux desktop asks for files in its own dialog: GTK's by itself, others through the portal of the desktop.

Windows always does. Where neither is there, Qt's own dialog is shown in our look (`app/ui/widgets/file_dialog.py`).
Source: portals.conf(5) of xdg-desktop-portal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, MutableMapping
from pathlib import Path

CHOICE = "QT_QPA_PLATFORMTHEME"
BY_THEMSELVES = frozenset({"GNOME", "UNITY", "MATE", "XFCE", "X-CINNAMON", "LXDE"})
"""Desktops on which Qt takes the dialogs of GTK."""
FOLDERS = (Path("/usr/share/xdg-desktop-portal/portals"), Path("/usr/local/share/xdg-desktop-portal/portals"))
FILES = "org.freedesktop.impl.portal.FileChooser"


def use_system_dialogs(environment: MutableMapping[str, str] = os.environ, folders: Iterable[Path] = FOLDERS) -> None:
    """Before the application is made: let Qt ask the portal where that is how this desktop's own dialog is reached."""
    if not sys.platform.startswith("linux") or environment.get(CHOICE):
        return
    desktops = [name for name in environment.get("XDG_CURRENT_DESKTOP", "").split(":") if name]
    if not BY_THEMSELVES.isdisjoint(name.upper() for name in desktops):
        return
    if environment.get("DBUS_SESSION_BUS_ADDRESS") and offers_files(desktops, folders):
        environment[CHOICE] = "xdgdesktopportal"


def offers_files(desktops: Iterable[str], folders: Iterable[Path]) -> bool:
    """Whether a portal made for one of these desktops chooses files."""
    wanted = {name.lower() for name in desktops}
    return any(_serves(file, wanted) for folder in folders if folder.is_dir() for file in folder.glob("*.portal"))


def _serves(file: Path, wanted: set[str]) -> bool:
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    pairs = dict(line.split("=", 1) for line in lines if "=" in line)
    used_in = {name.strip().lower() for name in pairs.get("UseIn", "").split(";")}
    return FILES in pairs.get("Interfaces", "").split(";") and not wanted.isdisjoint(used_in)
