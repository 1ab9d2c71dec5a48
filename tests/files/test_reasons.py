"""Why the system did not do something: told in words, also where Windows says it by a number of its own."""

from __future__ import annotations

import errno

import pytest

from app.files import is_away, is_full, why_not


def of_windows(code: int) -> OSError:
    """An error as Windows raises it: nearly always EINVAL, and a number of its own."""
    failure = OSError(errno.EINVAL, "as Windows says it")
    failure.winerror = code  # type: ignore[attr-defined]  # a field of OSError only there
    return failure


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (19, "写保护"),
        (32, "正被其他程序打开"),
        (39, "磁盘空间已满"),
        (64, "连不上"),
        (206, "太长"),
        (1117, "读写出错"),
        (1167, "没有接好"),
    ],
)
def test_what_windows_alone_tells_is_said(code: int, words: str) -> None:
    assert words in why_not(of_windows(code))


def test_a_disk_pulled_out_is_known_on_both_systems() -> None:
    assert is_away(of_windows(1167))
    assert is_away(OSError(errno.ENODEV, "gone"))
    assert not is_away(of_windows(32))
    assert not is_away(OSError(errno.EACCES, "no"))


def test_a_full_disk_is_known_on_both_systems() -> None:
    assert is_full(of_windows(39))
    assert is_full(OSError(errno.ENOSPC, "full"))
    assert not is_full(of_windows(206))


def test_what_nobody_has_words_for_is_still_said() -> None:
    assert why_not(OSError(errno.EMFILE, "many")) == "系统不允许"
