"""The rows of one list that came back: cell by cell where a row was sent, whole where it is new or gone."""

from __future__ import annotations

from collections.abc import Iterator

from app.declaration.returning.plan import Cells, Difference, action_of
from app.declaration.returning.reading import Returned
from app.declaration.returning.values import value_of
from app.export.compose.fillable.blanks import typed_text
from app.export.compose.fillable.pages import is_spare
from app.export.returned.lists import ReadRow
from app.export.returned.matching import Leftover
from app.export.returned.normal import answer_of
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value, same


class RowsPlanner:
    """Plans the rows of the list at `path`."""

    def __init__(self, session: FormSession, returned: Returned, path: FieldPath) -> None:
        self._session, self._returned, self._path = session, returned, path
        self.unread: list[Leftover] = []
        self.missing: list[str] = []
        sent = (FieldPath.parse(one) for one in returned.record.base if one.startswith(f"{path}["))
        self._sent = list(dict.fromkeys(one.row for one in sent if not is_spare(one.row)))
        self._now = session.answers.rows(path)
        page = session.pack.section.get(path.section)
        table = page.lists.get(path.field) if page is not None else None
        self._columns = [one.id for one in table.asked_columns if one.computed is None] if table else []

    def differences(self) -> Iterator[Difference]:
        """The rows in the order of the file, then those that are not in it."""
        found = self._returned.matched.rows.get(str(self._path))
        if found is None or not self._columns:
            if self._sent:
                self.missing.append(str(self._path))
            return
        behind = ""
        fresh: list[tuple[ReadRow, str]] = []
        for row in found:
            if row.row in self._sent:
                yield from self._known(row)
                behind = row.row if row.row in self._now else behind
            else:
                fresh.append((row, behind))
        yield from self._fresh(fresh)
        there = {row.row for row in found}
        for gone in (row for row in self._sent if row not in there):
            yield from self._gone(gone)

    def _known(self, row: ReadRow) -> Iterator[Difference]:
        """A row that was sent: each of its cells by itself, or all of it when the draft has it no more."""
        if row.row in self._now:
            for column in self._columns:
                if column in row.cells:
                    yield from self._cell(self._path.at(row.row, column), answer_of(row.cells[column]))
            return
        word = any(self._is_changed(self._path.at(row.row, name), answer_of(text)) for name, text in row.cells.items())
        action = action_of(word=word, draft=True, alike=False)
        assert action is not None, "the draft was changed"
        yield Difference(self._path.at(row.row), action, None, None, self._cells(row), self._last)

    @property
    def _last(self) -> str:
        return self._now[-1] if self._now else ""

    def _cell(self, path: FieldPath, text: str) -> Iterator[Difference]:
        field = self._session.field(path)
        ours, theirs = self._session.value(path), value_of(text, field)
        now = typed_text(self._session, path, field)
        word, draft = self._is_changed(path, text), self._is_changed(path, now)
        action = action_of(word=word, draft=draft, alike=same(ours, theirs) or text == now)
        if action is not None:
            yield Difference(path, action, theirs if not word else ours if not draft else None, ours, theirs)

    def _fresh(self, rows: list[tuple[ReadRow, str]]) -> Iterator[Difference]:
        """Rows that were not sent; one that the draft got since, of the same words, is there already."""
        unsent = [self._held(row) for row in self._now if row not in self._sent]
        last = next((row for row in reversed(self._now) if row in self._sent), "")
        for number, (row, behind) in enumerate(rows, 1):
            cells = self._cells(row)
            if not cells:
                continue
            path = self._path.at(f"N{number}")
            if (alike := next((one for one in unsent if _alike(one, cells)), None)) is not None:
                unsent.remove(alike)
                yield Difference(path, "same", None, alike, cells, behind)
            else:
                yield Difference(path, "take", None, None, cells, self._last if behind == last else behind)

    def _gone(self, row: str) -> Iterator[Difference]:
        """A row that was sent and is not in the file; when the draft has it no more either, there is nothing to say."""
        if row not in self._now:
            return
        held = self._held(row)
        paths = [self._path.at(row, column) for column in self._columns]
        draft = any(
            self._is_changed(path, typed_text(self._session, path, self._session.field(path))) for path in paths
        )
        action = action_of(word=True, draft=draft, alike=False)
        assert action is not None, "Word changed it"
        yield Difference(self._path.at(row), action, None if draft else held, held, None)

    def _held(self, row: str) -> Cells:
        """What the draft holds in a row."""
        values = {column: self._session.value(self._path.at(row, column)) for column in self._columns}
        return {column: value for column, value in values.items() if value is not None}

    def _cells(self, row: ReadRow) -> Cells:
        """What the file holds in a row; its words in columns that there are not are told."""
        cells: dict[str, Value] = {}
        for column, text in row.cells.items():
            field = self._field(column)
            if field is None:
                if answer_of(text).strip():
                    self.unread.append(Leftover(answer_of(text), f"{self._path} 的一行"))
            elif (value := value_of(text, field)) is not None:
                cells[column] = value
        return cells

    def _field(self, column: str) -> Field | None:
        return self._session.pack.field_at(self._path.at("0", column)) if column in self._columns else None

    def _is_changed(self, path: FieldPath, text: str) -> bool:
        return not self._returned.record.holds(str(path), text)


def _alike(one: Cells, other: Cells) -> bool:
    return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
