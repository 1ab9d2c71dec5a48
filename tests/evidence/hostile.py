"""Files that attack their readers, made by code: each with what must become of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import docx
import openpyxl
from evidence import hostile_pdf as pdf
from evidence import word_files
from evidence.ofd.writing import Ofd, path, text
from evidence.pictures.heif import Item, grid, heic
from PIL import Image


@dataclass(frozen=True)
class Hostile:
    """One file: its name, its bytes, and the words of its refusal; or, when tamed, what is named as removed."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    removed: str = ""
    kept: str = ""  # the name it is kept under, if another


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
WORDS = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
WORDS_END = "</w:t></w:r></w:p></w:body></w:document>"
CELLS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
CELLS += '<c r="A1" t="inlineStr"><is><t>'
CELLS_END = "</t></is></c></row></sheetData></worksheet>"
OFD_PAGE = "Doc_0/Pages/Page_0/Content.xml"
SHEET = "xl/worksheets/sheet1.xml"
BODY = "word/document.xml"


def word() -> bytes:
    """A sound Word file."""
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("一段话")
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    """A sound workbook."""
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["名称", 1])
    book.save(stream)
    return stream.getvalue()


def picture(kind: str, size: tuple[int, int] = (400, 600)) -> bytes:
    """A sound picture, noisy enough to be cut."""
    stream = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(stream, kind)
    return stream.getvalue()


def with_part(package: bytes, part: str, content: str | bytes) -> bytes:
    """The office file with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return stream.getvalue()


def bombed(package: bytes, part: str, said: int = 3 << 30) -> bytes:
    """The office file with three thousand million bytes in `part`, which says that it has `said`."""
    data = pdf.squeezed(3 << 30)[2:-4]  # without the frame of zlib
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
    return _appended(stream.getvalue(), part, data, said)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def nested_mail() -> bytes:
    """Three thousand mails within each other."""
    heads = (b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (number, number) for number in range(3_000))
    return b"From: a@b.c\nTo: d@e.f\n" + b"".join(heads)


def small_ofd() -> bytes:
    """A sound OFD of one page."""
    return Ofd().page(text("一", 10, 10)).bytes()


def frames() -> bytes:
    """A GIF of a million frames of one point."""
    head = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
    return head + b"\x2c\0\0\0\0\1\0\1\0\0\2\2D\1\0" * 1_000_000 + b";"


def cut(data: bytes) -> bytes:
    """Its first two thirds."""
    return data[: len(data) * 2 // 3]


def pictured(data: bytes, times: int = 1) -> bytes:
    """A Word file that shows a picture so many times, each time larger."""
    shown = (word_files.run(word_files.inline("image1", 20 + at / 10)) for at in range(times))
    body = word_files.paragraph("图") + "".join(f"<w:p>{one}</w:p>" for one in shown)
    return word_files.word(body, {"media/image1.png": data})


def nested_boxes() -> bytes:
    """A Word file of a thousand text boxes, each within the one before."""
    before, behind = (
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    )
    return word_files.word(before * 1_000 + behind * 1_000)


def huge_png() -> bytes:
    """60,000 × 60,000 points in a few hundred thousand bytes."""
    head = struct.pack(">LLBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(1)
    piece = bytes(1 << 20)
    data = b"".join(packer.compress(piece) for _ in range(60_000 * 7_501 // (1 << 20) + 1)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def tiff(pages: int) -> bytes:
    """A TIFF of small pages."""
    stream = io.BytesIO()
    first, *rest = (Image.effect_noise((40, 60), 90) for _ in range(pages))
    first.save(stream, "TIFF", save_all=True, append_images=rest)
    return stream.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def _appended(package: bytes, part: str, data: bytes, said: int) -> bytes:
    """The package with one more deflated part whose length is as it `said`."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        start, count = old.start_dir, len(old.namelist())
    directory = package[start : package.rindex(b"PK\5\6")]
    name = part.encode()
    about = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(data), said, len(name), 0)
    local = b"PK\3\4" + about + name + data
    entry = b"PK\1\2" + struct.pack("<H", 20) + about + struct.pack("<HHHLL", 0, 0, 0, 0, start) + name
    directory += entry
    end = struct.pack("<HHHHLLH", 0, 0, count + 1, count + 1, len(directory), start + len(local), 0)
    return package[:start] + local + directory + b"PK\5\6" + end


