"""Plans what a file that came back changes: blank by blank, by what it held when the file was sent, here and there.

Changed in Word alone: taken.  Changed in the draft alone: kept.  Changed in both: the user chooses, unless alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.returning.commented import notes_in_margin
from app.declaration.returning.notes import notes_of
from app.declaration.returning.plan import Difference, ReturnPlan, action_of
from app.declaration.returning.reading import Returned, field_of, read_returned
from app.declaration.returning.rows import RowsPlanner
from app.declaration.returning.values import Unticked, boxes_text, boxes_value, printed_value, value_of
from app.export.compose.book import compose
from app.export.compose.fillable.blanks import typed_text
from app.export.docx.package import UNTOUCHED
from app.export.returned.matching import Leftover
from app.export.returned.normal import NO_TICKS, TICKS, answer_of, normal
from app.export.returned.printed import blanks_of
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL, Value, same


def plan_returning(declaration: Declaration, file: Path, cancelled: Callable[[], bool] = lambda: False) -> ReturnPlan:
    """What the Word file would change in the draft; changes nothing.

    UsageError when it cannot be read, or is not one that this draft sent out.
    """
    return plan_of(declaration, read_returned(declaration, file, cancelled))


def plan_of(declaration: Declaration, returned: Returned) -> ReturnPlan:
    """The plan of a file that was read."""
    session = declaration.session
    planner = _Planner(session, returned)
    differences = tuple(planner.differences())
    unread = (*planner.unread, *returned.matched.leftovers)
    filled = returned.filled
    notes = notes_of(session, returned)
    missing = tuple(planner.missing)
    at = "" if filled.at == UNTOUCHED else filled.at
    comments = notes_in_margin(declaration, returned)
    return ReturnPlan(returned.file, differences, unread, missing, comments, notes, filled.by, at)


_SIGNS = re.compile(f"[{TICKS}{NO_TICKS}]")


class _Planner:
    def __init__(self, session: FormSession, returned: Returned) -> None:
        self._session, self._returned = session, returned
        self._texts = returned.matched.texts
        self.unread: list[Leftover] = []
        self.missing: list[str] = []

    def differences(self) -> Iterator[Difference]:
        """Blanks and lists in the order of the file."""
        if self._returned.record.is_book:
            for path in self._returned.record.base:
                yield from self._blank(path)
            return
        lists = dict.fromkeys(self._listed(path) for path in self._returned.record.base)
        for path in self._returned.record.base:
            if "[" not in path:
                yield from self._blank(path)
                if path in lists:
                    rows = RowsPlanner(self._session, self._returned, FieldPath.parse(path))
                    yield from rows.differences()
                    self.unread += rows.unread
                    self.missing += rows.missing

    def _listed(self, path: str) -> str:
        return path.partition("[")[0] if "[" in path else ""

    def _blank(self, path: str) -> Iterator[Difference]:
        field = field_of(self._session, path)
        own = FieldPath.parse(path)
        gone = own.row and self._session.answers.get(own.at(own.row)) is None
        if field is None or gone or field.computed is not None:
            self._orphaned(path)
            return
        if field.type == "choices" and not self._returned.record.is_book:
            self._beside_ticks(path, field)
        try:
            text, theirs = self._theirs(path, field)
        except Unticked:
            self.missing.append(path)
            return
        ours = self._session.value(own)
        now = self._now(own, field)
        word, draft = self._is_changed(path, text), self._is_changed(path, now)
        if field.type == "list" and word and not _is_nil_or_none(theirs):
            self.unread.append(Leftover(text, f"{field.label}：填“无”的地方"))
            return
        action = action_of(word=word, draft=draft, alike=same(ours, theirs) or normal(text) == normal(now))
        if action is not None:
            base = theirs if not word else ours if not draft else None
            yield Difference(own, action, base, ours, theirs)

    def _theirs(self, path: str, field: Field) -> tuple[str, Value | None]:
        """The words of a blank in the file, and the value they state."""
        if self._returned.record.is_book:
            if path not in self._texts:
                raise Unticked
            return self._texts[path], printed_value(self._texts[path], field)
        if field.type == "choices":
            return boxes_text(path, field, self._texts), boxes_value(path, field, self._texts)
        if path not in self._texts:
            raise Unticked
        text = answer_of(self._texts[path])
        return text, value_of(text, field)

    def _now(self, path: FieldPath, field: Field) -> str:
        """The words of a blank as the same file would have them now."""
        if not self._returned.record.is_book:
            return typed_text(self._session, path, field)
        return "\n".join(self._printed.get(str(path), ()))

    @cached_property
    def _printed(self) -> dict[str, list[str]]:
        """The words of every blank of the book as it would be now."""
        return blanks_of(compose(self._session))

    def _beside_ticks(self, path: str, field: Field) -> None:
        """Words in the boxes of a blank, which answer nothing; those of an option are ours."""
        texts = [text for key, text in self._texts.items() if key.partition("#")[0] == path]
        words = (_SIGNS.sub("", text).strip() for text in texts)
        odd = [word for word in words if word and not self._returned.record.prints(word)]
        self.unread += [Leftover(word, f"{field.label}：方框里") for word in odd]

    def _orphaned(self, path: str) -> None:
        """A blank that the form has no more: what was written there is told."""
        text = answer_of(self._texts.get(path, ""))
        if text.strip() and self._is_changed(path, text):
            self.unread.append(Leftover(text, f"草稿中已没有的栏目 {path}"))

    def _is_changed(self, path: str, text: str) -> bool:
        return not self._returned.record.holds(path, text)


def _is_nil_or_none(value: Value | None) -> bool:
    return value is None or value is NIL
