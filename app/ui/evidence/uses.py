"""Where one file is used for several proofs, in words for the panel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.declaration.declaration import Declaration
from app.forms.paths import FieldPath


def used_again(declaration: Declaration, section: str) -> dict[str, str]:
    """For each file of the page that is attached more than once: its row → where else."""
    uses: dict[str, list[FieldPath]] = defaultdict(list)
    for path, sha256 in _files(declaration):
        uses[sha256].append(path)
    return {
        path.row: _words(declaration, path, [use for use in together if use != path])
        for together in uses.values()
        if len(together) > 1
        for path in together
        if path.section == section
    }


def _files(declaration: Declaration) -> Iterator[tuple[FieldPath, str]]:
    for item in declaration.evidence_items():
        for file in declaration.evidence(item):
            yield item.at(file.row), file.sha256


def _words(declaration: Declaration, here: FieldPath, others: list[FieldPath]) -> str:
    places = [_place(declaration, use) for use in others if use.whole != here.whole]
    own = [str(declaration.session.row_number(use)) for use in others if use.whole == here.whole]
    parts = [f"与本项第 {'、'.join(own)} 份相同"] if own else []
    parts += [f"同一份文件也用于：{'、'.join(dict.fromkeys(places))}"] if places else []
    return "；".join(parts)


def _place(declaration: Declaration, use: FieldPath) -> str:
    section = declaration.pack.section[use.section]
    title = section.evidence_items[use.field].title
    return f"{section.name.rstrip('*')}的“{title}”" if len(section.evidence_items) > 1 else section.name.rstrip("*")
