"""Proofs in the book: every claim says its page, every file stands once under what it proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from declaration.filled import sample_session
from export.compose.composed import blocks, of_block
from forms.tiny_packs import at, tiny_session

from app.evidence.prepared import Figure, Grid, Passage, Prepared, Sheet
from app.export.compose.book import compose
from app.export.compose.tables.grids import MOST_COLUMNS
from app.export.compose.tables.lists import list_file_name
from app.export.document import Block, Document, Heading, PageBreak, PageRef, Paragraph, Plate, Table
from app.forms.session import FormSession

PICTURE = Prepared("png", (Sheet(400, 300),), b"%PDF")
SCAN = Prepared("pdf", (Sheet(595, 842), Sheet(842, 595)), b"%PDF", removed=("JavaScript", "嵌入文件"))
PAGES = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  body: ["数量{n:count}台"]
- title: 附录
  contents:
    - id: b
      title: 其他材料
      %s
      evidence:
        - {id: contract, title: 服务合同（复印件）}
        - {id: award, title: 获奖证书, required: optional}
- {id: c, title: 结语, body: [完]}
"""
LAST, GATHERED = PAGES % 'clause: ""', PAGES % "gathers_evidence: true"


def attach(session: FormSession, item: str, name: str, sha256: str, proves: str = "") -> None:
    """Attach a file of two pages behind those of the item."""
    path = at(item)
    cells = {"name": name, "sha256": sha256, "size": 1, "pages": 2, "proves": proves or None}
    session.insert_rows(path, session.answers.row_count(path), [cells])


def filled(contents: str) -> FormSession:
    """Two proofs of page a, one of them proving page b too, and a contract."""
    session = tiny_session(contents)
    attach(session, "a.evidence", "后台截图.png", "s1", "设备接入数量")
    attach(session, "a.evidence", "设备汇总.pdf", "s2")
    attach(session, "b.contract", "合同.扫描.pdf", "s3", "服务合同")
    attach(session, "b.award", "副本.png", "s1", "平台获奖。")
    return session


BOUND = {"s1": PICTURE, "s2": SCAN, "s3": SCAN}


def test_a_sheet_may_begin_a_page_and_have_words_above_it() -> None:
    session = tiny_session(LAST)
    attach(session, "a.evidence", "扫描.tif", "s1")
    pages = (Sheet(100, 100), Sheet(100, 100, fresh=True), Sheet(100, 300, "（续）", turned=False))
    found = list(blocks(compose(session, proofs={"s1": Prepared("tiff", pages, b"%PDF")})))
    first = next(place for place, block in enumerate(found) if isinstance(block, Plate))
    shown = found[first : first + 5]
    assert [type(block) for block in shown] == [Plate, PageBreak, Plate, Paragraph, Plate]
    assert words(shown[3:4]) == ["（续）"]
    assert [block.turned for block in shown if isinstance(block, Plate)] == [None, None, False]


def words(found: Iterable[Block]) -> list[str]:
    return [line for block in found for line in of_block(block)]


def headings(document: Document) -> list[tuple[int, str, str]]:
    found = [block for block in blocks(document) if isinstance(block, Heading)]
    return [(one.level, one.anchor, "".join(of_block(one))) for one in found if one.anchor.startswith("proof")]


def references(document: Document) -> Iterator[str]:
    """The anchor of every page that the document refers to."""
    for block in blocks(document):
        if isinstance(block, Paragraph):
            yield from (one.anchor for one in block.inlines if isinstance(one, PageRef))


# -- claims ------------------------------------------------------------------------------------


def test_every_claim_says_the_page_of_its_proof() -> None:
    form = compose(filled(LAST), proofs=BOUND).parts[2]
    assert [line for line in words(form.blocks) if "：" in line] == [
        "客观指标佐证材料（截图、汇总表、复印件等）：",
        "（1）设备接入数量：证明材料见第 <proof-a-evidence-1> 页。",
        "（2）设备汇总：证明材料见第 <proof-a-evidence-2> 页。",
        "服务合同（复印件）：",
        "（1）服务合同：证明材料见第 <proof-b-contract-1> 页。",
        "获奖证书：",
        "（1）平台获奖：证明材料见第 <proof-a-evidence-1> 页。",
    ]


