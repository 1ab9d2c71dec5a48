"""What a file brings into a list, in words and as JSON; the same for the window and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.declaration.importing.plan import ListImport
from app.forms.field_types import FIELD_TYPES
from app.forms.session import FormSession
from app.forms.tables.headings import NUMBER
from app.forms.tables.rows import Fault, Reading, is_taken
from app.forms.values import Json
from app.forms.wording import shortened

MOST_SAID, MOST_COPIED, EXAMPLES = 200, 10_000, 3
"""Faults that are told one by one, and in a report to take away; examples of those that are told together."""


def summary(session: FormSession, plan: ListImport, reading: Reading) -> str:
    """What would happen, in a sentence."""
    there = session.answers.row_count(plan.path)
    rows = len(reading.rows)
    if not plan.replacing or not there:
        return (
            f"读出 {rows:,} 行，接在“{plan.table.label}”现有的 {there:,} 行后面。" if there else f"读出 {rows:,} 行。"
        )
    return f"读出 {rows:,} 行，代替“{plan.table.label}”现有的 {there:,} 行。"


def matches_words(plan: ListImport) -> Iterator[str]:
    """Which column of the file goes where, line by line."""
    for heading, name in zip(plan.headings, plan.matches, strict=True):
        if is_taken(name):
            yield f"{heading or '（无标题）'} → {plan.table.column[name].label}"
        elif heading and name != NUMBER:
            yield f"{heading} → （不导入）"


def remarks(plan: ListImport, reading: Reading) -> Iterator[str]:
    """What was not read, or not as it should be: of the file, its columns, and all cells of one kind in a line."""
    yield from _of_the_file(plan, reading)
    yield from (_together(faults) for faults in by_kind(reading))


def details(plan: ListImport, reading: Reading, most: int = MOST_SAID) -> Iterator[str]:
    """The same with each cell by its row, as far as there are no more than `most`."""
    yield from _of_the_file(plan, reading)
    yield from (fault.words for fault in reading.faults[:most])
    if len(reading.faults) > most:
        yield f"另有 {len(reading.faults) - most:,} 处同样的情况。"


def by_kind(reading: Reading) -> list[list[Fault]]:
    """The faults that are alike, in the same column for the same reason, by that of the first of them."""
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in reading.faults:
        kinds.setdefault((fault.heading, fault.reason), []).append(fault)
    return list(kinds.values())


def _of_the_file(plan: ListImport, reading: Reading) -> Iterator[str]:
    if plan.file.removed:
        yield f"没有读入：{'、'.join(plan.file.removed)}。"
    yield from plan.file.notes
    yield from reading.notes


def _together(faults: Sequence[Fault]) -> str:
    """Faults of one kind in one line, with the first of those that say something different."""
    first = faults[0]
    if len(faults) == 1:
        return first.words
    said: dict[str, Fault] = {}
    for fault in faults:
        said.setdefault(fault.text, fault)
    if not first.heading:
        rows = "、".join(f"{fault.number}" for fault in faults[:EXAMPLES])
        return f"文件里有 {len(faults):,} 行{first.reason}例如第 {rows} 行。"
    examples = "、".join(f"第 {fault.number} 行“{shortened(fault.text, 16)}”" for fault in [*said.values()][:EXAMPLES])
    return f"“{first.heading}”列有 {len(faults):,} 格{first.reason}例如{examples}。"


def import_json(plan: ListImport, reading: Reading, *, applied: bool | None) -> Json:
    """The plan with every row; `applied` is None where only the plan was wanted."""
    table = plan.table
    rows: list[Json] = [
        {name: FIELD_TYPES[table.column[name].type].to_json(value) for name, value in row.items()}
        for row in reading.rows
    ]
    document: dict[str, Json] = {
        "list": str(plan.path),
        "sheet": plan.worksheet.title,
        "columns": {
            heading or f"#{at}": name
            for at, (heading, name) in enumerate(zip(plan.headings, plan.matches, strict=True), 1)
            if is_taken(name)
        },
        "rows": rows,
        "replacing": plan.replacing,
        "rejected": [
            {"row": fault.number, "column": fault.heading, "text": fault.text, "reason": fault.reason}
            for fault in reading.faults
        ],
        "notes": [
            *([f"没有读入：{'、'.join(plan.file.removed)}。"] if plan.file.removed else []),
            *plan.file.notes,
            *reading.notes,
        ],
    }
    return document if applied is None else document | {"applied": applied}
