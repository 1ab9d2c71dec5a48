"""Takes the rows of a file into a list, as one step that can be undone."""

from __future__ import annotations

from app.declaration.declaration import Declaration
from app.declaration.importing.plan import ListImport
from app.errors import DraftError, UsageError
from app.forms.answers.answers import Edit
from app.forms.session import FormSession
from app.forms.tables.placing import appended, replaced
from app.forms.tables.rows import Reading


def take_import(declaration: Declaration, plan: ListImport, reading: Reading) -> int:
    """Fill the list as planned; how many rows came.  DraftError or UsageError when nothing can."""
    require_rows(declaration, plan, reading)
    declaration.session.apply(import_edits(declaration.session, plan, reading), why=reason(plan))
    return len(reading.rows)


def require_rows(declaration: Declaration, plan: ListImport, reading: Reading) -> None:
    """DraftError when the draft can only be read, UsageError when the file brings no row."""
    if declaration.read_only:
        raise DraftError(f"草稿“{declaration.path.name}”是以只读方式打开的，没有导入。", "请重新打开后再导入。")
    if not reading.rows:
        raise UsageError(
            f"文件“{plan.file.name}”里没有“{plan.table.label}”能用的行，草稿未改动。", "请核对工作表和各列的对应。"
        )


def import_edits(session: FormSession, plan: ListImport, reading: Reading) -> list[Edit]:
    """The edits of that step."""
    place = replaced if plan.replacing else appended
    return place(session, plan.path, reading.rows)


def reason(plan: ListImport) -> str:
    """Why the step was made, for the history."""
    return f"从文件“{plan.file.name}”导入“{plan.table.label}”"
