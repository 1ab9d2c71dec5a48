"""The arrows between layers, rooms and modules, read from every import: the architecture, enforced.

A module may import the standard library, what its layer's row names, and its own package; all else
is a violation, an unknown package too.  Nothing imports in a circle, neither modules nor the rooms that
hold them.  A room whose `__init__` has an `__all__` is entered by what stands there, and in no other way.
Each finder takes any tree, and is tried on small false ones.
"""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from pathlib import Path

import pytest
from house import HOUSE, arrows, imported, modules, within

ROOT = frozenset({"app.collector", "app.errors", "app.files", "app.licences", "app.release", "app.settings"})
BELOW = frozenset({"app.forms", "app.drafts", "app.evidence", "app.export"})
FLOOR = frozenset({"app.collector", "app.errors", "app.files"})
MOST_MODULES = 18


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
    "app.drafts": Layer(FLOOR, frozenset({"apsw", "argon2", "keyring", "pyrage"})),
    "app.evidence": Layer(
        FLOOR,
        frozenset(
            {
                *("pikepdf", "pypdfium2", "PIL", "pi_heif", "openpyxl", "xlrd", "defusedxml"),
                *("reportlab", "asn1crypto", "fontTools", "lxml"),
            }
        ),
    ),
    "app.export": Layer(
        FLOOR | {"app.forms", "app.evidence"},
        frozenset({"reportlab", "docx", "lxml", "defusedxml", "fontTools", "pikepdf", "xlsxwriter"}),
    ),
    "app.declaration": Layer(ROOT | BELOW),
    "app.cli": Layer(ROOT | BELOW | {"app.declaration"}),
    "app.ui": Layer(ROOT | BELOW | {"app.declaration"}, frozenset({"PySide6"})),
    "app.__main__": Layer(ROOT | {"app.cli", "app.ui", "app.evidence.apart"}),  # the packed program is its own child
}
# Of the standard library: SQL is the drafts' alone, and nothing leaves the machine.
SQL = frozenset({"sqlite3"})
NETWORK = frozenset(
    {"ftplib", "http", "imaplib", "poplib", "smtplib", "socketserver", "ssl", "urllib.request", "xmlrpc"}
)

# What imports by a name that no reader of the source can follow.
LATE = frozenset({"importlib", "pkgutil", "runpy"})


def layer_of(module: str) -> str | None:
    """The row of the table that `module` of ours belongs to; None when there is none."""
    rows = [row for row in LAYERS if (row != "app" and within(module, row)) or module == row]
    return max(rows, key=len, default=None)


def allowed(row: str, name: str) -> bool:
    """May a module of that layer import `name`?"""
    top = name.split(".")[0]
    if top == "app":
        return any(within(name, package) for package in LAYERS[row].ours | ({row} - {"app"}))
    if any(within(name, module) for module in NETWORK | LATE):
        return False
    if any(within(name, module) for module in SQL):
        return row == "app.drafts"
    return top in sys.stdlib_module_names or top in LAYERS[row].others


