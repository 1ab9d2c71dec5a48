"""The lists of a declaration as ruled tables, thousands of rows long if need be."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from app.export.compose.rows import BuiltRows
from app.export.document import Blank, Block, Cell, Paragraph, Row, Table, Text
from app.files import file_name
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.asked import ELECTRONIC
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Column, Field
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession

NUMBER_WIDTH = 1.2


def list_blocks(session: FormSession, section: Section, table: ListTable, *, blank: bool) -> Iterator[Block]:
    """The table with its head and rows; the words that stand for it (无, 电子版); nothing when it is not asked."""
    path = FieldPath(section.id, table.field)
    if not blank and not session.asked(path):
        return
    rows = session.answers.rows(path)
    if table.electronic and session.value(FieldPath(section.id, table.field + ELECTRONIC)) is True:
        yield Paragraph((Text(_electronic_words(session.pack, section, table)),), "body")
    elif rows:
        yield _table(table, ListRows(session, path, table, rows))
    elif session.value(path) is not None:
        yield Paragraph((Text("无"),), "body")
    elif table.blank_rows:
        yield _table(table, _EmptyRows(table, table.blank_rows if blank else 1))


def list_file_name(section: Section, table: ListTable) -> str:
    """The name of the file that holds a list handed in electronically: 附件1 工业设备清单.xlsx.

    The number of its page and, where the page asks nothing else, its title; else the list's own label.
    """
    alone = section.asked.keys() <= {table.field, table.field + ELECTRONIC}
    words = f"{section.number} {section.title if alone else table.label}"
    return f"{file_name(words)}.xlsx"


def _electronic_words(pack: Pack, section: Section, table: ListTable) -> str:
    """Where the list is to be found: on the disc where the notice asks for one."""
    disc = any(delivery.carrier == "disc" for delivery in pack.submission.deliveries)
    medium = "光盘" if disc else "电子版材料"
    return f"本清单数据较多，以电子版提供，详见{medium}“{list_file_name(section, table)}”。"


def _table(table: ListTable, rows: Sequence[Row]) -> Table:
    widths = tuple(column.width for column in table.columns)
    return Table((NUMBER_WIDTH, *widths) if table.numbered else widths, rows, header_rows=1)


def _head(table: ListTable) -> Row:
    labels = [*(["序号"] if table.numbered else []), *(_column_head(column) for column in table.columns)]
    return Row(tuple(Cell((Paragraph((Text(label),), "list_head"),)) for label in labels))


def _column_head(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


class _Rows(BuiltRows):
    """The head and so many rows."""

    def __init__(self, table: ListTable, count: int) -> None:
        super().__init__(count + 1)
        self._table = table

    def _built(self, place: int) -> Row:
        return _head(self._table) if place == 0 else self._row(place - 1)

    @abstractmethod
    def _row(self, place: int) -> Row:
        """The row at `place` below the head, from 0."""

    def _numbered(self, place: int, cells: list[Cell]) -> Row:
        number = [Cell((Paragraph((Text(str(place + 1)),), "list_text"),))] if self._table.numbered else []
        return Row((*number, *cells))


class ListRows(_Rows):
    """The rows of an answered list."""

    def __init__(self, session: FormSession, path: FieldPath, table: ListTable, rows: list[str]) -> None:
        super().__init__(table, len(rows))
        self._session, self._path, self._rows = session, path, rows
        self._fields = [column.as_field for column in table.columns]

    def _row(self, place: int) -> Row:
        row = self._rows[place]
        return self._numbered(place, [self._cell(self._path.at(row, field.id), field) for field in self._fields])

    def _cell(self, path: FieldPath, field: Field) -> Cell:
        text = FIELD_TYPES[field.type].printed(self._session.value(path), field)
        return Cell((Paragraph((Blank(text, str(path), 0, False, field.label),), "list_text"),))


class _EmptyRows(_Rows):
    """Rows to fill by hand."""

    def _row(self, place: int) -> Row:
        empty = [Cell((Paragraph((), "list_text"),)) for _ in self._table.columns]
        return self._numbered(place, empty)
