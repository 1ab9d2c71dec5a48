"""Everything that is shipped has its licence text, and each text says what is named."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from house import HOUSE

from app.errors import AppError
from app.files import resource
from app.licences import Component, components, words_of
from app.release import VERSION

PARTS = {part.name: part for part in components()}
FACES = [part for part in PARTS.values() if part.kind == "face"]
LIBRARIES = [part for part in PARTS.values() if part.kind == "library"]
BIND_ALL = re.compile(r"(?<!L)A?GPL")
"""A licence that would bind whatever it is linked with; the Lesser GPL would not."""
SAYS = {
    "LGPL": "GNU LESSER GENERAL PUBLIC LICENSE",
    "GPL-2.0": "GNU GENERAL PUBLIC LICENSE Version 2, June 1991",
    "GPL-3.0": "GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007",
    "Font-exception": "As a special exception, if you create a document which uses this font",
    "OFL-1.1": "SIL OPEN FONT LICENSE",
    "Arphic": "ARPHIC PUBLIC LICENSE",
    "MPL": "Mozilla Public License",
    "Apache": "Apache",
    "MIT": "Permission +is +hereby +granted",
    "X11": "Permission is hereby granted",
    "BSD": "Redistribution",
    "PSF": "PSF|Python Software Foundation",
    "Zlib": "without any express or implied",
    "Unicode": "UNICODE LICENSE",
    "free-for-any-use": "free for any use",
}
"""Part of the name of a licence → words of its text."""


def test_every_distribution_that_is_locked_has_a_row_with_its_version() -> None:
    lock = (HOUSE / "installer" / "requirements.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock, re.MULTILINE))
    assert {part.package: part.version for part in LIBRARIES if part.package} == locked


def test_every_prepared_face_has_a_row() -> None:
    assert {part.file for part in FACES} == {file.name for file in resource("fonts").glob("*.[to]t[fc]")}


@pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: part.name)
def test_the_text_of_a_part_is_that_of_the_licence_it_names(part: Component) -> None:
    words = " ".join(words_of(part).split())
    said = [text for name, text in SAYS.items() if name in part.licence]
    assert said
    assert [text for text in said if not re.search(text, words, re.IGNORECASE)] == []


@pytest.mark.parametrize("part", LIBRARIES, ids=lambda part: part.name)
def test_no_library_binds_the_program(part: Component) -> None:
    offered = re.split(r" OR ", part.licence)
    assert any(not BIND_ALL.search(one) for one in offered)


@pytest.mark.parametrize("part", FACES, ids=lambda part: part.name)
def test_a_face_under_the_gpl_has_the_exception_for_documents(part: Component) -> None:
    assert BIND_ALL.search(part.licence) is None or "WITH Font-exception-2.0" in part.licence


def test_the_face_of_the_examples_of_reportlab_is_not_among_them() -> None:
    assert [text for part in PARTS.values() for text in part.texts if "DarkGarden" in text] == []


def test_the_program_itself_comes_first_under_its_own_licence() -> None:
    first = next(iter(PARTS.values()))
    assert (first.version, first.licence) == (VERSION, "Apache-2.0")
    assert (HOUSE / "docs" / "LICENSE").read_text("utf-8").strip() in words_of(first)


def test_qt_is_named_with_its_owner_its_source_and_the_right_to_replace_it() -> None:
    words = words_of(PARTS["Qt（PySide6）"])
    for needed in ("The Qt Company", "LGPL-3.0", "可以换用自己修改、编译的 Qt", "反向工程", "download.qt.io"):
        assert needed in words


@pytest.mark.parametrize("part", FACES, ids=lambda part: part.name)
def test_a_changed_face_says_so_with_the_date_and_a_face_with_a_reserved_name_is_not_changed(part: Component) -> None:
    with TTFont(resource("fonts", part.file), lazy=True) as font:
        said = font["name"].getDebugName(10) or ""
        whole = "GSUB" in font or "GPOS" in font or "gasp" in font
    changed = "有改动" in part.note
    assert changed == bool(re.match(r"Changed on \d{4}-\d\d-\d\d by the Qibei project .+: .+\.", said))
    assert changed or whole
    if "LXGW" in part.name or "Liberation" in part.name:
        assert not changed


def test_texts_that_were_not_installed_are_said_to_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    index, kept = resource("licences", "index.json"), tmp_path / "resources" / "licences"
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)  # the program in a folder of its own
    with pytest.raises(AppError, match="许可文本没有随程序一起安装"):
        components()
    kept.mkdir(parents=True)
    shutil.copy(index, kept)
    with pytest.raises(AppError, match="许可文本没有随程序一起安装"):
        words_of(components()[0])