UNSAFE = "文件里有不安全的 XML 定义"
CORPUS = [
    Hostile("炸弹.docx", lambda: bombed(word(), BODY), "解压后"),
    Hostile("炸弹.xlsx", lambda: bombed(excel(), SHEET), "解压后"),
    Hostile("说谎的炸弹.docx", lambda: bombed(word(), BODY, 5_000), "已损坏"),
    Hostile("说谎的炸弹.xlsx", lambda: bombed(excel(), SHEET, 5_000), "已损坏"),
    Hostile("套中套.docx", lambda: with_part(word(), "word/embeddings/a.xlsx", bombed(excel(), SHEET))),
    Hostile("十亿个笑.docx", lambda: with_part(word(), BODY, BILLION + WORDS + "&l9;" + WORDS_END), UNSAFE),
    Hostile("十亿个笑.xlsx", lambda: with_part(excel(), SHEET, BILLION + CELLS + "&l9;" + CELLS_END), UNSAFE),
    Hostile("外部实体.docx", lambda: with_part(word(), BODY, OUTSIDE + WORDS + "&e;" + WORDS_END), UNSAFE),
    Hostile("外部实体.xlsx", lambda: with_part(excel(), SHEET, OUTSIDE + CELLS + "&e;" + CELLS_END), UNSAFE),
    Hostile("六万见方.png", huge_png, "万像素"),
    Hostile("一千页.tif", lambda: tiff(1_000), "超过 500 页"),
    Hostile("一千页.pdf", lambda: pdf.many_pages(1_000), "PDF 超过 500 页"),
    Hostile("脚本.pdf", pdf.script, removed="JavaScript"),
    Hostile("启动.pdf", pdf.launch, removed="启动外部程序"),
    Hostile("嵌入.pdf", pdf.embedded, removed="嵌入文件"),
    Hostile("影片.pdf", pdf.media, removed="富媒体、提交表单"),
    Hostile("静态表单.pdf", lambda: pdf.xfa(dynamic=False), removed="XFA 表单"),
    Hostile("动态表单.pdf", lambda: pdf.xfa(dynamic=True), "动态 XFA 表单"),
    Hostile("无尽页树.pdf", pdf.endless_pages, "PDF 已损坏"),
    Hostile("深页树.pdf", pdf.deep_pages, "PDF 已损坏"),
    Hostile("深括号.pdf", pdf.deep_brackets, "PDF 已损坏"),
    Hostile("假页数.pdf", pdf.false_count),
    Hostile("炸弹.pdf", pdf.bomb, "PDF 解压后过大"),
    Hostile("双层炸弹.pdf", pdf.bomb_in_bomb, "PDF 解压后过大"),
    Hostile("对象流炸弹.pdf", pdf.bomb_of_objects, "PDF 已损坏"),
    Hostile("巨图.pdf", pdf.huge_image, "PDF 解压后过大"),
    Hostile("十公里.pdf", pdf.huge_page),
    Hostile("自己接自己.pdf", pdf.cyclic_actions, removed="JavaScript"),
    Hostile("自己画自己.pdf", pdf.cyclic_forms),
    Hostile("加密.pdf", pdf.locked, "PDF 有打开密码"),
    Hostile("空.png", bytes, "文件是空的"),
    Hostile("程序.png", lambda: b"MZ\x90\0" + bytes(600), "是程序"),
    Hostile("网页.pdf", lambda: b"<html><script>alert(1)</script></html>", "网页里没有可以印的文字"),
    Hostile("断.jpg", lambda: cut(picture("JPEG")), "图片不完整，可能没有传完"),
    Hostile("断.png", lambda: cut(picture("PNG")), "图片不完整，可能没有传完"),
    Hostile("断.tif", lambda: cut(tiff(3)), "图片已损坏"),
    Hostile("断.pdf", lambda: b"%PDF-1.7\n1 0 obj <<", "PDF 已损坏"),
    Hostile("巨图.docx", lambda: pictured(huge_png()), removed="过大的图片"),
    Hostile("坏图.docx", lambda: pictured(cut(picture("PNG"))), removed="已损坏的图片"),
    Hostile("三千种大小.docx", lambda: pictured(picture("PNG"), times=3_000), "图片超过 500 幅"),
    Hostile("一千层.docx", nested_boxes, "套得过深"),
    Hostile("断.docx", lambda: cut(word()), "已损坏"),
    Hostile("断.xlsx", lambda: cut(excel()), "已损坏"),
    Hostile("炸弹.zip", lambda: bombed(zipped({"a.txt": b"1"}), "炸弹.pdf"), "压缩包解压后过大"),
    Hostile("往上走.zip", lambda: zipped({"../../甲.txt": b"1"}), "压缩包里有不安全的文件路径"),
    Hostile("一万个.zip", lambda: zipped({f"{n}.txt": b"" for n in range(10_001)}), "压缩包里的文件过多"),
    Hostile("信中信.eml", nested_mail, "邮件的结构不合规范"),
    Hostile("深.html", lambda: b"<html>" + b"<div>" * 300_000 + b"x", "网页的层次过深"),
    Hostile("宽.html", lambda: b"<html><table>" + b"<tr><td colspan=60>x<td>y" * 900, "40 列"),
    Hostile("实体.html", lambda: BILLION.encode() + b"<html><p>x&l9;"),
    Hostile("长.txt", lambda: b"x" * 30_000_000, "300 万字"),
    Hostile("炸弹.ofd", lambda: with_part(small_ofd(), OFD_PAGE, " " * 300_000_000), "解压后过大"),
    Hostile(
        "百万点.ofd", lambda: Ofd().page(path("M 0 0 " + "L 5 5 " * 1_000_000)).bytes(), "OFD 里的文字、图形或图片过多"
    ),
    Hostile("外部实体.ofd", lambda: with_part(small_ofd(), OFD_PAGE, OUTSIDE + "<Page>&e;</Page>"), UNSAFE),
    Hostile("六万见方.heic", lambda: heic([Item(size=(60_000, 60_000))]), "图片超过 5000 万像素"),
    Hostile("自己拼自己.heic", lambda: heic([grid(1, 2, (128, 128), (1, 1))]), "HEIC 照片打不开"),
    Hostile("一百万帧.gif", frames),
    Hostile("报告\u202efdp.png", lambda: picture("PNG"), kept="报告fdp.png"),
    Hostile("con.png", lambda: picture("PNG"), kept="_con.png"),
]