def violations(top: Path) -> list[str]:
    """Every import in the tree at `top` that the table does not allow, as `file:line imports name`."""
    wrong = []
    for module, path in modules(top).items():
        row, place = layer_of(module), path.relative_to(top).as_posix()
        if row is None:
            wrong.append(f"{place} belongs to no layer")
            continue
        wrong += [f"{place}:{line} imports {name}" for line, name in imported(path) if not allowed(row, name)]
    return wrong


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """The first circle of arrows that is met, its first name again at its end; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(reversed(found.args[1]))
    return []


def rooms(graph: Mapping[str, Iterable[str]]) -> dict[str, dict[str, set[str]]]:
    """For each folder, what stands in it (modules, and folders as a whole) and which imports which."""
    inside: dict[str, dict[str, set[str]]] = {}
    for module, targets in graph.items():
        for target in targets:
            shared = _shared_folder(module, target)
            here, there = (name[len(shared) + 1 :].split(".")[0] for name in (module, target))
            if here and there:
                inside.setdefault(shared, {}).setdefault(here, set()).add(there)
    return inside


def _shared_folder(one: str, other: str) -> str:
    """The innermost package that holds both."""
    parts = zip(one.split("."), other.split("."), strict=False)
    return ".".join(name for name, _ in takewhile(lambda pair: pair[0] == pair[1], parts))


def circles(top: Path) -> list[str]:
    """A circle of modules, and in each folder one of what stands there; empty when all arrows run one way."""
    graph = arrows(top)
    found = {"app": circle(graph), **{folder: circle(inside) for folder, inside in rooms(graph).items()}}
    return [f"{folder}: {' → '.join(names)}" for folder, names in found.items() if names]


def doors(top: Path) -> dict[str, frozenset[str]]:
    """The rooms that have a door: what their `__init__` names in `__all__`; ValueError for one that is not plain."""
    found = {}
    for module, path in modules(top).items():
        if path.name == "__init__.py" and "__all__" in (source := path.read_text("utf-8")):
            plain = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
            named = [node.value for node in plain if [ast.unparse(one) for one in node.targets] == ["__all__"]]
            if len(named) != 1 or source.count("__all__") != 1:
                raise ValueError(f"{module} must name its door once, as __all__ = [...]")
            found[module] = frozenset(ast.literal_eval(named[0]))
    return found


def past_the_door(top: Path) -> list[str]:
    """Every import that enters a room by something which its door does not name."""
    open_to_all = doors(top)
    return [
        f"{module} imports {name} past the door of {room}"
        for module, path in modules(top).items()
        for _, name in imported(path)
        for room, named in open_to_all.items()
        if within(name, room) and name != room and not within(module, room)
        if name[len(room) + 1 :].split(".")[0] not in named
    ]


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
        ("app.evidence.pages", "import docx"),
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
        ("app.forms.notices", "import runpy"),
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
        ("app.forms.pack.loader", "import yaml\nfrom app.forms.pack import Pack\nfrom urllib.parse import urlsplit"),
        ("app.drafts.store", "import apsw\nimport sqlite3"),
        ("app.export.pdf.writer", "from reportlab.pdfgen import canvas\nfrom app.export.style import MM"),
        (
            "app.ui.form.view",
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


def test_the_first_screen_waits_for_nothing_that_it_does_not_show() -> None:
    code = "import sys, app.ui.main_window; print(*(name for name in sys.modules if name.startswith('app.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "app.ui.start.view" in loaded
    assert {name.split(".")[1] for name in loaded} == {"errors", "files", "settings", "ui"}


def test_nothing_imports_in_a_circle() -> None:
    assert circles(HOUSE) == []


def test_rooms_are_entered_by_their_doors() -> None:
    assert {"app.evidence.apart", "app.forms.field_types"} <= doors(HOUSE).keys()
    assert past_the_door(HOUSE) == []


def test_a_door_names_what_is_there() -> None:
    for room, named in doors(HOUSE).items():
        package = importlib.import_module(room)
        assert all(hasattr(package, name) or f"{room}.{name}" in modules(HOUSE) for name in named), room


@pytest.mark.parametrize("folder", sorted({path.parent for path in modules(HOUSE).values()}), ids=str)
def test_a_folder_is_taken_in_at_a_glance(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= MOST_MODULES


def tree(top: Path, **sources: str) -> Path:
    """A false house: its modules, with `__` for each dot of their names, and their sources."""
    for module, source in sources.items():
        path = top.joinpath(*module.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    return top


@pytest.mark.parametrize(
    "sources",
    [
        {"app__a": "import app.b", "app__b": "import app.a"},
        {"app__a": "import app.b", "app__b": "def late():\n    from app import a"},
        {"app__a": "import app.b", "app__b": "if TYPE_CHECKING:\n    from app.a import A"},
        {"app__a": "import app.b", "app__b": "import app.c", "app__c": "import app.a"},
        {"app__x__a": "import app.y.b", "app__y__b": "", "app__y__c": "import app.x.d", "app__x__d": ""},
        {"app__x__a": "import app.b", "app__b": "import app.x.c", "app__x__c": ""},
        {"app__a": "import app.b", "app__b": "import app\napp.a.run()"},
        {"app__a": "from app.x import y\ny.b.run()", "app__x__y__b": "import app.a"},
    ],
)
def test_a_circle_is_found(tmp_path: Path, sources: dict[str, str]) -> None:
    assert circles(tree(tmp_path, **sources))


def test_arrows_that_run_one_way_are_no_circle(tmp_path: Path) -> None:
    house = tree(
        tmp_path,
        app__main="from app.x import a, c",
        app__x__a="import app.y.b\nimport app.errors",
        app__x__c="from app.x.a import A",
        app__y__b="import app.errors",
        app__errors="",
    )
    assert circles(house) == []


@pytest.mark.parametrize(
    "source",
    [
        "import app.x.inner",
        "from app.x import inner",
        "from app.x.inner import thing",
        "from app.x import open, inner",
        "def late():\n    from app.x.inner import thing",
        "from app import x\nx.inner.thing()",
        "import app.x\napp.x.inner.thing()",
        "import app.x as room\nroom.inner.thing()",
    ],
)
def test_who_passes_by_a_door_is_found(tmp_path: Path, source: str) -> None:
    assert past_the_door(door_house(tmp_path, source))


@pytest.mark.parametrize(
    "door",
    ["__all__: list[str] = ['open']", "__all__ = ['open']\n__all__ += ['inner']", "if True:\n    __all__ = ['open']"],
)
def test_a_door_is_named_plainly(tmp_path: Path, door: str) -> None:
    room = tmp_path / "app" / "x"
    room.mkdir(parents=True)
    (room / "__init__.py").write_text(door, "utf-8")
    with pytest.raises(ValueError, match="must name its door"):
        doors(tmp_path)


@pytest.mark.parametrize("source", ["import app.x", "from app.x import open, word", "from app.x.open import thing"])
def test_who_comes_through_a_door_is_welcome(tmp_path: Path, source: str) -> None:
    assert past_the_door(door_house(tmp_path, source)) == []


def door_house(top: Path, source: str) -> Path:
    """A room with a door, whose own modules know each other, and a module outside with that source."""
    (top / "app" / "x").mkdir(parents=True)
    (top / "app" / "x" / "__init__.py").write_text('__all__ = ["open", "word"]', "utf-8")
    return tree(top, app__x__open="from app.x.inner import thing", app__x__inner="", app__y=source)
