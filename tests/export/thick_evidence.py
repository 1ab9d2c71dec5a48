"""Evidence of every kind that companies hand in, made by code; no two files are alike, and pages say whose they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pikepdf
from evidence.ofd.writing import Ofd, path, square, text
from evidence.pictures.heif import heic
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont

from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.samples.sample import sample_answers
from app.evidence.apart.worker import Worker
from app.evidence.intake import take_in
from app.evidence.pictures.cuts import cuts_of, shape_of
from app.export.document import Block, Document, PageBreak, Paragraph, Part, Text
from app.export.fonts.faces import Faces
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.export.style import DocumentStyle, PageStyle

PASSWORD = "证明 2022"
A4_AT_100 = (827, 1169)
ORIENTATION = 0x0112
UPSIDE_ON_THE_RIGHT = 6  # EXIF: turned by 90° to be shown


@dataclass(frozen=True)
class Made:
    """One file, how many plates it becomes (0: an office file), and words that its pages hold in the book."""

    file: Path
    plates: int
    words: tuple[str, ...] = ()
    password: str = ""


class Maker:
    """Makes the files of one book into `folder`.

    `pages` is the length of a PDF, `huge` the side of the largest picture in pixels.
    """

    def __init__(self, folder: Path, faces: Faces, pages: int, huge: int) -> None:
        self.folder, self.faces, self.pages, self.huge = folder, faces, pages, huge
        self._huge_made = False

    def make(self, count: int) -> list[Made]:
        """So many files, the kinds by turns."""
        kinds = self._kinds()
        return [kinds[number % len(kinds)](number) for number in range(count)]

    def _kinds(self) -> list[Callable[[int], Made]]:
        return [
            self._photo_on_its_side,
            self._pdf_with_rotation,
            self._tiny,
            self._fax,
            self._locked_pdf,
            self._landscape_pdf,
            self._landscape_scan,
            self._cmyk,
            self._webp,
            self._bmp,
            self._workbook,
            self._letter,
            self._table,
            self._huge,
            self._invoice,
            self._phone_photo,
            self._screenshot,
            self._animation,
            self._report,
            self._page,
        ]

    def _file(self, number: int, name: str) -> Path:
        return self.folder / f"{number + 1:03d} {name}"

    def _photo_on_its_side(self, number: int) -> Made:
        file, exif = self._file(number, "现场照片.jpg"), Image.Exif()
        exif[ORIENTATION] = UPSIDE_ON_THE_RIGHT
        _drawn(1600, 1200, f"photo {number}").rotate(90, expand=True).save(file, quality=80, exif=exif)
        return Made(file, 1)

    def _pdf_with_rotation(self, number: int) -> Made:
        data, words = self._paper(number, DocumentStyle())
        file = self._file(number, "检测报告.pdf")
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                _lay_on_its_side(page)
            pdf.save(file)
        return Made(file, self.pages, words)

    def _tiny(self, number: int) -> Made:
        file = self._file(number, "图标.png")
        _drawn(40, 40, f"{number}").save(file)
        return Made(file, 1)

    def _fax(self, number: int) -> Made:
        file = self._file(number, "传真件.tif")
        first, *more = (
            _drawn(*A4_AT_100, f"fax {number}-{page}", shaded=False).convert("1", dither=Image.Dither.NONE)
            for page in range(max(2, self.pages // 2))
        )
        first.save(file, save_all=True, append_images=more, compression="group4", dpi=(100, 100))
        return Made(file, 1 + len(more))

    def _locked_pdf(self, number: int) -> Made:
        data, words = self._paper(number, DocumentStyle())
        file = self._file(number, "审计报告.pdf")
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(file, encryption=pikepdf.Encryption(owner=PASSWORD, user=PASSWORD))
        return Made(file, self.pages, words, PASSWORD)

    def _landscape_pdf(self, number: int) -> Made:
        upright = PageStyle()
        style = DocumentStyle(PageStyle(upright.height, upright.width))
        data, words = self._paper(number, style)
        file = self._file(number, "财务报表.pdf")
        file.write_bytes(data)
        return Made(file, self.pages, words)

    def _landscape_scan(self, number: int) -> Made:
        file, (short, long) = self._file(number, "扫描件.pdf"), A4_AT_100
        first, *more = (_drawn(long, short, f"scan {number}-{page}") for page in range(self.pages))
        first.save(file, save_all=True, append_images=more, resolution=100)
        return Made(file, self.pages)

    def _cmyk(self, number: int) -> Made:
        file = self._file(number, "证书.jpg")
        _drawn(900, 1200, f"cmyk {number}").convert("CMYK").save(file, quality=80, dpi=(150, 150))
        return Made(file, 1)

    def _webp(self, number: int) -> Made:
        file = self._file(number, "后台截图.webp")
        _drawn(1280, 720, f"webp {number}").save(file, quality=80)
        return Made(file, 1)

    def _bmp(self, number: int) -> Made:
        file = self._file(number, "旧系统截图.bmp")
        _drawn(800, 600, f"bmp {number}").save(file)
        return Made(file, 1)

    def _workbook(self, number: int) -> Made:
        file, book = self._file(number, "设备清单.xlsx"), Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["序号", "设备名称", "型号", "数量"])
        for row in range(1, 20 * self.pages):
            sheet.append([row, f"数控机床{number}-{row}号", f"XQ-{number:03d}-{row:04d}", row % 7 + 1])
        book.save(str(file))
        return Made(file, 0, (f"XQ-{number:03d}-0001", f"XQ-{number:03d}-{20 * self.pages - 1:04d}"))

    def _letter(self, number: int) -> Made:
        file, letter = self._file(number, "用户证明.docx"), docx.Document()
        letter.add_heading(f"用户使用证明第{number}号", 1)
        for page in range(self.pages):
            letter.add_paragraph(
                f"兹证明本公司自2021年起使用该平台，运行稳定，节能增效明显。编号LT-{number:03d}-{page:02d}。" * 4
            )
        letter.save(str(file))
        return Made(file, 0, (f"用户使用证明第{number}号", f"LT-{number:03d}-{self.pages - 1:02d}"))

    def _table(self, number: int) -> Made:
        file = self._file(number, "运行日志.csv")
        with file.open("w", encoding="gb18030", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(["时间", "网关", "报文数"])
            rows.writerows(
                [f"2022-02-{row % 28 + 1:02d}", f"GW-{number:03d}-{row:04d}", row] for row in range(20 * self.pages)
            )
        return Made(file, 0, (f"GW-{number:03d}-0000", f"GW-{number:03d}-{20 * self.pages - 1:04d}"))

    def _invoice(self, number: int) -> Made:
        """An OFD with words and lines on each page."""
        file, words = (
            self._file(number, "电子发票.ofd"),
            tuple(f"INV-{number:03d}-{page}" for page in range(self.pages)),
        )
        invoice = Ofd()
        for mark in words:
            lines = (text(f"金额合计￥{row * 137}.50元整", 10, 30 + 8 * row) for row in range(1, 20))
            invoice = invoice.page(text(mark, 10, 15, size=8), path(square(5, 25, 90)), *lines)
        file.write_bytes(invoice.bytes())
        return Made(file, self.pages, words)

    def _phone_photo(self, number: int) -> Made:
        file = self._file(number, "手机照片.heic")
        file.write_bytes(heic() + bytes([number % 256]))
        return Made(file, 1)

    def _screenshot(self, number: int) -> Made:
        """A conversation many screens long: lines of words, and quiet rows between them."""
        file, image = self._file(number, "聊天记录.png"), Image.new("RGB", (600, 450 * self.pages), "white")
        draw, face = ImageDraw.Draw(image), ImageFont.load_default(24)
        for row in range(0, image.height, 50):
            draw.text((20, row + 10), f"{number}: confirmed, line {row // 50}", "black", face)
        image.save(file)
        shape = shape_of(image)
        return Made(file, len(cuts_of(image, shape).strips) if shape else 1)

    def _animation(self, number: int) -> Made:
        file, frame = self._file(number, "演示.gif"), _drawn(320, 240, f"gif {number}")
        frame.save(file, save_all=True, append_images=[frame.rotate(90), frame.rotate(180)], duration=100)
        return Made(file, 1)

    def _report(self, number: int) -> Made:
        """A Word file with numbered paragraphs and a picture among them."""
        file, report, stream = self._file(number, "验收报告.docx"), docx.Document(), io.BytesIO()
        _drawn(400, 300, f"report {number}").save(stream, "PNG")
        for item in range(3 * self.pages):
            report.add_paragraph(f"验收项目RP-{number:03d}-{item:02d}符合要求。", style="List Number")
        report.add_picture(stream)
        report.save(str(file))
        return Made(file, 1, (f"RP-{number:03d}-00", f"RP-{number:03d}-{3 * self.pages - 1:02d}"))

    def _page(self, number: int) -> Made:
        file = self._file(number, "网页.html")
        rows = "".join(f"<tr><td>WEB-{number:03d}-{row}<td>{row}" for row in range(10 * self.pages))
        file.write_text(f"<meta charset=utf-8><h1>公示</h1><table>{rows}</table>", "utf-8")
        return Made(file, 0, (f"WEB-{number:03d}-0", f"WEB-{number:03d}-{10 * self.pages - 1}"))

    def _huge(self, number: int) -> Made:
        """The largest picture there may be, once; then ordinary ones."""
        side, self._huge_made = (800 if self._huge_made else self.huge), True
        file = self._file(number, "总装图.jpg")
        _drawn(side, side, f"large {number}").save(file, quality=60)
        return Made(file, 1)

    def _paper(self, number: int, style: DocumentStyle) -> tuple[bytes, tuple[str, ...]]:
        """A PDF of Chinese words, and the words by which each of its pages can be found."""
        words = tuple(f"页码标记{number:03d}-{page:02d}" for page in range(self.pages))
        blocks: list[Block] = []
        for mark in words:
            lines = "平台已接入边缘网关、数控机床、工业机器人等设备，采集点总数超过18.6万个，日均新增数据约3.2TB。" * 6
            blocks += [Paragraph((Text(mark),), "contents_title"), Paragraph((Text(lines),)), PageBreak()]
        document, stream = Document("报告", (Part(tuple(blocks[:-1])),), style), io.BytesIO()
        write_pdf(lay_out(document, self.faces), document, stream, self.faces)
        return stream.getvalue(), words


def attach_all(declaration: Declaration, made: Sequence[Made]) -> list[str]:
    """Fill in the sample's answers and attach the files to its evidence items by turns; what each file proves."""
    fill(declaration.session, {"pack": declaration.pack.id, "answers": sample_answers(declaration.pack.id)})
    items = [item for item in declaration.evidence_items() if declaration.session.asked(item)]
    proves = [f"第{number:03d}份材料证明的事项" for number in range(1, len(made) + 1)]
    with Worker() as worker:
        for number, (one, claim) in enumerate(zip(made, proves, strict=True)):
            taken = take_in(one.file, worker, one.password)
            declaration.add_evidence(items[number % len(items)], [taken], claim)
    return proves


def _lay_on_its_side(page: pikepdf.Page) -> None:
    """Store an upright page as scanners do: on its side, with a rotation that sets it right."""
    _, _, width, height = (float(side) for side in page.mediabox)
    page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
    page.contents_add(b"Q")
    page.mediabox = pikepdf.Array([0, 0, height, width])
    page.rotate(90, relative=False)


def _drawn(width: int, height: int, words: str, *, shaded: bool = True) -> Image.Image:
    """A picture with shades, a red foot and words at its head."""
    white = Image.new("L", (width, height), 250)
    shades = Image.linear_gradient("L").resize((width, height)) if shaded else white
    image = Image.merge("RGB", (shades, shades, white))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height - max(2, height // 20), width, height), fill=(220, 30, 30))
    size = max(8, width // 16)
    draw.text((width // 20, height // 20), words, fill=(0, 0, 0), font=ImageFont.load_default(size))
    return image
