"""核对: exactly the pages that look different are named, and exactly the sheets they are printed on."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fixed_desk import FIRST, fixed_desk, pdf_of, say
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw
from small_desk import PROOF, TOTAL, create, install

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.version import Version
from app.declaration.versions.freezing import freeze
from app.declaration.versions.verifying import PageFinding, SheetFinding, Verification, compared, verify
from app.declaration.versions.words import result_words, sheet_words, stated_words
from app.errors import UsageError
from app.export.pdf.reading import SCHEME, Reading


@pytest.fixture
def declaration(tmp_path: Path) -> Iterator[Declaration]:
    with fixed_desk(tmp_path) as made:
        yield made


@pytest.fixture
def fixed(declaration: Declaration, tmp_path: Path) -> Path:
    """The book of the version that was just fixed."""
    freeze(declaration)
    return pdf_of(declaration, tmp_path / "定稿.pdf")


def edited(file: Path, edit: Callable[[pikepdf.Pdf], object], **saving: object) -> Path:
    """A copy of the PDF that somebody worked on."""
    target = file.with_name("改过.pdf")
    with pikepdf.open(file) as pdf:
        edit(pdf)
        pdf.save(target, **saving)  # type: ignore[arg-type]  # options of qpdf, by name
    return target


def content(page: pikepdf.Page) -> bytes:
    return page.Contents.read_bytes()


def changed_pages(found: Verification) -> list[int]:
    return [page.page for page in found.pages]


def test_the_export_of_a_fixed_version_is_that_version(declaration: Declaration, fixed: Path) -> None:
    found = verify(declaration, fixed)
    assert (found.match, found.pages, found.sheets) == (True, (), ())
    assert (found.stated, found.draft_changed, found.version.number) == ("same", False, 1)
    assert result_words(found)[0].startswith("一致：这份 PDF 就是定稿第 1 版")
    assert stated_words(found) == []


def test_one_changed_figure_names_its_page_and_its_sheet(declaration: Declaration, fixed: Path, tmp_path: Path) -> None:
    say(declaration, "d", "total", "13")
    found = verify(declaration, pdf_of(declaration, tmp_path / "新.pdf"))
    assert found.pages == (PageFinding(FIRST + 3, "4", "changed"),)
    assert found.sheets == (SheetFinding(1, 4, (7, 8), ("3", "4"), "replace"),)
    assert (found.draft_changed, found.stated) == (True, "other")
    assert sheet_words(found) == ["更换第 4 张（第 3、4 页）"]
    assert "请重新定稿" in "".join(stated_words(found))


def test_a_new_first_word_changes_no_page_behind_it(declaration: Declaration, fixed: Path, tmp_path: Path) -> None:
    """Glyphs are numbered by first use: every later page has other codes, and looks as before."""
    say(declaration, "a", "name", "簇新鑫骉")
    file = pdf_of(declaration, tmp_path / "新.pdf")
    with pikepdf.open(fixed) as old, pikepdf.open(file) as new:
        assert content(old.pages[FIRST]) != content(new.pages[FIRST])
    assert changed_pages(verify(declaration, file)) == [FIRST]


def test_a_change_that_shifts_pages_names_all_behind_it(declaration: Declaration, fixed: Path, tmp_path: Path) -> None:
    say(declaration, "c", "words", "字" * 900)
    found = verify(declaration, pdf_of(declaration, tmp_path / "新.pdf"))
    assert changed_pages(found) == [3, *range(FIRST + 2, 12)], "the contents, and all from section c on"
    assert [page.status for page in found.pages][-2:] == ["changed", "extra"]
    assert sheet_words(found) == [
        "更换第 2 张（第 I 页）",
        "更换第 4 至 5 张（第 3 至 6 页）",
        "加上第 6 张（文件第 11 页）",
    ]


def test_a_second_version_is_verified_by_its_number(declaration: Declaration, fixed: Path, tmp_path: Path) -> None:
    say(declaration, "d", "total", "13")
    freeze(declaration)
    newer = pdf_of(declaration, tmp_path / "新.pdf")
    assert [verify(declaration, newer).match, verify(declaration, newer, 2).match] == [True, True]
    against_first = verify(declaration, newer, 1)
    assert changed_pages(against_first) == [FIRST + 3]
    assert stated_words(against_first)[0] == "文件属性写明它是定稿第 2 版，可改选这一版核对。"
    old = verify(declaration, fixed, 1)
    assert (old.match, old.draft_changed) == (True, True)
    with pytest.raises(UsageError, match=r"没有定稿第 3 版.*已有的版本：1、2。"):
        verify(declaration, newer, 3)


def test_a_draft_without_a_version_has_nothing_to_compare_with(declaration: Declaration, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="还没有定稿"):
        verify(declaration, pdf_of(declaration, tmp_path / "新.pdf"))


def one_digit(pdf: pikepdf.Pdf) -> None:
    """Show another glyph of the same face in place of one."""
    page = pdf.pages[FIRST + 1]
    before = content(page)
    at = before.rindex(b"<", 0, before.rindex(b"> Tj")) + 1
    code = b"0001" if before[at : at + 4] != b"0001" else b"0002"
    page.Contents = pdf.make_stream(before[:at] + code + before[at + 4 :])


def another_place(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[FIRST + 1]
    page.Contents = pdf.make_stream(content(page).replace(b" Tm", b".4 Tm", 1))


def another_size(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[FIRST + 1]
    page.Contents = pdf.make_stream(content(page).replace(b" Tf", b".5 Tf", 1))


def white_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[FIRST + 1].contents_add(b"1 g 100 100 200 20 re f")


def crop(pdf: pikepdf.Pdf) -> None:
    pdf.pages[FIRST + 1].CropBox = pikepdf.Array([0, 0, 500, 500])


def turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[FIRST + 1].Rotate = 180


def note(pdf: pikepdf.Pdf) -> None:
    stamp = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[10, 10, 90, 40], Contents="已改", F=4
    )
    pdf.pages[FIRST + 1].Annots = pdf.make_indirect(pikepdf.Array([stamp]))


def picture(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(
        b"\0\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8
    )
    image.ColorSpace = pikepdf.Name.DeviceRGB
    page = pdf.pages[FIRST + 1]
    page.Resources = pikepdf.Dictionary(page.Resources)
    page.Resources.XObject = pikepdf.Dictionary(Im0=image)
    page.contents_add(b"q 50 0 0 50 100 100 cm /Im0 Do Q")


@pytest.mark.parametrize("edit", [one_digit, another_place, another_size, white_box, crop, turn, note, picture])
def test_whatever_is_done_to_a_page_is_seen_and_only_there(
    declaration: Declaration, fixed: Path, edit: Callable[[pikepdf.Pdf], None]
) -> None:
    found = verify(declaration, edited(fixed, edit))
    assert found.pages == (PageFinding(FIRST + 2, "3", "changed"),)
    assert found.sheets == (SheetFinding(1, 4, (7, 8), ("3", "4"), "replace"),)


def test_metadata_that_claim_the_version_deceive_nobody(declaration: Declaration, fixed: Path) -> None:
    found = verify(declaration, edited(fixed, one_digit))
    assert (found.stated, found.match) == ("same", False)
    assert stated_words(found)[0].startswith("注意：文件属性写明它是定稿第 1 版，但页面内容不同")


def test_a_glyph_drawn_differently_under_the_same_code_is_seen(declaration: Declaration, fixed: Path) -> None:
    """The words say 12 and copy as 12; the face inside the file draws something else."""

    def redraw(pdf: pikepdf.Pdf) -> None:
        fonts = pdf.pages[FIRST + 1].Resources.Font
        for _, whole in fonts.items():
            font = whole.DescendantFonts[0]
            font.FontDescriptor.FontFile2.write(swapped(font.FontDescriptor.FontFile2.read_bytes()))

    found = verify(declaration, edited(fixed, redraw))
    assert FIRST + 2 in changed_pages(found)


def swapped(program: bytes) -> bytes:
    """The program with the outlines of its glyphs 1 to 4 in the places of one another."""
    font = TTFont(io.BytesIO(program))
    names = font.getGlyphOrder()[1:5]
    outlines = [font["glyf"][name] for name in names]
    for name, outline in zip(names, reversed(outlines), strict=True):
        font["glyf"][name] = outline
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def programs(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The descriptors of the fonts on one page."""
    return [font.DescendantFonts[0].FontDescriptor for _, font in pdf.pages[FIRST + 1].Resources.Font.items()]


