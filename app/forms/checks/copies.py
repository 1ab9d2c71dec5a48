"""Attached files that are the same as an earlier one, wherever it is attached: told by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.forms.answers.answers import Answers
from app.forms.answers.conditions import Circumstances
from app.forms.checks.dependents import Dependents
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath


class Copies:
    """Each file that was attached before, in reading order, and where; kept until an attachment changes."""

    def __init__(self, pack: Pack, answers: Answers, circumstances: Circumstances, dependents: Dependents) -> None:
        self._answers, self._circumstances = answers, circumstances
        self._items = tuple(FieldPath(section.id, item) for section in pack.sections for item in section.evidence_items)
        self._read = dependents.behind(self._items)
        self._found: dict[FieldPath, FieldPath] | None = None

    def earlier(self, row: FieldPath) -> FieldPath | None:
        """The first file with the bytes of the file at `row`; None when that is the file itself."""
        if self._found is None:
            self._found = dict(self._look())
        return self._found.get(row)

    def changed(self, paths: Iterable[FieldPath]) -> set[str]:
        """The pages whose files are other copies than before these paths changed."""
        if self._found is None or not any(path.whole in self._read for path in paths):
            return set()
        before, self._found = self._found, dict(self._look())
        return {row.section for row, _ in before.items() ^ self._found.items()}

    def _look(self) -> Iterator[tuple[FieldPath, FieldPath]]:
        first: dict[object, FieldPath] = {}
        for item in self._items:
            if not self._answers.row_count(item) or not self._circumstances.asked(item):
                continue
            for row in self._answers.rows(item):
                sha256 = self._answers.get(item.at(row, "sha256"))
                earlier = first.setdefault(sha256, item.at(row))
                if sha256 is not None and earlier.row != row:
                    yield item.at(row), earlier
