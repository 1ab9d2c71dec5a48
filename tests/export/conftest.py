"""A realistic book of several parts, and the faces that are the same on every computer."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from app.export.document import (
    Blank,
    Block,
    Cell,
    Contents,
    Document,
    Heading,
    Inline,
    PageBreak,
    PageRef,
    Paragraph,
    Part,
    Row,
    SealPlace,
    Space,
    Table,
    Text,
)
from app.export.fonts.faces import Faces
from app.export.layout.book import Book
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.export.style import DocumentStyle, StyleName

PROSE = (
    "围绕“工业互联网+安全生产”，平台已接入边缘网关、数控机床（含五轴加工中心）、工业机器人等设备2300台/套，"
    "覆盖电子信息、装备制造、食品饮料、先进材料、能源化工等行业；其中，运行设备2100台套，采集点总数超过18.6万个，"
    "日均新增数据约3.2TB……平台采用Kubernetes容器编排，支持OPC UA、MQTT、Modbus-TCP等协议，"
    "开放接口文档见https://platform.example.com/docs/industrial-internet/index.html。“以平台促转型”——"
    "这是公司的长期目标。2021年实现营业收入12,345.67万元，同比增长35.8%，研发投入占比达到9.6%。"
)
RARE = "法定代表人：喆珺；技术负责人：昇镕、旸玥、㛃；联系人：𠮷田。"


@pytest.fixture(scope="session")
def faces() -> Faces:
    """The prepared faces only, so that results are the same everywhere."""
    return Faces(folders=())


@pytest.fixture(scope="session")
def pdf_of(faces: Faces) -> Callable[[Document], tuple[bytes, Book]]:
    """Lay out a document and write it; its bytes and its book."""

    def made(document: Document) -> tuple[bytes, Book]:
        book = lay_out(document, faces)
        stream = io.BytesIO()
        write_pdf(book, document, stream, faces)
        return stream.getvalue(), book

    return made


def words(text: str, style: StyleName = "body") -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Text(text),), style)


def cell(text: str, style: StyleName = "table_text", columns: int = 1, rows: int = 1, **more: float) -> Cell:
    """A cell of plain words."""
    return Cell((words(text, style),), columns, rows, **more)  # type: ignore[arg-type]  # only min_height is passed


def label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """A label of a form."""
    return cell(text, "table_label", columns, rows)


def document_of(*blocks: Block, numbering: str = "arabic", style: DocumentStyle | None = None) -> Document:
    """A document with one part."""
    part = Part(blocks, numbering)  # type: ignore[arg-type]  # one of the three kinds
    return Document("样本", (part,), style or DocumentStyle())


def device_rows(count: int) -> list[Row]:
    """Rows of a device list, mixed Chinese and Latin, no two alike."""
    names = ("五轴联动加工中心", "边缘计算网关", "六关节焊接机器人", "智能电能表", "热处理炉温控仪", "立体仓库堆垛机")
    places = ("一号厂房装配线", "二号厂房机加工车间", "动力站", "成品检测中心")
    protocols = ("OPC UA", "Modbus-TCP", "MQTT", "PROFINET")
    return [
        Row(
            (
                cell(str(number), "list_text"),
                cell(f"{names[number % 6]}{number % 97 + 1}号", "list_text"),
                cell(f"XQ-{number:05d}-{number * 7919 % 1000:03d}", "list_text"),
                cell(protocols[number % 4], "list_text"),
                cell(places[number * 5 % 4] + f"第{number % 13 + 1}工位", "list_text"),
                cell(f"2021年{number % 12 + 1}月接入，运行正常", "list_text"),
            )
        )
        for number in range(1, count + 1)
    ]


def device_list(count: int) -> Table:
    """A list with a header row that repeats."""
    heads = ("序号", "设备名称", "设备型号", "接入协议", "安装位置", "备注")
    header = Row(tuple(cell(head, "list_head") for head in heads))
    return Table((1.2, 3.4, 2.6, 2.2, 3.6, 3.4), [header, *device_rows(count)], header_rows=1)


def company_table() -> Table:
    """企业基本信息: merged labels, a checkbox row, empty blanks and a tall cell of prose."""
    rows = [
        Row((Cell((words("企业基本信息", "table_title"),), columns=6),)),
        Row((label("企业名称"), cell("四川喆昇智能装备股份有限公司", columns=5))),
        Row(
            (
                label("统一社会信用代码", columns=2),
                cell("91510100MA6CXXXX7Q", columns=2),
                label("成立时间"),
                cell("2012年6月"),
            )
        ),
        Row((label("企业性质"), cell("□国有 ☑民营 □三资 □其他", columns=5))),
        Row((label("联系人", rows=3), label("姓名"), cell("旸玥"), label("职务"), cell("部长", columns=2))),
        Row((label("手机"), cell("13800000000"), label("电子邮箱"), cell("yangyue@example.com", columns=2))),
        Row(
            (
                label("传真"),
                Cell((Paragraph((Blank("", "company.fax", 6),), "table_text"),)),
                label("邮编"),
                cell("610041", columns=2),
            )
        ),
        Row(
            (
                label("主要经济指标", rows=3),
                label("指标"),
                label("2019年"),
                label("2020年"),
                label("2021年"),
                label("单位"),
            )
        ),
        Row((label("营业收入"), cell("8,012.35"), cell("9,090.90"), cell("12,345.67"), label("万元"))),
        Row((label("研发投入"), cell("702.10"), cell("850.00"), cell("1,185.18"), label("万元"))),
        Row(
            (
                label("企业简介（发展历程、主营业务、市场销售等方面基本情况，不超过1000字）"),
                Cell(tuple(words(PROSE, "table_prose") for _ in range(7)), columns=5),
            )
        ),
        Row(
            (
                label("真实性承诺"),
                Cell(
                    (
                        words("我单位申报的所有材料，均真实、完整，如有不实，愿承担相应的责任。", "table_prose"),
                        Paragraph((SealPlace("seal-1", "signature", "法定代表人", "法定代表人签章："),), "seal"),
                        Paragraph((SealPlace("seal-2", "seal", "申报单位", "公章：", 4),), "seal"),
                        Paragraph((Text("    年    月    日"),), "seal"),
                    ),
                    columns=5,
                    min_height=150,
                ),
            )
        ),
    ]
    return Table((2.2, 1.6, 2, 2, 2, 2), rows)


def cover() -> Part:
    """A cover with blanks, pushed to the page's end."""

    def line(name: str, text: str, path: str, room: float = 14) -> Paragraph:
        return Paragraph((Text(name), Blank(text, path, room)), "cover_line")

    return Part(
        (
            Space(5),
            words("工业互联网平台", "cover_title"),
            words("申报书", "cover_title"),
            Space(fill=True),
            line("平台名称：", "“天府云工”工业互联网平台", "cover.platform"),
            line("申报单位（盖章）：", "", "cover.company"),
            line("推荐单位（盖章）：", "", "cover.recommender"),
            line("申报日期：", "2022年3月15日", "cover.date"),
            Space(fill=True),
            words("四川省经济和信息化厅制", "cover_foot"),
        ),
        "none",
    )


