"""Proofs are judged by their bytes: what is whole comes in, what is broken is refused in one sentence; folders too."""

from __future__ import annotations

import hashlib
import io
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image
from special_files import link, pipe

from app.errors import EvidenceLocked, EvidenceRefused
from app.evidence import intake
from app.evidence.apart.worker import Worker
from app.evidence.folders import natural
from app.evidence.intake import EvidenceFile, IntakeCancelled, take_in, take_in_all, take_in_bytes
from app.evidence.kinds import safe_name


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as shared:
        yield shared


def picture(kind: str, size: tuple[int, int] = (40, 60), mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, "white").save(stream, kind)
    return stream.getvalue()


def tiff(pages: int) -> bytes:
    stream = io.BytesIO()
    first, *rest = (Image.new("1", (40, 60)) for _ in range(pages))
    first.save(stream, "TIFF", save_all=True, append_images=rest)
    return stream.getvalue()


def pdf(pages: int, **saving: object) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(stream, **saving)  # type: ignore[arg-type]  # passed on
    return stream.getvalue()


def word() -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("说明")
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["项目"])
    book.save(stream)
    return stream.getvalue()


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


GOOD = [
    ("截图.png", picture("PNG"), "png", 1),
    ("照片.jpg", picture("JPEG"), "jpeg", 1),
    ("照片.bmp", picture("BMP"), "bmp", 1),
    ("照片.webp", picture("WEBP"), "webp", 1),
    ("动图.gif", picture("GIF", mode="P"), "gif", 1),
    ("照片.avif", picture("AVIF"), "avif", 1),
    ("扫描.tif", tiff(3), "tiff", 3),
    ("合同.pdf", pdf(2), "pdf", 2),
    ("有所有者密码.pdf", pdf(1, encryption=pikepdf.Encryption(owner="o", user="")), "pdf", 1),
    ("说明.docx", word(), "docx", 0),
    ("清单.xlsx", excel(), "xlsx", 0),
    ("清单.csv", "名称,数量\n机床,3\n".encode(), "csv", 0),
    ("国标.CSV", "名称,数量\n机床,3\n".encode("gb18030"), "csv", 0),
    ("其实是PDF.png", pdf(1), "pdf", 1),
    ("说明.txt", "一段话".encode("gb18030"), "txt", 0),
    ("网页.htm", "<html><p>一段话</html>".encode(), "html", 0),
    ("没有后缀", picture("PNG"), "png", 1),
]


@pytest.mark.parametrize(("name", "data", "kind", "pages"), GOOD, ids=[case[0] for case in GOOD])
def test_a_whole_file_comes_in_measured_and_hashed(
    tmp_path: Path, worker: Worker, name: str, data: bytes, kind: str, pages: int
) -> None:
    (tmp_path / name).write_bytes(data)
    taken = take_in(tmp_path / name, worker)
    assert (taken.name, taken.kind, taken.pages, taken.size) == (name, kind, pages, len(data))
    assert (taken.data, taken.sha256) == (data, hashlib.sha256(data).hexdigest())


BAD = [
    ("空.pdf", b"", "文件是空的"),
    ("断.pdf", b"%PDF-1.7\n1 0 obj <<", "PDF 已损坏"),
    ("无页.pdf", pdf(0), "PDF 一页也没有"),
    ("加密.pdf", pdf(1, encryption=pikepdf.Encryption(owner="o", user="u")), "PDF 有打开密码"),
    ("断.png", cut(picture("PNG", (400, 600))), "图片不完整，可能没有传完"),
    ("断.jpg", cut(picture("JPEG", (400, 600))), "图片不完整，可能没有传完"),
    ("断.tif", cut(tiff(3)), "图片已损坏"),
    ("断.docx", cut(word()), "文件已损坏"),
    ("错.xlsx", excel().replace(b"workbook", b"workshop", 1)[:-40], "文件已损坏"),
    ("压缩包.rar", b"Rar!\x1a\7\1\0", "是 RAR 压缩包"),
    ("旧版.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "是旧版 Word 文件"),
    ("程序.exe", b"MZ" + bytes(600), "是程序"),
    ("乱.csv", bytes(range(256)), "内容与扩展名不符，无法识别"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[case[0] for case in BAD])
def test_a_broken_or_strange_file_is_refused_with_one_reason(
    tmp_path: Path, worker: Worker, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EvidenceRefused) as refused:
        take_in(tmp_path / name, worker)
    assert refused.value.message.startswith(f"证明材料“{name}”没有加入：{reason}")
    assert str(refused.value).count("\n") == 0


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path, worker: Worker) -> None:
    with pytest.raises(EvidenceRefused, match="文件不存在"):
        take_in(tmp_path / "没有.pdf", worker)
    with pytest.raises(EvidenceRefused, match="不是文件"):
        take_in(tmp_path, worker)
    if sys.platform != "win32":
        pipe(tmp_path / "管道.pdf")
        with pytest.raises(EvidenceRefused, match="不是文件"):
            take_in(tmp_path / "管道.pdf", worker)


def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path: Path, worker: Worker) -> None:
    (tmp_path / "大.png").write_bytes(picture("PNG", (14_000, 14_000), "1"))
    with pytest.raises(EvidenceRefused, match="图片超过 12000 万像素"):
        take_in(tmp_path / "大.png", worker)


