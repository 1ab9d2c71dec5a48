"""Of all pictures that are drawn, those that the manual shows are shipped."""

from __future__ import annotations

from pathlib import Path

from shown_manual import shown_manual


def test_the_manual_comes_with_the_pictures_it_shows_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    for name in ("首页.png", "98.png"):
        (tmp_path / "pictures" / name).touch()
    (tmp_path / "README.md").write_text("![首页](pictures/首页.png)\n![又一次](pictures/首页.png)", "utf-8")
    assert shown_manual(tmp_path) == [Path("README.md"), Path("pictures/首页.png")]