def second_program(pdf: pikepdf.Pdf) -> None:
    """Some viewers would draw from the other program."""
    for descriptor in programs(pdf):
        descriptor.FontFile3 = pdf.make_stream(b"anything", Subtype=pikepdf.Name.OpenType)


def shifted(pdf: pikepdf.Pdf) -> None:
    """Each glyph stands elsewhere beside its origin."""
    for descriptor in programs(pdf):
        program = bytearray(descriptor.FontFile2.read_bytes())
        font = TTFont(io.BytesIO(bytes(program)))
        at = font.reader.tables["hmtx"].offset
        program[at + 6 : at + 8] = b"\x7f\x00"
        descriptor.FontFile2.write(bytes(program))


def white_ink(pdf: pikepdf.Pdf) -> None:
    """What is plain black turns white, though no operator says so."""
    white = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1], C1=[1])
    space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Black, pikepdf.Name.DeviceGray, white])
    for page in pdf.pages:
        if "/Font" in page.Resources:
            page.Resources = pikepdf.Dictionary(page.Resources)
            page.Resources.ColorSpace = pikepdf.Dictionary(DefaultGray=space)


@pytest.mark.parametrize("edit", [second_program, shifted, white_ink])
def test_what_hides_behind_the_operators_is_seen(
    declaration: Declaration, fixed: Path, edit: Callable[[pikepdf.Pdf], None]
) -> None:
    assert FIRST + 2 in changed_pages(verify(declaration, edited(fixed, edit)))