def test_too_many_bytes_are_refused(tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "说明.docx").write_bytes(word())
    monkeypatch.setattr(intake, "MAX_BYTES", 1000)
    with pytest.raises(EvidenceRefused, match="超过 0 MB"):
        take_in(tmp_path / "说明.docx", worker)
    with pytest.raises(EvidenceRefused, match="超过 0 MB"):
        take_in_bytes("说明.docx", word(), worker)


LOCKED = pdf(1, encryption=pikepdf.Encryption(owner="o", user="密"))


def test_a_password_is_kept_with_the_file_that_needs_it(worker: Worker) -> None:
    assert take_in_bytes("甲.pdf", pdf(1), worker, "密").password == ""
    assert take_in_bytes("乙.pdf", LOCKED, worker, "密").password == "密"
    for wrong in ("", "错"):
        with pytest.raises(EvidenceLocked):
            take_in_bytes("乙.pdf", LOCKED, worker, wrong)


def test_a_picture_of_the_clipboard_is_a_proof(worker: Worker) -> None:
    data = picture("PNG")
    taken = take_in_bytes("截图.png", data, worker)
    assert taken == EvidenceFile("截图.png", "png", 1, hashlib.sha256(data).hexdigest(), data)
    with pytest.raises(EvidenceRefused, match="文件是空的"):
        take_in_bytes("截图.png", b"", worker)


def test_folders_are_walked_in_natural_order_without_what_systems_leave(tmp_path: Path) -> None:
    for name in ("第10页.png", "第2页.png", "乙/b.png", "甲/a.png", "甲/深/c.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(picture("PNG"))
    for name in (".隐藏.png", ".DS_Store", "Thumbs.db", "desktop.ini", "~$说明.docx"):
        (tmp_path / name).write_bytes(b"x")
    heard: list[tuple[str, float]] = []
    taken = take_in_all([tmp_path, tmp_path / "第2页.png"], progress=lambda *said: heard.append(said))
    names = ["第2页.png", "第10页.png", "b.png", "a.png", "c.png", "第2页.png"]
    assert [file.name for file in taken] == names
    assert heard == [(name, number / 6) for number, name in enumerate(names)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
def test_links_and_pipes_in_a_folder_are_missed_with_a_word_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(picture("PNG"))
    (tmp_path / "甲").mkdir()
    link(tmp_path / "甲" / "上层", tmp_path)
    link(tmp_path / "同图.png", tmp_path / "图.png")
    pipe(tmp_path / "管道")
    missed: list[EvidenceRefused] = []
    assert [file.name for file in take_in_all([tmp_path], missed=missed.append)] == ["图.png"]
    assert {one.message for one in missed} == {
        "证明材料“上层”没有加入：是链接，不是文件。",
        "证明材料“同图.png”没有加入：是链接，不是文件。",
        "证明材料“管道”没有加入：不是文件。",
    }


def test_of_many_files_all_come_in_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(picture("PNG"))
    (tmp_path / "b.exe").write_bytes(b"MZ")
    with pytest.raises(EvidenceRefused, match=r"“b[.]exe”没有加入"):
        take_in_all([tmp_path])
    with pytest.raises(IntakeCancelled, match="没有加入任何证明材料"):
        take_in_all([tmp_path], cancelled=lambda: True)
    monkeypatch.setattr(intake, "MAX_FILES", 1)
    with pytest.raises(EvidenceRefused, match="一次最多加入 1 个文件"):
        take_in_all([tmp_path])


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(EvidenceRefused, match="“空”没有加入：文件夹里没有可以加入的文件"):
        take_in_all([tmp_path / "空"])


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["图10", "图2", "图²", "b", "A", "2", "10", "图02"]
    assert sorted(names, key=natural) == ["2", "10", "A", "b", "图02", "图2", "图10", "图²"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("截图.png", "截图.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\扫描\\证书.pdf", "证书.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("甲\n乙.pdf", "甲乙.pdf"),
        ("  ..", "未命名"),
        ("坏\udc80.pdf", "坏.pdf"),
        ("con.pdf", "_con.pdf"),
        ("COM1", "_COM1"),
        ("contract.pdf", "contract.pdf"),
        ("长" * 300 + ".pdf", "长" * 110 + ".pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
