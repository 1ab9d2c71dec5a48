"""What a notice frames: the page's own cell, and the parts that are one table."""

from __future__ import annotations

from export.compose.composed import of_block
from forms.tiny_packs import at, tiny_session

from app.evidence.prepared import Prepared, Sheet
from app.export.compose.book import compose
from app.export.document import Block, Document, Frame, Heading, PageBreak, Table
from app.forms.session import FormSession

PART = """\
- title: 一、能力
  boxed: true
  intro: [{note: （按实填写）}]
  contents:
    - title: 1. 资源
      contents:
        - {id: a, number: "1.1", title: 设备, body: ["设备：{x:count}台"]}
        - {id: b, number: "1.2", title: 软件, body: ["软件：{x:count}个", {grid: {widths: [1, 1], rows: [[甲, 乙]]}}]}
    - {id: c, title: 小结, heading: "", %sbody: [小结如下。]}
- {id: d, title: 二、计划, boxed: true, body: ["计划：{x:text}"]}
- {id: e, title: 三、其他, body: [没有框。]}
"""


def form(session: FormSession) -> list[Block]:
    return list(compose(session, blank=True).parts[-1].blocks)


def shown(blocks: list[Block]) -> list[str]:
    """The words of each block; those of a frame row by row, in brackets."""
    lines = []
    for block in blocks:
        if isinstance(block, Frame):
            rows = ("+".join("".join(of_block(inner)) for inner in row) for row in block.rows)
            lines.append(f"[{'|'.join(rows)}]")
        else:
            lines += ["".join(of_block(block))] if not isinstance(block, PageBreak) else []
    return lines


def test_below_its_heading_and_intro_a_boxed_part_is_one_table_with_a_row_for_each_heading_and_page() -> None:
    assert shown(form(tiny_session(PART % "")))[:3] == [
        "一、能力",
        "（按实填写）",
        "[1. 资源|1.1 设备+设备：____台|1.2 软件+软件：____个+甲乙+|小结如下。]",
    ]


def test_a_boxed_page_stands_in_its_cell_below_its_heading() -> None:
    assert shown(form(tiny_session(PART % "")))[3:] == ["二、计划", "[计划：____]", "三、其他", "没有框。"]


def test_a_page_that_begins_anew_begins_another_table() -> None:
    blocks = form(tiny_session(PART % "page_start: page, "))
    frames = [place for place, block in enumerate(blocks) if isinstance(block, Frame)]
    assert isinstance(blocks[frames[0] + 1], PageBreak)
    assert shown(blocks)[3] == "[小结如下。]"


def test_a_page_break_inside_a_boxed_page_parts_the_table() -> None:
    session = tiny_session("- {id: a, title: 甲, boxed: true, body: [上。, {page_break: {}}, 下。]}")
    assert [type(block) for block in form(session)] == [Heading, Frame, PageBreak, Frame]


def test_the_levels_of_headings_are_those_without_the_frame() -> None:
    document = compose(tiny_session(PART % ""), blank=True)
    assert [(one.level, one.anchor) for one in document.headings] == [
        (1, "part-0-1"),
        (2, "part-0-2"),
        (3, "section-a"),
        (3, "section-b"),
        (1, "section-d"),
        (1, "section-e"),
    ]


def test_a_part_without_a_printed_heading_raises_what_is_below_it() -> None:
    session = tiny_session('- {title: 基本情况, heading: "", contents: [{id: a, title: 一、单位, body: [字。]}]}')
    assert [(one.level, "".join(of_block(one))) for one in compose(session).headings] == [(1, "一、单位")]
    assert session.pack.place(session.pack.section["a"]) == "申报书一、单位"


GATHERING = """\
- id: a
  title: 材料
  boxed: true
  gathers_evidence: true
  body: ["份数：{x:count}"]
  evidence: [{title: 合同}]
"""


def test_the_proofs_are_bound_behind_the_frame_of_the_page_that_gathers_them() -> None:
    session = tiny_session(GATHERING)
    session.answer(at("a.x"), "1")
    session.insert_rows(at("a.evidence"), 0, [{"name": "合同.pdf", "sha256": "s1", "size": 1, "pages": 1}])
    blocks = compose(session, proofs={"s1": Prepared("png", (Sheet(400, 300),), b"%PDF")}).parts[-1].blocks
    frame = next(place for place, block in enumerate(blocks) if isinstance(block, Frame))
    assert next(block.anchor for block in blocks[frame:] if isinstance(block, Heading)).startswith("proof")
    assert not any(isinstance(block, Frame) for block in blocks[frame + 1 :])


FRONT = """\
- {id: how, title: 填报说明, before_contents: true, body: [一、按实填写。]}
- {id: a, title: 一、单位, page_start: recto, body: [字。]}
"""


def numbering(document: Document) -> list[tuple[str, list[str]]]:
    return [(part.numbering, shown(list(part.blocks))) for part in document.parts[1:]]


def test_a_page_before_the_contents_has_no_number_and_no_entry() -> None:
    session = tiny_session(FRONT)
    front, _, form_part = numbering(compose(session))
    assert front == ("none", ["填报说明", "一、按实填写。"])
    assert form_part == ("arabic", ["一、单位", "字。"])
    assert [one.anchor for one in compose(session).headings if one.in_contents] == ["section-a"]
    assert numbering(compose(session, blank=True)) == [front, form_part]


def test_a_table_in_a_frame_is_a_table() -> None:
    (frame,) = [block for block in form(tiny_session(PART % "")) if isinstance(block, Frame)][:1]
    assert [isinstance(band, Table) for band in frame.bands] == [False, False, False, True, False]
