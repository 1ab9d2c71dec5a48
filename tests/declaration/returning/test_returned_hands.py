"""What clumsy hands and other programs do to a file: read, or named with its place; nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from word_files import (
    BODY,
    NAME,
    ROWS,
    SOFFICE,
    WordFile,
    copied,
    grid,
    paragraph,
    run,
    sent,
    through_libreoffice,
    w,
)

from app.declaration.declaration import Declaration
from app.declaration.remarks.remarks import remarks
from app.declaration.returning.commented import take_notes
from app.declaration.returning.plan import ReturnPlan
from app.declaration.returning.planning import plan_returning
from app.declaration.returning.report import return_json, return_lines
from app.declaration.returning.taking import take_returned

PICTURE = '<w:r xmlns:w="{w}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:drawing><a:blip/></w:drawing></w:r>'
TEXT_BOX = (
    '<w:r xmlns:w="{w}"><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
)


def xml(text: str) -> Any:
    """An element written out."""
    return etree.fromstring(text.replace("{w}", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"))


def plan_after(desk: Declaration, word: WordFile) -> ReturnPlan:
    """The plan of the file as it is now."""
    return plan_returning(desk, word.save())


def brought(plan: ReturnPlan) -> dict[str, Any]:
    """What would arrive, by path."""
    return {str(one.path): one.theirs for one in plan.differences if one.action == "take"}


def unread(plan: ReturnPlan) -> list[str]:
    """The words that answer no blank."""
    return [one.text for one in plan.unread]


# -- marks that programs drop or make anew -----------------------------------------------------


@pytest.mark.parametrize(
    "dropped",
    [("tag",), ("tag", "id"), ("bookmarkStart", "bookmarkEnd"), ("id", "bookmarkStart", "bookmarkEnd")],
    ids=str,
)
def test_one_mark_of_three_is_enough(desk: Declaration, tmp_path: Path, dropped: tuple[str, ...]) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    word.write("a.words", "改了")
    word.drop_marks(*dropped)
    plan = plan_after(desk, word)
    assert brought(plan) == {"a.name": "丝杠", "a.words": "改了"}
    assert (plan.unread, plan.missing) == ((), ())


def test_the_number_alone_is_enough(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    word.drop_marks("tag", "bookmarkStart", "bookmarkEnd")
    assert brought(plan_after(desk, word)) == {"a.name": "丝杠"}


def test_numbers_made_anew_lead_nowhere_else(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    numbers = [one for one in word.all("id") if one.getparent().tag == w("sdtPr")]
    values = [one.get(w("val")) for one in numbers]
    for one, value in zip(numbers, [*values[1:], values[0]], strict=True):
        one.set(w("val"), value)
    assert brought(plan_after(desk, word)) == {"a.name": "丝杠"}


def test_without_any_mark_what_was_there_is_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    word.unwrap("a.name")
    word.drop_marks("bookmarkStart", "bookmarkEnd")
    plan = plan_after(desk, word)
    assert brought(plan) == {}
    assert plan.missing == ("a.name",)
    assert [(one.text, one.place) for one in plan.unread] == [("丝杠", "1.1 设备数量·名称")]


def test_a_control_around_paragraphs_is_read_whole(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    control, cell = word.control("a.words"), word.cell("a.words")
    content = control.find(w("sdtContent"))
    content[:] = [paragraph("第一段。"), paragraph(""), paragraph("第二段。")]
    cell[:] = [cell.find(w("tcPr")), control, paragraph("")]
    assert brought(plan_after(desk, word)) == {"a.words": "第一段。\n\n第二段。"}


def test_a_bookmark_over_paragraphs_is_read_whole(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.unwrap("a.words")
    cell = word.cell_of("第一段。")
    start, end = cell.find(f".//{w('bookmarkStart')}"), cell.find(f".//{w('bookmarkEnd')}")
    first, last = etree.Element(w("p")), etree.Element(w("p"))
    first.extend([start, run("甲")])
    last.extend([run("乙"), end])
    cell[:] = [cell.find(w("tcPr")), first, last]
    assert brought(plan_after(desk, word)) == {"a.words": "甲\n乙"}


# -- words in the wrong place ------------------------------------------------------------------


def test_words_beside_an_empty_blank_are_its_answer(desk: Declaration, tmp_path: Path) -> None:
    desk.session.answer(NAME, "")
    word = sent(desk, tmp_path)
    word.cell("a.name").append(paragraph("写在下一行的名称"))
    plan = plan_after(desk, word)
    assert brought(plan) == {"a.name": "写在下一行的名称"}
    assert "“名称”的内容写在了填写框旁边" in plan.notes[0]
    assert plan.unread == ()


def test_words_beside_an_answer_are_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.cell("a.name").append(paragraph("又一句"))
    plan = plan_after(desk, word)
    assert plan.differences == ()
    assert [(one.text, one.place) for one in plan.unread] == [("又一句", "1.1 设备数量·名称")]


def test_words_after_the_placeholder_are_read(desk: Declaration, tmp_path: Path) -> None:
    desk.session.answer(NAME, "")
    word = sent(desk, tmp_path)
    word.write("a.name", "【点此填写】丝杠")
    assert brought(plan_after(desk, word)) == {"a.name": "丝杠"}


@pytest.mark.parametrize(
    "prompt", ["单击或点击此处输入文字。", "Click or tap here to enter text.", "　　", "____", "选择一项。"]
)
def test_placeholders_of_any_program_are_no_answers(desk: Declaration, tmp_path: Path, prompt: str) -> None:
    desk.session.answer(NAME, "")
    word = sent(desk, tmp_path)
    word.control("a.name").find(w("sdtContent"))[:] = [run(prompt)]
    assert plan_after(desk, word).differences == ()


def test_a_label_that_was_changed_is_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    label = next(one for one in word.all("t") if one.text == "金额（万元）")
    label.text = "金额（亿元）"
    plan = plan_after(desk, word)
    assert unread(plan) == ["金额（亿元）"]


def test_a_paragraph_between_tables_is_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.all("tbl")[0].addnext(paragraph("请看一下这里"))
    assert [(one.text, one.place) for one in plan_after(desk, word).unread] == [("请看一下这里", "1.1 设备数量")]


def test_a_table_pasted_into_a_blank_is_its_words(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    control, cell = word.control("a.words"), word.cell("a.words")
    control.find(w("sdtContent"))[:] = [grid(("甲", "1"), ("乙", "2")), paragraph("")]
    cell[:] = [cell.find(w("tcPr")), control, paragraph("")]
    assert brought(plan_after(desk, word)) == {"a.words": "甲\t1\n乙\t2"}


def test_a_table_pasted_beside_a_blank_is_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.cell("a.words").insert(1, grid(("甲", "1")))
    plan = plan_after(desk, word)
    assert plan.differences == ()
    assert unread(plan) == ["甲\t1"]


def test_a_blank_found_twice_with_two_answers_is_told(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    twin = copied(word.all("tbl")[0])
    word.write("a.name", "导轨")
    word.all("tbl")[-1].addnext(twin)
    plan = plan_after(desk, word)
    assert brought(plan) == {"a.name": "导轨"}
    assert unread(plan) == ["丝杠"]
    assert "出现了几次" in plan.notes[0]


def test_a_blank_found_twice_with_one_change_is_that_change(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    twin = copied(word.all("tbl")[0])
    word.write("a.name", "导轨")
    word.all("tbl")[0].addprevious(twin)
    plan = plan_after(desk, word)
    assert brought(plan) == {"a.name": "导轨"}
    assert plan.unread == ()


def test_a_page_that_is_gone_empties_nothing(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    for table in word.all("tbl"):
        table.getparent().remove(table)
    plan = plan_after(desk, word)
    assert plan.differences == ()
    assert {"a.name", "a.areas", "a.words", "a.rows"} <= set(plan.missing)


def test_a_missing_box_leaves_the_choice_alone(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    box = word.control("a.areas#2").getparent()
    box.getparent().remove(box)
    plan = plan_after(desk, word)
    assert (plan.differences, plan.missing) == ((), ("a.areas",))


def test_words_in_a_box_are_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.areas#2", "部分")
    plan = plan_after(desk, word)
    assert (plan.differences, plan.missing, unread(plan)) == ((), ("a.areas",), ["部分"])


@pytest.mark.parametrize("tick", ["☑", "□"])
def test_words_beside_the_tick_in_a_box_are_named(desk: Declaration, tmp_path: Path, tick: str) -> None:
    word = sent(desk, tmp_path)
    word.write("a.areas#2", f"{tick}部分")
    plan = plan_after(desk, word)
    assert (plan.missing, unread(plan)) == ((), ["部分"])
    assert bool(brought(plan)) == (tick == "☑")


def test_a_row_of_another_width_is_read_by_its_marks(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    first = desk.session.answers.rows(ROWS)[0]
    word.write(f"a.rows[{first}].n", "20")
    extra = etree.SubElement(word.row(f"a.rows[{first}].name"), w("tc"))
    extra.append(paragraph("另加的一格"))
    plan = plan_after(desk, word)
    assert brought(plan) == {f"a.rows[{first}].n": 20}
    assert unread(plan) == ["另加的一格"]


# -- changes that are marked, remarks, pictures, fields ----------------------------------------


def test_of_tracked_changes_the_result_is_read_and_told(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    content = word.control("a.name").find(w("sdtContent"))
    content[:] = [
        run("主轴"),
        xml('<w:del xmlns:w="{w}" w:author="李四"><w:r><w:delText>轴承</w:delText></w:r></w:del>'),
        xml('<w:ins xmlns:w="{w}" w:author="王五"><w:r><w:t>箱体</w:t></w:r></w:ins>'),
    ]
    plan = plan_after(desk, word)
    assert brought(plan) == {"a.name": "主轴箱体"}
    assert "李四、王五" in plan.notes[0]
    assert "插入的 1 处" in plan.notes[0]


def test_a_row_that_tracked_changes_delete_is_gone(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    first = desk.session.answers.rows(ROWS)[0]
    row = word.row(f"a.rows[{first}].name")
    properties = row.find(w("trPr"))
    properties.append(xml('<w:del xmlns:w="{w}" w:author="李四"/>'))
    assert brought(plan_after(desk, word)) == {f"a.rows[{first}]": None}


def test_comments_are_shown_with_what_they_are_about(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    content = word.control("a.name").find(w("sdtContent"))
    content.insert(0, xml('<w:commentRangeStart xmlns:w="{w}" w:id="7"/>'))
    content.append(xml('<w:commentRangeEnd xmlns:w="{w}" w:id="7"/>'))
    commented(word, "型号？")
    plan = plan_after(desk, word)
    assert [(one.by, one.text, one.about) for one in plan.comments] == [("李四", "型号？", "主轴轴承")]
    assert plan.differences == ()
    assert any("李四：型号？" in line for line in return_lines(desk.session, plan))


def commented(word: WordFile, words: str, number: int = 7, author: str = "李四") -> None:
    """The file with a comment of its own in the margin, whose range is marked already."""
    said = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    said = f'<w:comments xmlns:w="{{w}}"><w:comment w:id="{number}" w:author="{author}">{said}</w:comment></w:comments>'
    word.parts["word/comments.xml"] = etree.tostring(xml(said))


def around(word: WordFile, tag: str) -> None:
    """The range of the comment around what a blank holds."""
    content = word.control(tag).find(w("sdtContent"))
    content.insert(0, xml('<w:commentRangeStart xmlns:w="{w}" w:id="7"/>'))
    content.append(xml('<w:commentRangeEnd xmlns:w="{w}" w:id="7"/>'))


def test_comments_become_remarks_of_their_blanks_once(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    around(word, "a.name")
    commented(word, "型号？")
    plan = plan_after(desk, word)
    assert take_notes(desk, plan) == 1
    (made,) = remarks(desk).found
    assert (made.path, made.text, made.by) == ("a.name", "型号？", "李四")
    again = plan_after(desk, word)
    assert [one.known for one in again.comments] == [True]
    assert take_notes(desk, again) == 0
    assert len(remarks(desk).found) == 1


def test_a_comment_beside_the_blanks_goes_to_the_page_with_what_it_is_about(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    row = word.control("a.name").getparent()
    while row.tag != w("tr"):
        row = row.getparent()
    label = next(one for one in row.iter(w("p")) if next(one.iter(w("sdt")), None) is None)
    label.insert(0, xml('<w:commentRangeStart xmlns:w="{w}" w:id="7"/>'))
    label.append(xml('<w:commentRangeEnd xmlns:w="{w}" w:id="7"/>'))
    commented(word, "长" * 4100, author="")
    plan = plan_after(desk, word)
    assert plan.comments[0].path == "a"
    assert take_notes(desk, plan) == 1
    made = remarks(desk).found
    assert {one.path for one in made} == {"a"}
    assert {one.by for one in made} == {"没有署名"}
    assert sum(one.text.count("长") for one in made) == 4100
    assert any(one.text.startswith("“") for one in made)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_comment_keeps_its_blank_on_the_way_through_libreoffice(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    words = next(word.control("a.words").iter(w("r")))
    words.addprevious(xml('<w:commentRangeStart xmlns:w="{w}" w:id="7"/>'))
    words.addnext(xml('<w:r xmlns:w="{w}"><w:commentReference w:id="7"/></w:r>'))
    words.addnext(xml('<w:commentRangeEnd xmlns:w="{w}" w:id="7"/>'))
    commented(word, "请核对")
    linked(word)
    folder = tmp_path / "back"
    folder.mkdir()
    plan = plan_returning(desk, through_libreoffice(word.save(), folder, tmp_path / "profile"))
    assert [(one.path, one.text) for one in plan.comments] == [("a.words", "请核对")]


def linked(word: WordFile) -> None:
    """The file says that it has comments."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    for part, end, said in (
        (
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rIdNote" Type="{kind}" Target="comments.xml"/>',
        ),
        ("[Content_Types].xml", b"</Types>", f'<Override PartName="/word/comments.xml" ContentType="{types}"/>'),
    ):
        word.parts[part] = word.parts[part].replace(end, said.encode() + end)


