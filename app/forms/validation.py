"""The problems of one section: its blanks, its lists row by row, its proofs, and the rules that show there.

After a change only the sections that read what changed are computed again, and in a long list
only the row; there is no dependency graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from app.forms.answers import Answers
from app.forms.checks import Operand, breaches
from app.forms.conditions import holds
from app.forms.consistency import resolve
from app.forms.field_types import FIELD_TYPES
from app.forms.fields import Condition, Field, Severity
from app.forms.pack import Pack
from app.forms.paths import FieldPath
from app.forms.problems import Problem
from app.forms.rules import Rule, fields_of
from app.forms.section import ELECTRONIC, EvidenceItem, Section
from app.forms.values import NIL, Nil, Unparsed, Value

TYPE_NAMES = {
    "count": "整数",
    "decimal": "数字",
    "money": "金额",
    "percent": "百分比",
    "year": "年份",
    "month": "年月",
    "date": "日期",
    "choice": "选项",
    "choices": "选项",
    "yesno": "“是”或“否”",
}
_ADVICE_CODES = frozenset({"credit_code_doubtful"})


class Validator:
    """The problems of every section of one declaration, kept until what they read changes."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self._pack = pack
        self._answers = answers
        self._found: dict[str, tuple[Problem, ...]] = {}
        self._row_problems: dict[FieldPath, dict[str, tuple[Problem, ...]]] = {}

    def problems(self, section: str) -> tuple[Problem, ...]:
        """The problems of the section called `section`, in reading order."""
        found = self._found.get(section)
        if found is None:
            found = self._found[section] = tuple(self._section_problems(self._pack.section[section]))
        return found

    def changed(self, paths: Iterable[FieldPath]) -> frozenset[str]:
        """Forget what these paths may have changed; the sections to look at again."""
        sections: set[str] = set()
        for path in paths:
            sections |= {path.section} | self._readers.get(path.section, set())
            if path.row:
                self._row_changed(path)
            else:
                self._forget_rows(path.section)
        for section in sections:
            self._found.pop(section, None)
        return frozenset(sections)

    def applies(self, section: Section) -> bool:
        """Whether the page is part of this declaration at all."""
        return holds(section.when, self._pack, section, self._answers)

    def asked(self, section: Section, field: Field) -> bool:
        """Whether the blank is to be filled as things stand."""
        return holds(field.when, self._pack, section, self._answers)

    def _row_changed(self, path: FieldPath) -> None:
        rows = self._row_problems.get(path.whole)
        if rows is not None:
            rows.pop(path.row, None)
            section = self._pack.section[path.section]
            if path.field in section.lists and self._answers.get(path.at(path.row)) is not None:
                self._check_row(section, path.whole, path.row, rows)

    def _forget_rows(self, section: str) -> None:
        for path in [path for path in self._row_problems if path.section == section]:
            del self._row_problems[path]

    @cached_property
    def _rules(self) -> dict[str, list[tuple[Rule, tuple[FieldPath, ...]]]]:
        """The rules by the section where their findings show, with the paths they read."""
        rules: dict[str, list[tuple[Rule, tuple[FieldPath, ...]]]] = {}
        stated = [(section, rule) for section in self._pack.sections for rule in section.checks]
        for section, rule in [*stated, *((None, rule) for rule in self._pack.checks)]:
            paths = tuple(p for name in fields_of(rule) if (p := resolve(self._pack, name, section)) is not None)
            rules.setdefault(paths[0].section, []).append((rule, paths))
        return rules

    @cached_property
    def _readers(self) -> dict[str, set[str]]:
        """For each section, the other sections whose rules or conditions read it."""
        readers: dict[str, set[str]] = {}
        for shown_in, rules in self._rules.items():
            for _, paths in rules:
                for read in paths:
                    readers.setdefault(read.section, set()).add(shown_in)
        for section in self._pack.sections:
            for condition in (section.when, *(field.when for field in section.asked.values())):
                for name in _names(condition):
                    if (path := resolve(self._pack, name, section)) is not None:
                        readers.setdefault(path.section, set()).add(section.id)
        return readers

    def _section_problems(self, section: Section) -> Iterator[Problem]:
        if not self.applies(section):
            return
        for field in section.asked.values():
            if not self.asked(section, field):
                continue
            path = FieldPath(section.id, field.id)
            if field.type == "list":
                yield from self._list_problems(section, path, field)
            elif field.type == "evidence":
                yield from self._evidence_problems(section, path, section.evidence_items[field.id])
            else:
                yield from self._blank_problems(section, path, field)
        for rule, paths in self._rules.get(section.id, ()):
            if not any(path.row for path in paths) or rule.kind == "list_total":
                yield from self._rule_problems(rule, paths)

    def _blank_problems(self, section: Section, path: FieldPath, field: Field) -> Iterator[Problem]:
        value = self._answers.get(path)
        if value is None:
            if field.required in ("blocking", "advice"):
                code = "required_starred" if section.starred and field.is_figure else "required"
                yield self._problem(section, path, field, code, field.required)
            return
        for code, params in _value_findings(value, field):
            severity: Severity = "advice" if code in _ADVICE_CODES else "blocking"
            yield self._problem(section, path, field, code, severity, params)

    def _list_problems(self, section: Section, path: FieldPath, field: Field) -> Iterator[Problem]:
        rows = self._answers.rows(path)
        if not rows:
            elsewhere = self._answers.get(FieldPath(path.section, path.field + ELECTRONIC)) is True
            stated_nil = self._answers.get(path) is NIL
            if field.required != "optional" and not elsewhere and not stated_nil:
                yield self._problem(section, path, field, "required_list", field.required or "blocking")
            return
        found = self._row_problems.get(path)
        if found is None:
            found = self._row_problems[path] = {}
            for row in rows:
                self._check_row(section, path, row, found)
        if found:
            for row in rows:
                yield from found.get(row, ())

    def _check_row(self, section: Section, path: FieldPath, row: str, found: dict[str, tuple[Problem, ...]]) -> None:
        problems = tuple(self._row_findings(section, path, row))
        if problems:
            found[row] = problems

    def _row_findings(self, section: Section, path: FieldPath, row: str) -> Iterator[Problem]:
        columns = section.lists[path.field].columns
        if all(self._answers.get(path.at(row, column.id)) is None for column in columns):
            field = section.asked[path.field]
            yield self._problem(section, path.at(row), field, "row_empty", "advice")
            return
        for column in columns:
            yield from self._blank_problems(section, path.at(row, column.id), column.as_field)
        for rule, paths in self._rules.get(section.id, ()):
            if rule.kind != "list_total" and any(read.row and read.whole == path for read in paths):
                here = tuple(path.at(row, read.column) if read.row else read for read in paths)
                yield from self._rule_problems(rule, here)

    def _evidence_problems(self, section: Section, path: FieldPath, item: EvidenceItem) -> Iterator[Problem]:
        attached = self._answers.row_count(path) > 0
        stated = section.starred or bool(item.proves)
        claimed = not stated or any(True for _ in self._claims(section, item))
        field = section.asked[item.id]
        if claimed and not attached and item.required != "optional":
            code = "evidence" if stated else "evidence_item"
            yield self._problem(section, path, field, code, item.required)
        if attached and not claimed:
            yield self._problem(section, path, field, "evidence_idle", "advice")

    def _claims(self, section: Section, item: EvidenceItem) -> Iterator[Field]:
        """The answers that `item` has to prove."""
        for field in section.proved_by(item):
            value = self._answers.get(FieldPath(section.id, field.id))
            if value is not None and value is not NIL:
                yield field

    def _rule_problems(self, rule: Rule, paths: tuple[FieldPath, ...]) -> Iterator[Problem]:
        section = self._pack.section[paths[0].section]
        if not holds(rule.when, self._pack, section, self._answers):
            return
        operands = [Operand(path, _known(self._pack.field_at(path)), self._answers.get(path)) for path in paths]
        for breach in breaches(rule, operands, self._answers):
            clause = rule.clause or section.clause or self._pack.place(section)
            yield Problem(breach.path, rule.severity, breach.code, breach.params, clause, rule.message)

    def _problem(
        self,
        section: Section,
        path: FieldPath,
        field: Field,
        code: str,
        severity: Severity,
        params: dict[str, object] | None = None,
    ) -> Problem:
        starred = self._pack.starred_clause if section.starred else ""
        clause = field.clause or section.clause or starred or self._pack.place(section)
        return Problem(path, severity, code, {"label": field.label, **(params or {})}, clause)


def _value_findings(value: Value, field: Field) -> Iterator[tuple[str, dict[str, object]]]:
    if isinstance(value, Unparsed):
        yield "unparsed", {"text": value.text, "kind": TYPE_NAMES.get(field.type, "内容")}
    elif isinstance(value, Nil):
        if not field.nil:
            yield "nil", {}
    else:
        yield from FIELD_TYPES[field.type].findings(value, field)


def _known(field: Field | None) -> Field:
    assert field is not None, "rules are resolved against the pack when it is loaded"
    return field


def _names(condition: Condition | None) -> Iterator[str]:
    """The fields a condition reads, in its own words."""
    if condition is None:
        return
    if condition.field:
        yield condition.field
    for inner in (*condition.all, *condition.any, *([condition.not_] if condition.not_ else ())):
        yield from _names(inner)
