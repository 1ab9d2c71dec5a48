"""Boxes, charts, diagrams and formulas of a Word file are printed as far as they are words and numbers."""

from __future__ import annotations

import pytest
from evidence.readers import examine_office
from evidence.word_files import lines, paragraph, png, prepared, run, text, word

from app.errors import EvidenceRefused
from app.evidence.prepared import Figure, Grid

QUOTE = '"'
SHAPE = "<w:drawing><wp:anchor><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
BOX = SHAPE.format("<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>")
OLD_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_words_of_a_box_stand_behind_its_paragraph_once() -> None:
    both = "<mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    both = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    for drawing in (BOX, OLD_BOX, both.format(BOX, OLD_BOX)):
        boxed = drawing.replace("{}", paragraph("框中"))
        assert lines(prepared(word(f"<w:p>{run(boxed)}{text('段')}</w:p>")).content) == ["段", "框中"]
    unknown = both.replace("wps", "cx1").format("<w:drawing/>", OLD_BOX.replace("{}", paragraph("旧")))
    assert lines(prepared(word(f"<w:p>{run(unknown)}{text('段')}</w:p>")).content) == ["段"]


def test_a_picture_takes_the_place_of_a_chart_that_has_one() -> None:
    chart = SHAPE.format('<c:chart r:id="chart1"/>')
    shape = '<w:pict><v:shape style="width:40pt;height:20pt"><v:imagedata r:id="image1"/></v:shape></w:pict>'
    both = f"<mc:AlternateContent><mc:Choice Requires='c14'>{chart}</mc:Choice><mc:Fallback>{shape}</mc:Fallback>"
    body = f"<w:p>{run(f'{both}</mc:AlternateContent>')}</w:p>"
    ready = prepared(word(body, {"media/image1.png": png()}))
    assert (ready.content, ready.removed) == ((Figure(0),), ())


def test_lines_and_frames_without_words_are_named() -> None:
    line = SHAPE.format("<wps:wsp><wps:spPr><a:ln><a:solidFill/></a:ln></wps:spPr></wps:wsp>")
    nothing = SHAPE.format("<wps:wsp><wps:spPr><a:ln><a:noFill/></a:ln></wps:spPr></wps:wsp>")
    assert prepared(word(f"<w:p>{text('甲')}{run(line)}</w:p>")).removed == ("线条和方框等图形",)
    assert prepared(word(f"<w:p>{text('甲')}{run(nothing)}</w:p>")).removed == ()


def points(name: str, *values: str, code: str = "General") -> str:
    inside = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    cache = f"<c:numCache><c:formatCode>{code}</c:formatCode>{inside}</c:numCache>"
    return f"<c:{name}><c:numRef>{cache}</c:numRef></c:{name}>"


def test_a_chart_is_printed_as_a_table_of_its_numbers() -> None:
    first = "<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>收入</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    first += points("cat", "2023年", "2024年") + points("val", "0.1", "0.30000000000000004", code="0%") + "</c:ser>"
    second = f"<c:ser>{points('val', '5')}</c:ser>"
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>走势</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    chart = f"<c:chartSpace><c:chart>{title}<c:plotArea>{first}{second}</c:plotArea></c:chart></c:chartSpace>"
    body = f"<w:p>{run(SHAPE.format('<c:chart r:id=_chart1_/>').replace('_', QUOTE))}</w:p>"
    ready = prepared(word(body, {"charts/chart1.xml": chart}))
    rows = (("", "收入", ""), ("2023年", "10%", "5"), ("2024年", "30%", ""))
    assert ready.content == (Grid(rows, "图表：走势"),)
    assert ready.removed == ("图表的图形（其数据印成表格）",)


def test_the_words_of_a_diagram_are_printed() -> None:
    nodes = "".join(
        f"<dgm:pt type='{kind}'><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for kind, words in (("doc", "无"), ("node", "董事会"), ("node", "经理"), ("parTrans", "无"))
    )
    model = f"<dgm:dataModel><dgm:ptLst>{nodes}</dgm:ptLst></dgm:dataModel>"
    body = f"<w:p>{run(SHAPE.format('<dgm:relIds r:dm=_data1_/>').replace('_', QUOTE))}</w:p>"
    ready = prepared(word(body, {"diagrams/data1.xml": model}))
    assert (lines(ready.content), ready.removed) == (["董事会", "经理"], ("SmartArt 图形（其中的文字印出）",))


def letter(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


def part(name: str, words: str) -> str:
    return f"<m:{name}>{letter(words)}</m:{name}>"


SUM = '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'


def m(name: str, **parts: str) -> str:
    """A piece of a formula with its parts."""
    return f"<m:{name}>{''.join(part(one, words) for one, words in parts.items())}</m:{name}>"


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (letter("𝐸=") + letter("mc") + m("sSup", e="x", sup="2"), "E=mcx²"),
        (m("f", num="a+b", den="2"), "(a+b)/2"),
        (m("sSub", e="a", sub="n+1"), "a_(n+1)"),
        (m("sSubSup", e="x", sub="1", sup="2"), "x₁²"),
        (m("rad", deg="3", e="x"), "³√x"),
        (SUM + part("sub", "i=1") + part("sup", "n") + part("e", "i") + "</m:nary>", "∑_(i=1)ⁿ i"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>{part("e", "x")}</m:d>', "[x]"),
        (f"<m:m><m:mr>{part('e', 'a')}{part('e', 'b')}</m:mr><m:mr>{part('e', 'c')}{part('e', 'd')}</m:mr></m:m>",
         "[a, b; c, d]"),
        (m("func", fName="sin", e="x"), "sin x"),
        (m("limLow", e="lim", lim="n→∞"), "lim_(n→∞)"),
    ],
)  # fmt: skip
def test_a_formula_is_written_on_one_line_and_told(formula: str, line: str) -> None:
    ready = prepared(word(f"<w:p>{text('式')}<m:oMath>{formula}</m:oMath></w:p>"))
    assert (lines(ready.content), ready.notes) == ([f"式{line}"], ("公式按一行的写法印出。",))


@pytest.mark.parametrize("nested", [BOX, OLD_BOX, "{}"])
def test_boxes_and_tables_within_one_another_without_end_are_refused(nested: str) -> None:
    inside = paragraph("底")
    for _ in range(40):
        boxed = f"<w:p>{run(nested.replace('{}', inside))}</w:p>" if nested != "{}" else inside
        inside = f"<w:tbl><w:tr><w:tc>{boxed}</w:tc></w:tr></w:tbl>"
    with pytest.raises(EvidenceRefused, match="表格或文本框套得过深"):
        examine_office("深.docx", word(inside))


def test_a_thousand_boxes_within_one_another_are_refused() -> None:
    inside = paragraph("底")
    for _ in range(1_000):
        inside = f"<w:p>{run(BOX.replace('{}', inside))}</w:p>"
    with pytest.raises(EvidenceRefused, match=r"套得过深|已损坏"):
        examine_office("深.docx", word(inside))
