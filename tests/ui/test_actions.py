"""Every action is reached from a menu, and no key means two things."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from app.ui.actions import MENUS, WISHES
from app.ui.main_window import MainWindow


def test_no_two_actions_share_a_key(empty_window: MainWindow) -> None:
    keys = Counter(key.toString() for action in empty_window.actions_.by_name.values() for key in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_is_in_a_menu() -> None:
    assert WISHES.keys() == {name for names in MENUS.values() for name in names if name}


def test_keys_are_called_what_is_written_on_them(empty_window: MainWindow) -> None:
    shown = {
        name: empty_window.actions_[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        for name in ("previous", "next")
    }
    assert shown == {"previous": "Ctrl+PgUp", "next": "Ctrl+PgDn"}
    arrows = [QKeySequence(f"Alt+{name}") for name in ("Up", "Down", "Left", "Right")]
    assert [one.toString(QKeySequence.SequenceFormat.NativeText) for one in arrows] == [
        "Alt+↑",
        "Alt+↓",
        "Alt+←",
        "Alt+→",
    ]
