"""Which of many like trials `make test` does; `make test-long` does the others."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def daily(names: Iterable[str], *chosen: str) -> list[object]:
    """All of `names` as parameters, those that are not `chosen` at length."""
    return [pytest.param(name, marks=() if name in chosen else pytest.mark.long, id=name) for name in names]
