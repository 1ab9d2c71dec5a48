"""Lines end where GB/T 15834 lets them, keep every word, and stand flush."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.export.fonts.faces import Faces
from app.export.layout.lines.characters import OBJECT
from app.export.layout.lines.fitting import GAPING, NATURAL, SPACE_WIDTH, Span
from app.export.layout.lines.linebreak import break_lines
from app.export.layout.lines.setting import Frame, Run, set_run
from app.export.layout.lines.shaping import THIN, shape
from app.export.style import Align

NEVER_FIRST = "，。、；：？！）》】”’…—％‰℃%,.;:?!)"
NEVER_LAST = "（《【“‘(["
SIZE = 16.0
MEASURE = 442.2
PIECES = st.one_of(
    st.text("平台接入边缘网关数控机床工业互联网安全生产", min_size=1, max_size=12),
    st.sampled_from(["，", "。", "、", "；", "：", "……", "——", "？", "！"]),
    st.sampled_from(["“平台”", "（含试点）", "《规范》", "【重点】", "‘云’"]),
    st.sampled_from(["2300台/套", "35.8%", "12,345.67万元", "18.6万个", "25℃", "第57页", "□是 ☑否"]),
    st.sampled_from(["OPC UA", "Kubernetes", "XQ-00001", "https://www.example.com/a/industrial-internet.html"]),
)
ENGLISH = st.lists(st.sampled_from(["the", "company", "平台", "OPC", "2021", "，"]), min_size=9).map(" ".join)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join)


def broken(faces: Faces, text: str, measure: float = MEASURE, align: Align = "justify") -> tuple[list[str], list[Span]]:
    """The words of each line, and the lines."""
    spans, _ = break_lines(shape(text, faces.role("fangsong"), SIZE), measure, measure, align)
    return [text[span.start : span.end] for span in spans], spans


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(faces: Faces, text: str) -> None:
    lines, _ = broken(faces, text)
    for line in lines[1:]:
        assert line[0] not in NEVER_FIRST, lines
    for line in lines[:-1]:
        assert line[-1] not in NEVER_LAST, lines
        assert not line.endswith(("□", "☑")), lines


def test_a_last_character_gets_company_only_where_that_fits_the_line(faces: Faces) -> None:
    assert broken(faces, "数据平台的云", 5 * SIZE, "left")[0] == ["数据平台", "的云"]
    assert broken(faces, "业“平台”，", 60.0, "left")[0] == ["业“平", "台”，"]


@settings(max_examples=60, deadline=None)
@given(
    text=TEXTS, measure=st.sampled_from([60.0, 120.0, MEASURE]), align=st.sampled_from(["justify", "left", "center"])
)
def test_every_character_is_kept_in_order_and_no_line_is_too_wide(
    faces: Faces, text: str, measure: float, align: Align
) -> None:
    spans, breaker = break_lines(shape(text, faces.role("fangsong"), SIZE), measure, measure, align)
    assert [span.start for span in spans] == [0, *(span.next for span in spans[:-1])]
    assert spans[-1].next == len(text)
    for span in spans:
        assert not text[span.end : span.next].strip()
        assert -span.slack <= breaker.room(span.start, span.end) + 1e-6


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_both_edges_are_flush_on_every_line_but_the_last(faces: Faces, text: str) -> None:
    run = Run(text)
    frame = Frame(0.0, MEASURE, 0.0, "justify")
    spans, breaker = break_lines(shape(text, faces.role("fangsong"), SIZE), MEASURE, MEASURE)
    lines = set_run(run, faces.role("fangsong"), SIZE, frame)
    for line, span in list(zip(lines, spans, strict=True))[:-1]:
        gaps = breaker.stretched[span.end - 1] - breaker.stretched[span.start]  # none inside a lone piece of a URL
        loose = breaker.looseness(span.start, span.end, span.slack)
        if not gaps or (breaker.fit(span) is NATURAL and " " in text[span.start : span.end] and loose > 0.1):
            continue  # a line of words would be torn: its right edge is left ragged
        if loose <= GAPING - THIN:
            assert MEASURE - 0.1 <= line.right <= MEASURE + breaker.end_trim(span.end) + 0.1


@settings(max_examples=100, deadline=None)
@given(
    text=TEXTS | st.lists(st.sampled_from(["the", "company", "平台", "OPC", "2021", "，"]), min_size=9).map(" ".join)
)
def test_no_white_between_two_characters_is_wider_than_half_a_character(faces: Faces, text: str) -> None:
    for line in set_run(Run(text), faces.role("fangsong"), SIZE, Frame(0.0, MEASURE, 0.0, "justify")):
        for glyphs in line.glyphs:
            kerns = dict(glyphs.kerns)
            for at, char in enumerate(glyphs.text[:-1]):
                added = glyphs.spacing + kerns.get(at, 0.0)
                natural = SPACE_WIDTH * SIZE if char == " " else 0.0
                assert added <= 0 or added + natural <= GAPING * SIZE + 0.01


def test_long_prose_is_set_without_visible_gaps(faces: Faces) -> None:
    text = (
        "围绕“工业互联网+安全生产”，平台已接入边缘网关、数控机床（含五轴加工中心）等设备2300台/套，覆盖电子信息、装备制造；"
        * 8
    )
    spans, breaker = break_lines(shape(text, faces.role("fangsong"), SIZE), MEASURE, MEASURE)
    assert max(breaker.looseness(span.start, span.end, span.slack) for span in spans[:-1]) < 0.15


@pytest.mark.parametrize(
    "whole",
    [
        "2300台/套",
        "35.8%",
        "18.6万个",
        "2021年",
        "OPC-UA",
        "Kubernetes",
        "XQ-00001-919",
        "第57页",
        "±0.5%",
        "JT/T 808",
        "GB/T 19001-2016",
        "ISO/TC 184/SC 4",
        "……",
        "——",
    ],
)
def test_what_belongs_together_is_never_parted(faces: Faces, whole: str) -> None:
    for lead in range(20, 34):
        lines, _ = broken(faces, "平" * lead + whole + "台" * 40)
        assert sum(line.count(whole) for line in lines) == 1, lines


def test_a_long_sum_is_parted_before_its_unit_at_most_and_only_where_the_line_would_gape(faces: Faces) -> None:
    for lead in range(20, 34):
        lines, _ = broken(faces, "平" * lead + "12,345.67万元" + "台" * 40)
        if lines[0].endswith("12,345.67"):
            assert (MEASURE - lead * SIZE) / SIZE / (lead - 1) > 0.25
        else:
            assert sum(line.count("12,345.67万元") for line in lines) == 1, lines


def test_a_date_in_prose_is_parted_after_its_year_at_most_and_only_where_the_line_would_gape(faces: Faces) -> None:
    parted = 0
    for lead in range(15, 34):
        lines, _ = broken(faces, "平" * lead + "2021年12月31日" + "台" * 40)
        if not any("2021年12月31日" in line for line in lines):
            assert lines[0].endswith("2021年")
            assert (MEASURE - lead * SIZE) / SIZE / (lead - 1) > 0.25
            parted += 1
    assert parted


@pytest.mark.parametrize("whole", ["2021年12月31日", "2021 年 12 月", "12,345.67万元", "Client/Server"])
def test_ragged_words_part_no_date_or_number_that_a_line_can_hold(faces: Faces, whole: str) -> None:
    for align in ("left", "center", "right"):
        for lead in range(12):
            lines, _ = broken(faces, "平" * lead + whole + "台", 130.0, align=align)
            assert sum(line.count(whole) for line in lines) == 1, lines


def test_a_date_too_wide_for_its_cell_is_parted_after_year_and_month(faces: Faces) -> None:
    lines, _ = broken(faces, "2021年12月31日", 60.0, align="left")
    assert lines == ["2021年", "12月", "31日"]


def test_a_single_character_with_its_marks_does_not_end_centred_words(faces: Faces) -> None:
    lines, _ = broken(faces, "机理模型、微服务", 3.4 * SIZE, align="center")
    assert all(len(line.rstrip("、")) > 1 for line in lines), lines


def test_a_url_is_parted_only_after_its_joints(faces: Faces) -> None:
    url = "https://platform.example.com/docs/industrial-internet/index.html"
    for lead in range(10, 26):
        lines, _ = broken(faces, "平" * lead + url + "。" + "台" * 30)
        for line in lines[:-1]:
            if line[-1].isascii() and not line.endswith("html"):
                assert line[-1] in "/.-", lines


def test_a_word_wider_than_the_measure_is_parted_as_a_last_resort(faces: Faces) -> None:
    lines, spans = broken(faces, "A" * 100, 120.0)
    assert "".join(lines) == "A" * 100
    assert all(span.slack >= -1e-6 for span in spans)


def test_a_code_too_wide_for_its_cell_is_parted_at_a_joint(faces: Faces) -> None:
    lines, _ = broken(faces, "Modbus-TCP", 70.0, align="left")
    assert lines == ["Modbus-", "TCP"]


def test_a_number_keeps_its_unit_in_a_narrow_cell(faces: Faces) -> None:
    lines, _ = broken(faces, "边缘计算网关96号", 120.0, align="left")
    assert lines == ["边缘计算网关", "96号"]


def test_adjacent_marks_share_one_em(faces: Faces) -> None:
    role = faces.role("fangsong")
    apart = shape("中”中，中", role, SIZE).width(0, 5)
    together = shape("中中”，中", role, SIZE).width(0, 5)
    assert apart - together == pytest.approx(SIZE / 2, abs=0.1)


def test_a_closing_mark_is_pulled_in_rather_than_left_over(faces: Faces) -> None:
    text = "平台，已接入，设备" + "平" * 18 + "。" + "台" * 20
    lines, spans = broken(faces, text, 27 * SIZE + 3)
    assert lines[0].endswith("。")
    assert spans[0].slack < 0


def test_one_character_does_not_stand_alone_on_the_last_line(faces: Faces) -> None:
    lines, _ = broken(faces, "平" * 54 + "台。", 27 * SIZE)
    assert len(lines[-1]) > 2


def test_spaces_at_a_line_end_print_nothing(faces: Faces) -> None:
    lines, _ = broken(faces, "word " * 30)
    assert all(line == line.strip() for line in lines)


def test_centred_words_are_broken_into_lines_of_one_length(faces: Faces) -> None:
    lines, _ = broken(faces, "一级指标", 60.0, align="center")
    assert lines == ["一级", "指标"]


def test_an_empty_blank_gives_way_before_characters_stand_apart(faces: Faces) -> None:
    text = "其中，研发仿真模型" + OBJECT * 4 + "个；业务流程模型" + OBJECT * 4 + "个；"
    rooms = {at: SIZE for at, char in enumerate(text) if char == OBJECT}
    lines = set_run(Run(text, rooms), faces.role("fangsong"), SIZE, Frame(0.0, MEASURE, 2 * SIZE, "justify"))
    assert lines[0].right == pytest.approx(MEASURE, abs=0.1)
    assert all(some.spacing < 0.05 * SIZE for some in lines[0].glyphs)
    assert "".join(some.text for some in lines[1].glyphs) == "个；"


def test_a_compound_word_is_parted_at_its_joint_only_where_the_line_would_gape(faces: Faces) -> None:
    parted = 0
    for lead in range(1, 34):
        lines, _ = broken(faces, "平" * lead + "Client/Server" + "台" * 40, 150.0)
        whole = sum(line.count("Client/Server") for line in lines)
        parted += not whole
        assert whole or any(line.endswith("Client/") for line in lines), lines
    assert parted


def test_ragged_words_do_not_end_in_a_single_character(faces: Faces) -> None:
    for count in range(12, 60):
        lines, _ = broken(faces, "企" * count, 120.0, align="left")
        assert len(lines[-1]) > 1 or len(lines) == 1, lines
