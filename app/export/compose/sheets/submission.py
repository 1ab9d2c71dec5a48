"""报送清单: one sheet beside the book that says what goes where, in the notice's words, with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.export.compose.sentences import stated
from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Block, Cell, Document, Inline, LineBreak, Part, Row, Space, Table, Text
from app.export.style import SIZES
from app.forms.field_types import UNCHECKED
from app.forms.pack.pack import Delivery, Submission
from app.forms.session import FormSession

TITLE = "报送清单"
_WIDTHS = (3.0, 9.5, 3.6, 2.0, 9.0)
_SIGNED = "经办人（签字）：　　　　　复核人（签字）：　　　　　日期：　　年　月　日"


def compose_submission(session: FormSession, cell_size: float = SIZES["小四"]) -> Document | None:
    """The 报送清单 of this declaration; None when its pack does not say how to hand it in."""
    pack = session.pack
    rows = tuple(_rows(pack.submission, pack.clauses))
    if not rows:
        return None
    blocks: list[Block] = [words(TITLE, "cover_title"), *_heading(session), Table(_WIDTHS, rows), Space(1)]
    blocks.append(words(_SIGNED, "table_text"))
    return Document(f"{pack.title}{TITLE}", (Part(tuple(blocks), "none"),), sheet_style(cell_size))


def _heading(session: FormSession) -> Iterator[Block]:
    notice, applicant = session.pack.notice, stated(session, "applicant.name")
    number = f"（{notice.number}）" if notice.number else ""
    yield words(f"申报书：{session.pack.title}", "table_text")
    if applicant:
        yield words(f"申报单位：{applicant}", "table_text")
    yield words(f"依据：《{notice.name}》{number}", "table_text")
    yield Space(0.4)


def _rows(submission: Submission, clauses: dict[str, str]) -> Iterator[Row]:
    if submission.deadline:
        when = words(deadline_words(submission.deadline, submission.deadline_time), "table_text", bold=True)
        yield _whole("报送期限", when.inlines)
    yield from _deliveries(submission.deliveries)
    if submission.printing:
        yield _whole("印装要求", *map(_ticked, submission.printing))
    if submission.seals:
        yield _whole("签字盖章", *map(_ticked, submission.seals))
    if submission.contact:
        yield _whole("联系咨询", *submission.contact)
    if submission.clauses:
        yield _whole("通知原文", *(f"{name}：{clauses[name]}" for name in submission.clauses))


def deadline_words(day: date, time: str) -> str:
    """2022年3月21日前, with the hour where the notice sets one."""
    return f"{day.year}年{day.month}月{day.day}日{time}前"


def _deliveries(deliveries: tuple[Delivery, ...]) -> Iterator[Row]:
    if not deliveries:
        return
    label = _label("报送材料", rows=len(deliveries) + 1)
    heads = (cell(head, style="table_head") for head in ("材料", "介质", "份数", "报送至"))
    yield Row((label, *heads))
    for delivery in deliveries:
        yield Row(
            (
                cell(_ticked(delivery.what)),
                cell(delivery.medium, style="table_label"),
                cell(f"{delivery.copies}份" if delivery.copies else "—", style="table_label"),
                cell(delivery.to or "—"),
            )
        )


def _whole(label: str, *lines: str | tuple[Inline, ...]) -> Row:
    return Row((_label(label), cell(*lines, columns=len(_WIDTHS) - 1)))


def _label(four: str, rows: int = 1) -> Cell:
    """A label of four characters as two lines of two."""
    return cell((Text(four[:2]), LineBreak(), Text(four[2:])), style="table_label", rows=rows)


def _ticked(line: str) -> str:
    return f"{UNCHECKED} {line}"