@pytest.mark.parametrize("tag", ["a.name", "a.rows"])
def test_a_picture_is_named_and_the_words_are_kept(desk: Declaration, tmp_path: Path, tag: str) -> None:
    word = sent(desk, tmp_path)
    path = tag if tag == "a.name" else f"a.rows[{desk.session.answers.rows(ROWS)[0]}].name"
    word.control(path).find(w("sdtContent")).append(xml(PICTURE))
    plan = plan_after(desk, word)
    assert plan.differences == ()
    assert "贴有图片" in plan.notes[0]


def test_a_text_box_a_header_and_a_footnote_are_named(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.all("p")[3].append(xml(TEXT_BOX))
    said = '<w:{0} xmlns:w="{w}"><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:{0}>'
    word.parts["word/header9.xml"] = etree.tostring(xml(said.replace("{0}", "hdr").replace("{1}", "眉上的话")))
    plan = plan_after(desk, word)
    assert [(one.text, one.place) for one in plan.unread] == [("眉上的话", "页眉"), ("框里的话", "文本框")]


def test_of_a_field_the_result_is_read(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    char = '<w:r xmlns:w="{w}"><w:fldChar w:fldCharType="KIND"/></w:r>'
    word.control("a.name").find(w("sdtContent"))[:] = [
        xml(char.replace("KIND", "begin")),
        xml('<w:r xmlns:w="{w}"><w:instrText>DATE</w:instrText></w:r>'),
        xml(char.replace("KIND", "separate")),
        run("丝杠"),
        xml(char.replace("KIND", "end")),
    ]
    assert brought(plan_after(desk, word)) == {"a.name": "丝杠"}


def test_breaks_soft_hyphens_and_symbols(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    symbol = '<w:r xmlns:w="{w}"><w:t>甲</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>'
    word.control("a.words").find(w("sdtContent"))[:] = [xml(symbol)]
    word.control("a.areas#2").find(w("sdtContent"))[:] = [
        xml('<w:r xmlns:w="{w}"><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')
    ]
    assert brought(plan_after(desk, word)) == {"a.words": "甲-乙\n丙", "a.areas": ("轴承", "齿轮", "电机")}


# -- the report --------------------------------------------------------------------------------


def test_programs_read_the_plan_as_promised(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    row = desk.session.answers.rows(ROWS)[1]
    word.write("a.name", "丝杠")
    word.write(f"a.rows[{row}].n", "6")
    word.write("a.rows[N1].name", "镗床")
    plan = return_json(desk.session, plan_after(desk, word))
    assert plan.keys() == {"plan", "evidence"}
    keys = {"path", "ours", "theirs", "base", "action", "by", "at"}
    assert isinstance(plan["plan"], list)
    assert all(isinstance(one, dict) and one.keys() == keys for one in plan["plan"])
    told = {one["path"]: (one["base"], one["ours"], one["theirs"]) for one in plan["plan"] if isinstance(one, dict)}
    assert told == {
        "a.name": ("主轴轴承", "主轴轴承", "丝杠"),
        f"a.rows[{row}].n": (5, 5, 6),
        "a.rows[+1]": (None, None, {"name": "镗床"}),
    }


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_in_between_changes_nothing(desk: Declaration, tmp_path: Path) -> None:
    file = sent(desk, tmp_path).file
    (tmp_path / "lo").mkdir()
    returned = through_libreoffice(file, tmp_path / "lo", tmp_path / "profile")
    assert b"w:tag" not in WordFile(returned).parts[BODY]
    plan = plan_returning(desk, returned)
    assert (plan.differences, plan.unread, plan.missing, plan.notes) == ((), (), (), ())
    word = WordFile(returned)
    next(one for one in word.all("t") if one.text == "主轴轴承").text = "丝杠"
    plan = plan_after(desk, word)
    assert brought(plan) == {"a.name": "丝杠"}
    assert take_returned(desk, plan) == 1
