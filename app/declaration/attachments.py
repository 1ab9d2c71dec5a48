"""The rows that stand for attached files in the answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.declaration.repertoire import unprintable
from app.errors import UsageError
from app.evidence.intake import EvidenceFile
from app.evidence.prepared import Layout
from app.forms.answers.answers import Answers
from app.forms.answers.proved_rows import ROWS, kept_as, row_title, rows_kept
from app.forms.answers.row_edits import Cells
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value


@dataclass(frozen=True, slots=True)
class Attached:
    """One attached file as the answers keep it; its bytes are in the draft under `sha256`.

    `rows` are the rows of a list that it is for.

    `password` opens its PDF, `removed` names in words what of it is not printed, `notes` says what else to know,
    `unprintable` are the characters for which there is no face.  `layout` says how a long picture stands.
    """

    row: str
    name: str
    sha256: str
    size: int
    pages: int
    proves: str
    password: str = ""
    removed: str = ""
    notes: str = ""
    unprintable: str = ""
    rows: tuple[str, ...] = ()
    layout: Layout = ""

    @property
    def told(self) -> str:
        """What to know of it before it is bound, in whole sentences; "" when there is nothing."""
        said = f"未印入书中：{self.removed}。" if self.removed else ""
        if self.unprintable:
            said += f"字符“{self.unprintable}”没有字体可印，书中印作“〓”；请另存为 PDF 后重新加入。"
        if lost := unprintable(self.name + self.proves):
            said += f"文件名或证明内容中的字符“{lost}”没有字体可印，书中印作“〓”；请改用其他写法。"
        return said + self.notes


def row_of(file: EvidenceFile, proves: str = "", rows: Sequence[str] = ()) -> Cells:
    """The cells that keep `file`; `proves` says what it shows, its name without ending unless given.

    `rows` are the rows of a list that it is for.
    """
    claim = proves or file.name.rpartition(".")[0] or file.name
    cells: Cells = {
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "pages": file.pages or None,
        "proves": claim,
        "password": file.password,
        "removed": "、".join(file.removed),
        "notes": "".join(file.notes),
        "unprintable": unprintable(file.rare),
        ROWS: kept_as(rows),
        "layout": file.layout,
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
        words("notes"),
        words("unprintable"),
        rows_kept(answers, item.at(row)),
        "whole" if words("layout") == "whole" else "",
    )


def rows_named(session: FormSession, item: FieldPath, names: Sequence[str]) -> list[str]:
    """The rows that a file of `item` is for, by number (3, IP03) or first column; UsageError for one that is not."""
    each = session.pack.section[item.section].evidence_items[item.field].each
    if names and each is None:
        raise UsageError("这一项材料不是逐行提供的，草稿未改动。", "不要写 --row，用 --proves 说明证明什么。")
    return [_row_named(session, FieldPath(item.section, each or ""), name) for name in names]


def _row_named(session: FormSession, listed: FieldPath, name: str) -> str:
    pack, answers = session.pack, session.answers
    table = pack.section[listed.section].lists[listed.field]
    rows = answers.rows(listed)
    found = [row for place, row in enumerate(rows) if name in (str(place + 1), table.number(place))]
    found = found or [row for row in rows if row_title(pack, answers, listed.at(row)) == name]
    if len(found) != 1:
        why = "不止一行" if found else "没有一行"
        raise UsageError(f"“{table.label}”中{why}是“{name}”，草稿未改动。", "请写这一行的编号。")
    return found[0]


def rows_in_name(session: FormSession, item: FieldPath, name: str) -> list[str]:
    """The one row whose number or first column stands in the name of a file; none where that is not certain."""
    each = session.pack.section[item.section].evidence_items[item.field].each
    if each is None:
        return []
    pack, answers, listed = session.pack, session.answers, FieldPath(item.section, each)
    table = pack.section[item.section].lists[each]
    patterned = not isinstance(table.numbered, bool)
    found = []
    for place, row in enumerate(answers.rows(listed)):
        title = row_title(pack, answers, listed.at(row))
        if (len(title) > 1 and title in name) or (patterned and _has_number(name, table.number(place))):
            found.append(row)
    return found if len(found) == 1 else []


def _has_number(name: str, number: str) -> bool:
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])", name) is not None


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
    hint = f"该页面的材料项有：{known}。" if items else "运行 qibei check --json，attachments 里有每一项材料的名称。"
    raise UsageError(f"没有名为“{name}”的材料项，草稿未改动。", hint)
