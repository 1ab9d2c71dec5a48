"""A paper of the sample as PDF: text that can be searched, the mark of a sample, the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

from app.declaration.samples.papers import write_paper
from app.evidence.drawing.paper import Grid, Paper, Words
from app.evidence.intake import take_in_all
from app.export.fonts.faces import Faces

PAPER = Paper(
    "专项审计报告",
    (
        Words("一、收入", "heading"),
        Words("审核：陈镕、周喆、王珺、刘旸、杨昇。"),
        None,
        Grid(("项目", "2021年"), (("收入合计", "31462.80"),)),
        Words("2022年2月25日", "right"),
    ),
)


def words_of(file: Path) -> str:
    """Every character on the pages of a PDF, without white space."""
    with pypdfium2.PdfDocument(file) as pdf:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_every_word_of_the_paper_can_be_read_back_and_it_says_that_it_is_a_sample(tmp_path: Path) -> None:
    file = tmp_path / "报告.pdf"
    with file.open("wb") as stream:
        write_paper(PAPER, stream, Faces(folders=[]))
    text = words_of(file)
    expected = (
        "专项审计报告",
        "一、收入",
        "审核：陈镕、周喆、王珺、刘旸、杨昇。",
        "31462.80",
        "2022年2月25日",
        "样例资料",
    )
    assert [words for words in expected if words not in text] == []
    assert [(taken.kind, taken.pages) for taken in take_in_all([file])] == [("pdf", 2)]


def test_the_same_paper_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for stream in (first, second):
        write_paper(PAPER, stream, Faces(folders=[]))
    assert first.getvalue() == second.getvalue()