def test_a_file_that_is_not_bound_is_told_without_a_page() -> None:
    session = filled(LAST)
    lines = words(compose(session, proofs={"s1": PICTURE}).parts[2].blocks)
    assert "（1）设备接入数量：证明材料见第 <proof-a-evidence-1> 页。" in lines
    assert "（2）共2页（设备汇总.pdf）" in lines
    unbound = compose(session)
    assert "（1）服务合同，共2页（合同.扫描.pdf）" in words(unbound.parts[2].blocks)
    assert (list(references(unbound)), headings(unbound), len(unbound.parts)) == ([], [], 3)


def test_the_empty_form_binds_nothing() -> None:
    document = compose(filled(LAST), blank=True, proofs=BOUND)
    assert headings(document) == []
    assert not any(isinstance(block, Plate) for block in blocks(document))


def test_what_is_not_asked_is_not_bound() -> None:
    session = tiny_session("""
        - {id: a, title: 甲, body: ["有无{has:yesno}"], evidence: [{title: 材料, when: {field: has, is: 是}}]}
    """)
    session.answer(at("a.has"), "是")
    attach(session, "a.evidence", "一.png", "s1")
    assert len(headings(compose(session, proofs=BOUND))) == 3
    session.answer(at("a.has"), "否")
    assert headings(compose(session, proofs=BOUND)) == []


# -- the evidence part -------------------------------------------------------------------------


def test_proofs_that_no_page_gathers_are_a_part_of_their_own() -> None:
    document = compose(filled(LAST), proofs=BOUND)
    assert headings(document) == [
        (1, "proofs", "证明材料"),
        (2, "proof-a-evidence", "证明材料1　设备数量证明材料"),
        (3, "proof-a-evidence-1", "证明材料1-1　后台截图"),
        (3, "proof-a-evidence-2", "证明材料1-2　设备汇总"),
        (2, "proof-b-contract", "证明材料2　服务合同"),
        (3, "proof-b-contract-1", "证明材料2-1　合同.扫描"),
    ]
    part = document.parts[-1]
    assert (part.numbering, len(document.parts)) == ("arabic", 4)
    assert sum(isinstance(block, PageBreak) for block in part.opened) == 2
    assert isinstance(part.blocks[0], Heading)


def test_a_page_that_gathers_them_has_them_behind_it_and_what_follows_is_on_a_new_page() -> None:
    document = compose(filled(GATHERED), proofs=BOUND)
    assert len(document.parts) == 3
    assert [(level, anchor) for level, anchor, _ in headings(document)] == [
        (3, "proof-a-evidence"),
        (4, "proof-a-evidence-1"),
        (4, "proof-a-evidence-2"),
        (3, "proof-b-contract"),
        (4, "proof-b-contract-1"),
    ]
    form = document.parts[-1].blocks
    ends = next(place for place, block in enumerate(form) if isinstance(block, Heading) and block.anchor == "section-c")
    assert form[ends - 1] == PageBreak()
    assert isinstance(form[ends - 2], Plate)
    first = next(place for place, block in enumerate(form) if isinstance(block, Heading) and block.level == 3)
    assert form[first - 1] == PageBreak()
    assert isinstance(form[first + 1], Heading), "the item's heading stands with its first file"


def test_a_page_that_gathers_but_does_not_apply_leaves_the_proofs_to_the_end() -> None:
    session = tiny_session("""
        - {id: a, title: 甲, body: ["有无{has:yesno}"], evidence: [{title: 材料}]}
        - {id: b, title: 乙, when: {field: a.has, is: 是}, gathers_evidence: true}
    """)
    attach(session, "a.evidence", "一.png", "s1")
    assert headings(compose(session, proofs=BOUND))[0] == (1, "proofs", "证明材料")
    session.answer(at("a.has"), "是")
    assert headings(compose(session, proofs=BOUND))[0] == (2, "proof-a-evidence", "证明材料1　材料")


def test_a_file_says_what_it_proves_where_and_what_of_it_is_not_printed() -> None:
    lines = words(compose(filled(LAST), proofs=BOUND).parts[-1].blocks)
    assert [line for line in lines if "对应正文" in line or "未印入" in line] == [
        "证明内容：（1）设备接入数量（对应正文第 <section-a> 页“1.1 设备数量”）；"
        "（2）平台获奖（对应正文第 <section-b> 页“其他材料”）。",
        "证明内容：设备数量证明材料（对应正文第 <section-a> 页“1.1 设备数量”）。",
        "原文件中的 JavaScript、嵌入文件未印入本书。",
        "证明内容：服务合同（对应正文第 <section-b> 页“其他材料”）。",
        "原文件中的 JavaScript、嵌入文件未印入本书。",
    ]


