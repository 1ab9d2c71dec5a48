"""Chinese typed through a real ibus and a real fcitx5 reaches every kind of blank; `make input-methods` runs this."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from ui.input_methods.desktop import Desktop, Window, desktop_with, missing

PACK = Path(__file__).parents[1] / "small_pack.yaml"
BLANKS = ("cover.project", "applicant.name", "applicant.profile", "rows.devices")
pytestmark = pytest.mark.skipif(
    "QIBEI_INPUT_METHODS" not in os.environ or bool(missing()),
    reason="needs an X server and input methods: make input-methods",
)


@pytest.fixture(params=["ibus", "fcitx5"])
def desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    """A desktop with an input method."""
    folder = tmp_path / "desktop"
    folder.mkdir()
    with desktop_with(request.param, folder) as made:
        yield made


@pytest.mark.timeout(240)
def test_chinese_reaches_every_kind_of_blank_and_is_nothing_before_it_is_chosen(
    desktop: Desktop, tmp_path: Path
) -> None:
    window = Window(desktop, [str(PACK), str(tmp_path / "试.qibei"), *BLANKS])
    try:
        for name in BLANKS:
            window.order("next")
            if name.endswith("devices"):
                window.press("F2")  # a cell is opened before it is typed in
            window.press("n", "i", "h", "a", "o")
            composing = window.told()
            assert composing["session"] == "", (name, composing)
            window.press("space")
            chosen = window.told_of("你好")
            assert chosen["session"] == "你好", (name, chosen)
            assert chosen["shown"] == "你好", (name, chosen)
            if name == "applicant.profile":
                assert "正文 2 字" in chosen["words"]
                window.press("ctrl+z")
                assert window.told_of("")["session"] == ""
    finally:
        window.close()
