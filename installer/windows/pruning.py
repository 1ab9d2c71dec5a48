"""What of Python, of Qt and of the libraries the folder for Windows does without, and whether what is left suffices."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pefile
from packaging.requirements import Requirement

WINDOWS = {
    "extra": "",
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
}
"""What the markers of requirements are asked about."""
QT_MODULES = ("Core", "Gui", "Widgets", "PrintSupport", "Svg")
QT_PLUGINS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",  # pages are drawn without a window by `qibei pack preview`, and in the trial
    "styles/*",
    "iconengines/qsvgicon.dll",
    "imageformats/qgif.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "imageformats/qtiff.dll",
    "imageformats/qwebp.dll",
)
QT = (
    "__init__.py",
    "_config.py",
    "_git_pyside_version.py",
    "pyside6.abi3.dll",
    "msvcp140*.dll",
    "vcruntime140*.dll",
    "support/**/*",
    "translations/qtbase_zh_CN.qm",
    *(f"Qt{name}.pyd" for name in QT_MODULES),
    *(f"Qt6{name}.dll" for name in QT_MODULES),
    *(f"plugins/{name}" for name in QT_PLUGINS),
)
"""All that is kept of PySide6, which brings the whole of Qt."""
UNUSED = (
    "**/*.pyi",
    "**/*.pxd",
    "**/*.pxi",
    "**/*.h",
    "**/*.hpp",
    "**/*.c",
    "**/*.lib",
    "**/*.typed",
    "**/tests",
    "**/__pycache__",
    "bin",
    "*.dist-info/RECORD",
    "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED",
    "*.dist-info/WHEEL",
    "apsw/sqlite_extra_binaries",
    "PIL/_imagingtk.*",
    "PIL/ImageTk.py",
    "lxml/includes",
    "lxml/isoschematron",
    "lxml/objectify.*",
    "reportlab/fonts/DarkGarden*",  # GPL
    "shiboken6/vcamp140.dll",
    "shiboken6/vccorlib140.dll",
    "shiboken6/vcomp140.dll",
    "shiboken6/concrt140.dll",
)
"""What is left out of the libraries, as patterns below their folder."""
PYTHON_UNUSED = (
    "python.exe",  # the launchers are the only programs
    "pythonw.exe",
    "python.cat",
    "_ssl.pyd",
    "libssl-3.dll",
    "_sqlite3.pyd",
    "sqlite3.dll",
    "_msi.pyd",
    "winsound.pyd",
)
SYSTEM = re.compile(
    r"advapi32|authz|bcrypt|bcryptprimitives|comdlg32|crypt32|d3d11|d3d12|d3d9|dwmapi|dwrite|dxgi|"
    r"gdi32|imm32|iphlpapi|kernel32|mpr|msvcrt|netapi32|ntdll|ole32|oleaut32|rpcrt4|secur32|"
    r"setupapi|shell32|shlwapi|uiautomationcore|user32|userenv|uxtheme|version|winmm|winspool|ws2_32|"
    r"wtsapi32"
)
"""Libraries that every Windows 10 has."""


def prune_libraries(site: Path, wanted: Iterable[str]) -> None:
    """Take out of `site` what the program, which requires `wanted`, never loads on Windows."""
    needed = _needed(site, wanted)
    for one in distributions(path=[str(site)]):
        if _plain(one.name) not in needed:
            _remove_distribution(site, one)
    qt = site / "PySide6"
    kept = {file for pattern in QT for file in qt.glob(pattern)}
    _remove(file for file in qt.rglob("*") if file.is_file() and file not in kept)
    _remove(one for pattern in UNUSED for one in list(site.glob(pattern)))
    _remove_empty_folders(site)


def prune_python(runtime: Path) -> None:
    """Take out of `runtime` the parts of Python that the program never loads."""
    _remove(runtime / name for name in PYTHON_UNUSED)


def missing_libraries(folder: Path) -> dict[str, list[str]]:
    """Each library file below `folder` that needs others which are neither there nor part of Windows: name → those."""
    binaries = [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in {".dll", ".pyd", ".exe"}]
    here = {file.name.lower() for file in binaries}
    lacking = {
        str(file.relative_to(folder)): sorted(name for name in _imports(file) if name not in here and _foreign(name))
        for file in binaries
    }
    return {file: names for file, names in lacking.items() if names}


def _needed(site: Path, wanted: Iterable[str]) -> set[str]:
    """The names of the distributions that `wanted` come to on Windows."""
    there = {_plain(one.name): one for one in distributions(path=[str(site)])}
    waiting, found = [Requirement(line) for line in wanted], set[str]()
    while waiting:
        requirement = waiting.pop()
        name = _plain(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate(WINDOWS)):
            continue
        found.add(name)
        waiting += [Requirement(line) for line in there[name].requires or ()]
    return found


def _remove_distribution(site: Path, one: Distribution) -> None:
    files = [site / str(file) for file in one.files or ()]
    _remove(file for file in files if site in file.resolve().parents)


def _imports(file: Path) -> Iterator[str]:
    """The names of the libraries that `file` is linked with."""
    with pefile.PE(str(file), fast_load=True) as binary:
        binary.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
        yield from (entry.dll.decode("ascii").lower() for entry in getattr(binary, "DIRECTORY_ENTRY_IMPORT", ()))


def _foreign(name: str) -> bool:
    return not name.startswith(("api-ms-", "ext-ms-")) and not SYSTEM.fullmatch(name.rsplit(".", 1)[0])


def _remove(those: Iterable[Path]) -> None:
    for one in those:
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink(missing_ok=True)


def _remove_empty_folders(top: Path) -> None:
    for folder in sorted((one for one in top.rglob("*") if one.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
