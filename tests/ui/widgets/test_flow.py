"""Sentences with blanks break into lines like text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from app.ui.widgets.flow import CLOSERS, Atom, Placed, accompanied, atoms_of, flow, in_company


def measure(text: str) -> float:
    """Ten pixels a character."""
    return 10.0 * len(text)


def texts(lines: list[list[Placed]]) -> list[str]:
    """The words of each line, a blank as ＿."""
    return ["".join("＿" if one.atom.widget >= 0 else one.atom.text for one in line) for line in lines]


def blank(width: float = 40, *, stretch: bool = False) -> Atom:
    """A blank."""
    return Atom("", width, widget=0, stretch=stretch)


def test_chinese_breaks_between_characters_and_latin_words_hold_together() -> None:
    assert texts(flow(atoms_of("连接IaaS平台数量", measure), 60)) == ["连接IaaS", "平台数量"]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert texts(flow(atoms_of("一二三，四", measure), 30)) == ["一二", "三，四"]


def test_brackets_of_every_kind_keep_to_their_words() -> None:
    assert texts(flow(atoms_of("国函〔2017〕号", measure), 60)) == ["国函", "〔2017〕", "号"]


def test_no_line_ends_with_an_opening_mark() -> None:
    assert texts(flow(atoms_of("一二（三）", measure), 30)) == ["一二", "（三）"]


def test_a_phrase_keeps_its_blank() -> None:
    atoms = [
        *atoms_of("其中，运行设备", measure),
        blank(),
        *atoms_of("台；加工设备", measure),
        blank(),
        *atoms_of("台", measure),
    ]
    assert texts(flow(atoms, 130)) == ["其中，运行设备＿台；", "加工设备＿台"]
    assert texts(flow(atoms, 120)) == ["其中，", "运行设备＿台；", "加工设备＿台"]


def test_a_blank_that_stretches_takes_the_rest_of_its_line() -> None:
    ((*_, last),) = flow([*atoms_of("名称", measure), blank(stretch=True)], 300)
    assert (last.x, last.width) == (20, 280)


def test_a_blank_wider_than_the_line_is_cut_to_it() -> None:
    ((only,),) = flow([blank(500)], 300)
    assert only.width == 300


@settings(max_examples=60, deadline=None)
@given(some.text(alphabet="一二三ab，。（） 12", max_size=40), some.integers(20, 200))
def test_no_word_is_lost_and_no_line_is_too_long(words: str, width: int) -> None:
    atoms = atoms_of(words, measure)
    lines = flow(atoms, width)
    assert "".join(texts(lines)).replace(" ", "") == words.replace(" ", "")
    for line in lines:
        unbroken = all(one.atom.glued for one in line[1:])
        assert unbroken or sum(one.width for one in line) <= width
        assert line is lines[0] or line[0].atom.text not in CLOSERS or line[0].atom.text == ""


def test_a_blank_that_no_line_can_hold_with_its_words_has_a_line_of_its_own() -> None:
    lines = flow([Atom("名称", 60), Atom("", 50, widget=1, glued=True), Atom("）", 10, glued=True)], 100)
    assert [[one.atom.text for one in line] for line in lines] == [["名称"], ["", "）"]]
    assert len(flow([Atom("名称", 60), Atom("", 40, widget=1, glued=True)], 100)) == 1


def choice(*, boxes: int = 2) -> list[Atom]:
    """The boxes of a choice, each of 40, with a space between them."""
    atoms = [Atom("", 40, widget=0, kept=1)]
    for _ in range(boxes - 1):
        atoms += [Atom("　", 10, kept=1), Atom("", 40, widget=0, kept=1)]
    return atoms


def test_the_boxes_of_a_choice_stay_on_one_line() -> None:
    atoms = [*atoms_of("有研发机构：", measure), *choice()]
    assert texts(flow(atoms, 150)) == ["有研发机构：＿　＿"]
    assert texts(flow(atoms, 140)) == ["有研发机构：", "＿　＿"]
    assert texts(flow([*atoms_of("企业类型：", measure), *choice(boxes=3)], 150)) == ["企业类型：", "＿　＿　＿"]


def test_two_boxes_that_no_line_can_hold_stand_under_each_other() -> None:
    lines = flow([*atoms_of("有：", measure), *choice()], 80)
    assert [line[0].x for line in lines if line[0].atom.widget >= 0] == [0, 0]
    assert [words.strip("　") for words in texts(lines)] == ["有：", "＿", "＿"]


def rows(words: str, width: float) -> list[str]:
    """The lines of words without blanks, as rows and trees show them."""
    lines = [[placed.atom for placed in line] for line in flow(atoms_of(words, measure), width)]
    return ["".join(atom.text for atom in line) for line in accompanied(lines)]


def test_no_character_of_a_row_stands_alone_on_its_last_line() -> None:
    assert rows("工业互联网平台基本信息", 100) == ["工业互联网平台基本", "信息"]
    assert rows("自研杀手锏APP情况。", 90) == ["自研杀手锏APP", "情况。"]
    assert rows("基本信息概览（一）", 80) == ["基本信息概览", "（一）"]
    assert rows("设备总数", 30) == ["设备", "总数"], "three characters can spare one"
    assert rows("设备数", 20) == ["设备", "数"], "two cannot"
    assert rows("数据库SunTS类", 80) == ["数据库", "SunTS类"], "a word goes as a whole"


@given(some.text("一二三（，。）aB1 ", max_size=40), some.integers(3, 12))
def test_company_for_the_last_character_changes_no_word_and_widens_no_line(words: str, room: int) -> None:
    plain = texts(flow(atoms_of(words, measure), room * 10))
    assert "".join(rows(words, room * 10)) == "".join(plain)
    assert max(map(len, rows(words, room * 10)), default=0) <= max(map(len, plain), default=0)


def test_no_character_of_a_sentence_stands_alone_on_its_last_line() -> None:
    words = atoms_of("经营概况（限500字）", measure)
    lines = flow(words, 90)
    assert texts(lines)[-1] == "字）"
    kept = in_company(lines)
    assert texts(kept)[-1] == "500字）"
    assert [one.x for one in kept[-1]] == [0, 30, 40]
    assert "".join(texts(kept)) == "经营概况（限500字）"


def test_a_line_with_a_blank_stays_as_it_was_broken() -> None:
    lines = flow([*atoms_of("占营业收入", measure), blank(), *atoms_of("％以上", measure)], 60)
    assert in_company(lines) == lines
