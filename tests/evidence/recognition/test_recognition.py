"""What a file is is told from its bytes; each kind that is no proof has its own words and advice."""

from __future__ import annotations

import gzip
import io
import sqlite3
import tarfile
import wave
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from evidence.compound_files import compound
from PIL import Image

from app.errors import EvidenceConvertible, EvidenceRefused
from app.evidence.kinds import FORMATS
from app.evidence.recognition.sorts import ENDINGS, SORTS
from app.evidence.recognition.telling import ending_of, family_of, looks_like, refusal, sort_of


def zipped(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, b"x")
    return stream.getvalue()


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(stream, kind)
    return stream.getvalue()


def office(made: object) -> bytes:
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]  # a document or a workbook
    return stream.getvalue()


def tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        made.addfile(tarfile.TarInfo("甲.txt"))
    return stream.getvalue()


def sound() -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        made.writeframes(bytes(200))
    return stream.getvalue()


def database() -> bytes:
    with sqlite3.connect(":memory:") as made:
        made.execute("create table t (a)")
        return made.serialize()


ODF = "application/vnd.oasis.opendocument."
BY_BYTES = [  # whatever the name says
    ("docx", office(docx.Document())),
    ("xlsx", office(openpyxl.Workbook())),
    ("pdf", b"%PDF-1.7\n"),
    ("pdf", b"\n" * 500 + b"%PDF-1.7\n\x80"),
    *((kind, picture(kind)) for kind in ("jpeg", "png", "tiff", "bmp", "webp", "gif")),
    ("pptx", zipped("[Content_Types].xml", "ppt/presentation.xml")),
    ("xlsb", zipped("[Content_Types].xml", "xl/workbook.bin")),
    ("visio", zipped("[Content_Types].xml", "visio/document.xml")),
    ("xps", zipped("[Content_Types].xml", "FixedDocSeq.fdseq")),
    ("ofd", zipped("OFD.xml", "Doc_0/Document.xml")),
    ("odt", zipped("content.xml", mimetype=f"{ODF}text")),
    ("ods", zipped("content.xml", mimetype=f"{ODF}spreadsheet")),
    ("odp", zipped("content.xml", mimetype=f"{ODF}presentation")),
    ("odt", zipped("content.xml", mimetype=f"{ODF}text-template")),
    ("odg", zipped("content.xml", mimetype=f"{ODF}graphics")),
    ("epub", zipped("META-INF/container.xml", mimetype="application/epub+zip")),
    ("jar", zipped("META-INF/MANIFEST.MF", "a/B.class")),
    ("apk", zipped("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")),
    ("iwork", zipped("Index/Document.iwa", "preview.jpg")),
    ("zip", zipped("营业执照.pdf", "a.txt")),
    ("zip", zipped("合同.docx", "表/清单.xlsx")),
    ("zip", zipped()),
    ("doc", compound("1Table", "WordDocument", "Data")),
    ("xls", compound("Workbook", "\x05SummaryInformation")),
    ("ppt", compound("Current User", "PowerPoint Document")),
    ("encrypted", compound("EncryptionInfo", "EncryptedPackage")),
    ("msg", compound("__properties_version1.0", "__substg1.0_001A001F")),
    ("visio", compound("VisioDocument")),
    ("project", compound("Props14", "CompObj")),
    ("publisher", compound("Contents", "Quill")),
    ("hwp", compound("FileHeader", "BodyText")),
    ("installer", compound("\u4840\u3f7f\u4164\u422f")),
    ("ole", compound("甲")),
    ("doc", compound("WordDocument").replace(b"\xfe\xff\x09\0", b"\0\0\x09\0")),  # damaged, yet it tells
    ("rtf", b"{\\rtf1\\ansi hello}"),
    ("ps", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    ("ceb", b"Founder CEB 3\0\1\2"),
    ("caj", b"CAJ\0\0\0"),
    ("djvu", b"AT&TFORM\0\0\0\1DJVU"),
    ("cad", b"AC1032\0\0\0\0\0"),
    ("psd", b"8BPS\0\1"),
    ("icon", picture("ICO")),
    ("heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
    ("avif", b"\0\0\0\x18ftypavif\0\0\0\0"),
    ("video", b"\0\0\0\x18ftypmp42\0\0\0\0"),
    ("video", b"\x1aE\xdf\xa3\x93\x42"),
    ("video", b"RIFF\0\0\0\0AVI LIST"),
    ("sound", sound()),
    ("sound", b"ID3\4\0\0\0\0"),
    ("sound", b"#!AMR\n\x04\0\0"),
    ("program", b"MZ\x90\0" + bytes(60)),
    ("program", b"\x7fELF\2\1\1\0"),
    ("rar", b"Rar!\x1a\7\1\0"),
    ("7z", b"7z\xbc\xaf\x27\x1c\0\4"),
    ("gzip", gzip.compress(b"x", mtime=0)),
    ("tar", tar()),
    ("split", b"PK\7\x08PK\3\4"),
    ("sqlite", database()),
    ("access", b"\0\1\0\0Standard ACE DB\0"),
    ("onenote", b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1"),
    ("mobi", bytes(60) + b"BOOKMOBI"),
    ("font", b"\0\1\0\0\0\x0e\0\x80"),
    ("tnef", b"\x78\x9f\x3e\x22\1\0"),
    ("shortcut", b"L\0\0\0\1\x14\2\0\0\0"),
    ("html", "<!DOCTYPE html>\n<html><body>甲</body></html>".encode()),
    ("html", "\r\n <HTML><BODY>甲</BODY></HTML>".encode("gb18030")),
    ("svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("einvoice", b'<?xml version="1.0"?><EInvoice><Header/></EInvoice>'),
    ("excelml", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    ("xml", b'<?xml version="1.0"?><data/>'),
    ("", bytes(600)),
    ("", bytes(range(256))),
]


@pytest.mark.parametrize(("sort", "data"), BY_BYTES)
def test_bytes_tell_what_a_file_is_whatever_its_name(sort: str, data: bytes) -> None:
    for name in ("没有扩展名", "甲.xyz"):
        assert sort_of(name, data) == sort


BY_NAME = [
    ("清单.csv", "名称,数量\n机床,3\n", "csv"),
    ("说明.txt", "一段话", "txt"),
    ("说明.TXT", "<html> 是网页的开头", "txt"),
    ("运行.log", "2021-01-01 ok", "txt"),
    ("没有扩展名", "一段话", "txt"),
    ("MZ.txt", "MZ2021 型机床", "txt"),
    ("宝马.txt", "BMW 销售合同", "txt"),
    ("网页.mht", "MIME-Version: 1.0\nContent-Type: multipart/related\n", "mhtml"),
    ("邮件.eml", "X: y\n\n", "mail"),
    ("没有扩展名", "From: a@b.c\nSubject: 合同\n\n正文", "mail"),
    ("来信.txt", "From: a@b.c\nSubject: 合同\n\n正文", "txt"),
    ("启动.bat", "@echo off", "script"),
    ("备份.sql", "insert into t values (1)", "sql"),
    ("接口.json", "{}", "json"),
    ("证书.pem", "-----BEGIN CERTIFICATE-----", "signature"),
    ("导出.xls", "名称\t数量\n", "xls"),
    ("导出.xls", "<html><table><tr><td>1</td></tr></table></html>", "html"),
    ("其实是网页.doc", "<html><body>甲</body></html>", "html"),
    ("模板.yaml", "id: a", "pack"),
    ("模板.qibei-pack", "id: a", "pack"),
    ("副本.qibei.age", "-----BEGIN AGE ENCRYPTED FILE-----", "sealed"),
]


@pytest.mark.parametrize(("name", "text", "sort"), BY_NAME)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_bare_text_is_known_by_its_name_in_whatever_encoding(name: str, text: str, sort: str, encoding: str) -> None:
    assert sort_of(name, text.encode(encoding)) == sort


@pytest.mark.parametrize(
    ("name", "sort"),
    [("旧版.doc", "doc"), ("表.et", "blind_xls"), ("信.msg", "msg"), ("演示.dps", "ppt"), ("别的.xyz", "ole")],
)
def test_a_compound_file_whose_directory_is_gone_is_known_by_its_name(name: str, sort: str) -> None:
    assert sort_of(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)) == sort


@pytest.mark.parametrize(
    ("name", "sort"),
    [("说明.txt", "txt"), ("网页.html", "html"), ("没有扩展名", "html"), ("清单.csv", "csv"), ("甲.xyz", "html")],
)
def test_text_in_an_encoding_that_is_not_known_is_known_as_text_all_the_same(name: str, sort: str) -> None:
    assert sort_of(name, b"<html><meta charset=iso-8859-1><p>caf\xe9 \xfd\xff") == sort


def test_what_says_nothing_is_named_by_its_ending_or_said_to_be_unlike_it_and_never_damaged() -> None:
    said = {name: refusal(name, sort_of(name, bytes(99))).reason for name in ("图.dwg", "合同.pdf", "甲.xyz", "甲")}
    assert said == {
        "图.dwg": "是 CAD 图纸（.dwg）",
        "合同.pdf": "内容与扩展名不符，无法识别",
        "甲.xyz": "无法识别是什么文件",
        "甲": "无法识别是什么文件",
    }


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_says_in_one_sentence_what_it_is_and_what_to_do(sort: str) -> None:
    failure = refusal("甲", sort)
    assert failure.message == f"证明材料“甲”没有加入：{SORTS[sort].reason}；草稿未改动。"
    assert failure.hint.endswith("。")
    assert failure.hint.count("。") == 1
    assert "损坏" not in str(failure)
    assert isinstance(failure, EvidenceConvertible) == SORTS[sort].converts


def test_no_ending_speaks_of_two_sorts() -> None:
    endings = [ending for sort in SORTS.values() for ending in sort.endings]
    assert len(endings) == len(set(endings)) == len(ENDINGS)
    assert all(ending == ending_of(f"甲{ending}") for ending in endings)


def test_every_proof_has_its_signs_in_the_table() -> None:
    assert set(FORMATS) <= set(SORTS)


def test_a_reader_is_found_for_proofs_alone() -> None:
    assert family_of("甲.txt", b"a") == "text"
    with pytest.raises(EvidenceRefused, match=r"是 RAR 压缩包.*请用解压软件解压，把里面的文件加入。"):
        family_of("甲.jpg", b"Rar!\x1a\7\0")


@pytest.mark.parametrize(
    ("name", "data", "like"),
    [
        ("甲.pdf", b"%PDF-1.7", True),
        ("甲.png", picture("JPEG"), True),
        ("甲.exe", b"%PDF-1.7", False),
        ("甲.pdf", b"MZ\x90\0", False),
        ("甲.docx", office(docx.Document()), True),
        ("甲.docx", b"MZ\x90\0", False),
        ("甲.pdf", office(docx.Document()), False),
        ("甲.txt", "话".encode(), True),
        ("甲.bat", b"del", False),
        ("甲.html", b"<html>", False),  # a browser would run what is in it
        ("甲", b"%PDF-1.7", False),
    ],
)
def test_only_what_is_as_its_name_says_goes_to_another_program(name: str, data: bytes, like: bool) -> None:
    assert looks_like(name, data) is like


def test_a_directory_of_millions_of_parts_is_not_read(tmp_path: Path) -> None:
    entry = b"PK\1\2" + bytes(24) + (1).to_bytes(2, "little") + bytes(16) + b"a"
    data = b"PK\3\4" + bytes(30)
    directory = entry * 700_000
    end = b"PK\5\6" + bytes(4) + b"\xff\xff\xff\xff" + len(directory).to_bytes(4, "little") + (34).to_bytes(4, "little")
    assert sort_of("甲.zip", data + directory + end + bytes(2)) == "zip"


@pytest.mark.parametrize("files", [{}, {"Doc_0/Res/image.png": b"\x89PNG"}])
@pytest.mark.parametrize(
    ("name", "sort"),
    [("票.ofd", "ofd"), ("书.docx", "docx"), ("表.xlsx", "xlsx"), ("包.zip", "zip"), ("图.png", "zip")],
)
def test_a_document_that_lost_what_tells_its_sort_is_no_archive(name: str, sort: str, files: dict[str, bytes]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for path, data in files.items():
            package.writestr(path, data)
    assert sort_of(name, stream.getvalue()) == sort


def test_a_table_parted_by_tabs_is_one_by_its_name() -> None:
    assert family_of("清单.tsv", "名称\t数量\n网关\t3\n".encode()) == "office"
