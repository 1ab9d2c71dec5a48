"""From answers to paper: every block of the language prints, filled as answered and empty as the notice has it."""

from __future__ import annotations

from typing import get_args

import pytest
from export.compose.composed import blocks, lines, of_block
from forms.tiny_packs import at, tiny_session

from app.export.compose.book import compose
from app.export.document import Contents, Heading, PageBreak, Paragraph, SealPlace, Space, Table
from app.export.style import HAND_DATED, NAME_SEAL, SEAL_CIRCLE, SIGNATURE, SIZES, heading_style
from app.forms.pack import blocks as forms
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL


def page(*body: str, **keys: str) -> FormSession:
    """A session whose only page has these blocks and further keys, all as YAML."""
    more = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    return tiny_session(f"- id: a\n  title: 甲\n{more}  body:\n" + "".join(f"    - {block}\n" for block in body))


def answered(session: FormSession, **answers: str) -> FormSession:
    for name, text in answers.items():
        session.answer(at(f"a.{name}"), text)
    return session


NAMED, DATED = "{id: name, label: 名称, type: text}", "{id: at, label: 时间, type: month}"
COUNTED = "{id: n, label: 数量, unit: 台, type: count}"
LIST = f"list: {{field: rows, label: 清单, electronic: true, columns: [{NAMED}, {COUNTED}, {DATED}]}}"
EVERY_BLOCK: dict[str, tuple[str, dict[str, str], list[str], list[str]]] = {
    # kind: block, answers, printed when filled, printed on the empty form
    "line": ("设备：{x:count}台", {"x": "3"}, ["设备：3台"], ["设备：____台"]),
    "note": ("note: （说明）", {}, ["（说明）"], ["（说明）"]),
    "heading": ("heading: 小标题", {}, ["小标题"], ["小标题"]),
    "prose": (
        "prose: {field: x, label: 简介, prompt: 限几句}",
        {"x": "第一段\n\n　　第二段"},
        ["简介（限几句）：", "第一段", "第二段"],
        ["简介（限几句）：", ""],
    ),
    "list": (LIST, {}, ["序号", "名称", "数量（台）", "时间"], ["序号", "名称", "数量（台）", "时间"]),
    "seal": ("seal: {words: 公章：, what: seal, who: 申报单位}", {}, ["公章："], ["公章："]),
    "grid": (
        "grid: {widths: [1, 2], rows: [[名称, '{x:text}'], [{text: 合计, columns: 2}]]}",
        {"x": "机床"},
        ["名称", "机床", "合计"],
        ["名称", "____", "合计"],
    ),
    "matrix": (
        "matrix: {corner: 项目, type: count, rows: [{id: x, title: 设备}], columns: [{id: y, title: 2021年}]}",
        {"x_y": "3"},
        ["项目", "2021年", "设备", "3"],
        ["项目", "2021年", "设备", "____"],
    ),
    "page_break": ("page_break: {recto: true}", {}, [], []),
}
TESTED_ELSEWHERE = {"threshold", "indicator", "indicators", "entries"}  # with the checks that belong to them


def test_the_table_has_every_block_of_the_language() -> None:
    union, *_ = get_args(forms.Block)
    assert {kind.model_fields["kind"].default for kind in get_args(union)} == set(EVERY_BLOCK) | TESTED_ELSEWHERE


@pytest.mark.parametrize("kind", EVERY_BLOCK)
def test_every_block_becomes_paper(kind: str) -> None:
    block, answers, filled, empty = EVERY_BLOCK[kind]
    session = answered(page(block), **answers)
    assert lines(session)[1 : len(filled) + 1] == filled
    assert lines(page(block), blank=True)[1 : len(empty) + 1] == empty


def test_nothing_to_count_takes_no_unit() -> None:
    session = page("牵头制定{lead:count}个，参与制定{part:count}个")
    session.answer(FieldPath("a", "lead"), "无")
    session.answer(FieldPath("a", "part"), "3")
    assert lines(session)[1] == "牵头制定无，参与制定3个"


def test_a_page_break_and_a_seal_are_what_they_are() -> None:
    session = page("page_break: {recto: true}", "seal: {words: 公章：, what: seal, who: 申报单位}")
    form = compose(session).parts[-1].blocks
    assert PageBreak(recto=True) in form
    assert form[-1] == Paragraph(
        (SealPlace("seal-a-1", "seal", "申报单位", "公章："),), "page_seal", height=SEAL_CIRCLE
    )


