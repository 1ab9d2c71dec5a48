"""What the child may read once its walls stand: the program, what it runs on, and faces; nothing of the user's.

A reader that needs a file of its own at work has it below `resources/`, or its place is named here.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

from app.files import resource

_LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib")
_SYSTEM = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom")
_FACES = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")  # where pdfium looks
_INSTALLED = frozenset({"site-packages", "dist-packages", "lib-dynload"})
_PYTHON = ("stdlib", "platstdlib", "purelib", "platlib")


def readable() -> list[Path]:
    """The folders and files; some may not be there."""
    return [*_program(), *_python(), *map(Path, (*_LIBRARIES, *_SYSTEM, *_FACES))]


def _program() -> list[Path]:
    """The program as it is installed: the frozen folder, or `app` and `resources` of a checkout."""
    faces = resource("fonts")  # prepared on this machine, where it may be a link
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return [Path(frozen), Path(sys.executable), faces]
    return [Path(__file__).parents[3], resource(), faces]


def _python() -> list[Path]:
    """Python's own modules and those that were installed for it; never the folder that it was started in."""
    standard = [Path(sysconfig.get_path(name)) for name in _PYTHON]
    installed = [path for path in map(Path, sys.path) if path.name in _INSTALLED]
    return [*standard, *installed, Path(sys.base_prefix, "lib")]
