"""What a matrix must agree on with the entries or rows that it shows, and what it says of its blanks."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.pack.agreement.names import each_list, resolve
from app.forms.pack.blocks import Matrix
from app.forms.pack.body import Keys
from app.forms.pack.fields import INLINE_TYPES, Question
from app.forms.pack.pack import Pack
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES


def matrix_questions(section: Section) -> Iterator[tuple[Keys, Question]]:
    """The matrices of a page and their lines, which may say what holds for blanks, with the keys that lead to each."""
    for here, matrix in placed_matrices(section):
        yield here, matrix
        yield from (((*here, *keys), line) for keys, line in matrix.placed_lines)


def placed_matrices(section: Section) -> Iterator[tuple[Keys, Matrix]]:
    """The matrices of a page with the keys that lead to each."""
    for position, block in enumerate(section.body):
        if isinstance(block, Matrix):
            yield ("body", position, "matrix"), block


def matrix_faults(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """Lines of a matrix that stand for no entries or rows, and lines across them that no entry has a blank for."""
    for here, matrix in placed_matrices(section):
        if not matrix.each:
            continue
        lines = list(matrix.placed_lines)
        path = each_list(section, matrix.each)
        if resolve(pack, matrix.each, section) != path:
            at = next(keys for keys, line in lines if line.each)
            lists = [f"{one.id}.{name}" for one in pack.sections for name in one.lists]
            entries = [f"{one.id}.{ENTRIES}" for one in pack.sections if one.repeat]
            meant = nearest(matrix.each, (*section.lists, *lists, *entries))
            yield (*here, *at, "each"), f"each 里的 {matrix.each} 不是清单，也不是重复页面的 页面.entries{meant}"
            continue
        asker = pack.section[path.section]
        columns = asker.each if path.field not in asker.lists else asker.lists[path.field].column
        for keys, line in lines:
            if line in matrix.across_each:
                field = asker.column(path.field, line.name)
                if field is None:
                    yield (*here, *keys, "id"), f"{matrix.each} 的各项没有空格 {line.name}{nearest(line.name, columns)}"
                elif field.type not in INLINE_TYPES:
                    yield (*here, *keys, "id"), f"{line.name} 是 {field.type}，不能放在 matrix 里"