@pytest.mark.parametrize(("words", "height"), [("填报人签字：", SIGNATURE), ("法定代表人签章：", NAME_SEAL)])
def test_a_signature_has_room_to_be_written_and_a_name_seal_to_be_stamped(words: str, height: float) -> None:
    seal = f"seal: {{words: {words}, what: signature, who: 填报人}}"
    inside = page(f"grid: {{widths: [1], rows: [[{{blocks: [{{{seal}}}]}}]]}}")
    (cell,) = compose(inside).parts[-1].blocks[-2].rows[0].cells
    assert [one.height for one in (compose(page(seal)).parts[-1].blocks[-1], *cell.blocks)] == [height, height]


def test_what_is_signed_stays_with_its_signatures() -> None:
    signature, date = (f"seal: {{words: {what}：, what: {what}, who: 甲}}" for what in ("signature", "date"))
    table, *signed = compose(page("grid: {widths: [1], rows: [[甲]]}", signature, date)).parts[-1].blocks[1:]
    assert isinstance(table, Table)
    assert table.leads
    assert [(block.style, block.leads, block.height) for block in signed] == [
        ("page_seal", True, SIGNATURE),
        ("page_seal", False, HAND_DATED),
    ]
    note, _ = compose(page("note: 以上属实。", signature)).parts[-1].blocks[1:]
    assert note.leads


def test_a_seal_without_words_stands_at_the_line_before_it_or_by_itself() -> None:
    seal = "seal: {words: '', what: seal, who: 甲方}"
    with_line = compose(page("甲方（盖章）", seal)).parts[-1].blocks[-1]
    assert isinstance(with_line, Paragraph)
    assert [type(inline).__name__ for inline in with_line.inlines] == ["Text", "SealPlace"]
    hidden = page("line: {text: '只问：{x:text}', printed: false}", seal, "grid: {widths: [1], rows: [[甲]]}", seal)
    places = [block for block in blocks(compose(hidden)) if isinstance(block, Paragraph) and block.style == "page_seal"]
    assert [place.inlines for place in places] == [
        (SealPlace(f"seal-a-{number}", "seal", "甲方", ""),) for number in (1, 2)
    ]


# -- lines and boxes ---------------------------------------------------------------------------


def test_a_box_is_ticked_when_its_line_states_something() -> None:
    session = page("□数量：{x:count}台", "其中，甲{y:count}台", "□日活：{z:count}")
    assert lines(session)[1:] == ["□数量：____台", "其中，甲____台", "□日活：____"]
    assert lines(answered(session, y="1", z="无"))[1:] == ["☑数量：____台", "其中，甲1台", "□日活：无"]


def test_a_box_in_a_cell_is_ticked_too() -> None:
    session = page("grid: {widths: [1], rows: [['□日活：{x:count}'], [{blocks: ['□月活：{y:count}']}]]}")
    assert lines(answered(session, x="1", y="2"))[1:] == ["☑日活：1", "☑月活：2"]


MODE = "{mode: {separator: '／', options: [自建, {value: 合作, specify: 请注明单位, field: partner}]}}"


def test_choices_print_their_boxes_and_what_is_specified() -> None:
    session = page("方式：{mode:choice}", fields=MODE)
    assert lines(session)[1] == "方式：□自建／□合作 请注明单位____"
    assert lines(answered(session, mode="合作", partner="某大学"))[1] == "方式：□自建／☑合作 请注明单位某大学"
    assert lines(answered(session, mode="自建"))[1] == "方式：☑自建／□合作 请注明单位____"


def test_yes_and_no_print_as_boxes() -> None:
    session = page("上市：{x:yesno}，领域：{y:choices}", fields="{y: {options: [甲, 乙, 丙]}}")
    assert lines(answered(session, x="否", y="丙、甲"))[1] == "上市：□是 ☑否，领域：☑甲 □乙 ☑丙"
    assert lines(answered(session, x="无"))[1].startswith("上市：□是 □否 无，")


def test_what_prints_in_a_blank_is_what_was_meant() -> None:
    session = page(
        "投资：{a:money}，比例：{b:percent}，占比：{c:percent}%，时间：{d:date}，年份：{e:year}年，收入：{f:money}万元",
        fields="{a: {suffix: 万元}}",
    )
    answered(session, a="1.50", b="12.5%", c="８", d="2022/3/1", e="2021年", f="12000元")
    assert lines(session)[1] == "投资：1.50万元，比例：12.5%，占比：8%，时间：2022年3月1日，年份：2021年，收入：1.2万元"
    answered(session, a="无", b="约3", f="很多")
    assert lines(session)[1].startswith("投资：无，比例：约3，")