def test_a_page_that_is_taken_out_is_missed(declaration: Declaration, fixed: Path) -> None:
    found = verify(declaration, edited(fixed, lambda pdf: pdf.pages.remove(p=len(pdf.pages))))
    assert found.pages == (PageFinding(10, "6", "missing"),)
    assert found.sheets == (SheetFinding(1, 5, (9, 10), ("5", "6"), "replace"),)
    middle = verify(declaration, edited(fixed, lambda pdf: pdf.pages.remove(p=FIRST)))
    assert changed_pages(middle) == list(range(FIRST, 11))


def test_pages_put_in_another_order_are_seen(declaration: Declaration, fixed: Path) -> None:
    found = verify(declaration, edited(fixed, lambda pdf: pdf.pages.reverse()))
    assert {FIRST, 10} <= set(changed_pages(found))


@pytest.mark.parametrize(
    "saving",
    [
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "recompress_flate": True},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
        {"qdf": True, "normalize_content": True},
    ],
    ids=str,
)
def test_saved_anew_it_is_still_the_version(declaration: Declaration, fixed: Path, saving: dict[str, object]) -> None:
    assert verify(declaration, edited(fixed, lambda pdf: None, **saving)).match


def test_other_names_in_the_file_make_no_difference(declaration: Declaration, fixed: Path) -> None:
    """Another program may number the fonts anew, put links elsewhere, and write its own name into the metadata."""

    def rename(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            if "/Font" in page.Resources:
                named = {f"/X{key[1:]}": font for key, font in page.Resources.Font.items()}
                page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(named))
                page.Contents = pdf.make_stream(content(page).replace(b"/F", b"/XF"))
            if "/Annots" in page:
                del page.Annots
        pdf.docinfo["/Producer"] = "another program"
        del pdf.docinfo["/Keywords"]

    found = verify(declaration, edited(fixed, rename))
    assert (found.match, found.stated) == (True, "none")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda file: file.write_bytes(b""), "不是完好的 PDF"),
        (lambda file: file.write_bytes(b"%PDF-1.7\nnothing"), "不是完好的 PDF"),
        (lambda file: file.write_bytes("申报书".encode()), "不是完好的 PDF"),
        (lambda file: file.unlink(), "无法打开"),
        (lambda file: (file.unlink(), file.mkdir()), "无法打开"),
    ],
    ids=["empty", "a head alone", "a text", "nothing", "a folder"],
)
def test_what_is_no_pdf_is_refused_in_words(
    declaration: Declaration, fixed: Path, spoil: Callable[[Path], object], why: str
) -> None:
    spoil(fixed)
    with pytest.raises(UsageError, match=f"文件“定稿.pdf”{why}，没有核对，草稿没有改动"):
        verify(declaration, fixed)


def test_a_locked_pdf_is_refused_in_words(declaration: Declaration, fixed: Path) -> None:
    locked = edited(fixed, lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UsageError, match=r"有打开密码.*另存为没有密码"):
        verify(declaration, locked)


def test_a_strangers_pdf_is_another_book(declaration: Declaration, fixed: Path) -> None:
    other = pikepdf.new()
    other.add_blank_page(page_size=(595, 842))
    other.save(fixed)
    found = verify(declaration, fixed)
    assert (found.match, found.stated) == (False, "none")
    assert [page.status for page in found.pages].count("missing") == 9


