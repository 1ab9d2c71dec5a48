"""The lists of a declaration as ruled tables, thousands of rows long if need be."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cached_property

from app.export.compose.tables.columns import SMALLEST_LIST, Need, empty_need, fit, number_need, text_need
from app.export.compose.tables.rows import BuiltRows
from app.export.compose.typography import page_style
from app.export.document import Blank, Block, Cell, Paragraph, Row, Table, Text
from app.export.style import DocumentStyle, StyleName
from app.files import file_name
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.asked import ELECTRONIC
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import FIGURES, Column
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL


def list_blocks(session: FormSession, section: Section, table: ListTable, *, blank: bool) -> Iterator[Block]:
    """The table with its head and rows, or 无; the words that stand for it (电子版); nothing when it is not asked."""
    path = FieldPath(section.id, table.field)
    if not blank and not session.asked(path):
        return
    if _is_electronic(session, section, table):
        yield Paragraph((Text(_electronic_words(session.pack, section, table)),), "body")
    elif rows := _rows(session, section, table, blank=blank):
        yield _table(table, page_style(session.pack, section), rows)


def list_table(session: FormSession, section: Section, table: ListTable, *, blank: bool, within: float) -> Table:
    """A list inside a form table, `within` points wide: its head, and what stands for its rows below it."""
    words = _electronic_words(session.pack, section, table) if _is_electronic(session, section, table) else ""
    rows = _WordsRow(table, words) if words else _rows(session, section, table, blank=blank)
    return _table(table, page_style(session.pack, section), rows or _EmptyRows(table, 1), within)


def _rows(session: FormSession, section: Section, table: ListTable, *, blank: bool) -> _Rows | None:
    """What stands below the head of a list; None where it has no place on paper until it is filled."""
    path = FieldPath(section.id, table.field)
    if rows := session.answers.rows(path):
        return ListRows(session, path, table, rows)
    if session.value(path) is not None:
        return _WordsRow(table, NIL.value)
    return _EmptyRows(table, table.blank_rows if blank else 1) if table.blank_rows else None


def _is_electronic(session: FormSession, section: Section, table: ListTable) -> bool:
    """Whether a list is handed in as a file; one of which there is none is not."""
    path = FieldPath(section.id, table.field)
    stated = session.value(FieldPath(section.id, table.field + ELECTRONIC))
    return table.electronic and stated is True and session.value(path) is not NIL


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


def _table(table: ListTable, style: DocumentStyle, rows: _Rows, within: float | None = None) -> Table:
    """The table of `rows`, its columns as wide as their words ask and the pack prefers.

    It is as wide as the type area, or `within` a form so many points wide: there its words keep their size, and its
    columns those of the form as long as they hold their words.
    """
    needs = [rows.need(place, column) for place, column in enumerate(table.columns, int(bool(table.numbered)))]
    shares = [column.width for column in table.columns]
    if table.numbered:
        needs, shares = [_number_need(table, len(rows) - 1), *needs], [0.0, *shares]
    size = style["list_text"].size
    if within is None:
        widths, smaller = fit(needs, shares, style.page.text_width, size, SMALLEST_LIST)
    else:
        widths, smaller = fit([need.at_will() for need in needs], shares, within, size, size)
    return Table(widths, rows, header_rows=1, size=smaller)


def _head(table: ListTable) -> Row:
    labels = [*([table.number_head] if table.numbered else []), *(_column_head(column) for column in table.columns)]
    return Row(tuple(Cell((Paragraph((Text(label),), "list_head"),)) for label in labels))


def _number_need(table: ListTable, count: int) -> Need:
    """What the column of numbers asks; that of plain numbers is as narrow as it can be."""
    if isinstance(table.numbered, bool):
        return number_need(0, count)
    need = text_need(0, table.number_head, [table.number(max(count, 1) - 1)])
    return replace(need, most=need.least)


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

    def need(self, place: int, column: Column) -> Need:
        """What the column asks that stands at `place` of the printed ones."""
        return empty_need(place, _column_head(column))

    def _numbered(self, place: int, cells: list[Cell]) -> Row:
        number = [Cell((Paragraph((Text(self._table.number(place)),), "list_number"),))] if self._table.numbered else []
        return Row((*number, *cells))


class ListRows(_Rows):
    """The rows of an answered list; what its cells print is read once."""

    def __init__(self, session: FormSession, path: FieldPath, table: ListTable, rows: list[str]) -> None:
        super().__init__(table, len(rows))
        self._path, self._rows = path, rows
        places = enumerate(table.columns, int(bool(table.numbered)))
        read = {column.id: _read(session, path, place, column) for place, column in places}
        self._texts = {name: texts for name, (texts, _) in read.items()}
        self._needs = {name: need for name, (_, need) in read.items()}

    @cached_property
    def built_from(self) -> Hashable:
        """The list, its rows, and what they print; the list is told by its place in memory, where it stays."""
        return id(self._table), self._path, tuple(self._rows), *map(tuple, self._texts.values())

    def row_key(self, place: int) -> Hashable:
        """The row, its number, and what its cells print."""
        if place == 0:
            return None
        at = place - 1
        number = self._table.number(at) if self._table.numbered else ""
        return self._path, self._rows[at], number, *[texts[at] for texts in self._texts.values()]

    def need(self, place: int, column: Column) -> Need:
        """What the cells and the head of a column ask."""
        return self._needs[column.id]

    def _row(self, place: int) -> Row:
        return self._numbered(place, [self._cell(place, column) for column in self._table.columns])

    def _cell(self, place: int, column: Column) -> Cell:
        path = self._path.at(self._rows[place], column.id)
        style: StyleName = "list_figure" if column.type in FIGURES else "list_text"
        text = self._texts[column.id][place]
        lines = [line.strip(" \u3000\t") for line in text.split("\n") if line.strip()] or [""]
        blanks = (Blank(line, str(path), 0, False, column.label) for line in lines)
        return Cell(tuple(Paragraph((blank,), style, align=column.align) for blank in blanks))


def _read(session: FormSession, path: FieldPath, place: int, column: Column) -> tuple[list[str], Need]:
    """What each row prints in one column, and what room the column asks; read once as long as no answer changes it."""

    def read() -> tuple[list[str], Need]:
        texts = _texts(session, path, column)
        return texts, text_need(place, _column_head(column), texts)

    return session.circumstances.remembered(("printed", path, column.id), read)


def _texts(session: FormSession, path: FieldPath, column: Column) -> list[str]:
    whole, field = path.at("*", column.id), column.as_field
    if column.when is not None or column.specified:
        session.circumstances.stated(whole)  # all are read: none need be known by itself
        return [cell_words(session, path.at(row, column.id), column) for row in session.answers.rows(path)]
    printed = FIELD_TYPES[field.type].printed
    return [printed(value, field) for value in session.circumstances.cells(whole)]


def cell_words(session: FormSession, path: FieldPath, column: Column) -> str:
    """What a cell prints, each chosen option with what is specified of it: 其他（软件著作权）."""
    value = session.circumstances.value(path)
    chosen = value if isinstance(value, tuple) else (value,)
    words = {option: session.printed(path.at(path.row, blank.id)) for option, blank in column.specified.items()}
    if not any(words.get(str(one)) for one in chosen):
        return session.printed(path)
    told = (f"{one}（{words[str(one)]}）" if words.get(str(one)) else str(one) for one in chosen)
    return "、".join(told) + column.suffix


class _WordsRow(_Rows):
    """Words across all columns."""

    def __init__(self, table: ListTable, words: str) -> None:
        super().__init__(table, 1)
        self._words = words

    def _row(self, place: int) -> Row:
        columns = len(self._table.columns) + int(bool(self._table.numbered))
        return Row((Cell((Paragraph((Text(self._words),), "list_number"),), columns),))


class _EmptyRows(_Rows):
    """Rows to fill by hand."""

    def _row(self, place: int) -> Row:
        empty = [Cell((Paragraph((), "list_text"),)) for _ in self._table.columns]
        return self._numbered(place, empty)
