"""A small declaration with real proofs of each kind, its notice wanting paper, a disc and an e-mail."""

from __future__ import annotations

import io
from pathlib import Path

from forms.tiny_packs import at
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from small_desk import PROOF, create, install

from app.declaration.declaration import Declaration
from app.declaration.filling import fill

CONTENTS = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  body:
    - "名称：{name:text}，金额：{amount:money}，数量：{total:count}台，日期：{day:date}"
    - seal: {words: 公章：, what: seal, who: 申报单位}
  evidence: [{id: proof, title: 截图}, {id: more, title: 合同, required: optional}]
- id: b
  number: 附件1
  title: 设备清单
  body:
    - list:
        field: rows
        label: 设备清单
        electronic: true
        columns:
          - {id: name, label: 名称, type: text}
          - {id: n, label: 数量, type: count, unit: 台}
          - {id: price, label: 单价, type: money, unit: 万元}
          - {id: share, label: 占比, type: percent}
          - {id: day, label: 购置日期, type: date}
          - {id: phone, label: 电话, type: phone}
"""
HANDING_IN = """
submission:
  deadline: 2022-03-21
  deliveries:
    - {what: 《测试申报书》, medium: 纸质版, carrier: paper, copies: 3, to: 某厅}
    - {what: 《测试申报书》, medium: 光盘, carrier: disc, copies: 1, to: 某厅}
    - {what: 电子版, medium: 电子邮件, carrier: mail, to: office@example.com}
  printing: [双面打印并胶装, 申报单位必须确保纸质材料和电子文档的一致性]
"""
MORE, ROWS = at("a.more"), at("b.rows")
VECTOR_WORDS = "Contract 2021-17"


def bound_desk(folder: Path) -> Declaration:
    """The declaration with a JPEG, a wide PNG and a PDF of two pages, the JPEG attached to two items."""
    install(folder, CONTENTS, HANDING_IN)
    made = create(folder / "草稿.qibei")
    for field, text in (("name", "网关"), ("amount", "12.50"), ("total", "300"), ("day", "2021-06-30")):
        made.session.answer(at(f"a.{field}"), text)
    fill_rows(made)
    photo, wide, contract = photo_in(folder), wide_in(folder), contract_in(folder)
    made.attach(PROOF, [photo, wide], "设备照片")
    made.attach(MORE, [contract, photo], "采购合同")
    made.flush()
    return made


def fill_rows(declaration: Declaration) -> None:
    """Two rows of the list, one that looks like a formula."""
    rows = [
        {
            "name": "边缘网关",
            "n": "1200",
            "price": "3.50",
            "share": "12.5",
            "day": "2021-06-30",
            "phone": "028-86264036",
        },
        {"name": "=1+1", "n": "约三百", "price": "无", "share": "", "day": "", "phone": "028-12345678"},
    ]
    fill(declaration.session, {"pack": "tiny", "answers": {str(ROWS): rows}})


def photo_in(folder: Path) -> Path:
    """An upright JPEG with its place and maker in EXIF."""
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    return _saved(Image.new("RGB", (600, 800), "white"), folder / "照片.jpg", exif=exif, dpi=(150, 150))


def wide_in(folder: Path) -> Path:
    """A wide PNG, which stands turned in the book."""
    return _saved(Image.effect_noise((3600, 1350), 80).convert("RGB"), folder / "大屏.png", dpi=(96, 96))


def contract_in(folder: Path) -> Path:
    """A PDF of two pages whose words can be searched."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number in (1, 2):
        canvas.drawString(100, 700, f"{VECTOR_WORDS} page {number}")
        canvas.showPage()
    canvas.save()
    file = folder / "合同.pdf"
    file.write_bytes(stream.getvalue())
    return file


def _saved(image: Image.Image, file: Path, **how: object) -> Path:
    ImageDraw.Draw(image).rectangle((40, 40, 300, 200), fill="navy")
    image.save(file, **how)
    return file
