"""Which input method Qt loads, where the desktop names one that this Qt does not carry.

Desktops of UOS and 麒麟 name fcitx.  Qt's wheels carry no plug-in for it, but one for ibus, to which fcitx5 answers as
well; without this, no Chinese could be typed there.  What somebody added to Qt's plug-ins is left alone.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

NAMED, LISTED = "QT_IM_MODULE", "QT_IM_MODULES"
STANDS_IN = "ibus"
_ENDING = "platforminputcontextplugin"


def reach_input_method(environment: MutableMapping[str, str], plugins: Path | None = None) -> None:
    """Name ibus in `environment` where all that is named there is fcitx without a plug-in; before Qt's application."""
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    files = (folder / "platforminputcontexts").glob(f"lib*{_ENDING}.so")
    carried = {file.stem.removeprefix("lib").removesuffix(_ENDING) for file in files}
    for variable in (NAMED, LISTED):
        named = environment.get(variable, "").split(";")
        fcitx = any(name.startswith("fcitx") for name in named)
        if fcitx and STANDS_IN in carried and carried.isdisjoint(named):
            environment[variable] = STANDS_IN
