"""Moments as drafts keep them (ISO 8601 in UTC), told as the clock on the wall shows them; never an exception."""

from __future__ import annotations

from datetime import datetime

from app.forms.wording import one_line, shortened

_YEARS = range(1900, 9999)  # local time of what lies beyond may have no year any more


def is_moment(text: str) -> bool:
    """Whether `text` is a moment that can be told."""
    try:
        return datetime.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


def moment(text: str) -> str:
    """A moment in local time to the minute; what is none as it is written, in short."""
    return _local(text, "%Y-%m-%d %H:%M")


def day(text: str) -> str:
    """The day of a moment in local time; what is none as it is written, in short."""
    return _local(text, "%Y-%m-%d")


def _local(text: str, form: str) -> str:
    if not is_moment(text):
        return shortened(one_line(text))
    return datetime.fromisoformat(text).astimezone().strftime(form)
