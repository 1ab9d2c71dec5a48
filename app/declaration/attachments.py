"""The rows that stand for attached files in the answers."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import UsageError
from app.evidence.intake import EvidenceFile
from app.forms.answers.answers import Answers
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import Cells
from app.forms.values import Value


@dataclass(frozen=True, slots=True)
class Attached:
    """One attached file as the answers keep it; its bytes are in the draft under `sha256`.

    `password` opens its PDF, `removed` names in words what of it is not printed.
    """

    row: str
    name: str
    sha256: str
    size: int
    pages: int
    proves: str
    password: str = ""
    removed: str = ""


def row_of(file: EvidenceFile, proves: str = "") -> Cells:
    """The cells that keep `file`; `proves` says what it shows, its name without ending unless given."""
    claim = proves or file.name.rpartition(".")[0] or file.name
    cells: Cells = {
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "pages": file.pages or None,
        "proves": claim,
        "password": file.password,
        "removed": "、".join(file.removed),
    }
    return {name: value for name, value in cells.items() if value not in ("", None)}


def attached(answers: Answers, item: FieldPath) -> list[Attached]:
    """The files attached to `item`, in order."""
    return [_attached(answers, item, row) for row in answers.rows(item)]


def _attached(answers: Answers, item: FieldPath, row: str) -> Attached:
    def cell(name: str) -> Value | None:
        return answers.get(item.at(row, name))

    def words(name: str) -> str:
        return FIELD_TYPES["text"].typed(cell(name))

    size, pages = cell("size"), cell("pages")
    return Attached(
        row,
        words("name"),
        words("sha256"),
        size if isinstance(size, int) else 0,
        pages if isinstance(pages, int) else 0,
        words("proves"),
        words("password"),
        words("removed"),
    )


def find_item(pack: Pack, name: str) -> FieldPath:
    """The evidence item that `name` means: `section.item`, or the section when it has one item; UsageError else."""
    section_id, _, item = name.partition(".")
    section = pack.section.get(section_id)
    items = list(section.evidence_items) if section else []
    if item in items:
        return FieldPath(section_id, item)
    if not item and len(items) == 1:
        return FieldPath(section_id, items[0])
    known = "、".join(f"{section_id}.{known}" for known in items)
    hint = f"该页面的材料项有：{known}。" if items else "运行 qibei check 可以看到需要材料的项目。"
    raise UsageError(f"没有名为“{name}”的材料项，草稿未改动。", hint)
