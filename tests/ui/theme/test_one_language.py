"""One visual language: views ask the theme for colours, room and sizes, and icons are drawn alike."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import HOUSE

ICONS = HOUSE / "resources" / "icons"
FOR_THE_STYLE_SHEET = re.compile(r"(light|dark)-\w+")
MODULES = sorted(path for path in (HOUSE / "app" / "ui").rglob("*.py") if path.parent.name != "theme")
ROOM = {"setContentsMargins", "setSpacing", "addSpacing", "setHorizontalSpacing", "setVerticalSpacing"}
FONTS = {"setPointSize", "setPointSizeF", "setPixelSize"}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")


def own_looks(source: str) -> Iterator[str]:
    """What a module decides by itself that belongs to the theme: colours, room, sizes of type, corners."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.fullmatch(node.value):
            yield f"line {node.lineno}: {node.value}"
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, numbers = node.func.attr, [one for one in node.args if _is_number(one)]
        corners = [one for one in node.args[-2:] if _is_number(one)] if name == "drawRoundedRect" else []
        sized = name in FONTS and any(_is_number(one) for argument in node.args for one in ast.walk(argument))
        if (name in ROOM and numbers) or corners or sized:
            yield f"line {node.lineno}: {name}"


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value != 0


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_view_has_no_looks_of_its_own(module: Path) -> None:
    assert list(own_looks(module.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "QColor('#fff')",
        "column.setSpacing(7)",
        "column.setContentsMargins(0, 0, 8, 0)",
        "font.setPointSizeF(font.pointSizeF() + 2)",
        "painter.drawRoundedRect(box, 3, 3)",
    ],
)
def test_looks_of_its_own_are_found(source: str) -> None:
    assert len(list(own_looks(source))) == 1


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_icons_are_drawn_alike(file: Path) -> None:
    source = file.read_text("utf-8")
    if file.stem.startswith("qibei") or FOR_THE_STYLE_SHEET.fullmatch(file.stem):
        return
    assert 'viewBox="0 0 24 24"' in source
    widths = set(re.findall(r'stroke-width="([\d.]+)"', source))
    assert widths <= {"1.8", "2.1", "1.4"}, "one pen; finer on sheets that are drawn large, bolder on a filled ground"
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', source)) <= {"currentColor", "CONTRAST", "none"}


def test_every_icon_that_is_asked_for_is_there() -> None:
    named = {word for path in MODULES for word in re.findall(r'icons\.give\([\w.]+, "(\w+)"', path.read_text("utf-8"))}
    assert named
    assert {name for name in named if not (ICONS / f"{name}.svg").exists()} == set()
