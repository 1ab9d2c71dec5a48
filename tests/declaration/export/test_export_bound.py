"""The book with its proofs as it is handed in: what stands in the PDF, in Word, in the folder for the disc."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest
from bound_desk import MORE, ROWS, VECTOR_WORDS, bound_desk
from forms.tiny_packs import at
from PIL import Image
from small_desk import PROOF

from app.declaration.declaration import Declaration
from app.declaration.export.edited import is_edited
from app.declaration.export.exporting import ExportReport, export_book
from app.declaration.steps import ExportCancelled
from app.errors import ExportError

NAME, DISC = "测试申报书", "光盘（电子版）"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Declaration]:
    with bound_desk(tmp_path_factory.mktemp("desk")) as declaration:
        yield declaration


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def report(desk: Declaration, out: Path) -> ExportReport:
    return export_book(desk, out)


@pytest.fixture(scope="module")
def pages(report: ExportReport) -> list[str]:
    with pypdfium2.PdfDocument(report.files[0]) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def held(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def pictures(docx: Path) -> list[bytes]:
    with zipfile.ZipFile(docx) as package:
        return [package.read(name) for name in sorted(package.namelist()) if "/media/" in name]


def test_nothing_that_was_just_exported_looks_edited(report: ExportReport) -> None:
    assert not any(is_edited(file) for file in report.files)


def test_everything_that_is_handed_in_is_there(report: ExportReport, out: Path) -> None:
    sheets = {
        f"{NAME}{title}.{kind}"
        for title in ("", "（报送清单）", "（盖章清单）", "（印装单）")
        for kind in ("pdf", "docx")
    }
    disc = {f"{NAME}.pdf", f"{NAME}.docx", "清单/附件1 设备清单.xlsx", "说明.txt", "SHA256SUMS.txt"}
    assert held(out) == sheets | {f"{DISC}/{name}" for name in disc}
    assert {out / name for name in held(out)} == set(report.files)


def test_a_claim_leads_to_the_page_of_its_proof(pages: list[str]) -> None:
    claim = next(text for text in pages if "证明材料见第" in text)
    named = re.search(r"采购合同：证明材料见第\s*(\d+)\s*页", claim)
    assert named is not None
    shown = next(text for text in pages if f"{VECTOR_WORDS} page 1" in text)
    assert f"— {named[1]} —" in shown


def test_vector_proofs_stay_searchable_and_each_file_is_bound_once(pages: list[str], report: ExportReport) -> None:
    text = "".join(pages)
    assert [text.count(f"{VECTOR_WORDS} page {number}") for number in (1, 2)] == [1, 1]
    with pikepdf.open(report.files[0]) as pdf:
        forms = [name for page in pdf.pages for name in page.get("/Resources", {}).get("/XObject", {})]
    assert len(forms) == 4  # a photograph, a screen, two pages of the contract


def test_word_shows_a_picture_of_each_page(report: ExportReport) -> None:
    shown = [Image.open(io.BytesIO(data)) for data in pictures(report.files[1])]
    sizes = sorted(image.size for image in shown)
    assert (600, 800) in sizes  # the photograph as it is
    assert len(sizes) == 4
    turned = next(size for size in sizes if size[1] > 2.5 * size[0])
    whole = 150 * 225 / 25.4  # pixels on the length of the type area, of which a heading may take some
    assert 0.85 * whole <= turned[1] <= whole


def test_word_does_not_tell_where_a_photograph_was_taken(report: ExportReport) -> None:
    assert not any(b"SecretMaker" in data or b"Exif" in data for data in pictures(report.files[1]))


def test_the_disc_holds_the_same_bytes_as_the_folder_beside(report: ExportReport, out: Path) -> None:
    for kind in ("pdf", "docx"):
        assert (out / DISC / f"{NAME}.{kind}").read_bytes() == (out / f"{NAME}.{kind}").read_bytes()


def test_the_sums_are_those_of_every_file_on_the_disc(report: ExportReport, out: Path) -> None:
    text = (out / DISC / "SHA256SUMS.txt").read_bytes().decode()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in text.splitlines())}
    assert sums.keys() == held(out / DISC) - {"SHA256SUMS.txt"}
    assert "\r" not in text
    for name, digest in sums.items():
        assert hashlib.sha256((out / DISC / name).read_bytes()).hexdigest() == digest


def test_the_explanation_says_what_is_there_how_to_verify_and_where_to_send(
    desk: Declaration, report: ExportReport, out: Path
) -> None:
    data = (out / DISC / "说明.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    text = data.decode("utf-8-sig")
    for words in (
        "certutil -hashfile",
        "sha256sum -c",
        "office@example.com",
        "2022年3月21日前",
        "刻录",
        "邮件主题可写",
    ):
        assert words in text
    assert "清单/附件1 设备清单.xlsx　　设备清单，2 行" in text
    assert f"内容指纹：{desk.fingerprint()}" in text


def test_the_list_is_a_workbook_of_numbers_and_words(report: ExportReport, out: Path) -> None:
    book = openpyxl.load_workbook(out / DISC / "清单" / "附件1 设备清单.xlsx")
    sheet = book["设备清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["序号", "名称", "数量（台）", "单价（万元）", "占比", "购置日期", "电话"],
        [1, "边缘网关", 1200, 3.5, 12.5, "2021年6月30日", "028-86264036"],
        [2, "=1+1", "约三百", "无", None, None, "028-12345678"],
    ]
    assert (sheet["D2"].number_format, sheet["E2"].number_format) == ("0.00", '0.0"%"')
    assert sheet["B3"].data_type == "s"
    assert sheet.freeze_panes == "A2"


def test_the_report_tells_volumes_sheets_and_where_word_differs(report: ExportReport, pages: list[str]) -> None:
    assert (report.volumes, report.pages, report.sheets) == (1, len(pages), (len(pages) + 1) // 2)
    numbers = [re.findall(r"— (\d+) —", text)[0] for text in pages if VECTOR_WORDS in text]
    assert f"第 {numbers[0]}–{numbers[1]} 页的 PDF 证明材料" in report.differences[0]
    assert any("横放" in words for words in report.differences)
    assert all(words.endswith("。") for words in report.differences)


def test_a_list_given_electronically_stands_on_the_disc_alone(desk: Declaration, tmp_path: Path) -> None:
    desk.session.answer(at("b.rows_electronic"), "是")
    try:
        report = export_book(desk, tmp_path, ("pdf",))
    finally:
        desk.session.undo()
    with pypdfium2.PdfDocument(report.files[0]) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "边缘网关" not in text
    assert "光盘" in text
    assert "附件1 设备清单.xlsx" in "".join(text.split("\r\n"))
    assert (tmp_path / DISC / "清单" / "附件1 设备清单.xlsx").is_file()
    assert held(tmp_path / DISC) == {f"{NAME}.pdf", "清单/附件1 设备清单.xlsx", "说明.txt", "SHA256SUMS.txt"}
    assert report.differences == ()  # there is no Word file


def test_what_an_earlier_export_left_on_the_disc_goes_and_what_others_put_there_is_told(
    desk: Declaration, tmp_path: Path
) -> None:
    export_book(desk, tmp_path, ("pdf",))
    (tmp_path / DISC / "自己放的.txt").write_text("甲", "utf-8")
    rows = desk.session.answers.rows(ROWS)
    desk.session.remove_rows(ROWS, rows)
    try:
        report = export_book(desk, tmp_path, ("pdf",))
    finally:
        desk.session.undo()
    assert held(tmp_path / DISC) == {f"{NAME}.pdf", "说明.txt", "SHA256SUMS.txt", "自己放的.txt"}
    assert not (tmp_path / DISC / "清单").exists()
    assert any("自己放的.txt" in note and "清单" not in note for note in report.notes)


def test_a_list_that_is_promised_as_a_file_and_empty_is_told(desk: Declaration, tmp_path: Path) -> None:
    desk.session.answer(at("b.rows_electronic"), "是")
    desk.session.remove_rows(ROWS, desk.session.answers.rows(ROWS))
    try:
        report = export_book(desk, tmp_path, ("pdf",))
    finally:
        desk.session.undo()
        desk.session.undo()
    assert "“设备清单”注明以电子版提供，但没有填写任何一行，电子版文件夹里没有这份清单。" in report.notes


def test_the_book_alone_is_the_book_alone(desk: Declaration, tmp_path: Path) -> None:
    export_book(desk, tmp_path, ("pdf",), companions=False)
    assert held(tmp_path) == {f"{NAME}.pdf"}


def test_an_empty_form_holds_no_proof(desk: Declaration, tmp_path: Path) -> None:
    report = export_book(desk, tmp_path, ("pdf",), blank=True)
    assert held(tmp_path) == {f"{NAME}（空白）.pdf"}
    with pikepdf.open(report.files[0]) as pdf:
        assert not any("/XObject" in page.get("/Resources", {}) for page in pdf.pages)


def test_big_pictures_are_reduced_when_that_is_wished(desk: Declaration, tmp_path: Path) -> None:
    widest = []
    for wish in (False, True):
        report = export_book(desk, tmp_path, ("pdf",), companions=False, reduce_pictures=wish)
        with pikepdf.open(report.files[0]) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            widest.append(max(int(one.Width) for one in streams if one.get("/Subtype") == "/Image"))
    assert widest == [3600, pytest.approx(300 * 225 / 25.4, abs=2)]


def test_progress_rises_and_names_each_proof(desk: Declaration, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    export_book(desk, tmp_path, progress=lambda words, share: told.append((words, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert told[-1] == ("完成", 1.0)
    words = [words for words, _ in told]
    assert [one for one in words if one.startswith("准备证明材料")] == [
        "准备证明材料 1/3：照片.jpg",
        "准备证明材料 2/3：大屏.png",
        "准备证明材料 3/3：合同.pdf",
    ]
    assert "生成 Word 文档：图片 4/4" in words


@pytest.mark.parametrize("at_words", ["准备证明材料 2/3", "排版", "生成 PDF", "图片 3/4", "写入文件"])
def test_a_stopped_export_leaves_nothing(desk: Declaration, tmp_path: Path, at_words: str) -> None:
    met = False

    def progress(words: str, share: float) -> None:
        nonlocal met
        met = met or at_words in words

    with pytest.raises(ExportCancelled):
        export_book(desk, tmp_path / "out", progress=progress, cancelled=lambda: met)
    assert not (tmp_path / "out").exists()


def test_a_proof_that_is_lost_is_named_and_nothing_is_written(
    desk: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Declaration.evidence_bytes
    contract = desk.evidence(MORE)[0].sha256
    monkeypatch.setattr(
        Declaration, "evidence_bytes", lambda self, name: b"%PDF-1.4 torn" if name == contract else whole(self, name)
    )
    with pytest.raises(ExportError, match=r"“合同”的证明材料“合同\.pdf”不能编入申报书，没有生成文件") as failure:
        export_book(desk, tmp_path / "out")
    assert "没有加入" not in str(failure.value)
    assert str(failure.value).endswith("后重试。填写内容没有丢失。")
    assert not (tmp_path / "out").exists()


def test_proofs_of_what_is_not_asked_are_not_bound(desk: Declaration) -> None:
    from app.declaration.book.proofs import proof_files

    assert [(one.item, one.name) for one in proof_files(desk)] == [
        ("截图", "照片.jpg"),
        ("截图", "大屏.png"),
        ("合同", "合同.pdf"),
    ]
    assert len(desk.evidence(PROOF)) + len(desk.evidence(MORE)) == 4
