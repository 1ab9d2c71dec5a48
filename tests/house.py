"""The program as it is written: its modules, and every import between them, read with `ast`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


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
    return ["<relative>"] if node.level else [f"{node.module}.{alias.name}" for alias in node.names]


def _is_import_call(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "__import__"}


def arrows(top: Path) -> dict[str, set[str]]:
    """Which modules of ours each module imports, early or late, for types alone or to run."""
    found = modules(top)
    return {module: set(_targets(path, found)) - {module} for module, path in found.items()}


def _targets(path: Path, found: Mapping[str, Path]) -> Iterator[str]:
    for _, name in imported(ast.parse(path.read_text("utf-8"))):
        yield from [one for one in (name, name.rpartition(".")[0]) if one in found][:1]
