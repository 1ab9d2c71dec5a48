"""The pictures of the guide show what its examples print.

After a change that is meant, draw them anew and look at them before committing:

    QIBEI_WRITE_GOLDEN=1 pytest tests/forms/pack/test_guide_pictures.py && git diff docs/course
"""

from __future__ import annotations

import os
import re

import pytest
import yaml
from forms.pack.drawn import picture_of
from forms.pack.guide import DOCS, GUIDE, PICTURED, whole

from app.export.fonts.faces import Faces
from app.forms.pack.loader import parse_pack


@pytest.fixture(scope="module")
def faces() -> Faces:
    """The prepared faces only, so that pictures are the same everywhere."""
    return Faces(folders=())


@pytest.mark.parametrize(("example", "name"), PICTURED, ids=[name for _, name in PICTURED])
def test_a_picture_shows_what_its_example_prints(faces: Faces, example: str, name: str) -> None:
    data = yaml.safe_dump(whole(example), allow_unicode=True, default_style='"').encode()
    drawn = picture_of(parse_pack(data, "example.yaml"), faces)
    file = DOCS / "course" / f"{name}.svg"
    if os.environ.get("QIBEI_WRITE_GOLDEN"):
        file.write_text(drawn, "utf-8")
    assert file.read_text("utf-8") == drawn


def test_every_picture_stands_in_the_guide_below_its_example() -> None:
    shown = set(re.findall(r"\(course/([a-z-]+)\.svg\)", GUIDE))
    assert shown == {name for _, name in PICTURED} == {file.stem for file in (DOCS / "course").glob("*.svg")}
    assert len(shown) >= 12
