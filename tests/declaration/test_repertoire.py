"""Only rare characters are asked of the faces: all others stand in every prepared one."""

from __future__ import annotations

from app.declaration import repertoire
from app.evidence.prepared import rare
from app.export.fonts import coverage
from app.export.fonts.faces import Faces


def test_what_is_not_asked_is_held_by_the_prepared_faces() -> None:
    every = "".join(map(chr, range(0x20, 0x10000)))
    asked = set(rare(every))
    certain = "".join(char for char in every if char not in asked)
    assert len(certain) > 21_000
    assert coverage.unprintable(certain, Faces(folders=())) == ""


def test_prose_asks_for_nothing_and_a_rare_character_is_asked_once() -> None:
    assert rare("“平台”接入设备（3,200 台）——运行稳定……《说明》、·\t\n") == ""
    assert rare("喆㐂㐂é") == "㐂é"


def test_what_no_face_holds_is_told_in_its_order() -> None:
    assert repertoire.unprintable("甲ท乙บทa") == "ทบ"
