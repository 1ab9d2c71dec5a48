"""Thresholds that stand together, as one table: 指标｜要求｜实际｜结论."""

from __future__ import annotations

from collections.abc import Iterator

from app.export.document import Blank, Cell, Inline, Paragraph, Row, Table, Text
from app.export.style import StyleName
from app.forms.checks.verdicts import Demand, judged
from app.forms.pack.blanks import BlankRef
from app.forms.pack.section import Section
from app.forms.pack.threshold import Alternatives, Threshold, demanded
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL

HEAD = ("指标", "要求", "实际", "结论")
ALTERNATIVE = "或："
_WIDTHS = (17.0, 8.5, 8.0, 4.5)
_HEIGHT = 24.0
_ROOM = 3.0


def threshold_table(session: FormSession, section: Section, run: Alternatives, *, blank: bool) -> Table | None:
    """The table of one run; None when none of it applies. A `blank` one has every row, whatever applies."""
    rows: list[Row] = []
    for alternatives in demanded(run):
        applying = tuple(one for one in alternatives if blank or session.holds(one.when, section))
        if applying:
            rows += _rows(session, section, judged(section, applying, session.answers, session.circumstances))
    head = Row(tuple(_cell("list_head", Text(words)) for words in HEAD))
    return Table(_WIDTHS, (head, *rows), header_rows=1) if rows else None


def _rows(session: FormSession, section: Section, demand: Demand) -> Iterator[Row]:
    """One row for each alternative; the 结论 they share stands once beside them."""
    verdict = Text(demand.verdict.value if demand.verdict else "")
    for position, threshold in enumerate(demand.thresholds):
        label = Text(f"{ALTERNATIVE if position else ''}{threshold.label}")
        bound = _figure(session, section, threshold.demanded, Text(threshold.relation))
        cells = [
            _cell("list_text", label),
            _cell("list_text", *bound),
            _cell("list_text", *_actual(session, section, demand, threshold)),
        ]
        if not position:
            cells.append(_cell("list_head", verdict, rows=len(demand.thresholds)))
        yield Row(tuple(cells))


def _actual(session: FormSession, section: Section, demand: Demand, threshold: Threshold) -> tuple[Inline, ...]:
    """The blank with the figure, or what the list comes to: its rows, or the cell nearest to the threshold."""
    if threshold.figure is not None:
        return _figure(session, section, threshold.figure)
    worst = demand.worst(threshold)
    if worst is None:
        return ()
    extreme = ("最少" if threshold.least else "最多") if threshold.column else ""
    return (Text(f"{extreme}{worst:f}{threshold.printed_unit}"),)


def _figure(session: FormSession, section: Section, blank: BlankRef, *before: Text) -> tuple[Inline, ...]:
    """A figure between its words; 无 stands alone."""
    path = FieldPath(section.id, blank.id)
    field = section.asked[blank.id]
    text = session.printed(path)
    filled = Blank(text, str(path), field.room or _ROOM, not text, field.label)
    return (filled,) if session.value(path) is NIL else (*before, filled, Text(blank.unit))


def _cell(style: StyleName, *inlines: Inline, rows: int = 1) -> Cell:
    return Cell((Paragraph(inlines, style),), rows=rows, min_height=_HEIGHT)