def test_every_sheet_is_a_plate_of_its_own_size() -> None:
    plates = [block for block in blocks(compose(filled(LAST), proofs=BOUND)) if isinstance(block, Plate)]
    assert [(one.source, one.page, one.width, one.height) for one in plates] == [
        ("s1", 0, 400, 300),
        ("s2", 0, 595, 842),
        ("s2", 1, 842, 595),
        ("s3", 0, 595, 842),
        ("s3", 1, 842, 595),
    ]
    assert plates[2].words == "证明材料1-2 设备汇总 第 2 页"


def test_the_proof_of_an_indicator_refers_to_the_indicator() -> None:
    session = tiny_session("""
        - {id: a, title: 甲, body: [indicator: {field: reach, number: 1.1.1, title: 协议种类, prompt: 截图}]}
    """)
    attach(session, "a.reach_proof", "一.png", "s1", "种类")
    document = compose(session, proofs=BOUND)
    assert "（1）种类：证明材料见第 <proof-a-reach_proof-1> 页。" in words(document.parts[2].blocks)
    assert "证明内容：种类（对应正文第 <indicator-a-reach> 页“1.1.1 协议种类”）。" in words(document.parts[3].blocks)


def test_a_page_without_a_heading_is_named_without_its_number() -> None:
    session = tiny_session("""[{id: a, title: 甲, heading: "", evidence: [{title: 材料}]}]""")
    attach(session, "a.evidence", "一.png", "s1", "全部")
    assert "证明内容：全部（对应正文“甲”）。" in words(compose(session, proofs=BOUND).parts[-1].blocks)


# -- office files ------------------------------------------------------------------------------


def office(*content: Passage | Grid) -> list[Block]:
    """What an office file prints below its heading and what it proves."""
    session = tiny_session("[{id: a, title: 甲, evidence: [{title: 材料}]}]")
    attach(session, "a.evidence", "清单.xlsx", "s1", "全部")
    return list(compose(session, proofs={"s1": Prepared("xlsx", content=content)}).parts[-1].blocks[4:])


def test_an_office_file_is_set_as_prose_and_tables() -> None:
    table = Grid((("序号", "设备名称"), ("1", "五轴加工中心"), ("2", "")), "设备")
    prose, title, ruled, _ = office(Passage("　第一段。\n\n第二段。"), table)[1:]
    assert words(office(Passage("　第一段。\n\n第二段。"))) == ["第一段。", "第二段。"]
    assert (words([prose]), words([title])) == (["第二段。"], ["设备"])
    assert isinstance(ruled, Table)
    assert (ruled.header_rows, words([ruled])) == (1, ["序号", "设备名称", "1", "五轴加工中心", "2", ""])
    assert [row.cells[0].blocks[0].style for row in ruled.rows] == ["list_head", "list_number", "list_number"]
    assert ruled.widths[1] > 3 * ruled.widths[0]
    assert [len(row.cells) for row in ruled.rows[1:]] == [2, 2]


def test_passages_keep_their_place_and_weight_and_headings_stay_with_what_follows() -> None:
    content = (Passage("标题", "center", True), Passage("正文"), Passage("签章", "right"), Passage("附图："), Figure(0))
    session = tiny_session("[{id: a, title: 甲, evidence: [{title: 材料}]}]")
    attach(session, "a.evidence", "说明.docx", "s1", "全部")
    proof = Prepared("docx", (Sheet(40, 20),), b"%PDF", content)
    *set_, plate = compose(session, proofs={"s1": proof}).parts[-1].blocks[4:]
    assert isinstance(plate, Plate)
    assert (plate.width, plate.height) == (40, 20)
    looks = [(block.align, block.inlines[0].bold, block.leads) for block in set_]
    assert looks == [("center", True, True), (None, False, False), ("right", False, False), (None, False, True)]


def test_a_table_of_one_row_repeats_nothing_and_an_empty_one_prints_nothing() -> None:
    (table, _) = office(Grid((("甲", "乙"),)))
    assert isinstance(table, Table)
    assert (table.header_rows, table.rows[0].cells[0].blocks[0].style) == (0, "list_text")
    assert office(Grid(()), Grid(((),))) == []


