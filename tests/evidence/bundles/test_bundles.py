"""Zips and mails are taken as the files in them: in order, by their right names, measured before they are read."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from evidence.hostile import bombed, picture
from evidence.hostile_pdf import many_pages

from app.errors import EvidenceBundle, EvidenceRefused
from app.evidence import intake
from app.evidence.apart.worker import Worker
from app.evidence.bundles.opening import opened
from app.evidence.intake import members_of, take_in, take_in_all, take_in_bytes


def zipped(files: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def in_bytes(encoding: str, extra: bytes = b"") -> bytes:
    """A zip of one file whose name stands there in an old encoding, as Windows and old programs write it."""
    name = "营业执照.txt".encode(encoding)
    about = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, 0x4AD0CF31, 2, 2, len(name), len(extra))
    local = b"PK\3\4" + about + name + extra + b"\r\n"
    entry = b"PK\1\2" + struct.pack("<H", 20) + about + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name + extra
    end = struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + b"PK\5\6" + end


def mail(text: str = "请查收。", *attached: tuple[str, bytes], page: str = "") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "合同 <1>", "王工 <w@a.cn>", "b@b.cn"
    made["Date"] = "Mon, 21 Nov 2022 10:30:00 +0800"
    made.set_content(text)
    if page:
        made.add_alternative(page, subtype="html")
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def names(name: str, data: bytes, sort: str = "zip") -> list[str]:
    return list(opened(name, data, sort).names)


def reason(data: bytes, sort: str = "zip") -> str:
    with pytest.raises(EvidenceRefused) as refused:
        opened("包", data, sort)
    return refused.value.reason


def test_a_zip_has_the_files_of_its_folders_in_natural_order_less_what_systems_leave() -> None:
    files = ("乙/b.png", "第10页.png", "甲/深/c.png", "第2页.png", "甲\\a.png", "空/")
    left = ("__MACOSX/._第2页.png", "甲/.DS_Store", "Thumbs.db", "~$说明.docx")
    assert names("包.zip", zipped(dict.fromkeys((*files, *left), b"x"))) == [
        *("第2页.png", "第10页.png", "b.png", "a.png", "c.png")
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_read_in_the_encoding_of_their_bytes(encoding: str) -> None:
    assert names("包.zip", in_bytes(encoding)) == ["营业执照.txt"]


def test_a_name_that_stands_beside_the_old_one_counts() -> None:
    name = "公司章程.txt".encode()
    extra = struct.pack("<HHBL", 0x7075, len(name) + 5, 1, 0) + name
    assert names("包.zip", in_bytes("gb18030", extra)) == ["公司章程.txt"]


def locked() -> bytes:
    data = bytearray(zipped({"甲.txt": b"1"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    return bytes(data)


def same_name_twice() -> bytes:
    return zipped({"a.txt": b"1", "b.txt": b"2"}).replace(b"b.txt", b"a.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({}), "压缩包里没有可以加入的文件"),
        (zipped({"../../a.txt": b"1"}), "压缩包里有不安全的文件路径"),
        (zipped({"/etc/a.txt": b"1"}), "压缩包里有不安全的文件路径"),
        (zipped({"C:\\a.txt": b"1"}), "压缩包里有不安全的文件路径"),
        (same_name_twice(), "压缩包里有同名的文件"),
        (locked(), "压缩包有打开密码"),
        (zipped({"a.txt": b"1" * 9000})[:-60], "压缩包已损坏，打不开"),
        (zipped({f"{number}.txt": b"" for number in range(501)}), "压缩包里的文件超过 500 个"),
        (zipped({f"{number}/": b"" for number in range(10_001)}), "压缩包里的文件过多"),
        (zipped({"a" * 60_000 + f"{number}.txt": b"" for number in range(100)}), "压缩包里的文件过多"),
        (bombed(zipped({"a.txt": b"1"}), "炸弹.pdf"), "压缩包解压后过大"),
        (zipped({"a.bin": bytes(60_000_000)}), "压缩包解压后过大"),
    ],
    ids=lambda given: given if isinstance(given, str) else "zip",  # bytes hold the time and are no name
)
def test_a_zip_that_would_hurt_or_is_broken_is_refused_before_anything_is_unpacked(data: bytes, said: str) -> None:
    begun = time.process_time()
    assert reason(data) == said
    assert time.process_time() - begun < 3


def test_a_lying_or_broken_member_is_refused_and_the_others_are_had() -> None:
    files = {"好.txt": "好".encode(), "坏.txt": bytes(range(256)) * 9}
    data = zipped(files)
    broken = data.index("坏.txt".encode()) + 40
    bundle = opened("包.zip", data[:broken] + b"\xff\xff" + data[broken + 2 :], "zip")
    assert bundle.member(1) == "好".encode()
    with pytest.raises(EvidenceRefused, match=r"“坏[.]txt”没有加入：在压缩包“包[.]zip”里已损坏"):
        bundle.member(0)
    lying = opened("包.zip", bombed(zipped(files), "炸弹.pdf", 5_000), "zip")
    with pytest.raises(EvidenceRefused, match="已损坏"):
        lying.member(lying.names.index("炸弹.pdf"))


def test_a_mail_is_its_words_and_what_is_attached() -> None:
    data = mail("请查收。\n谢谢", ("合同.pdf", b"%PDF-1.7"), ("超长" * 40 + ".xlsx", b"PK")).as_bytes()
    bundle = opened("来信.eml", data, "mail")
    assert bundle.words
    assert bundle.names == ("来信（邮件正文）.txt", "合同.pdf", "超长" * 40 + ".xlsx")
    assert bundle.member(0).decode().splitlines() == [
        *("主题：合同 <1>", "发件人：王工 <w@a.cn>", "收件人：b@b.cn", "时间：2022年11月21日 10:30:00 +0800"),
        *("", "请查收。", "谢谢"),
    ]
    assert bundle.member(1) == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Wed, 18 May 2022 09:05:00 -0000", "2022年5月18日 09:05:00"),
        ("18 May 2022 09:05:00 +0000 (GMT)", "2022年5月18日 09:05:00 +0000"),
        ("下周一上午", "下周一上午"),
        ("Mon, 31 Feb 2022 10:30:00 +0800", "Mon, 31 Feb 2022 10:30:00 +0800"),
        (f"Mon, 1 Jan {'9' * 30} 10:30:00 +0800", f"Mon, 1 Jan {'9' * 30} 10:30:00 +0800"),
        (f"Mon, 1 Jan 2022 10:30:00 +{'9' * 30}", f"Mon, 1 Jan 2022 10:30:00 +{'9' * 30}"),
    ],
)
def test_the_time_of_a_mail_is_written_as_people_write_it_or_left_as_it_is(written: str, shown: str) -> None:
    data = f"Subject: a\r\nDate: {written}\r\n\r\nb".encode()
    assert opened("a.eml", data, "mail").member(0).decode() == f"主题：a\n时间：{shown}\n\nb"


def test_the_words_of_a_mail_are_the_page_that_a_reader_shows(tmp_path: Path) -> None:
    page = "<html><meta charset=gb2312><table><tr><td>订单<td>3 台</table></html>"
    (tmp_path / "来信.eml").write_bytes(mail("见网页", page=page).as_bytes())
    (taken,) = take_in_all([tmp_path / "来信.eml"])
    assert (taken.name, taken.kind) == ("来信（邮件正文）.html", "html")
    assert "合同 &lt;1&gt;" in taken.data.decode()
    assert "3 台" in taken.data.decode()
    assert "邮件原件没有存入。" in taken.notes[-1]


def test_heads_and_names_that_keep_no_rule_are_read_all_the_same() -> None:
    heads = 'Subject: 报价单\r\nFrom: =?gb2312?B?zfW5pA==?= <w@a.cn>\r\nContent-Type: application/pdf;\r\n name="'
    data = heads.encode("gb18030") + b'=?GBK?B?x+W1pS5wZGY=?="\r\n\r\nJVBERg=='
    assert names("a.eml", data, "mail") == ["清单.pdf"]
    text = b"Subject: " + "报价".encode("gb18030") + b"\r\nFrom: a@b.c\r\n\r\n" + "正文".encode("gb18030")
    assert opened("a.eml", text, "mail").member(0).decode() == "主题：报价\n发件人：a@b.c\n\n正文"


def test_a_mail_in_a_mail_is_a_file_of_its_own_and_a_nameless_one_gets_a_name() -> None:
    outer = mail("转发")
    outer.add_attachment(mail("原来的"))
    outer.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    bundle = opened("转.eml", outer.as_bytes(), "mail")
    assert bundle.names == ("转（邮件正文）.txt", "附件1.eml", "附件2.pdf")
    assert "原来的" in opened("附件1.eml", bundle.member(1), "mail").member(0).decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"From: a@b.c\n\n", "邮件里没有正文，也没有附件"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3_000)), "不合规范"),
        (b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nX: y\n\nz\n" * 600, "邮件的附件超过 500 个"),
    ],
)
def test_a_mail_that_holds_nothing_or_too_much_is_refused(data: bytes, said: str) -> None:
    begun = time.process_time()
    assert said in reason(data, "mail")
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    "header",
    [b"Subject: " + b"=?utf-8?q?a?= " * 200_000, b"Content-Type: text/plain; " + b"a=b;" * 400_000],
    ids=["words", "parameters"],
)
def test_a_header_without_end_takes_no_time(header: bytes) -> None:
    begin = time.monotonic()
    assert names("长.eml", b"From: a\nTo: b\n" + header + b"\n\nwords", "mail") == ["长（邮件正文）.txt"]
    assert time.monotonic() - begin < 3


def test_the_child_offers_the_files_of_a_bundle_and_hands_them_over_one_by_one() -> None:
    files = {"1.pdf": many_pages(2), "2.png": picture("PNG"), "3.exe": b"MZ\x90\0", "4.zip": zipped({"a": b"1"})}
    with Worker() as worker:
        with pytest.raises(EvidenceBundle) as found:
            take_in_bytes("包.zip", zipped(files), worker)
        members = members_of("包.zip", found.value)
        assert [member.name for member in members] == list(files)
        assert [take_in(member, worker).kind for member in members[:2]] == ["pdf", "png"]
        with pytest.raises(EvidenceRefused, match="是程序"):
            take_in(members[2], worker)
        with pytest.raises(EvidenceRefused, match=r"“4[.]zip”没有加入：是压缩包，在另一个文件里面"):
            take_in(members[3], worker)
        worker._lose()  # the child is gone: the next one opens the bundle again
        assert take_in(members[0], worker).pages == 2
        worker.examine("别的.pdf", many_pages(1))  # the bundle is let go of
        assert take_in(members[1], worker).kind == "png"


def test_of_folders_zips_and_mails_the_sound_files_are_taken_and_the_others_told(tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "a.txt").write_text("甲")
    (tmp_path / "夹" / "b.rar").write_bytes(b"Rar!\x1a\7\0")
    (tmp_path / "包.zip").write_bytes(zipped({"2.txt": "乙", "10.txt": "丙", "坏.txt": "", "动.mp3": b"ID3\4\0"}))
    (tmp_path / "信.eml").write_bytes(mail("丁", ("戊.txt", "戊".encode())).as_bytes())
    missed: list[EvidenceRefused] = []
    heard: list[tuple[str, float]] = []
    paths = [tmp_path / name for name in ("夹", "包.zip", "信.eml")]
    taken = take_in_all(paths, missed=missed.append, progress=lambda *said: heard.append(said))
    assert [file.name for file in taken] == ["a.txt", "2.txt", "10.txt", "信（邮件正文）.txt", "戊.txt"]
    assert [failure.reason for failure in missed] == ["是 RAR 压缩包", "是录音", "文件是空的"]
    assert [name for name, _ in heard][2:4] == ["包.zip", "2.txt"]
    assert all(0 <= share < 1 for _, share in heard)
    with pytest.raises(EvidenceRefused, match="是 RAR 压缩包"):
        take_in_all(paths)
    with pytest.raises(EvidenceRefused, match="是 RAR 压缩包"):
        take_in_all([tmp_path / "夹" / "b.rar"], missed=missed.append)


def test_the_files_of_zips_count_among_those_that_are_taken_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MAX_FILES", 3)
    (tmp_path / "包.zip").write_bytes(zipped({f"{number}.txt": "甲" for number in range(4)}))
    with pytest.raises(EvidenceRefused, match="一次最多加入 3 个文件"):
        take_in_all([tmp_path / "包.zip"])
