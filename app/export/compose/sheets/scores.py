"""自评表: one sheet beside the book with the applicant's own marks and their weighted sums; never part of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from app.export.compose.sentences import stated
from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Block, Cell, Document, Inline, LineBreak, Part, Row, Space, Table, Text
from app.export.style import SIZES
from app.forms.answers.scoring import Tally, indicator_tables, marked_words, tallies, total, two_places
from app.forms.pack.indicators import IndicatorTable
from app.forms.session import FormSession

TITLE = "自评表"
NONE = "—"
_NOTE = "供内部自评，不属于申报书，不装订、不报送。未评的指标暂不计分；分数为百分制，按权重加总后保留两位小数。"
_SUM_WIDTHS = (5.0, 2.2, 2.2, 2.2, 2.2, 2.2)
_SUM_HEADS = ("指标", "权重", "占总分", "自评分", "计入总分", "已评权重")
_MARK_WIDTHS = (1.8, 1.6, 2.0)
_LEVEL_WIDTHS = (2.2, 2.6, 2.9, 5.8)
_NARROW = 2.9
"""Room of a level beyond the fourth, of the same unit."""


def compose_scores(session: FormSession) -> Document | None:
    """The marks of this declaration with their sums, level by level; None when its pack weighs no indicators."""
    tables = indicator_tables(session.pack)
    if not tables:
        return None
    blocks: list[Block] = [words(TITLE, "cover_title"), words(f"申报书：{session.pack.title}", "table_text")]
    if applicant := stated(session, "applicant.name"):
        blocks.append(words(f"申报单位：{applicant}", "table_text"))
    blocks.append(words(_NOTE, "table_text"))
    for table in tables:
        blocks += [Space(0.4), *_tables(session, table)]
    style = sheet_style(SIZES["五号"])
    return Document(f"{session.pack.title}{TITLE}", (Part(tuple(blocks), "arabic"),), style)


def _tables(session: FormSession, table: IndicatorTable) -> Iterator[Block]:
    """The sums of the upper levels, then every leaf with its mark."""
    found = tallies(session.pack, table, session.answers)
    yield _sums(found)
    yield Space(0.8)
    levels = len(table.heads) - 1
    heads = (*table.heads[:-1], "占总分", "自评分", "计入总分")
    head = Row(tuple(cell(one, style="table_head") for one in heads))
    widths = (*(*_LEVEL_WIDTHS, *(_NARROW,) * levels)[:levels], *_MARK_WIDTHS)
    rows = (_leaf_row(session, path) for path in _paths(found))
    yield Table(widths, (head, *rows), header_rows=1)


# -- the sums of the upper levels --------------------------------------------------------------


def _sums(found: Sequence[Tally]) -> Table:
    head = Row(tuple(cell(one, style="table_head") for one in _SUM_HEADS))
    points, marked = total(found)
    last = ("合计", "", _percent(Fraction(1)), _points(points, marked), _points(points, marked), marked_words(marked))
    rows = [row for tally in found for row in (_sum_row(tally, 1), *(_sum_row(one, 2) for one in tally.below))]
    return Table(_SUM_WIDTHS, (head, *rows, _bold_row(last)), header_rows=1)


def _sum_row(tally: Tally, level: int) -> Row:
    title = tally.title if level == 1 else f"　{tally.title}"
    sums = (_points(tally.points, tally.marked), _points(tally.points * tally.weight, tally.marked))
    texts = (title, tally.branch.words, _percent(tally.weight), *sums, marked_words(tally.marked))
    return _bold_row(texts) if level == 1 else _row(texts)


def _bold_row(texts: Sequence[str]) -> Row:
    return _row(texts, bold=True)


def _row(texts: Sequence[str], *, bold: bool = False) -> Row:
    first = cell((Text(texts[0], bold),))
    return Row((first, *(cell((Text(text, bold),), style="table_label") for text in texts[1:])))


# -- every leaf --------------------------------------------------------------------------------


def _paths(found: Sequence[Tally], above: tuple[Tally, ...] = ()) -> Iterator[tuple[Tally, ...]]:
    """For each leaf, from the top: the indicators that begin in its row, outermost first."""
    for place, tally in enumerate(found):
        begun = (*(above if place == 0 else ()), tally)
        if tally.below:
            yield from _paths(tally.below, begun)
        else:
            yield begun


def _leaf_row(session: FormSession, path: tuple[Tally, ...]) -> Row:
    leaf = path[-1]
    mark = session.printed(leaf.score) if leaf.score is not None and leaf.marked else NONE
    figures = (_percent(leaf.weight), mark, _points(leaf.points * leaf.weight, leaf.marked))
    name = cell(f"{leaf.title}（{leaf.branch.words}）")
    return Row((*map(_branch, path[:-1]), name, *(cell(text, style="table_label") for text in figures)))


def _branch(tally: Tally) -> Cell:
    """Title, weight and sum, each on a line of its own."""
    inlines: list[Inline] = [Text(tally.title), LineBreak(), Text(f"（{tally.branch.words}）"), LineBreak()]
    inlines.append(Text(f"{two_places(tally.points)}分" if tally.marked else NONE))
    return cell(tuple(inlines), style="table_label", rows=tally.branch.rows)


def _points(points: Fraction, marked: Fraction) -> str:
    return two_places(points) if marked else NONE


def _percent(share: Fraction) -> str:
    return f"{two_places(share * 100)}%"
