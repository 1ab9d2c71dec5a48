"""检查单: what the 齐备检查 found, clause by clause with boxes to tick; for the applicant, never part of the form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from app.export.compose.sentences import stated
from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Block, Document, Paragraph, Part, Row, Space, Table
from app.export.style import SIZES
from app.forms.answers.proved_rows import row_name
from app.forms.attachments import Attachment, State, attachments
from app.forms.checks.findings import SEVERITIES, Findings, Group, Line, line_words
from app.forms.field_types import UNCHECKED
from app.forms.session import FormSession

TITLE = "齐备检查单"
NAMED_ROWS = 30
"""Rows of a list that are named for one line; how many there are is always said."""
_NOTE = "供申报单位自查，不属于申报书，不装订、不报送。处理好的在方框内打勾。"
_MARKS: Mapping[State, str] = {State.DONE: "齐", State.MISSING: "缺", State.NOT_ASKED: "不适用"}
_FINDING_WIDTHS = (1.4, 4.6, 11.0)
_PROOF_WIDTHS = (4.6, 7.4, 2.6, 2.4)
_SIGNED = "检查人（签字）：　　　　　　复核人（签字）：　　　　　　日期：　　年　月　日"


def compose_check(
    session: FormSession,
    found: Findings,
    made: str,
    sections: Collection[str] | None = None,
    scope: str = "",
    legible: Callable[[str], str] = str,
) -> Document:
    """What was `found`, as of `made` (a day and time in words).

    `sections` are the pages that were looked at where it is not all of them, `scope` what they are called; what no
    program can check is of the whole declaration even then, and the sheet says so.  `legible` gives a text that can be
    printed in the place of one that is quoted from the answers.
    """
    blocks: list[Block] = [words(TITLE, "cover_title"), *_heading(session, found, made, scope, legible)]
    for severity, title in SEVERITIES.items():
        groups = found.of(severity)
        if groups:
            blocks += [Space(0.6), _leading(f"{title}（{found.count(severity):,} 处）")]
        for place, group in enumerate(groups):
            blocks += [*((Space(0.3),) if place else ()), *_clause(group), _findings(session, group.lines, legible)]
    blocks += [*_proofs(session, sections, legible), *_by_hand(found.by_hand, scope), Space(0.8)]
    blocks.append(words(_SIGNED, "table_text"))
    return Document(f"{session.pack.title}{TITLE}", (Part(tuple(blocks), "arabic"),), sheet_style(SIZES["五号"]))


def _heading(
    session: FormSession, found: Findings, made: str, scope: str, legible: Callable[[str], str]
) -> Iterator[Block]:
    notice = session.pack.notice
    number = f"（{notice.number}）" if notice.number else ""
    yield words(f"申报书：{session.pack.title}", "table_text")
    if applicant := stated(session, "applicant.name"):
        yield words(legible(f"申报单位：{applicant}"), "table_text")
    yield words(f"依据：《{notice.name}》{number}", "table_text")
    where = f"　范围：{scope}" if scope else ""
    yield words(f"检查时间：{made}{where}", "table_text")
    counts = "，".join(f"{title} {found.count(severity):,} 处" for severity, title in SEVERITIES.items())
    yield words(f"结果：{counts}。{_NOTE}", "table_text")


def _clause(group: Group) -> Iterator[Block]:
    yield _leading(f"{group.clause}（{group.count:,} 处）")
    if group.words:
        yield replace(words(group.words, "table_note"), leads=True)


def _leading(text: str) -> Paragraph:
    """A bold line that stays on the page of what follows."""
    return replace(words(text, "table_text", bold=True), leads=True)


def _findings(session: FormSession, lines: Sequence[Line], legible: Callable[[str], str]) -> Table:
    head = Row(tuple(cell(one, style="table_head") for one in ("打勾", "页面", "问题")))
    return Table(_FINDING_WIDTHS, (head, *(_finding(session, line, legible) for line in lines)), header_rows=1)


def _finding(session: FormSession, line: Line, legible: Callable[[str], str]) -> Row:
    page = session.page_name(session.pack.section[line.first.path.section])
    told = [line_words(session.pack, session.answers, line), *_rows_of(session, line)]
    return Row((cell(UNCHECKED, style="table_label"), cell(legible(page)), cell(*map(legible, told))))


def _rows_of(session: FormSession, line: Line) -> Iterator[str]:
    """Which rows a line stands for, as far as there is room."""
    paths = [problem.path for problem in line.problems if problem.path.row]
    if line.many and paths:
        named = dict.fromkeys(row_name(session.pack, session.answers, path) for path in paths[:NAMED_ROWS])
        more = f" 等 {len(paths):,} 处" if len(paths) > NAMED_ROWS else ""
        yield f"{'、'.join(named)}{more}"


def _proofs(session: FormSession, sections: Collection[str] | None, legible: Callable[[str], str]) -> Iterator[Block]:
    found = attachments(session, [one for one in session.pack.sections if sections is None or one.id in sections])
    if not found.items:
        return
    yield Space(0.6)
    yield _leading(f"证明材料（{found.summary}）")
    head = Row(tuple(cell(one, style="table_head") for one in ("页面", "材料", "齐缺", "份数页数")))
    yield Table(
        _PROOF_WIDTHS,
        (head, *(_proof(one, legible(session.page_name(one.section))) for one in found.items)),
        header_rows=1,
    )


def _proof(one: Attachment, page: str) -> Row:
    pages = f"{len(one.files)} 份 {one.pages} 页" if one.files else ""
    state = _MARKS.get(one.state, one.state.value)
    return Row((cell(page), cell(one.item.title), *(cell(text, style="table_label") for text in (state, pages))))


def _by_hand(lines: Sequence[str], scope: str) -> Iterator[Block]:
    yield Space(0.6)
    yield _leading(f"程序不能代查，请人工核对（{'全书 ' if scope else ''}{len(lines)} 项）")
    rows = tuple(Row((cell(UNCHECKED, style="table_label"), cell(line))) for line in lines)
    yield Table((1.4, 15.6), rows)
