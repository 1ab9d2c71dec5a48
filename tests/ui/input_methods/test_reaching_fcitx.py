"""A desktop that names fcitx is reached through ibus, since Qt's own wheels carry no plug-in for fcitx."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from app.ui.keyboard.input_method import reach_input_method


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULES": "fcitx", "QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULES": "ibus", "QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULES": "fcitx;ibus"}, {"QT_IM_MODULES": "fcitx;ibus"}),
        ({"QT_IM_MODULE": "compose"}, {"QT_IM_MODULE": "compose"}),
        ({"QT_IM_MODULE": "xim"}, {"QT_IM_MODULE": "xim"}),
        ({}, {}),
    ],
)
def test_only_a_missing_fcitx_is_replaced(before: dict[str, str], after: dict[str, str], tmp_path: Path) -> None:
    plugins_of(tmp_path, "ibus", "compose")
    reach_input_method(before, tmp_path)
    assert before == after


def test_a_plug_in_for_fcitx_that_somebody_added_is_used(tmp_path: Path) -> None:
    plugins_of(tmp_path, "ibus", "fcitx")
    environment = {"QT_IM_MODULE": "fcitx"}
    reach_input_method(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_qt_itself_carries_the_plug_in_that_stands_in() -> None:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforminputcontexts")
    assert (folder / "libibusplatforminputcontextplugin.so").exists()
    environment = {"QT_IM_MODULE": "fcitx"}
    reach_input_method(environment)
    assert environment == {"QT_IM_MODULE": "ibus"}


def plugins_of(folder: Path, *names: str) -> None:
    """A folder of Qt's plug-ins with these for input methods."""
    (folder / "platforminputcontexts").mkdir()
    for name in names:
        (folder / "platforminputcontexts" / f"lib{name}platforminputcontextplugin.so").touch()