def test_what_is_not_printed_and_what_is_not_asked_leave_no_words() -> None:
    session = page(
        "line: {text: '只在屏幕上：{x:yesno}', printed: false}",
        "line: {text: '其他：{y:text}', when: {field: x, is: 是}}",
        "prose: {field: z, label: 详情, when: {field: x, is: 是}}",
        LIST.replace("electronic: true", "when: {field: x, is: 是}"),
        "总是：{w:text}",
        fields="{w: {when: {field: x, is: 是}}}",
    )
    answered(session, x="是", y="甲", z="乙", w="丙")
    assert lines(session)[1:5] == ["其他：甲", "详情：", "乙", "序号"]
    answered(session, x="否")
    assert lines(session)[1:] == ["总是：____"]
    assert "其他：____" in lines(session, blank=True)


def test_a_page_that_does_not_apply_prints_nothing_and_stands_on_the_empty_form() -> None:
    session = tiny_session("""
        - {id: a, title: 甲, body: ["联合体：{union:yesno}"]}
        - {id: b, title: 乙, when: {field: a.union, is: 是}, body: ["牵头：{lead:text}"]}
    """)
    session.answer(at("b.lead"), "某公司")
    assert lines(session) == ["甲", "联合体：□是 □否"]
    assert lines(session, blank=True) == ["甲", "联合体：□是 □否", "乙", "牵头：____"]


# -- lists -------------------------------------------------------------------------------------

ROWS = at("a.rows")


def test_a_list_prints_its_rows_numbered_under_a_head() -> None:
    session = page(LIST)
    session.insert_rows(ROWS, 0, [{"name": "机床", "n": 3}, {"name": "机器人", "n": NIL}])
    session.answer(ROWS.at(session.answers.rows(ROWS)[0], "at"), "2022-3")
    (table,) = [block for block in blocks(compose(session)) if isinstance(block, Table)]
    assert (table.header_rows, len(table.rows), len(table.widths)) == (1, 3, 4)
    cells = list(of_block(table))
    assert cells[4:] == ["1", "机床", "3", "2022年3月", "2", "机器人", "无", ""]
    assert table.rows[-1] == table.rows[2]
    assert list(table.rows[1:]) == [table.rows[1], table.rows[2]]


def test_an_empty_list_prints_its_head_and_rows_to_fill() -> None:
    def rows(session: FormSession, *, blank: bool = False) -> list[int]:
        return [len(block.rows) for block in blocks(compose(session, blank=blank)) if isinstance(block, Table)]

    session = page(LIST.replace("electronic: true", "blank_rows: 5"))
    assert (rows(session), rows(session, blank=True)) == ([2], [6])
    assert rows(page(LIST.replace("electronic: true", "blank_rows: 0"))) == []


def test_a_list_may_be_nil_or_handed_in_electronically() -> None:
    session = page(LIST)
    session.set({ROWS: NIL})
    assert lines(session)[1:] == ["序号", "名称", "数量（台）", "时间", "无"]
    (table,) = [block for block in blocks(compose(session)) if isinstance(block, Table)]
    assert [cell.columns for row in table.rows for cell in row.cells] == [1, 1, 1, 1, 4]
    session.answer(at("a.rows_electronic"), "是")
    assert lines(session)[-1] == "无"
    session.set({ROWS: None})
    assert "电子版" in lines(session)[1]


# -- the book ----------------------------------------------------------------------------------

BOOK = """
- title: 一、基本情况
  intro: [note: 请如实填写]
  contents:
    - {id: a, title: 甲, number: "1", starred: true, body: ["数量：{n:count}"]}
    - title: （二）详情
      page_start: page
      contents: [{id: b, title: 乙, heading: "", body: ["说明：{t:text}"]}]
- {id: c, title: 丙, page_start: recto, body: [完]}
"""


def test_the_book_has_its_cover_contents_and_form_numbered_apart() -> None:
    session = tiny_session(BOOK)
    session.answer(at("cover.project"), "某平台")
    filled, empty = compose(session), compose(session, blank=True)
    assert [part.numbering for part in filled.parts] == ["none", "roman", "arabic"]
    assert [part.numbering for part in empty.parts] == ["none", "arabic"]
    assert [line for block in filled.parts[0].blocks for line in of_block(block)] == ["测试申报书", "项目名称：某平台"]
    assert Space(fill=True) in filled.parts[0].blocks
    assert any(isinstance(block, Contents) for block in filled.parts[1].blocks)


