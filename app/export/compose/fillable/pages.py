"""`compose_fillable`: a note on how to fill, then each chosen page as a table of labels and blanks, and its lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.export.compose.fillable.blanks import answer_blank, answer_paragraphs, hint_of, label_of
from app.export.compose.sentences import stated
from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Block, Cell, Document, Heading, PageBreak, Paragraph, Part, Row, Space, Table, Text
from app.export.style import StyleName
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import FIGURES, Column, Field
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession

SPARE = 5
"""Empty rows at the end of each list; more are made by copying one."""
MOST_ROWS = 1000
"""Rows of a list beyond which Word is no place to fill it."""
_WIDTHS = (3.0, 5.0)
_WIDE = 6  # columns of a list that needs the sheet turned
_NUMBER_SHARE = 0.08  # of the width of all columns that are filled
_HOW = (
    "怎样填写：在表格中标有【点此填写】【请选择】的地方填写，方框点一下就打勾；没有的项目填“无”。",
    "清单的行不够时，复制最后一个空行，粘贴在它的下面接着填；多余的空行不用删除。",
    "请不要改动栏目名称、删除栏目或表格；证明材料和图片请另外发送，不要贴在这里。",
    "填好后保存为 .docx 发回即可，文件名可以改，Word、WPS 和 LibreOffice 都可以用。",
)


def spare_row(place: int) -> str:
    """The id of the spare row at `place`, from 0; no row of a draft is called so."""
    return f"N{place + 1}"


def is_spare(row: str) -> bool:
    """Whether a row's id is that of a spare one."""
    return row.startswith("N")


def compose_fillable(session: FormSession, sections: Sequence[str]) -> Document:
    """The pages called `sections` to be filled; those of a repeated page are the pages of its entries."""
    pages = list(_pages(session, sections))
    blocks: list[Block] = [words(f"{session.pack.title}（供填写）", "cover_title")]
    if applicant := stated(session, "applicant.name"):
        blocks.append(words(f"申报单位：{applicant}", "table_text"))
    blocks += [words(line, "table_text") for line in _HOW]
    turned = False
    for page in pages:
        wide = any(len(table.asked_columns) > _WIDE for table in page.lists.values())
        if wide or turned:
            blocks.append(PageBreak(turned=wide))
        turned = wide
        blocks += _page(session, page)
    style = sheet_style(title_size=18.0)
    return Document(f"{session.pack.title}（供填写）", (Part(tuple(blocks)),), style, fillable=True)


def _pages(session: FormSession, sections: Sequence[str]) -> Iterator[Section]:
    """The pages in their order, a repeated one followed by those of its entries."""
    return (page for page in session.pack.sections if FieldPath(page.id, "").folded.section in sections)


def _page(session: FormSession, page: Section) -> Iterator[Block]:
    yield Heading(1, (Text(session.page_name(page)),), f"section-{page.id}")
    if page.repeat is not None:
        count = session.answers.row_count(FieldPath(page.id, ENTRIES))
        yield words(f"共 {count} 项，逐项填写；要增加或删除一项，请告诉发来文件的人。", "table_text")
        return
    yield from (words(line, "table_note") for line in _told(session, page).split("\n") if line.strip())
    asked = [field for field in page.asked.values() if field.id != ENTRIES and field.type != "evidence"]
    for listed, fields in groupby(asked, lambda field: field.type == "list"):
        if not listed:
            yield Table(_WIDTHS, tuple(_row(session, page, field) for field in fields))
            yield Space(0.5)
            continue
        for field in fields:
            yield from _list(session, page, page.lists[field.id])
    if items := [item.title for item in page.evidence_items.values()]:
        yield words(f"证明材料（请另外发送，不要贴在这里）：{'；'.join(items)}", "table_note")
        yield Space(0.5)


def _told(session: FormSession, page: Section) -> str:
    """What the notice says of a page, as beside it in the window."""
    requirement = session.pack.requirements.get(page.requirement)
    judged = f"评价指标“{requirement.title}”：{requirement.text}" if requirement is not None else ""
    return f"{page.help}\n{judged}"


def _row(session: FormSession, page: Section, field: Field) -> Row:
    label = [Paragraph((Text(label_of(field)),), "table_text")]
    if hint := hint_of(field):
        label.append(words(hint, "table_note"))
    answer = answer_paragraphs(session, FieldPath(page.id, field.id), field, "table_text")
    return Row((Cell(tuple(label), min_height=26.0), Cell(tuple(answer), min_height=26.0)))


def _list(session: FormSession, page: Section, table: ListTable) -> Iterator[Block]:
    path = FieldPath(page.id, table.field)
    rows = session.answers.rows(path)
    if len(rows) > MOST_ROWS:
        yield words(f"{table.label}有 {len(rows)} 行，不在这里填写，请在程序中填写。", "table_text")
        return
    nothing = answer_blank(session, path, session.field(path))
    yield Paragraph(
        (Text(f"{table.label}（一项也没有的，在这里填“无”："), nothing, Text("）")), "table_text", leads=True
    )
    spare = [spare_row(place) for place in range(SPARE)]
    head = (*((table.number_head,) if table.numbered else ()), *map(_head, table.asked_columns))
    body = (_listed(session, path, table, row, place) for place, row in enumerate((*rows, *spare)))
    own = tuple(column.width for column in table.asked_columns)
    widths = ((_NUMBER_SHARE * sum(own),) if table.numbered else ()) + own
    yield Table(widths, (Row(tuple(cell(one, style="list_head") for one in head)), *body), header_rows=1)
    yield Space(0.5)


def _listed(session: FormSession, path: FieldPath, table: ListTable, row: str, place: int) -> Row:
    number = (cell(table.number(place), style="list_number"),) if table.numbered else ()
    return Row((*number, *(_cell(session, path.at(row, column.id), column, row) for column in table.asked_columns)))


def _cell(session: FormSession, path: FieldPath, column: Column, row: str) -> Cell:
    field = column.as_field
    style: StyleName = "list_figure" if column.type in FIGURES else "list_text"
    if field.computed is not None:
        printed = "" if is_spare(row) else session.printed(path)
        return Cell((Paragraph((Text(printed),), style),))
    return Cell((Paragraph((answer_blank(session, path, field),), style),))


def _head(column: Column) -> str:
    return label_of(column.as_field)
