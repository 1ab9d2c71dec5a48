"""TXT files and web pages as proofs: every word that is shown, tables as tables, and what is lost by name."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from app.errors import EvidenceRefused
from app.evidence.prepared import Grid, Passage, Prepared, ReadOptions
from app.evidence.text import proof


def read(name: str, text: str | bytes) -> Prepared:
    data = text if isinstance(text, bytes) else text.encode()
    prepared = proof.prepare(name, data, ReadOptions())
    examined = proof.examine(name, data, ReadOptions())
    assert (examined.kind, examined.pages) == (prepared.kind, 0)
    assert (examined.removed, examined.notes) == (prepared.removed, prepared.notes)
    return prepared


def words(name: str, text: str | bytes) -> list[str]:
    return [piece.text for piece in read(name, text).content if isinstance(piece, Passage)]


def page(body: str) -> list[str]:
    return words("页.html", f"<html><body>{body}</body></html>")


def grid(body: str) -> Grid:
    (found,) = [piece for piece in read("页.html", f"<html>{body}</html>").content if isinstance(piece, Grid)]
    return found


def test_every_line_of_a_text_is_a_paragraph() -> None:
    assert words("说明.txt", "一、甲\r\n\r\n　　乙\t丙  \n\f丁\x07") == ["一、甲", "　　乙\t丙", "丁"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    assert words("说明.txt", "甲𠮷\n乙".encode(encoding)) == ["甲𠮷", "乙"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("空.txt", b" \n\t\n", "文件里没有文字"),
        ("长.txt", "甲\n".encode() * 20_001, "文字超过 20000 行"),
        ("大.txt", "甲".encode() * 3_000_001, "文字超过 20000 行或 300 万字"),
        ("截断.txt", b"a" * 70_000 + b"\0\xff", "文本的编码无法识别"),
        ("空.html", b"<html><script>document.write(1)</script></html>", "网页里没有可以印的文字"),
        ("框.html", b"<html><frameset><frame src=a></frameset></html>", "网页里没有可以印的文字"),
    ],
)
def test_what_gives_no_proof_is_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(EvidenceRefused, match=reason):
        proof.examine(name, data, ReadOptions())


def test_a_page_is_read_as_a_browser_shows_it() -> None:
    body = """<h1>标  题</h1>一段<b>粗</b>
      字<br>第二行<p>又一段<span hidden>藏</span><i style="DISPLAY : none">藏</i></p>丁　戊
      <script>alert(1)</script><style>p{}</style><noscript>没有脚本</noscript><!-- 注 -->
      <pre>a  b
   c</pre>&lt;5&nbsp;°C&gt;"""
    assert page(body) == ["标 题", "一段粗 字", "第二行", "又一段", "丁　戊", "a  b", "c", "<5 °C>"]


def test_items_of_lists_keep_their_marks() -> None:
    body = "<ol start=3><li>甲<li>乙<li value=9>丙</ol><ol type=a><li>丁</ol><ol type=I><li value=4>戊</ol>"
    body += "<ul><li>己<ul style='list-style: none'><li>庚</ul></ul>"
    assert page(body) == ["3. 甲", "4. 乙", "9. 丙", "a. 丁", "IV. 戊", "• 己", "庚"]


def test_controls_show_what_is_filled_in() -> None:
    body = "姓名<input value=王><input type=checkbox checked>是<input type=radio>否<input type=hidden value=x>"
    body += "<select><option>甲<option selected>乙</select><textarea>备\n注</textarea><button>提交</button>"
    assert page(body) == ["姓名 王 ☑是○否 乙  备", "注  提交"]


def test_a_table_is_a_table_with_what_spans_left_empty() -> None:
    body = "<table><caption>表 1</caption><tr><th colspan=2>甲<th>乙<tr><td rowspan=2>一<td>二<td>三<br>叁<tr><td>四"
    assert grid(f"{body}<td><p>五</p><p>六</p></table>") == Grid(
        (("甲", "", "乙"), ("一", "二", "三\n叁"), ("", "四", "五\n六")), "表 1"
    )


def test_a_table_that_arranges_a_page_is_none() -> None:
    body = "<table><tr><td>导航<td><p>正文</p><table><tr><td>1<td>2</table>后文</table>"
    content = read("页.html", f"<html>{body}</html>").content
    assert content == (Passage("导航"), Passage("正文"), Grid((("1", "2"),)), Passage("后文"))


def test_what_is_neither_words_nor_table_is_named() -> None:
    prepared = read("页.html", "<p>甲<img src=a.png><svg><text>x</text></svg><video></video><iframe></iframe>")
    assert prepared.removed == ("图片", "图形", "音视频", "嵌入的网页或对象")
    assert prepared.notes == ("网页只印文字和表格，不印样式和背景；要保持原样，请在浏览器中打印成 PDF 后加入。",)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<META http-equiv=Content-Type content="text/html; charset=gbk">', "gb18030"),
        ('<?xml version="1.0" encoding="Big5"?>', "big5"),
        ("<meta charset=utf-8>", "gb18030"),  # it says what is not so
        ("<meta charset=utf-16>", "utf-8"),
        ("", "utf-16"),
        ("", "gb18030"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_says_and_its_bytes_bear_out(head: str, encoding: str) -> None:
    assert words("页.html", f"{head}<html><p>測試</html>".encode(encoding)) == ["測試"]


def test_a_page_of_another_language_is_read_in_the_encoding_that_it_says() -> None:
    assert words("页.html", b"<html><meta charset=iso-8859-1><p>caf\xe9 \xfdz\xff</html>") == ["café ýzÿ"]
    with pytest.raises(EvidenceRefused, match="网页的文字编码无法识别"):
        read("页.html", b"<html><p>caf\xe9 \xfdz\xff</html>")


def test_elements_deep_within_each_other_are_refused() -> None:
    for depth in (230, 5_000, 200_000):
        with pytest.raises(EvidenceRefused, match="网页的层次过深"):
            read("页.html", "<div>" * depth + "甲" + "</div>" * depth)


def test_entities_and_files_from_elsewhere_are_not_loaded() -> None:
    body = '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY a "&a;&a;">]><p>甲&e;&a;</p>'
    assert "root:" not in "".join(words("页.html", body))


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr>" + "<td rowspan=99999 colspan=99999>甲" * 2_000,
        "<table>" + "<tr><td rowspan=65000>甲<td>乙" * 20_000,
        "<ol>" + "<li>甲" * 20_000,
        "<a " * 200_000,
        "<![CDATA[" * 100_000,
        "<b><i>" * 100_000,
        "<!--" * 100_000,
        "&lt" * 1_000_000,
    ],
)
def test_a_page_made_to_take_long_takes_seconds_at_most(body: str) -> None:
    begun = time.process_time()
    with suppress(EvidenceRefused):
        read("页.html", f"<html><p>甲</p>{body}")
    assert time.process_time() - begun < 8