def test_headings_follow_the_parts_and_their_anchors_are_unique() -> None:
    form = compose(tiny_session(BOOK)).parts[-1].blocks
    headings = [block for block in form if isinstance(block, Heading)]
    assert [(heading.level, "".join(of_block(heading))) for heading in headings] == [
        (1, "一、基本情况"),
        (2, "1 甲*"),
        (2, "（二）详情"),
        (1, "丙"),
    ]
    assert len({heading.anchor for heading in headings}) == 4
    assert [block for block in form if isinstance(block, PageBreak)] == [PageBreak(), PageBreak(recto=True)]
    assert lines(tiny_session(BOOK))[1] == "请如实填写"


def test_attached_proofs_are_named_in_the_book_and_not_on_the_empty_form() -> None:
    session = tiny_session(BOOK)
    proof = {"name": "无.png", "sha256": "0" * 64, "size": 5, "pages": 2, "proves": NIL}
    session.insert_rows(at("a.evidence"), 0, [proof])
    text = "\n".join(lines(session))
    assert "无.png" in text
    assert "NIL" not in text
    assert "无.png" not in "\n".join(lines(session, blank=True))


def test_the_applicant_is_the_author_and_the_looks_are_mandated() -> None:
    session = tiny_session(
        """
        - id: a
          title: 甲
          fields: {one: {fact: applicant.name}, two: {fact: applicant.name}}
          body: ["单位：{one:text}，全称：{two:text}"]
        """,
        "typography: {body: {face: 楷体, size: 四号, leading: 1.5}}",
    )
    answered(session, two="四川某公司")
    document = compose(session)
    assert document.author == "四川某公司"
    body = document.style["body"]
    assert (body.face, body.size, body.leading) == ("kaiti", SIZES["四号"], SIZES["四号"] * 1.5)


def test_a_heading_of_which_the_pack_says_nothing_is_no_larger_than_that_above_it() -> None:
    looks = "typography: {heading_1: {face: 黑体, size: 小二}, heading_2: {face: 楷体, size: 四号}}"
    style = compose(tiny_session("- {id: a, title: 甲, body: [甲]}", looks)).style
    sizes = [style[heading_style(level)].size for level in (1, 2, 3, 4, 5)]
    assert sizes == [SIZES[name] for name in ("小二", "四号", "四号", "四号", "四号")]


def test_a_part_heading_stands_on_the_page_of_its_first_entry() -> None:
    form = "- title: 一、项目\n  page_start: page\n  contents:\n  - id: rd\n    title: 研发\n    page_start: page\n"
    session = tiny_session(form + "    repeat: {entry: 项目, number: RD00}\n    body: ['名称{name:text}']\n")
    session.insert_rows(at("rd.entries"), 0, [{}, {}])
    printed = compose(session).parts[-1].blocks
    kinds = [
        block.words if isinstance(block, Heading) else "——" for block in printed if not isinstance(block, Paragraph)
    ]
    assert kinds == ["一、项目", "RD01 研发", "——", "RD02 研发"]


def test_the_figures_of_entries_stand_at_the_right_of_a_matrix_and_its_titles_where_the_pack_says() -> None:
    session = tiny_session(
        "- id: rd\n  title: 研发\n  repeat: {entry: 项目, number: RD00}\n"
        "  body: ['经费{cost:money}，负责人{who:text}']\n"
        "- id: all\n  title: 汇总\n  body:\n"
        "    - matrix: {titles: left, rows: [{id: cost, title: 经费}, {id: who, title: 负责人}], "
        "columns: [{id: rd, each: rd.entries}]}\n"
    )
    session.insert_rows(at("rd.entries"), 0, [{}])
    (table,) = (block for block in blocks(compose(session)) if isinstance(block, Table))
    shown = [[cell.blocks[0].align for cell in row.cells] for row in table.rows[1:]]
    assert shown == [["left", "right"], ["left", None]]


def test_a_line_above_a_table_goes_with_it_and_a_long_text_does_not() -> None:
    table = "grid: {widths: [1], rows: [[甲]]}"
    session = answered(
        page("line: {text: 单位：万元, align: right}", table, "prose: {field: x, label: 乙}", table), x="长"
    )
    paragraphs = [block for block in compose(session).parts[-1].blocks if isinstance(block, Paragraph)]
    assert [paragraph.leads for paragraph in paragraphs] == [True, True, False]
