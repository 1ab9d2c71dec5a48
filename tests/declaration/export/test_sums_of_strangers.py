"""Sums that lie in a folder of an export may be anybody's: no name in them stops an export."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.declaration.export.disc import SUMS, left_over


@pytest.mark.parametrize("name", ["名" * 100, "/".join(["夹" * 60] * 30), "a\0b", "里/a", "没有", "里"])
def test_a_name_that_leads_to_no_file_is_passed_over_and_the_next_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "里").mkdir()
    (tmp_path / "旧清单.xlsx").write_bytes(b"rows")
    digest = hashlib.sha256(b"rows").hexdigest()
    (tmp_path / SUMS).write_text(f"{digest}  {name}\n{digest}  旧清单.xlsx\n", "utf-8")
    assert left_over(tmp_path, []) == [tmp_path / "旧清单.xlsx"]
