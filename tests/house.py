"""The program as it is written: its modules, and every import between them, read with `ast`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
COMPUTED = frozenset({"__import__", "exec", "eval"})


def within(module: str, package: str) -> bool:
    """Is `module` the package itself or something in it?"""
    return module == package or module.startswith(f"{package}.")


def modules(top: Path) -> dict[str, Path]:
    """Every module below the folder `top/app`: full name → file."""
    found = {}
    for path in sorted((top / "app").rglob("*.py")):
        parts = path.relative_to(top).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path) -> tuple[tuple[int, str], ...]:
    """(line, full name) of everything that a module imports, and of what of ours is reached through a name so imported.

    A relative import is named as such, and so is whatever imports by a name that only the running program knows.
    """
    return _imported(path.read_text("utf-8"))


@cache
def _imported(source: str) -> tuple[tuple[int, str], ...]:
    return tuple(_read(list(ast.walk(ast.parse(source)))))


def _read(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    known: dict[str, str] = {}
    for node in nodes:
        for alias, bound, name in _names(node):
            known[alias] = bound
            yield getattr(node, "lineno", 0), name
    for node in nodes:
        if isinstance(node, ast.Attribute) and within(known.get((chain := _chain(node))[0], ""), "app"):
            yield node.lineno, ".".join([known[chain[0]], *chain[1:]])
        elif isinstance(node, ast.Name) and node.id in COMPUTED:
            yield node.lineno, "<computed>"


def _names(node: ast.AST) -> Iterator[tuple[str, str, str]]:
    """What an import brings: the name under which the module knows it, what that is, and all that was asked for."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.split(".")[0]
            yield alias.asname or top, alias.name if alias.asname else top, alias.name
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            name = "<relative>" if node.level else f"{node.module}.{alias.name}"
            yield alias.asname or alias.name, name, name


def _chain(node: ast.expr) -> list[str]:
    """The names of a.b.c; the first is empty when it begins with anything but a name."""
    if isinstance(node, ast.Attribute):
        return [*_chain(node.value), node.attr]
    return [node.id if isinstance(node, ast.Name) else ""]


def arrows(top: Path) -> dict[str, set[str]]:
    """Which modules of ours each module imports, early or late, for types alone or to run."""
    found = modules(top)
    return {module: set(_targets(path, found)) - {module} for module, path in found.items()}


def _targets(path: Path, found: Mapping[str, Path]) -> Iterator[str]:
    for _, name in imported(path):
        parts = name.split(".")
        heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        yield from [one for one in heads if one in found][:1]
