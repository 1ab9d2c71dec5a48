"""The Debian package: what it says of itself, what it leaves out, and that it is made the same twice."""

from __future__ import annotations

import ast
import hashlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from configparser import RawConfigParser
from pathlib import Path

import pytest
from house import HOUSE

from app.files import Opened, opened_as
from app.release import VERSION

LINUX = HOUSE / "installer" / "linux"
sys.path.insert(0, str(LINUX))
import bundle  # noqa: E402
import deb  # noqa: E402
import elves  # noqa: E402

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="not a Debian")


def desktop_entry() -> dict[str, str]:
    parser = RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
    parser.read(LINUX / "qibei.desktop", "utf-8")
    return dict(parser["Desktop Entry"])


def file_kinds() -> dict[str, str]:
    """Type → pattern of names, as the desktop is told."""
    kinds = ET.parse(LINUX / "qibei-mime.xml").getroot().findall(f"{MIME}mime-type")
    return {kind.attrib["type"]: kind.findall(f"{MIME}glob")[0].attrib["pattern"] for kind in kinds}


def imported() -> set[str]:
    """Every module that the program's own code imports, by whichever form."""
    found: set[str] = set()
    for path in (HOUSE / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def made(folder: Path, target: Path) -> Path:
    target.mkdir()
    return deb.build(folder, target)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of a program that stands for ours; like ours an ELF file, with a link and a folder beside it."""
    place = tmp_path_factory.mktemp("deb")
    folder = place / "qibei"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy("/bin/true", folder / "qibei")
    (folder / "_internal" / "模板.yaml").write_text("名称", "utf-8")
    (folder / "_internal" / "link.so").symlink_to("模板.yaml")
    return made(folder, place / "one")


def test_nothing_that_the_program_imports_is_left_out() -> None:
    left_out = [(name, name + ".") for name in bundle.UNUSED_MODULES]
    assert {
        used for used in imported() for name, within in left_out if used == name or used.startswith(within)
    } == set()


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("PySide6/Qt/lib/libQt6Quick.so.6", "/venv/PySide6/Qt/lib/libQt6Quick.so.6"),
        ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6"),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", "/venv/libqopensslbackend.so"),
        ("reportlab/fonts/DarkGardenMK.afm", "/venv/reportlab/fonts/DarkGardenMK.afm"),
        ("libstdc++.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6"),
        ("libwayland-client.so.0", "/lib/x86_64-linux-gnu/libwayland-client.so.0"),
    ],
)
def test_what_is_needless_or_the_systems_own_is_left_out(place: str, source: str) -> None:
    assert not bundle.is_wanted(place, source)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("PySide6/Qt/lib/libQt6Widgets.so.6", "/venv/PySide6/Qt/lib/libQt6Widgets.so.6"),
        ("PySide6/QtPrintSupport.abi3.so", "/venv/PySide6/QtPrintSupport.abi3.so"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/libqxcb.so"),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", "/venv/libibus.so"),
        ("PySide6\\plugins\\platforms\\qwindows.dll", "C:\\venv\\qwindows.dll"),
        ("PySide6\\Qt6Core.dll", "C:\\venv\\Qt6Core.dll"),
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0"),
        ("python3.11/lib-dynload/_decimal.so", "/usr/lib/python3.11/lib-dynload/_decimal.so"),
    ],
)
def test_what_the_program_loads_stays(place: str, source: str) -> None:
    assert bundle.is_wanted(place, source)


def test_the_menu_entry_opens_exactly_the_kinds_of_file_that_are_declared() -> None:
    entry = desktop_entry()
    assert entry["Name[zh_CN]"] == "齐备"
    assert entry["Exec"] == "qibei %f"
    assert set(entry["MimeType"].removesuffix(";").split(";")) == set(file_kinds())
    assert {opened_as(Path(pattern.replace("*", "申报"))) for pattern in file_kinds().values()} == set(Opened)


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_menu_entry_is_valid() -> None:
    told = subprocess.run(["desktop-file-validate", LINUX / "qibei.desktop"], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "")


def test_the_highest_version_is_found_by_number_not_by_letter() -> None:
    assert elves.highest_in("GLIBC_2.9 GLIBC_2.28 GLIBCXX_3.4.29 GLIBC_PRIVATE", "GLIBC") == (2, 28)
    assert elves.highest_in("no version", "GLIBC") == ()


@needs_dpkg
def test_the_fields_name_version_system_and_needs(package: Path) -> None:
    told = subprocess.run(["dpkg-deb", "--field", package], capture_output=True, text=True, check=True).stdout
    fields = dict(re.findall(r"^([A-Z][\w-]+): (.*)$", told, re.MULTILINE))
    assert package.name == f"qibei_{VERSION}_amd64.deb"
    assert (fields["Package"], fields["Version"], fields["Architecture"]) == ("qibei", VERSION, "amd64")
    assert re.match(r"libc6 \(>= 2\.\d+\), ", fields["Depends"])
    assert "libgl1" in fields["Depends"].split(", ")


@needs_dpkg
def test_all_belongs_to_root_and_lies_where_the_desktop_looks(package: Path) -> None:
    listed = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    lines = [line.split(maxsplit=5) for line in listed.splitlines()]
    assert {line[1] for line in lines} == {"root/root"}
    names = {line[5].partition(" -> ")[0] for line in lines}
    wanted = {"./usr/bin/qibei", "./usr/share/applications/qibei.desktop", "./usr/share/mime/packages/qibei.xml"}
    icons = {f"./usr/share/icons/hicolor/{size}x{size}/apps/qibei.png" for size in (16, 48, 256)}
    assert wanted | icons | {"./opt/qibei/qibei", "./usr/share/doc/qibei/copyright"} <= names
    assert "-rwxr-xr-x" in next(line[0] for line in lines if line[5] == "./opt/qibei/qibei")


@needs_dpkg
def test_the_sums_are_those_of_the_files(package: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "--raw-extract", package, tmp_path / "tree"], check=True)
    sums = (tmp_path / "tree" / "DEBIAN" / "md5sums").read_text("utf-8").splitlines()
    assert len(sums) > 10
    for line in sums:
        told, _, name = line.partition("  ")
        assert hashlib.md5((tmp_path / "tree" / name).read_bytes()).hexdigest() == told


@needs_dpkg
def test_the_same_folder_makes_the_same_package(package: Path, tmp_path: Path) -> None:
    again = made(package.parent.parent / "qibei", tmp_path / "two")
    assert again.read_bytes() == package.read_bytes()