def sample_document() -> Document:
    """Cover, contents, form table, chapters of prose, a list of 300 rows."""
    claim: tuple[Inline, ...] = (
        Text("平台连接设备总数为"),
        Blank("2300", "devices.total"),
        Text("台/套，其中，运行设备"),
        Blank("2100", "devices.running"),
        Text("台/套，边缘网关"),
        Blank("", "devices.gateways"),
        Text("台，证明材料见第"),
        PageRef("list"),
        Text("页。"),
    )
    chapters: list[Block] = []
    for chapter, title in enumerate(("平台基本情况", "平台能力", "平台应用成效"), 1):
        chapters.append(Heading(1, (Text(f"{'一二三'[chapter - 1]}、{title}"),), f"h{chapter}"))
        for section in range(1, 4):
            chapters.append(
                Heading(2, (Text(f"（{'一二三'[section - 1]}）{title}的第{section}个方面"),), f"h{chapter}-{section}")
            )
            chapters.append(Heading(3, (Text(f"{section}.设备连接与边缘数据处理能力"),), f"h{chapter}-{section}-1"))
            chapters += [words(PROSE), words(PROSE[40 * section :]), Paragraph(claim)]
    chapters.append(words(RARE))
    evidence = (
        Heading(
            1,
            (Text("附件1 平台接入设备清单（用于证明平台连接设备总数，含设备名称、型号、接入协议与安装位置）"),),
            "list",
        ),
        device_list(300),
        Paragraph((Text("以上清单"), Text("真实有效", bold=True), Text("。")), "body"),
    )
    form = (Heading(1, (Text("企业基本信息表"),), "form"), company_table(), PageBreak(), *chapters)
    contents = (words("目  录", "contents_title"), Contents())
    parts = (cover(), Part(contents, "roman"), Part(form, "arabic"), Part(evidence, "arabic"))
    return Document("“天府云工”工业互联网平台申报书", parts, DocumentStyle(), "四川喆昇智能装备股份有限公司", "5f3a9c")


@pytest.fixture(scope="session")
def sample(pdf_of: Callable[[Document], tuple[bytes, Book]]) -> tuple[Document, bytes, Book]:
    """The sample document, its PDF and its book."""
    document = sample_document()
    return (document, *pdf_of(document))
