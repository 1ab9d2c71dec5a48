"""The guide to the pack language, and its examples as packs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

DOCS = Path(__file__).resolve().parents[3] / "docs"
GUIDE = (DOCS / "pack-language.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
PICTURED = re.findall(
    r"^```yaml\n((?:(?!^```).)*?)^```\n\n!\[[^\]]*\]\(course/([a-z-]+)\.svg\)", GUIDE, re.DOTALL | re.MULTILINE
)
"""The examples that have a picture below them, and its name."""


def whole(example: str) -> dict[str, Any]:
    """A fragment of the guide put where it belongs: keys of a page into a page, others into the pack."""
    given = yaml.load(example, Loader=yaml.BaseLoader)
    if "pack" in given:
        return dict(given)
    page = {"id": "page", "title": "页面"}
    pack: dict[str, Any] = {
        "pack": "example",
        "edition": "1",
        "title": "例",
        "notice": {"name": "通知", "issuer": "某厅"},
        "cover": {"id": "cover", "title": "封面", "body": ["申报日期{declared:date}"]},
        "contents": [page],
    }
    (page if "body" in given else pack).update(given)
    return pack
