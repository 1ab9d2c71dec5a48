"""Faces: who prints what, what is missing, what is replaced, what is refused."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from app.errors import ExportError
from app.export.document import Blank, Document, Heading, Paragraph, Part, Text
from app.export.fonts.coverage import missing, printed, report, require
from app.export.fonts.faces import Faces
from app.export.fonts.finding import prepared
from app.export.fonts.sfnt import TrueTypeFace, UnusableFace
from app.export.fonts.subset import subset
from app.export.style import DocumentStyle


def document_of(*inlines: Text | Blank) -> Document:
    return Document("字", (Part((Paragraph(inlines),)),), DocumentStyle())


@pytest.mark.parametrize(
    ("chars", "face"), [("平，“”‘’——……①￥℃·×", "FandolFang-Regular"), ("Az7%@²–é'", "LiberationSerif")]
)
def test_each_character_is_printed_by_the_face_it_belongs_to(faces: Faces, chars: str, face: str) -> None:
    assert {char: faces.role("fangsong").faces[char] for char in chars} == dict.fromkeys(chars, face)


def test_chinese_quotes_dashes_and_ellipses_are_full_width(faces: Faces) -> None:
    widths = faces.role("fangsong").widths
    assert [widths[char] for char in "“”‘’—…，。"] == [1.0] * 8


def test_page_numbers_take_the_digits_of_the_chinese_face(faces: Faces) -> None:
    assert faces.role("songti", latin=False).faces["3"] == "FandolSong-Regular"


@pytest.mark.parametrize("role", ["fangsong", "kaiti", "heiti", "songti"])
def test_empty_and_ticked_boxes_are_a_pair(faces: Faces, role: str) -> None:
    chosen = faces.role(role)  # type: ignore[arg-type]  # one of the four roles
    assert chosen.faces["□"] == chosen.faces["☑"] == chosen.faces["☐"]
    assert chosen.widths["□"] == chosen.widths["☑"]


@pytest.mark.parametrize("char", "喆珺昇镕旸玥㛃𠮷")
def test_rare_characters_are_filled_in_and_reported(faces: Faces, char: str) -> None:
    document = document_of(Text("平台"), Blank(char, "company.person", label="联系人"))
    assert missing(printed(document), faces) == ()
    assert [use.chars for use in report(printed(document), faces) if use.chars] == [char]


def test_a_character_that_no_face_holds_names_its_blank(faces: Faces) -> None:
    document = document_of(Text("姓名："), Blank("张\U00030000", "company.person", label="联系人姓名"))
    (lost,) = missing(printed(document), faces)
    assert (lost.char, lost.path, lost.label) == ("\U00030000", "company.person", "联系人姓名")
    with pytest.raises(ExportError, match=r"“联系人姓名”中的字符“\U00030000”（U\+30000）"):
        require(printed(document), faces)


def test_a_character_of_an_office_file_that_no_face_holds_names_the_proof(faces: Faces) -> None:
    form = Heading(1, (Text("表"),), "section-a")
    proof = Heading(2, (Text("证明材料1-1　清单"),), "proof-a-evidence-1")
    strange = Paragraph((Text("\U00030000"),))
    bound = Document("书", (Part((form, proof, Paragraph((Text("字"),)), strange)),), DocumentStyle())
    with pytest.raises(ExportError, match=r"^“证明材料1-1　清单”中的字符“\U00030000”（U\+30000）没有字体能够打印"):
        require(printed(bound), faces)
    after = Document("书", (Part((proof, form, strange)),), DocumentStyle())
    with pytest.raises(ExportError, match=r"^表格固定文字中的字符"):
        require(printed(after), faces)


def test_the_report_says_which_faces_print_and_whom_they_replace(faces: Faces) -> None:
    document = Document("字", (Part((Heading(1, (Text("章"),), "h"), Paragraph((Text("喆"),)))),), DocumentStyle())
    lines = [str(use) for use in report(printed(document), faces)]
    assert "仿宋：Fandol 仿宋（替代仿宋）" in lines
    assert "黑体：Fandol 黑体（替代黑体）" in lines
    assert any(line.startswith("仿宋：“喆”由") for line in lines)


def test_a_chosen_file_comes_before_all_others() -> None:
    faces = Faces({"fangsong": prepared("FandolKai.ttf")}, folders=())
    assert faces.role("fangsong").faces["平"] == "FandolKai-Regular"
    assert faces.first("fangsong").mandated


def test_system_faces_come_before_the_prepared_ones(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "SIMFANG.TTF").write_bytes(prepared("FandolSong.ttf").read_bytes())
    faces = Faces(folders=[tmp_path])
    assert faces.first("fangsong").key == "FandolSong-Regular"
    assert faces.first("fangsong").mandated
    assert faces.role("fangsong").faces["□"] == "FandolSong-Regular"


def test_damaged_and_forbidden_faces_are_passed_over(tmp_path: Path) -> None:
    good = prepared("FandolFang.ttf").read_bytes()
    (tmp_path / "simfang.ttf").write_bytes(good[: len(good) // 2])
    (tmp_path / "simkai.ttf").write_bytes(_with_rights(good, 0x0002))
    (tmp_path / "simhei.ttf").write_bytes(b"OTTO" + good[4:])
    faces = Faces(folders=[tmp_path])
    for role in ("fangsong", "kaiti", "heiti"):
        assert not faces.first(role).mandated  # type: ignore[arg-type]  # three of the roles


@pytest.mark.parametrize("length", [0, 3, 12, 40, 300, 5000])
def test_a_file_cut_off_anywhere_is_refused_not_crashed_on(tmp_path: Path, length: int) -> None:
    path = tmp_path / "cut.ttf"
    path.write_bytes(prepared("LiberationSerif.ttf").read_bytes()[:length])
    with pytest.raises(UnusableFace):
        TrueTypeFace(path)


def test_a_subset_draws_what_the_face_draws_parts_of_composites_included() -> None:
    path = prepared("LiberationSerif.ttf")
    face = TrueTypeFace(path)
    program = subset(face, [face.glyphs[ord(char)] for char in "éÅg"])
    assert len(program) < path.stat().st_size / 4
    whole, part = TTFont(path), TTFont(io.BytesIO(program))
    for number, char in enumerate("éÅg", 1):
        name = whole.getBestCmap()[ord(char)]
        assert drawn(part, part.getGlyphName(number)) == drawn(whole, name)
        assert part["hmtx"][part.getGlyphName(number)] == whole["hmtx"][name]


def drawn(font: TTFont, name: str) -> list[object]:
    """The outline of a glyph, its components drawn in their places."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return list(pen.value)


def _with_rights(data: bytes, rights: int) -> bytes:
    """The font file with other licence bits."""
    entry = data.index(b"OS/2")
    offset = struct.unpack_from(">L", data, entry + 8)[0] + 8
    return data[:offset] + struct.pack(">H", rights) + data[offset + 2 :]
