"""Words looked for everywhere in a declaration: labels, answers, lists, proofs, the notice's words, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.declaration.finding.matching import Wanted
from app.declaration.finding.places import Found, Kind
from app.declaration.remarks.remarks import Remark
from app.forms.answers.proved_rows import row_name
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Field
from app.forms.pack.section import Section
from app.forms.pack.sentences import HeadingWords, Note
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession

PROOF_COLUMNS = ("name", "proves", "removed", "notes")
"""What of a proof is for people's eyes; its password is never found."""
AT_A_TIME = 50
"""Rows that are looked through without a breath."""


def search(session: FormSession, remarks: Iterable[Remark], words: str) -> Iterator[Found | None]:
    """Every place that holds `words`, page by page; None now and then, where the caller may do something else."""
    wanted = Wanted(words)
    if not wanted:
        return
    said = set[str]()
    for section in session.pack.sections:
        yield from _page(session, section, wanted)
        for title, text in _notice_words(session, section):
            if title not in said:
                said.add(title)
                yield from _all(Kind.NOTICE, FieldPath(section.id, ""), title.partition("\n")[0], text, wanted)
        yield None
    yield from _remarks(session, remarks, wanted)


def _page(session: FormSession, section: Section, wanted: Wanted) -> Iterator[Found | None]:
    name = session.page_name(section)
    for at in wanted.places(name):
        yield Found(Kind.LABEL, FieldPath(section.id, ""), name, name, at)
    for field in section.asked.values():
        path = FieldPath(section.id, field.id)
        for at in wanted.places(field.label):
            yield Found(Kind.LABEL, path, field.label, field.label, at)
        if field.type == "evidence":
            yield from _rows(session, path, Kind.PROOF, PROOF_COLUMNS, wanted)
        elif field.type == "list" and path.field != ENTRIES:
            table = section.lists[field.id]
            for column in table.asked_columns:
                for at in wanted.places(column.label):
                    yield Found(Kind.LABEL, path, f"{field.label} · {column.label}", column.label, at)
            yield from _rows(session, path, Kind.CELL, section.column_names(field.id), wanted)
        elif path.field != ENTRIES:
            yield from _all(Kind.ANSWER, path, field.label, _answer(session, path, field), wanted)


def _answer(session: FormSession, path: FieldPath, field: Field) -> str:
    value = session.value(path)
    return value if isinstance(value, str) else FIELD_TYPES[field.type].typed(value) if value is not None else ""


def _rows(
    session: FormSession, path: FieldPath, kind: Kind, columns: Iterable[str], wanted: Wanted
) -> Iterator[Found | None]:
    asked = {name: field for name in columns if (field := session.pack.field_at(path.at("*", name))) is not None}
    label = session.field(path).label
    for number, row in enumerate(session.answers.rows(path), 1):
        for name, field in asked.items():
            cell = path.at(row, name)
            text = _answer(session, cell, field)
            if text and wanted.within(text):
                yield from _all(kind, cell, _row_title(session, cell, kind, label, field), text, wanted)
        if number % AT_A_TIME == 0:
            yield None


def _row_title(session: FormSession, cell: FieldPath, kind: Kind, label: str, field: Field) -> str:
    if kind is Kind.PROOF:
        name = session.answers.get(cell.at(cell.row, "name"))
        return f"{label}：{name}" if cell.column != "name" else f"{label} · {field.label}"
    return f"{label} {row_name(session.pack, session.answers, cell)} · {field.label}"


def _all(kind: Kind, path: FieldPath, title: str, text: str, wanted: Wanted) -> Iterator[Found]:
    for nth, at in enumerate(wanted.places(text) if text else ()):
        yield Found(kind, path, title, text, at, nth)


def _notice_words(session: FormSession, section: Section) -> Iterator[tuple[str, str]]:
    """Titled passages of the notice that hold for a page; of those that hold for several, the title is the same."""
    pack = session.pack
    requirement = pack.requirements.get(section.requirement)
    if requirement is not None:
        yield f"评价指标：{requirement.title}", requirement.text
        if requirement.dimension in pack.dimensions:
            yield f"能力要求：{requirement.dimension}", pack.dimensions[requirement.dimension]
    named = (section.clause, *(field.clause for field in section.asked.values()))
    starred = (pack.starred_clause,) if section.starred else ()
    for clause in dict.fromkeys((*named, *starred)):
        if clause in pack.clauses:
            yield clause, pack.clauses[clause]
    if section.help:
        yield f"填写说明\n{section.id}", section.help
    for field in section.asked.values():
        if field.help:
            yield f"{field.label}填写说明\n{section.id}", field.help
    printed = (block.text for block in section.leaves if isinstance(block, Note | HeadingWords))
    for number, text in enumerate(printed):
        yield f"页面文字\n{section.id}{number}", text


def _remarks(session: FormSession, remarks: Iterable[Remark], wanted: Wanted) -> Iterator[Found]:
    for one in remarks:
        if one.section in session.pack.section:
            path = one.blank if one.blank is not None else FieldPath(one.section, "")
            for said in (one.text, *(answer.text for answer in one.answers)):
                for found in _all(Kind.REMARK, path, f"批注（{one.by}）", said, wanted):
                    yield Found(found.kind, path, found.title, said, found.start, found.nth, one.id)
