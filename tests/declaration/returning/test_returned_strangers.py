"""Files that cannot come back, each with a clear answer; hostile ones do no harm."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from base64 import b64decode, b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from small_desk import create, install
from word_files import BODY, CONTENTS, WordFile, sent

from app.declaration.declaration import Declaration
from app.declaration.returning.planning import plan_returning
from app.declaration.returning.sending import send_sections
from app.errors import UsageError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
DTD = b'<!DOCTYPE x [<!ENTITY a "b">]>' + DOCUMENT


def zipped(**parts: bytes) -> bytes:
    """A zip with these parts, their names written with _ for / and a dot before the ending."""
    from io import BytesIO

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", data)
    return stream.getvalue()


def refusal(desk: Declaration, file: Path) -> str:
    """What is said of a file that is refused; the draft is as it was."""
    revision = desk.info.revision
    with pytest.raises(UsageError) as failure:
        plan_returning(desk, file)
    assert desk.info.revision == revision
    assert file.name in str(failure.value)
    assert "草稿没有改动" in str(failure.value)
    return str(failure.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE, "旧的 Word 97—2003 或 WPS 格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "有打开密码"),
        (b"%PDF-1.7\n", "是 PDF"),
        (b"{\\rtf1 }", "RTF"),
        (b"", "不是 Word 文件"),
        (b"\x00\x01\x02", "不是 Word 文件"),
        (b"PK\x03\x04 no zip", "已损坏"),
        (zipped(content=b"<x/>"), "OpenDocument"),
        (zipped(xl__workbook=b"<x/>"), "不是 Word 文件"),
        (zipped(word__document=DTD), "已损坏或内容异常"),
        (zipped(word__document=b"<w:document"), "已损坏或内容异常"),
        (zipped(word__document=DOCUMENT), "不是齐备导出的 Word 文件"),
        (zipped(word__document=b"<a>" * 100_000), "已损坏或内容异常"),
        (zipped(word__document=DOCUMENT, word__media=b" " * 60_000_000), "过大"),
    ],
    ids=range(14),
)
def test_a_file_of_another_kind_is_refused_with_advice(
    desk: Declaration, tmp_path: Path, data: bytes, words: str
) -> None:
    file = tmp_path / "发回.docx"
    file.write_bytes(data)
    assert words in refusal(desk, file)


def test_a_file_that_is_not_there_and_a_folder(desk: Declaration, tmp_path: Path) -> None:
    assert "无法打开" in refusal(desk, tmp_path / "没有.docx")
    assert "无法打开" in refusal(desk, tmp_path)


def test_another_draft_s_file_is_refused(desk: Declaration, tmp_path: Path) -> None:
    with create(tmp_path / "b.qibei") as other:
        file = sent(other, tmp_path).file
    assert "另一份草稿" in refusal(desk, file)


def test_a_file_of_a_newer_edition_is_refused(desk: Declaration, tmp_path: Path) -> None:
    old = sent(desk, tmp_path / "old").file
    install(tmp_path, CONTENTS.replace("备注：", "说明："), edition=2)
    path = desk.path
    desk.close()
    with Declaration.open(path, "申报 2026") as newer:
        plan = plan_returning(newer, old)
        assert plan.differences == ()
        assert "模板升级了" in plan.notes[0]
        fresh = sent(newer, tmp_path / "new").file
    assert fresh != old


def test_blanks_that_the_form_has_no_more_are_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path / "old")
    word.write("a.name", "丝杠")
    file = word.save()
    install(tmp_path, CONTENTS.replace("名称：{name:text}，", ""), "deleted: [a.name]\n", edition=2)
    path = desk.path
    desk.close()
    with Declaration.open(path, "申报 2026") as newer:
        plan = plan_returning(newer, file)
        assert plan.differences == ()
        assert [one.text for one in plan.unread] == ["丝杠"]


def test_words_copied_into_a_new_file_say_why(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    del word.parts["docProps/custom.xml"]
    assert "复制到了新文件里" in refusal(desk, word.save())


@pytest.mark.parametrize("damage", ["qibei.001", "AAAA", "="], ids=str)
def test_a_damaged_record_is_no_record(desk: Declaration, tmp_path: Path, damage: str) -> None:
    word = sent(desk, tmp_path)
    custom = word.parts["docProps/custom.xml"].decode()
    start = custom.index("<vt:lpwstr>") + len("<vt:lpwstr>")
    word.parts["docProps/custom.xml"] = (custom[:start] + damage + custom[start + 40 :]).encode()
    assert "标识已经损坏" in refusal(desk, word.save())


@pytest.mark.parametrize(
    "forged",
    [
        {"edition": float("inf")},
        {"counts": {"a.name": float("inf")}},
        {"counts": {"a.name": 1 << 40}},
        {"base": {"!!": "x"}},
        {"base": {"/frozen/x": "x"}},
        {"base": {"a.rows[": "x"}},
        {"words": [{}]},
        {"sections": 5},
    ],
    ids=str,
)
def test_a_forged_record_is_no_record(desk: Declaration, tmp_path: Path, forged: dict[str, Any]) -> None:
    word = sent(desk, tmp_path)
    custom = word.parts["docProps/custom.xml"].decode()
    lines = re.findall("<vt:lpwstr>(.*?)</vt:lpwstr>", custom)
    said = json.loads(zlib.decompress(b64decode("".join(lines))))
    packed = b64encode(zlib.compress(json.dumps(said | forged).encode())).decode()
    first = [packed, *[""] * (len(lines) - 1)]
    custom = re.sub("(?<=<vt:lpwstr>).*?(?=</vt:lpwstr>)", lambda _: first.pop(0), custom)
    word.parts["docProps/custom.xml"] = custom.encode()
    assert "标识已经损坏" in refusal(desk, word.save())


def test_a_tag_of_a_path_that_was_not_sent_is_nobody_s(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    data = word.parts[BODY]
    assert b'w:val="a.name"' in data
    word.drop_marks("bookmarkStart", "bookmarkEnd", "id")
    for tag in word.all("tag"):
        if tag.get(next(iter(tag.attrib))) == "a.name":
            tag.set(next(iter(tag.attrib)), "b.remark")
    plan = plan_returning(desk, word.save())
    assert plan.differences == ()
    assert plan.missing == ("a.name",)
    assert [one.text for one in plan.unread] == ["主轴轴承"]


def test_a_page_that_there_is_not_is_refused(desk: Declaration, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有“z”这一页"):
        send_sections(desk, tmp_path / "out", ["a", "z"])
    assert not (tmp_path / "out").exists()


def test_a_file_that_came_back_filled_is_not_overwritten_by_the_next_that_is_sent(
    desk: Declaration, tmp_path: Path
) -> None:
    filled = send_sections(desk, tmp_path, ["a"]).file
    document = Document(str(filled))
    document.core_properties.modified = datetime(2026, 11, 30, 9, 0)
    document.save(str(filled))
    came_back = filled.read_bytes()
    sent = send_sections(desk, tmp_path, ["a"])
    kept = filled.with_name(f"{filled.stem}（改动过的）.docx")
    assert kept.read_bytes() == came_back
    assert sent.file == filled
    assert filled.read_bytes() != came_back
    assert kept.name in sent.notes[0]


def test_the_file_says_which_pages_it_holds_and_no_others(desk: Declaration, tmp_path: Path) -> None:
    found = send_sections(desk, tmp_path, ["b", "a"])
    assert found.file.name == "测试申报书（供填写：1.1 设备数量、1.2 其他）.docx"
    tags = {tag.get(next(iter(tag.attrib))) for tag in WordFile(found.file).all("tag")}
    assert {tag.partition(".")[0] for tag in tags} == {"a", "b"}
