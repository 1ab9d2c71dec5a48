"""A new passphrase is judged honestly, never refused, and a very weak one is asked about once more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.application import make_application
from app.ui.widgets.choices import ChoiceDialog
from app.ui.widgets.new_passphrase import NewPassphrase

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def box(qtbot: QtBot, settings: Settings) -> Iterator[NewPassphrase]:
    """The two lines, shown."""
    make_application(settings)
    made = NewPassphrase("密码", window := QWidget())
    window.resize(600, 300)
    qtbot.addWidget(window)
    window.show()
    yield made
    window.close()


def give(box: NewPassphrase, words: str) -> None:
    """The same words twice."""
    for line in (box.first, box.second):
        line.edit.setText(words)


@pytest.mark.parametrize(
    ("words", "tone", "said"),
    [
        ("", "muted", "建议 12 个字符以上"),
        ("abc", "blocking", "只有 3 个字符，有连续的字母、数字或相邻的按键"),
        ("13812345678", "blocking", "有日期或电话号码"),
        ("aaaaaaaaaaaaaa", "blocking", "有重复的内容"),
        ("P@ssw0rd", "blocking", "有常见的词或数字"),
        ("kiwi-mop", "advice", "一般"),
        ("一句只有自己知道的话", "done", "强度好。"),
    ],
)
def test_how_good_it_is_and_why_is_said(box: NewPassphrase, words: str, tone: str, said: str) -> None:
    box.first.edit.setText(words)
    assert said in box.hint.text()
    assert box.hint.property("tone") == tone
    assert not words or words not in box.hint.text(), "the words do not give it away"


def test_it_may_be_used_when_it_is_the_same_twice_and_not_blank(box: NewPassphrase) -> None:
    for words, ready in (("   ", False), ("abc", True)):
        give(box, words)
        assert box.ready is ready
    box.second.edit.setText("abd")
    assert not box.ready
    assert box.hint.text() == "两次输入的密码不一致。"


def test_a_good_one_is_used_without_a_question(box: NewPassphrase) -> None:
    give(box, "一句只有自己知道的话")
    done: list[bool] = []
    box.agreed(lambda: done.append(True))
    assert done == [True]


@pytest.mark.parametrize(("answer", "used"), [("use", [True]), ("change", [])])
def test_a_very_weak_one_is_asked_about_once_more(box: NewPassphrase, answer: str, used: list[bool]) -> None:
    give(box, "abc")
    done: list[bool] = []
    box.agreed(lambda: done.append(True))
    (dialog,) = box.findChildren(ChoiceDialog)
    assert done == []
    assert "只有 3 个字符" in dialog.words.text()
    dialog.buttons[answer].click()
    assert done == used
