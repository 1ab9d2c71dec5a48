"""What of PyInstaller's harvest goes into the folder: `qibei.spec` asks here, entry by entry.

Two lists of what may come, for what Qt and the system offer is open-ended and what the program uses is not: Qt's
plug-ins and libraries, and the libraries of the system. Whatever else of the system is needed stands in
`debian-depends.txt`: a library that the drivers of the screen load too (libstdc++, libX11, libwayland) must be the
system's own, or newer drivers do not load.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import PurePosixPath

UNUSED_MODULES = [
    # of Python: no network, no terminal but plain text, no other database
    "_hashlib", "_ssl", "ssl", "_curses", "_sqlite3", "curses", "distutils", "doctest", "ensurepip", "idlelib",
    "lib2to3", "pdb", "pydoc", "pydoc_data", "readline", "sqlite3", "test", "tkinter", "turtledemo", "unittest",
    "xmlrpc",
    # of libraries: what their hooks bring along for their own development
    "_pytest", "ast_serialize", "cffi", "hypothesis", "lxml.html", "lxml.isoschematron", "lxml.objectify", "mypy",
    "pip", "pkg_resources", "pycparser", "pytest", "setuptools", "typst", "wheel",
    # of Qt
    "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickControls2", "PySide6.QtQuickWidgets", "PySide6.QtSql",
    "PySide6.QtTest", "PySide6.QtUiTools", "PySide6.QtXml",
]  # fmt: skip
UNUSED_HOOKS = ("pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_pkgutil")
"""What PyInstaller would run at every start for programs that read their own source, begin processes with
multiprocessing, or look for modules by name: each loads a good part of the standard library."""
PLUGINS = (
    "iconengines/*svgicon*", "imageformats/*qgif*", "imageformats/*qico*", "imageformats/*qjpeg*",
    "imageformats/*qsvg*", "imageformats/*qwebp*", "platforminputcontexts/*compose*",
    "platforminputcontexts/*ibus*", "platforms/*qoffscreen*", "platforms/*qwayland*", "platforms/*qxcb*",
    "platforms/qwindows*", "platformthemes/*", "printsupport/*", "styles/*", "wayland-decoration-client/*",
    "wayland-graphics-integration-client/*qt-plugin-wayland-egl*", "wayland-shell-integration/*xdg-shell*",
    "xcbglintegrations/*",
)  # fmt: skip
"""Qt's plug-ins that the program uses, below `plugins/`."""
QT_LIBRARIES = (
    "Core", "DBus", "Gui", "OpenGL", "PrintSupport", "Svg", "WaylandClient", "WaylandEglClientHwIntegration",
    "Widgets", "XcbQpa",
)  # fmt: skip
"""Qt's own libraries that the program, its plug-ins and the bindings load: libQt6Core.so.6, Qt6Core.dll."""
SYSTEM_LIBRARIES = (
    "libffi.so.*", "libpython3.11.so.*", "libxcb-cursor.so.*", "libxcb-icccm.so.*", "libxcb-image.so.*",
    "libxcb-keysyms.so.*", "libxcb-render-util.so.*", "libxcb-shape.so.*", "libxcb-util.so.*",
)  # fmt: skip
"""Libraries of Debian that come along: Python's, and those of Qt's window that a desktop need not have."""
SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")
TRANSLATIONS = ("qt_zh_CN.qm", "qtbase_zh_CN.qm")
GPL_FACES = "DarkGarden*"
"""Faces under the GPL that reportlab brings along as an example."""

Entry = tuple[str, str, str]
"""Of PyInstaller's lists: where it goes in the folder, where it lies now, of what kind it is."""


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that go into the folder."""
    return [entry for entry in entries if is_wanted(entry[0], entry[1])]


def is_wanted(place: str, source: str) -> bool:
    """Whether the file that lies at `source` now is to stand at `place` in the folder."""
    path = PurePosixPath(place.replace("\\", "/"))
    if fnmatch(path.name, GPL_FACES):
        return False
    if "Qt6" in path.name and not _is_binding(path):
        return _qt_name(path.name) in QT_LIBRARIES
    if "plugins" in path.parts and path.parts[0] == "PySide6":
        return any(fnmatch("/".join(path.parts[-2:]), wanted) for wanted in PLUGINS)
    if "translations" in path.parts and path.parts[0] == "PySide6":
        return path.name in TRANSLATIONS
    if source.startswith(SYSTEM_FOLDERS) and len(path.parts) == 1:  # deeper down are modules of a Python of the system
        return any(fnmatch(path.name, wanted) for wanted in SYSTEM_LIBRARIES)
    return True


def _is_binding(path: PurePosixPath) -> bool:
    return path.suffix == ".pyd" or ".abi3" in path.suffixes


def _qt_name(file: str) -> str:
    """`Core` of libQt6Core.so.6 and of Qt6Core.dll."""
    return file.removeprefix("lib").removeprefix("Qt6").partition(".")[0]