def test_titles_above_the_head_of_a_sheet_stand_above_the_table() -> None:
    rows = (("", "设备清单", ""), ("单位：台", "", ""), ("序号", "名称", "数量"), ("1", "机床", "3"))
    first, second, table, _ = office(Grid(rows))
    assert (words([first]), words([second])) == (["设备清单"], ["单位：台"])
    assert isinstance(table, Table)
    assert (table.header_rows, words([table])) == (1, ["序号", "名称", "数量", "1", "机床", "3"])
    (narrow, _) = office(Grid((("甲", ""), ("乙", ""))))
    assert words([narrow]) == ["甲", "", "乙", ""]


def test_a_table_too_wide_for_the_page_is_parted_and_loses_no_cell() -> None:
    rows = tuple(tuple(f"{row}-{column}" for column in range(27)) for row in range(3))
    parts = [block for block in office(Grid(rows)) if isinstance(block, Table)]
    assert [len(part.widths) for part in parts] == [17, 11]
    upright = [part for part in office(Passage("甲"), Grid(rows)) if isinstance(part, Table)]
    assert max(len(part.widths) for part in upright) == MOST_COLUMNS
    assert {words([part])[0] for part in parts} == {"0-0"}
    assert {cell for part in parts for cell in words([part])} == {cell for row in rows for cell in row}


# -- lists that are handed in electronically -----------------------------------------------------

LIST = """
- id: a
  number: 附件1
  title: 设备/产线清单
  body:
    %s
    - list: {field: rows, label: 设备清单, electronic: true, columns: [{id: n, label: 名称, type: text}]}
"""


@pytest.mark.parametrize(
    ("before", "more", "named"),
    [
        ("- 说明", "", "电子版材料“附件1 设备产线清单.xlsx”"),
        ("- 说明{t:text}", "", "电子版材料“附件1 设备清单.xlsx”"),
        (
            "- 说明",
            "submission: {deliveries: [{what: 申报书, medium: 光盘, carrier: disc}]}",
            "光盘“附件1 设备产线清单.xlsx”",
        ),
    ],
)
def test_a_list_handed_in_electronically_names_its_file(before: str, more: str, named: str) -> None:
    session = tiny_session(LIST % before, more)
    session.answer(at("a.rows_electronic"), "是")
    assert f"本清单数据较多，以电子版提供，详见{named}。" in words(compose(session).parts[-1].blocks)


def test_every_list_of_a_pack_has_a_file_name_of_its_own() -> None:
    sections = sample_session("sichuan-2022").pack.sections
    lists = [(section, table) for section in sections for table in section.lists.values()]
    names = [list_file_name(section, table) for section, table in lists]
    assert len(set(names)) == len(names)
    assert [name for name in names if name.startswith("附件")] == [
        "附件1 工业设备清单.xlsx",
        "附件2 工业模型清单.xlsx",
        "附件3 工业APP清单.xlsx",
        "附件4 服务企业清单.xlsx",
        "附件5 解决方案清单.xlsx",
    ]


# -- the packs that come with the program ----------------------------------------------------------


PACKS = ("sichuan-2022", "miit-2018", "shanghai-2022", "miit-2023", "region-guide", "hightech-2016")


@pytest.fixture(scope="module", params=PACKS)
def bound(request: pytest.FixtureRequest) -> tuple[FormSession, Document]:
    """The book of a sample with every proof bound, a scan each."""
    session = sample_session(request.param)
    proofs = {str(value): SCAN for path, value in session.answers.items() if path.column == "sha256"}
    return session, compose(session, proofs=proofs)


def test_every_file_of_a_sample_is_claimed_with_a_page_that_is_there(bound: tuple[FormSession, Document]) -> None:
    session, document = bound
    anchors = [block.anchor for block in blocks(document) if isinstance(block, Heading)]
    assert len(anchors) == len(set(anchors))
    assert set(references(document)) <= set(anchors)
    claims = [line for line in words(blocks(document)) if "证明材料见第 <proof-" in line]
    assert len(claims) == len(attached(session)) == sum(isinstance(block, Plate) for block in blocks(document)) / 2


def attached(session: FormSession) -> list[str]:
    """The files that are asked for."""
    rows = [path for path, _ in session.answers.items() if path.column == "sha256"]
    return [str(path) for path in rows if session.asked(path.whole)]


def test_every_proof_of_a_sample_stands_in_the_contents(bound: tuple[FormSession, Document]) -> None:
    session, document = bound
    levels = [level for level, _, _ in headings(document)]
    assert levels
    assert max(levels) <= session.pack.contents_levels
    assert {"证明材料1", "证明材料1-1"} <= {title.partition("　")[0] for _, _, title in headings(document)}
