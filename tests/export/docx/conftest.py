"""A small document with one of everything, and the parts of the DOCX made from it."""

from __future__ import annotations

import pytest
from docx_samples import Parts, cell, files_of, heading, paragraph, parts_of
from lxml import etree

from app.export.document import (
    Blank,
    Contents,
    Document,
    LineBreak,
    PageBreak,
    PageRef,
    Part,
    Plate,
    Row,
    SealPlace,
    Space,
    Table,
    Text,
)
from app.export.style import DocumentStyle


@pytest.fixture(scope="session")
def tiny() -> Document:
    """A cover, a table of contents, a form and an evidence: every block and inline at least once."""
    cover = Part(
        (
            Space(4),
            paragraph("项目申报书", style="cover_title"),
            paragraph("申报单位：", Blank("", "cover.company", 12, label="申报单位"), style="cover_line"),
            Space(fill=True),
            paragraph("二〇二二年三月", style="cover_foot"),
        ),
        "none",
    )
    contents = Part((paragraph("目　录", style="contents_title"), Contents(4)), "roman")
    form = Table(
        (1, 2, 1, 2),
        (
            Row((cell("企业基本信息", style="table_title", columns=4),)),
            Row(
                (
                    cell("联系人", rows=2),
                    cell(Blank("张三", "basic.name")),
                    cell("电话"),
                    cell(Blank("", "basic.phone")),
                )
            ),
            Row((cell("“职务”"), cell(Blank("经理\n兼总工", "basic.post", underlined=False), columns=2))),
            Row(
                (cell(SealPlace("seal", "seal", "申报单位", "（公章）", 4), style="seal", columns=4, min_height=120.0),)
            ),
        ),
        header_rows=1,
    )
    main = Part(
        (
            heading(1, "一、项目概况", "s1"),
            paragraph(
                "设备",
                Blank("128", "equipment.total"),
                "台/套，",
                Text("重点", True),
                LineBreak(),
                "见第",
                PageRef("e1"),
                "页。",
            ),
            form,
            PageBreak(),
            heading(2, "（一）建设“背景”……", "s2"),
            heading(3, "说明", "hidden", in_contents=False),
            paragraph("手写：", min_lines=5),
        )
    )
    evidence = Part(
        (
            heading(2, "附件1-2 设备截图", "e1"),
            paragraph("证明运行设备128台/套。", style="note"),
            Plate("screen", 0, 420.0, 560.0, "附件1-2 设备截图 第 1 页"),
            Plate("list", 0, 842.0, 595.0, "附件1-2 设备清单 第 1 页"),
        )
    )
    return Document("项目申报书", (cover, contents, main, evidence), DocumentStyle(), "某某公司", "ab12")


@pytest.fixture(scope="session")
def tiny_files(tiny: Document) -> Parts:
    """Every file in the DOCX of the tiny document."""
    return files_of(tiny)


@pytest.fixture(scope="session")
def tiny_parts(tiny: Document) -> Parts:
    """The parts of the tiny document that are XML."""
    return parts_of(tiny)


@pytest.fixture(scope="session")
def tiny_body(tiny_parts: Parts) -> etree._Element:
    """The body of the tiny document."""
    return etree.fromstring(tiny_parts["word/document.xml"])[0]
