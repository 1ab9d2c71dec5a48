"""A form table in a narrow window: what lacks little has all of it before what lacks much has more."""

from __future__ import annotations

import pytest

from app.ui.form.blocks.grid import _poured


@pytest.mark.parametrize(
    ("room", "wanted", "given"),
    [
        (30, [10, 20, 60], [10, 10, 10]),
        (50, [10, 20, 60], [10, 20, 20]),
        (90, [10, 20, 60], [10, 20, 60]),
        (12, [0, 4, 8], [0, 4, 8]),
    ],
)
def test_who_lacks_little_has_all_of_it(room: float, wanted: list[float], given: list[float]) -> None:
    assert _poured(room, wanted) == given
