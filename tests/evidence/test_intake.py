"""Proofs are judged by their bytes: what is whole comes in, what is broken is refused in one sentence."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image

from app.errors import EvidenceRefused
from app.evidence import intake
from app.evidence.intake import safe_name, take_in


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
    docx.Document().save(stream)
    return stream.getvalue()


def excel() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
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
    ("扫描.tif", tiff(3), "tiff", 3),
    ("合同.pdf", pdf(2), "pdf", 2),
    ("有所有者密码.pdf", pdf(1, encryption=pikepdf.Encryption(owner="o", user="")), "pdf", 1),
    ("说明.docx", word(), "docx", 1),
    ("清单.xlsx", excel(), "xlsx", 1),
    ("清单.csv", "名称,数量\n机床,3\n".encode(), "csv", 1),
    ("国标.CSV", "名称,数量\n机床,3\n".encode("gb18030"), "csv", 1),
    ("其实是PDF.png", pdf(1), "pdf", 1),
    ("没有后缀", picture("PNG"), "png", 1),
]


@pytest.mark.parametrize(("name", "data", "kind", "pages"), GOOD, ids=[case[0] for case in GOOD])
def test_a_whole_file_comes_in_measured_and_hashed(
    tmp_path: Path, name: str, data: bytes, kind: str, pages: int
) -> None:
    (tmp_path / name).write_bytes(data)
    taken = take_in(tmp_path / name)
    assert (taken.name, taken.kind, taken.pages, taken.size) == (name, kind, pages, len(data))
    assert (taken.data, taken.sha256) == (data, hashlib.sha256(data).hexdigest())


BAD = [
    ("空.pdf", b"", "文件是空的"),
    ("断.pdf", b"%PDF-1.7\n1 0 obj <<", "PDF 已损坏"),
    ("无页.pdf", pdf(0), "PDF 一页也没有"),
    ("加密.pdf", pdf(1, encryption=pikepdf.Encryption(owner="o", user="u")), "PDF 有打开密码"),
    ("断.png", cut(picture("PNG", (400, 600))), "图片已损坏"),
    ("断.jpg", cut(picture("JPEG", (400, 600))), "图片已损坏"),
    ("断.tif", cut(tiff(3)), "图片已损坏"),
    ("断.docx", cut(word()), "文件已损坏"),
    ("错.xlsx", excel().replace(b"workbook", b"workshop", 1)[:-40], "文件已损坏"),
    ("压缩包.zip", zipped(甲=b"1"), "不是可用的图片、PDF、Word、Excel 或 CSV 文件"),
    ("旧版.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "是旧版或加密的 Office 文件"),
    ("程序.exe", b"MZ" + bytes(600), "不是可用的图片、PDF、Word、Excel 或 CSV 文件"),
    ("乱.csv", bytes(range(256)), "CSV 不是 UTF-8 或 GB18030 文本"),
    ("动图.gif", picture("GIF", mode="P"), "不是可用的图片"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[case[0] for case in BAD])
def test_a_broken_or_strange_file_is_refused_with_one_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EvidenceRefused) as refused:
        take_in(tmp_path / name)
    assert refused.value.message.startswith(f"证明材料“{name}”没有加入：{reason}")
    assert str(refused.value).count("\n") == 0


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused, match="文件不存在"):
        take_in(tmp_path / "没有.pdf")
    with pytest.raises(EvidenceRefused, match="不是文件"):
        take_in(tmp_path)


def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    (tmp_path / "大.png").write_bytes(picture("PNG", (14_000, 14_000), "1"))
    with warnings.catch_warnings(), pytest.raises(EvidenceRefused, match="图片超过 12000 万像素"):
        take_in(tmp_path / "大.png")


def test_too_many_bytes_and_too_much_behind_a_zip_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "说明.docx").write_bytes(word())
    monkeypatch.setattr(intake, "MAX_UNPACKED", 1000)
    with pytest.raises(EvidenceRefused, match="解压后过大"):
        take_in(tmp_path / "说明.docx")
    monkeypatch.setattr(intake, "MAX_BYTES", 1000)
    with pytest.raises(EvidenceRefused, match="超过 0 MB"):
        take_in(tmp_path / "说明.docx")


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
        ("长" * 300 + ".pdf", "长" * 110 + ".pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