def bomb(pdf: pikepdf.Pdf) -> None:
    """A page whose content unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    block = b"q Q " * 250_000
    packed = b"".join(packer.compress(block) for _ in range(1100)) + packer.flush()
    stream = pdf.make_stream(b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = stream


def endless(pdf: pikepdf.Pdf) -> None:
    """A form that draws itself."""
    form = pdf.make_stream(b"/Me Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
    pdf.pages[0].Contents = pdf.make_stream(b"/Me Do")


@pytest.mark.long
def test_a_page_that_unpacks_to_gigabytes_is_refused(declaration: Declaration, fixed: Path) -> None:
    with pytest.raises(UsageError, match="没有核对"):
        verify(declaration, edited(fixed, bomb, stream_decode_level=pikepdf.StreamDecodeLevel.none))


def test_a_form_that_draws_itself_has_an_end(declaration: Declaration, fixed: Path) -> None:
    assert 1 in changed_pages(verify(declaration, edited(fixed, endless)))


def test_it_tells_how_far_it_is_and_can_be_stopped(declaration: Declaration, fixed: Path) -> None:
    told: list[tuple[str, float]] = []
    verify(declaration, fixed, progress=lambda words, share: told.append((words, share)))
    assert told[-1] == ("核对第 10 页，共 10 页", 1.0)
    with pytest.raises(UsageError, match="没有读完，已按您的要求停止"):
        verify(declaration, fixed, cancelled=lambda: True)


def drawn(file: Path, words: str) -> Path:
    """A small picture with words on it."""
    image = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(image).text((20, 90), words, fill="black")
    image.save(file)
    return file


def test_a_proof_is_part_of_what_is_seen(tmp_path: Path) -> None:
    """The pages of the proofs are drawn as forms: the same ones match, another picture does not."""
    install(tmp_path)
    with create(tmp_path / "有材料.qibei") as declaration:
        declaration.session.answer(TOTAL, "12")
        (row,) = declaration.attach(PROOF, [drawn(tmp_path / "截图.png", "12")])
        version = freeze(declaration).version
        out = export_book(declaration, tmp_path / "甲", ("pdf",), companions=False).files[0]
        assert verify(declaration, out).match
        declaration.session.remove_rows(PROOF, [row])
        declaration.attach(PROOF, [drawn(tmp_path / "截图.png", "13")])
        out = export_book(declaration, tmp_path / "乙", ("pdf",), companions=False).files[0]
        found = verify(declaration, out)
        assert changed_pages(found) == [version.pages]
        assert (found.stated, found.draft_changed) == ("other", True)


VERSION = Version(1, SCHEME, "", "", "a" * 64, "", tuple("12345678"), tuple(f"{n:016x}" for n in range(8)), (0, 4))


def test_sheets_are_counted_in_their_volume() -> None:
    digests = list(VERSION.digests)
    digests[1] = digests[5] = "f" * 16
    found = compared(VERSION, Reading(tuple(digests), ""), VERSION.fingerprint)
    assert [(sheet.volume, sheet.sheet, sheet.pages) for sheet in found.sheets] == [(1, 1, (1, 2)), (2, 1, (5, 6))]
    assert sheet_words(found) == ["更换第一册第 1 张（第 1、2 页）", "更换第二册第 1 张（第 5、6 页）"]


def test_sheets_behind_the_end_are_taken_out_or_added() -> None:
    shorter = compared(VERSION, Reading(VERSION.digests[:5], ""), VERSION.fingerprint)
    assert sheet_words(shorter) == ["更换第二册第 1 张（第 5、6 页）", "抽掉第二册第 2 张（第 7、8 页）"]
    longer = compared(VERSION, Reading((*VERSION.digests, *VERSION.digests[:3]), ""), VERSION.fingerprint)
    assert sheet_words(longer) == ["加上第二册第 3 至 4 张（文件第 9 至 11 页）"]


def test_another_document_is_told_so_and_no_sheets_are_named() -> None:
    found = compared(VERSION, Reading(("e" * 16,) * 9, ""), VERSION.fingerprint)
    assert found.unlike
    assert result_words(found)[0].startswith("不一致：这份 PDF 没有一页与定稿第 1 版")
    assert sheet_words(found) == []


def test_digests_made_by_other_rules_are_not_compared(declaration: Declaration, fixed: Path) -> None:
    older = replace(declaration.versions()[0], number=7, scheme=SCHEME + 1)
    declaration.keep_version(older)
    with pytest.raises(UsageError, match="定稿第 7 版是由另一版程序记录的"):
        verify(declaration, fixed)
    assert verify(declaration, fixed, 1).match


def test_after_a_merge_the_version_that_the_file_names_is_meant(
    declaration: Declaration, fixed: Path, tmp_path: Path
) -> None:
    """Two copies were each fixed a first time."""
    theirs = replace(declaration.versions()[0], at="2999-01-01T00:00:00Z", fingerprint="b" * 64)
    declaration.keep_version(theirs)
    assert verify(declaration, fixed, 1).version.fingerprint == declaration.fingerprint()
    nameless = edited(fixed, lambda pdf: pdf.docinfo.update({"/Keywords": ""}))
    assert verify(declaration, nameless).version == theirs
