"""What a file would bring into a list: which of its tables, its headings, which column goes where, and every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.declaration.declaration import Declaration
from app.errors import UsageError
from app.evidence.worksheets import Worksheet, Worksheets, read_worksheets
from app.forms.pack.blocks import ListTable
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.tables.headings import NUMBER, Lines, heading_line, matched
from app.forms.tables.rows import Reading, is_taken, read_rows

_UNCHANGED = "草稿未改动。"


@dataclass(frozen=True, slots=True)
class ListImport:
    """A file as it is to be read into the list at `path`.

    `head` is the line of the headings, None where there are none; `matches` says of each column of the file which
    column of the list it is.  With `replacing` its rows take the place of those that are there.
    """

    path: FieldPath
    table: ListTable
    file: Worksheets
    sheet: int
    head: int | None
    matches: tuple[str, ...]
    replacing: bool = False

    @property
    def worksheet(self) -> Worksheet:
        """The table that is read."""
        return self.file.sheets[self.sheet]

    @property
    def lines(self) -> Lines:
        """The rows of that table."""
        return [(line.number, line.cells) for line in self.worksheet.lines]

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over each column of the file."""
        width = len(self.worksheet.lines[0].cells) if self.worksheet.lines else 0
        cells = self.worksheet.lines[self.head].cells if self.head is not None else ()
        return tuple(cells[place].strip() if place < len(cells) else "" for place in range(width))

    def of_sheet(self, sheet: int) -> ListImport:
        """The same with another table of the file, its headings and columns found anew."""
        return _found(replace(self, sheet=sheet), read=True)

    def with_head(self, head: int | None) -> ListImport:
        """The same with the headings in another line, or none; the columns are found anew."""
        return _found(replace(self, head=head), read=False)

    def with_match(self, place: int, name: str) -> ListImport:
        """The same with column `place` of the file as the column `name`, which no other then is."""
        others = ["" if one == name and is_taken(name) else one for one in self.matches]
        return replace(self, matches=(*others[:place], name, *others[place + 1 :]))

    def reading(self) -> Reading:
        """Every row of the file as those of the list, and what could not be read."""
        return read_rows(self.table, self.lines, self.head, self.matches)


def plan_import(declaration: Declaration, path: FieldPath, file: Path) -> ListImport:
    """The file as it is best understood; UsageError when there is no such list, or nothing can be read."""
    table = list_at(declaration.session, path)
    return planned(path, table, read_worksheets(file))


def planned(path: FieldPath, table: ListTable, file: Worksheets) -> ListImport:
    """The tables of a file as they are best understood: the first whose headings are those of the list."""
    plans = [_found(ListImport(path, table, file, at, None, ()), read=True) for at in range(len(file.sheets))]
    return max(plans, key=lambda plan: (sum(map(is_taken, plan.matches)), -plan.sheet))


def list_at(session: FormSession, path: FieldPath) -> ListTable:
    """The list at `path`; UsageError when there is none."""
    section = session.pack.section.get(path.section)
    table = section.lists.get(path.field) if section is not None and not path.row else None
    if table is None:
        known = [f"{one.id}.{name}" for one in session.pack.sections for name in one.lists]
        raise UsageError(f"没有名为“{path}”的清单，{_UNCHANGED}", f"这份申报书的清单：{'、'.join(known) or '没有'}。")
    return table


def chosen_columns(plan: ListImport, chosen: Mapping[str, str]) -> ListImport:
    """The plan with columns of the file, by their headings, as columns of the list, by label or id; UsageError else."""
    for heading, wanted in chosen.items():
        if heading not in plan.headings:
            raise UsageError(
                f"文件里没有“{heading}”这一列，{_UNCHANGED}", f"文件的列：{'、'.join(filter(None, plan.headings))}。"
            )
        names = [one.id for one in plan.table.asked_columns if wanted in (one.id, one.label)]
        if wanted and not names:
            labels = "、".join(one.label for one in plan.table.asked_columns)
            raise UsageError(f"清单里没有“{wanted}”这一列，{_UNCHANGED}", f"清单的列：{labels}。")
        plan = plan.with_match(plan.headings.index(heading), names[0] if names else "")
    return plan


def sheet_named(plan: ListImport, title: str) -> ListImport:
    """The plan with the table called `title`; UsageError when the file has none."""
    titles = [sheet.title for sheet in plan.file.sheets]
    if title not in titles:
        raise UsageError(f"文件里没有名为“{title}”的工作表，{_UNCHANGED}", f"文件的工作表：{'、'.join(titles)}。")
    return plan.of_sheet(titles.index(title))


def _found(plan: ListImport, *, read: bool) -> ListImport:
    """The plan with its columns found, and its headings before where they are to be `read`; without any, by order."""
    plan = replace(plan, head=heading_line(plan.table, plan.lines)) if read else plan
    headings = plan.headings
    matches = matched(plan.table, headings) if plan.head is not None else _by_order(plan, headings)
    return replace(plan, matches=matches)


def _by_order(plan: ListImport, places: Sequence[str]) -> tuple[str, ...]:
    """The columns of the list in their order, behind one of numbers where the first cells count the rows."""
    names = [column.id for column in plan.table.asked_columns if column.computed is None]
    first = [line.cells[0].strip() for line in plan.worksheet.lines if line.cells]
    counts = bool(plan.table.numbered) and first == [str(at) for at in range(1, len(first) + 1)]
    names = [NUMBER, *names] if counts else names
    return tuple(names[at] if at < len(names) else "" for at in range(len(places)))
