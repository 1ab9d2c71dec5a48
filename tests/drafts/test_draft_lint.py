"""What the draft's container forbids is nowhere in the program (FORMAT.md, section 6)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "app"
FORBIDDEN = re.compile(r"\brekey\b|hexrekey", re.IGNORECASE)
BACKUPS = {"backup", "Backup", "sqlite3_backup_init", "set_key", "deserialize"}


def faults(source: str) -> list[str]:
    """What a module does that it must not: a changed key in place, or SQLite's backup interface."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and FORBIDDEN.search(node.value):
            found.append(node.value)
        if isinstance(node, ast.Attribute) and (node.attr in BACKUPS or FORBIDDEN.search(node.attr)):
            found.append(node.attr)
    return found


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=lambda path: str(path.relative_to(APP)))
def test_no_module_changes_a_key_in_place_or_uses_the_backup_interface(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source", ["db.execute('PRAGMA rekey=1')", "db.pragma('REKEY', 'x')", "a.backup('main', b, 'main')", "db.rekey(1)"]
)
def test_the_lint_sees_what_it_forbids(source: str) -> None:
    assert faults(source)


def test_only_the_drafts_package_knows_the_database_library() -> None:
    users = {
        path.relative_to(APP).parts[0]
        for path in APP.rglob("*.py")
        if re.search(r"^\s*(import|from) apsw", path.read_text("utf-8"), re.M)
    }
    assert users == {"drafts"}
