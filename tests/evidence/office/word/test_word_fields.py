"""Fields and forms of a Word file show what they show in Word."""

from __future__ import annotations

import pytest
from evidence.word_files import lines, paragraph, prepared, run, text, word


def field(code: str, result: str | None = "", data: str = "") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text(result)}' if result is not None else ""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return f"{begin}{run(f'<w:instrText>{code}</w:instrText>')}{shown}{run(FIELD_END)}"


FIELD_END = '<w:fldChar w:fldCharType="end"/>'
BOX_FIELD = "<w:checkBox><w:default w:val='{}'/></w:checkBox>"
LIST_FIELD = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='是'/><w:listEntry w:val='否'/></w:ddList>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (field(" DATE ", "2024年3月5日"), "2024年3月5日"),
        (field(" FORMTEXT ", "填的"), "填的"),
        (field(" FORMCHECKBOX ", "", BOX_FIELD.format(1)), "☑"),
        (field(" FORMCHECKBOX ", None, BOX_FIELD.format(0)), "□"),
        (field(" FORMDROPDOWN ", None, LIST_FIELD), "否"),
        (field(' SYMBOL 254 \\f "Wingdings" ', None), "☑"),
        (field(" eq \\o\\ac(○,3) ", None), "③"),
        (field(" EQ \\f(1,2) ", None), "1/2"),
        (field(" EQ x=\\f(a+b,2)+\\f(3,4) ", None), "x=(a+b)/2+3/4"),
        (field(" eq \\o\\ac(□,印) ", None), "(印)"),
        (field(" MACROBUTTON NoMacro [单击填写]", None), "[单击填写]"),
        (field(" XE 索引 ", None), ""),
        (field(f" IF 1 = 1 {'x'} ", "真"), "真"),
    ],
)
def test_a_field_shows_its_result_or_what_its_code_says(content: str, words: str) -> None:
    ready = prepared(word(f"<w:p>{text('甲：')}{content}</w:p>"))
    assert (lines(ready.content), ready.removed) == ([f"甲：{words}"], ())


def test_a_field_may_reach_over_paragraphs_and_hold_others() -> None:
    begin = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText>TOC</w:instrText>")
    separate = run('<w:fldChar w:fldCharType="separate"/>')
    first = f"<w:p>{begin}{separate}{text('一、概况')}<w:r><w:tab/></w:r>{field(' PAGEREF a ', '3')}</w:p>"
    last = f"<w:p>{text('二、结论')}{run(FIELD_END)}</w:p>"
    ready = prepared(word(first + last + paragraph("正文")))
    assert lines(ready.content) == ["一、概况\t3", "二、结论", "正文"]
    assert ready.notes == ("目录、索引中的页码是原文件的页码。",)


def test_a_field_without_a_result_and_a_formula_field_are_named() -> None:
    ready = prepared(word(f"<w:p>{text('共')}{field(' NUMPAGES ', None)}</w:p>"))
    assert ready.removed == ("没有算出结果的域",)
    ready = prepared(word(f"<w:p>{text('式')}{field(' EQ ' + chr(92) + 'i(1,2,3) ', None)}</w:p>"))
    assert (lines(ready.content), ready.removed) == (["式〔此处的公式未能印出〕"], ("公式",))


@pytest.mark.parametrize(
    ("code", "shown", "lost"),
    [
        (" EQ \\o(甲,乙) ", "〔此处的公式未能印出〕", "公式"),
        (" EQ \\f(1,2)+\\r(3,x) ", "〔此处的公式未能印出〕", "公式"),
        (' DISPLAYBARCODE "123" QR \\q 3 ', "〔此处的条形码未能印出〕", "条形码"),
        (" SYMBOL 甲 ", "〓", "特殊符号（以〓代替）"),
        (" SYMBOL 99999999999 ", "〓", "特殊符号（以〓代替）"),
    ],
)
def test_what_a_code_draws_and_words_cannot_say_is_marked_and_named(code: str, shown: str, lost: str) -> None:
    ready = prepared(word(f"<w:p>{text('甲：')}{field(code, None)}</w:p>"))
    assert (lines(ready.content), ready.removed) == ([f"甲：{shown}"], (lost,))


def test_a_field_that_never_ends_hides_nothing_unsaid() -> None:
    begin = run('<w:fldChar w:fldCharType="begin"/>')
    assert lines(prepared(word(f"<w:p>{text('甲')}{begin}</w:p>{paragraph('乙')}")).content) == ["甲", "乙"]
    endless = f"<w:p>{text('甲')}{begin}{run('<w:instrText>IF 1 = 1</w:instrText>')}</w:p>{paragraph('乙')}"
    ready = prepared(word(endless))
    assert (lines(ready.content), ready.removed) == (["甲"], ("没有结束的域之后的内容",))


def test_a_box_to_tick_in_a_content_control_shows_its_state() -> None:
    box = "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr>"
    assert lines(
        prepared(word(f"<w:p>{box}<w:sdtContent>{text('☒')}</w:sdtContent></w:sdt>{text('是')}</w:p>")).content
    ) == ["☒是"]
