"""Writes chosen pages as a Word file that somebody without the program fills and sends back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.export.edited import kept_beside, kept_notes
from app.declaration.origin import record_of
from app.errors import ExportError, UsageError
from app.export.compose.fillable.pages import MOST_ROWS, compose_fillable
from app.export.docx.writer import write_docx
from app.files import file_name, made_folders, replacing
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath, is_entry
from app.forms.session import FormSession
from app.forms.wording import some_of

_UNNUMBERED = "-"  # a label that is no number: pages run on


@dataclass(frozen=True, slots=True)
class Sent:
    """The file that was written, the names of its pages, and what to know about it."""

    file: Path
    pages: tuple[str, ...]
    notes: tuple[str, ...] = ()


def require_sections(pack: Pack, names: Sequence[str]) -> tuple[str, ...]:
    """The pages called so, in their order and each once; UsageError for one that there is not."""
    known = [section.id for section in pack.sections if not is_entry(section.id)]
    wanted = [name.strip() for name in names if name.strip()]
    for name in wanted:
        if name not in known:
            raise UsageError(f"模板中没有“{name}”这一页，没有生成文件。", f"可用的页：{'、'.join(known)}。")
    if not wanted:
        raise UsageError("没有指明导出哪些页，没有生成文件。", f"可用的页：{'、'.join(known)}。")
    return tuple(name for name in known if name in wanted)


def send_sections(declaration: Declaration, folder: Path, names: Sequence[str]) -> Sent:
    """Write the pages `names` of the draft into `folder`, to be filled in Word; ExportError when that cannot be."""
    sections = require_sections(declaration.session.folded, names)
    if not declaration.read_only:
        declaration.flush()
    document = compose_fillable(declaration.session, sections)
    record = record_of(declaration.info, document, sections)
    pages = tuple(declaration.pack.section[name].name for name in sections)
    stem = file_name(f"{declaration.pack.title}（供填写：{some_of(pages, 3)}）")
    target = folder / f"{stem}.docx"
    kept = kept_beside(folder, [target])
    with made_folders([folder], ExportError), ExitStack() as stack:
        for name, file in kept.items():
            stack.enter_context(replacing(name, ExportError, shared=True)).write(file.read_bytes())
        stream = stack.enter_context(replacing(target, ExportError, shared=True))
        anchors = {heading.anchor: _UNNUMBERED for heading in document.headings}
        write_docx(document, stream, pages=anchors, properties=record.properties)
    return Sent(target, pages, (*kept_notes(kept), *_notes(declaration.session, sections)))


def _notes(session: FormSession, sections: Sequence[str]) -> list[str]:
    """Which lists are too long to be filled in Word."""
    pages = [page for page in session.pack.sections if FieldPath(page.id, "").folded.section in sections]
    long = [
        f"“{table.label}”有 {count} 行，没有放进 Word 文件，请在程序中填写。"
        for page in pages
        for field, table in page.lists.items()
        if (count := session.answers.row_count(FieldPath(page.id, field))) > MOST_ROWS
    ]
    return ["文件里是这些页现在的内容，没有密码保护，请只发给应当看到的人。", *long]
