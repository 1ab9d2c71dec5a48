"""Drawn proofs: nothing is lost on them, each says what it is, and the same words give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.evidence.drawing.certificate import Certificate, draw_certificate
from app.evidence.drawing.faces import face
from app.evidence.drawing.log import draw_log
from app.evidence.drawing.paper import Grid, Paper, Words, draw_paper
from app.evidence.drawing.saving import save_pictures
from app.evidence.drawing.screen import Screen, draw_screen
from app.evidence.drawing.sheet import Sheet, lines_of, shares, shortened
from app.evidence.intake import take_in_all

LONG = Paper(
    "汇总表",
    (
        Words("说明"),
        Grid(("序号", "名称"), tuple((str(n), f"设备 {n}") for n in range(80))),
        None,
        Words("完", "right"),
    ),
)
CERTIFICATE = Certificate("证书", "001", "样例单位", "2021年3月1日", "授予“旸能”优秀称号。", (("持有人：", "陈镕"),))
SCREEN = Screen(
    "平台",
    "设备管理",
    "2022-02-28",
    ("总览", "设备管理"),
    (("总数", "12"), ("运行", "7")),
    (("一月", "3"), ("二月", "12")),
    ("名称", "数量"),
    tuple((f"泵 {n}", str(n)) for n in range(40)),
)


def dark(picture: Image.Image) -> bool:
    """Whether anything is written in the lower right corner, where the mark stands."""
    width, height = picture.size
    corner = picture.convert("L").crop((width - width // 14, height - height // 24, width - 4, height - 4))
    low, high = corner.getextrema()
    return bool(isinstance(low, int) and isinstance(high, int) and high - low > 40)


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: draw_screen(SCREEN),
        lambda: draw_certificate(CERTIFICATE),
        lambda: draw_log("日志", ["INFO 起动", "WARN 断线"]),
        lambda: draw_paper(LONG)[-1],
        lambda: draw_paper(LONG)[0].convert("1", dither=Image.Dither.NONE),
    ],
    ids=["screen", "certificate", "log", "paper", "scan"],
)
def test_every_picture_bears_the_mark_of_a_sample(drawn: Callable[[], Image.Image]) -> None:
    assert dark(drawn())


def test_a_long_table_runs_over_pages_and_a_break_starts_one() -> None:
    assert len(draw_paper(LONG)) == 4


@pytest.mark.parametrize(("ending", "kind", "pages"), [(".png", "png", 1), (".jpg", "jpeg", 1), (".tif", "tiff", 4)])
def test_what_is_saved_is_taken_in_as_a_proof(tmp_path: Path, ending: str, kind: str, pages: int) -> None:
    file = tmp_path / f"证明{ending}"
    with file.open("w+b") as stream:
        save_pictures(draw_paper(LONG), stream, ending)
    (taken,) = take_in_all([file])
    assert (taken.kind, taken.pages) == (kind, pages)


@pytest.mark.parametrize("ending", [".png", ".jpg", ".tif"])
def test_the_same_picture_gives_the_same_bytes(ending: str) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for stream in (first, second):
        save_pictures([draw_certificate(CERTIFICATE)], stream, ending)
    assert first.getvalue() == second.getvalue()


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\.gif"):
        save_pictures([Sheet((10, 10)).image], io.BytesIO(), ".gif")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="喆珺昇镕旸，。（OPC UA）12 3", max_size=80), st.integers(90, 400))
def test_breaking_loses_no_character_and_never_begins_a_line_with_a_closing_mark(words: str, width: int) -> None:
    lines = lines_of(words, 20, width, "print")
    assert "".join(lines) == words
    assert not any(line[0] in "，。）" for line in lines[1:])


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="申报书ABC 12", min_size=1, max_size=40), st.integers(40, 300))
def test_shortened_words_fit(words: str, width: int) -> None:
    assert face("plain", 18).getlength(shortened(words, 18, width, "plain")) <= width


def test_shares_fill_the_width_and_leave_no_column_too_narrow() -> None:
    widths = shares([["1"], ["很长很长很长很长的名称"], ["数量"]], 600)
    assert sum(widths) == pytest.approx(600)
    assert min(widths) > 60


@pytest.mark.parametrize("name", ["plain", "print", "brush"])
def test_every_face_draws_the_rare_characters_of_names(name: str) -> None:
    missing = face(name, 32).getmask("\uffff").getbbox(), bytes(face(name, 32).getmask("\uffff"))  # type: ignore[arg-type]  # a name of the table
    for char in "喆珺昇镕旸":
        mask = face(name, 32).getmask(char)  # type: ignore[arg-type]  # a name of the table
        assert (mask.getbbox(), bytes(mask)) != missing
