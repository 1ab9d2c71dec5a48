"""Quotes, dashes and dots that two scripts share: Chinese ones in Chinese text, Latin ones in English words."""

from __future__ import annotations

import pytest

from app.export.fonts.faces import Faces
from app.export.layout.lines.characters import CLOSING, LOW_CLOSING, LOW_OPENING, OPENING, kinds
from app.export.layout.lines.scripts import latin_marks
from app.export.layout.lines.setting import Frame, Run, set_run
from app.export.layout.lines.shaping import shape

SIZE = 16.0
WIDE = Frame(0.0, 40 * SIZE, 0.0, "justify")


@pytest.mark.parametrize(
    "text",
    [
        "“5G”应用",
        "于“2022年”建成",
        "“十四五”规划",
        "支持“OPC UA”、“MQTT”等",
        "支持OPC UA“Hub”MQTT",
        "“5G”",
        "1.“5G”",
        "SunLink “5G”",
        "（“Cloud”）",
        "“Hello world”，他说",
        "云—边—端",
        "2019—2021",
        "MQTT……",
        "——OPC UA",
        "国产’s",
    ],
)
def test_marks_in_chinese_text_are_chinese(text: str) -> None:
    assert latin_marks(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("it’s good", "’"),
        ("采用SunLink’s平台", "’"),
        ("the customers’ data", "’"),
        ("customers said “it works” and ‘we like it’.", "“”‘’"),
        ("they said ‘go’, and the customers’ data aren’t shared", "‘’’’"),
        ("“The platform it is” he said to me.", "“”"),
        ("平台是 SunLink “Edge” Hub 架构", "“”"),
        ("Cloud—Edge—Device", "——"),
        ("wait … then", "…"),
        ("他说：“It’s me.”", "’"),
        ("“5G”平台\nit’s new", "’"),
    ],
)
def test_marks_in_english_words_are_latin(text: str, latin: str) -> None:
    assert "".join(text[at] for at in sorted(latin_marks(text))) == latin


def test_a_chinese_quote_beside_digits_has_the_chinese_face_and_one_em(faces: Faces) -> None:
    (line,) = set_run(_run("于“5G”建成"), faces.role("fangsong"), SIZE, WIDE)
    quotes = [glyphs for glyphs in line.glyphs if "“" in glyphs.text or "”" in glyphs.text]
    assert {glyphs.face for glyphs in quotes} == {faces.role("fangsong").faces["中"]}
    assert kinds("“5G”") == f"{OPENING}aa{CLOSING}"
    assert shape("“", faces.role("fangsong"), SIZE).width(0, 1) == SIZE


def test_a_quote_of_an_english_sentence_has_the_latin_face(faces: Faces) -> None:
    text = "customers said “it works” and it’s true"
    (line,) = set_run(_run(text), faces.role("fangsong"), SIZE, WIDE)
    assert [(glyphs.text, glyphs.face) for glyphs in line.glyphs] == [(text, faces.role("fangsong").faces["a"])]


def test_straight_quotes_in_pairs_open_and_close_like_brackets() -> None:
    assert kinds('和"云边"的') == f"c{LOW_OPENING}cc{LOW_CLOSING}c"
    assert kinds("和'云边'的") == f"c{LOW_OPENING}cc{LOW_CLOSING}c"
    assert LOW_OPENING not in kinds("it's 19\" wide, o'clock")


def test_no_line_ends_with_an_opening_straight_quote_or_begins_with_a_closing_one(faces: Faces) -> None:
    for lead in range(20, 34):
        text = "平" * lead + '"云边协同"' + "台" * 30
        lines = set_run(_run(text), faces.role("fangsong"), SIZE, Frame(0.0, 442.2, 0.0, "justify"))
        shown = ["".join(glyphs.text for glyphs in line.glyphs) for line in lines]
        assert "".join(shown) == text
        assert not any(one.startswith('"台') or one.endswith('平"') for one in shown), shown


def _run(text: str) -> Run:
    run = Run()
    run.add(text)
    return run
