"""The arrows between the packages, read from every import: the table of the architecture, enforced.

A module may import the standard library, what its layer's row names, and its own package; all else
is a violation, an unknown package too.  `violations` takes any tree, and is tried on small false ones.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
ROOT = frozenset({"app.errors", "app.files", "app.settings"})
BELOW = frozenset({"app.forms", "app.drafts", "app.evidence", "app.export"})
FLOOR = frozenset({"app.errors", "app.files"})


@dataclass(frozen=True)
class Layer:
    """What the modules of one layer may import besides the standard library and themselves."""

    ours: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


# The table of "Architecture: the house and its rules".  lxml is the other half of python-docx and pydantic_core
# of pydantic; defusedxml and argon2 are what drafts.md demands of readers of strangers' XML and of the key.
LAYERS = {
    "app": Layer(),
    **{name: Layer(ours=ROOT) for name in ROOT},
    "app.forms": Layer(FLOOR, frozenset({"pydantic", "pydantic_core", "yaml"})),
    "app.drafts": Layer(FLOOR, frozenset({"apsw", "argon2", "keyring"})),
    "app.evidence": Layer(FLOOR, frozenset({"pikepdf", "pypdfium2", "PIL", "openpyxl", "defusedxml"})),
    "app.export": Layer(
        FLOOR | {"app.forms", "app.evidence"},
        frozenset({"reportlab", "docx", "lxml", "defusedxml", "fontTools", "pikepdf", "xlsxwriter"}),
    ),
    "app.declaration": Layer(ROOT | BELOW),
    "app.cli": Layer(ROOT | BELOW | {"app.declaration"}),
    "app.ui": Layer(ROOT | BELOW | {"app.declaration"}, frozenset({"PySide6"})),
    "app.__main__": Layer(ROOT | {"app.cli", "app.ui"}),
}
# Of the standard library: SQL is the drafts' alone, and nothing leaves the machine.
SQL = frozenset({"sqlite3"})
NETWORK = frozenset(
    {"ftplib", "http", "imaplib", "poplib", "smtplib", "socketserver", "ssl", "urllib.request", "xmlrpc"}
)


def within(module: str, package: str) -> bool:
    """Is `module` the package itself or something in it?"""
    return module == package or module.startswith(f"{package}.")


def layer_of(module: str) -> str | None:
    """The row of the table that `module` of ours belongs to; None when there is none."""
    rows = [row for row in LAYERS if (row != "app" and within(module, row)) or module == row]
    return max(rows, key=len, default=None)


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything that is imported; a relative or computed import is named as such."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, name) for name in _names_from(node))
        elif isinstance(node, ast.Call) and _is_import_call(node.func):
            known = node.args and isinstance(node.args[0], ast.Constant)
            yield node.lineno, str(ast.literal_eval(node.args[0])) if known else "<computed>"


def _names_from(node: ast.ImportFrom) -> list[str]:
    if node.level:
        return ["<relative>"]
    if node.module in {"app", "urllib"}:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [node.module or ""]


def _is_import_call(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "__import__"}


def allowed(row: str, name: str) -> bool:
    """May a module of that layer import `name`?"""
    top = name.split(".")[0]
    if top == "app":
        return any(within(name, package) for package in LAYERS[row].ours | ({row} - {"app"}))
    if any(within(name, module) for module in NETWORK):
        return False
    if any(within(name, module) for module in SQL):
        return row == "app.drafts"
    return top in sys.stdlib_module_names or top in LAYERS[row].others


def modules(top: Path) -> dict[str, Path]:
    """Every module below the folder `top/app`: full name → file."""
    found = {}
    for path in sorted((top / "app").rglob("*.py")):
        parts = path.relative_to(top).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def violations(top: Path) -> list[str]:
    """Every import in the tree at `top` that the table does not allow, as `file:line imports name`."""
    wrong = []
    for module, path in modules(top).items():
        row, place = layer_of(module), path.relative_to(top).as_posix()
        if row is None:
            wrong.append(f"{place} belongs to no layer")
            continue
        tree = ast.parse(path.read_text("utf-8"))
        wrong += [f"{place}:{line} imports {name}" for line, name in imported(tree) if not allowed(row, name)]
    return wrong


def test_every_import_follows_the_table() -> None:
    assert modules(HOUSE), "no modules were found"
    assert violations(HOUSE) == []


def fake(top: Path, module: str, source: str) -> list[str]:
    """The violations of a tree that holds only `module`, with that source."""
    path = top.joinpath(*module.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True)
    path.write_text(source, "utf-8")
    return violations(top)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("app.errors", "import app.forms"),
        ("app.files", "import pydantic"),
        ("app.forms.pack", "from PySide6.QtCore import QObject"),
        ("app.forms.pack", "from app.settings import Settings"),
        ("app.forms.pack", "from app import drafts"),
        ("app.forms.pack", "def late():\n    import sqlite3"),
        ("app.drafts.store", "from app.forms.pack import Pack"),
        ("app.evidence.pages", "import reportlab.pdfgen.canvas"),
        ("app.export.compose", "import app.drafts.store"),
        ("app.export.compose", "from importlib import import_module\nimport_module('app.ui.theme')"),
        ("app.export.compose", "import importlib\nimportlib.import_module(chosen)"),
        ("app.export.compose", "from . import style"),
        ("app.declaration.book", "import docx"),
        ("app.declaration.book", "import apsw"),
        ("app.cli.main", "from app.ui import application"),
        ("app.ui.theme", "from app.cli import main"),
        ("app.ui.theme", "import reportlab"),
        ("app.ui.update", "from urllib import request"),
        ("app.forms.notices", "import http.client"),
        ("app.utils.text", "import re"),
        ("app.strings", "import re"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path: Path, module: str, source: str) -> None:
    assert len(fake(tmp_path, module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("app.files", "import os\nfrom app.errors import AppError"),
        ("app.forms.loader", "import yaml\nfrom app.forms.pack import Pack\nfrom urllib.parse import urlsplit"),
        ("app.drafts.store", "import apsw\nimport sqlite3"),
        ("app.export.pdf.writer", "from reportlab.pdfgen import canvas\nfrom app.export.style import MM"),
        (
            "app.ui.form_view",
            "from PySide6 import QtWidgets\nfrom app.forms.paths import FieldPath\nimport app.declaration",
        ),
        ("app.__main__", "from app.cli import main\nfrom app.ui.application import run"),
    ],
)
def test_what_the_table_grants_is_not_called_wrong(tmp_path: Path, module: str, source: str) -> None:
    assert fake(tmp_path, module, source) == []


def test_without_the_window_no_module_loads_qt() -> None:
    names = [module for module in modules(HOUSE) if not within(module, "app.ui")]
    assert {"app.errors", "app.forms", "app.declaration"} <= set(names)
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6')])"
    )
    done = subprocess.run([sys.executable, "-c", code, *names], cwd=HOUSE, capture_output=True, text=True)
    assert (done.stderr, done.stdout.strip()) == ("", "[]")
