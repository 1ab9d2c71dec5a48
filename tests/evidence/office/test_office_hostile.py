"""Office packages are measured before they are read, and what would hurt the reader is refused."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from evidence.readers import examine_office, office_content

from app.errors import EvidenceRefused
from app.evidence.kinds import STRANGE
from app.evidence.office import package as office_package

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def word(document: bytes, **others: bytes) -> bytes:
    return zipped({"word/document.xml": document, **others})


def excel() -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "甲"
    book.save(stream)
    return stream.getvalue()


def reason(data: bytes, name: str = "文件.docx") -> str:
    """Why the file is refused."""
    with pytest.raises(EvidenceRefused) as refused:
        examine_office(name, data)
    return refused.value.message.removeprefix(f"证明材料“{name}”没有加入：").removesuffix("；草稿未改动。")


DTD = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused_in_whatever_part_it_stands(part: str, encoding: str) -> None:
    parts = {"word/document.xml": b"<a/>", part: (DTD + b"<w>&b;</w>").decode().encode(encoding)}
    assert reason(zipped(parts)) == "文件里有不安全的 XML 定义"


def test_a_dtd_in_a_sheet_is_refused_when_it_is_read_too() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(excel())) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            target.writestr(name, (DTD if is_sheet else b"") + source.read(name))
    with pytest.raises(EvidenceRefused, match="不安全的 XML 定义"):
        office_content("清单.xlsx", stream.getvalue(), "xlsx")


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    assert reason(word(b"<a/>", bomb=bytes(30_000_000))) == "解压后过大"


def test_too_much_xml_too_much_of_all_and_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word(b"<a>" + bytes(range(65, 91)) * 100 + b"</a>")
    monkeypatch.setattr(office_package, "MAX_XML", 2_000)
    assert reason(data) == "解压后过大"
    monkeypatch.undo()
    monkeypatch.setattr(office_package, "MAX_UNPACKED", 2_000)
    assert reason(data) == "解压后过大"
    monkeypatch.undo()
    monkeypatch.setattr(office_package, "MAX_TREE", 2_000)
    assert reason(data) == "内容过多"
    monkeypatch.undo()
    monkeypatch.setattr(office_package, "MAX_PARTS", 1)
    assert reason(word(b"<a/>", b=b"")) == "文件已损坏"


def test_a_part_longer_than_declared_is_refused() -> None:
    """`zipfile` reads no further than declared, and then finds another check sum."""
    data = zipped({"word/document.xml": f'<w:document xmlns:w="{_WORD}"/>'.encode(), "word/media/a.png": bytes(5000)})
    declared = (5000).to_bytes(4, "little")
    assert data.count(declared) == 2
    assert reason(data.replace(declared, (50).to_bytes(4, "little"))) == "文件已损坏"


def test_a_part_that_is_there_twice_is_refused() -> None:
    data = word(b"<a/>", **{"word/document.xmk": b"<b/>"})
    assert reason(data.replace(b"word/document.xmk", b"word/document.xml")) == "文件已损坏"


def test_a_part_under_a_password_is_refused() -> None:
    data = bytearray(word(b"<a/>"))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    assert reason(bytes(data)) == "文件有打开密码"


@pytest.mark.parametrize(
    "document",
    [b"", b"<a", b"\0\0", b"<a>" * 20_000 + b"</a>" * 20_000, f'<w:tbl xmlns:w="{_WORD}">'.encode()],
)
def test_xml_that_cannot_be_read_is_refused(document: bytes) -> None:
    assert reason(word(document)) == "文件已损坏"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/worksheets/sheet1.xml", b"</row>", b"</rov>"),
        ("xl/worksheets/sheet1.xml", b'r="1"', b'r="9999999999"'),
        ("xl/worksheets/sheet1.xml", b'r="A1"', b'r="ZZZZZ1"'),
        ("xl/worksheets/sheet1.xml", b't="inlineStr"><is><t>&#30002;</t></is>', b't="s"><v>7</v>'),
        ("xl/worksheets/sheet1.xml", b't="inlineStr"><is><t>&#30002;</t></is>', b"><v>one</v>"),
    ],
)
def test_a_workbook_that_contradicts_itself_is_refused(part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(excel())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    assert reason(zipped(parts), "清单.xlsx") == "文件已损坏"


@pytest.mark.parametrize("part", [0.2, 0.6, 0.9])
def test_a_package_that_was_cut_off_is_refused(part: float) -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    for data in (excel(), stream.getvalue()):
        assert reason(data[: int(len(data) * part)]) == "文件已损坏"


def test_a_zip_of_something_else_is_refused() -> None:
    assert reason(zipped({"甲": b"1"}), "压缩包.zip") == STRANGE
