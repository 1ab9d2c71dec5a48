"""A face counts as prepared only as it was prepared: whole, with its terms, and with the notice of what was changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from font_sources import SOURCES, Source
from fontTools.ttLib import TTFont
from prepare_fonts import DESCRIPTION, RECORDS, digest, is_prepared, records, terms_of

from app.files import resource

UNCHANGED, CHANGED = "LiberationSerif.ttf", "FandolSong.ttf"


def source(target: str) -> Source:
    return next(one for one in SOURCES if one.target == target)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two faces as the set-up left them."""
    prepared = resource("fonts")
    for target in (UNCHANGED, CHANGED):
        shutil.copy(prepared / target, tmp_path)
        terms = terms_of(source(target), tmp_path)
        terms.parent.mkdir(exist_ok=True)
        shutil.copy(terms_of(source(target), prepared), terms)
    shutil.copy(prepared / RECORDS, tmp_path)
    return tmp_path


@pytest.mark.parametrize("target", [UNCHANGED, CHANGED])
def test_a_face_that_stands_as_it_was_prepared_is_left_alone(folder: Path, target: str) -> None:
    assert is_prepared(source(target), folder, records(folder))


def test_a_set_up_of_before_there_were_records_is_renewed(folder: Path) -> None:
    (folder / RECORDS).unlink()
    assert not is_prepared(source(UNCHANGED), folder, records(folder))


def test_a_face_that_is_not_what_was_prepared_is_renewed(folder: Path) -> None:
    with (folder / UNCHANGED).open("ab") as face:
        face.write(b"\0")
    assert not is_prepared(source(UNCHANGED), folder, records(folder))


def test_a_face_without_its_terms_is_renewed(folder: Path) -> None:
    terms_of(source(UNCHANGED), folder).unlink()
    assert not is_prepared(source(UNCHANGED), folder, records(folder))


@pytest.mark.parametrize("said", ["", "Changed on 2020-01-01 by somebody."])
def test_a_changed_face_that_does_not_say_so_is_renewed(folder: Path, said: str) -> None:
    with TTFont(folder / CHANGED, lazy=True, recalcBBoxes=False) as font:
        font["name"].removeNames(DESCRIPTION)
        if said:
            font["name"].setName(said, DESCRIPTION, 3, 1, 0x409)
        font.save(folder / "other.ttf")
    (folder / "other.ttf").replace(folder / CHANGED)
    known = records(folder)
    known[CHANGED]["sha256"] = digest(folder / CHANGED)
    (folder / RECORDS).write_text(json.dumps(known), "utf-8")
    assert not is_prepared(source(CHANGED), folder, records(folder))


def test_records_that_cannot_be_read_are_none(folder: Path) -> None:
    (folder / RECORDS).write_text("{", "utf-8")
    assert records(folder) == {}
