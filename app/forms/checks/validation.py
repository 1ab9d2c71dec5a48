"""The problems of one section: its blanks, its lists row by row, its proofs, and the rules that show there.

After a change only the sections that read what changed are computed again, and in a long list
only the row; there is no dependency graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.forms.answers.answers import Answers
from app.forms.answers.conditions import Circumstances
from app.forms.answers.facts import agree
from app.forms.answers.presets import missing_presets
from app.forms.answers.proved_rows import ROWS, row_words, rows_kept, rows_proved
from app.forms.checks.attached import print_findings
from app.forms.checks.blanks import Unprintable, prints_all, value_findings
from app.forms.checks.copies import Copies
from app.forms.checks.dependents import Dependents, Stated
from app.forms.checks.found import PageFound, RowsFound
from app.forms.checks.operands import operand
from app.forms.checks.problems import Problem
from app.forms.checks.rulings import rule_problems
from app.forms.checks.tally import Tally
from app.forms.checks.verdicts import Demand, demands, shortfalls
from app.forms.pack.asked import ELECTRONIC
from app.forms.pack.fields import Field, Severity
from app.forms.pack.pack import Pack
from app.forms.pack.proofs import EvidenceItem
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.values import NIL
from app.forms.wording import shortened, width

NAMED_ROWS = 5
"""How many rows one finding names."""
COVER_WIDTH = 100
"""How wide one blank of the cover may be, in 字: what fits five lines of the smallest size on every cover."""
_ADVICE_CODES = frozenset({"credit_code_doubtful"})


class Validator:
    """The problems of every section of one declaration, kept until what they read changes."""

    def __init__(
        self,
        pack: Pack,
        answers: Answers,
        unprintable: Unprintable = prints_all,
        dependents: Dependents | None = None,
    ) -> None:
        self._pack, self._unprintable = pack, unprintable
        self._answers = answers
        self.circumstances = Circumstances(pack, answers)
        self._dependents = Dependents(pack) if dependents is None else dependents
        self._copies = Copies(pack, answers, self.circumstances, self._dependents)
        self._found: dict[str, PageFound] = {}
        self._rows: dict[FieldPath, tuple[dict[str, tuple[Problem, ...]], Tally]] = {}
        self._changed_rows: dict[FieldPath, set[str]] = {}

    def twin(self, answers: Answers) -> Validator:
        """The same for a copy of the answers, with all that is known of them."""
        twin = Validator(self._pack, answers, self._unprintable, self._dependents)
        twin._found = self._found.copy()
        twin._rows = self._rows.copy()
        twin._changed_rows = {path: rows.copy() for path, rows in self._changed_rows.items()}
        return twin

    def page(self, section: str) -> PageFound:
        """What is found on the page of the section called `section`."""
        found = self._found.get(section)
        if found is None:
            found = self._found[section] = PageFound(tuple(self._section_problems(self._pack.section[section])))
        return found

    def problems(self, section: str) -> tuple[Problem, ...]:
        """The problems of the section called `section`, in reading order."""
        return self.page(section).problems

    def changed(self, paths: Iterable[FieldPath]) -> frozenset[str]:
        """Forget what these paths may have changed; the sections to look at again."""
        wholes: dict[FieldPath, set[str]] = {}
        for path in paths:
            wholes.setdefault(path.whole, set()).add(path.row)
        sections = self._copies.changed(wholes)
        for whole, rows in wholes.items():
            sections |= {whole.section} | self._dependents.sections(whole)
            for dependent in self._dependents.lists(whole):
                self._rows.pop(dependent, None)
            if whole in self._rows:
                self._changed_rows.setdefault(whole, set()).update(rows - {""})
        for section in sections:
            self._found.pop(section, None)
        return frozenset(sections)

    def _rows_found(self, section: Section, path: FieldPath, rows: Sequence[str]) -> RowsFound:
        """What is found in the rows of a list; only those are looked at that changed since the last time."""
        known, changed = self._rows.get(path), self._changed_rows.pop(path, set())
        look = rows if known is None else [row for row in changed if self._answers.get(path.at(row)) is not None]
        found, tally = ({}, Tally()) if known is None else (known[0].copy(), known[1])
        gone = [problem for row in changed for problem in found.pop(row, ())]
        come = {row: problems for row in look if (problems := tuple(self._row_findings(section, path.at(row))))}
        found |= come
        tally = tally - Tally.of(gone) + Tally.of(problem for problems in come.values() for problem in problems)
        self._rows[path] = found, tally
        return RowsFound(path, rows, found, tally)

    def _section_problems(self, section: Section) -> Iterator[Problem | RowsFound]:
        if not self.circumstances.applies(section):
            return
        demanded = tuple(demands(section, self._answers, self.circumstances))
        either = {name for demand in demanded for name in demand.either}
        for field in section.asked.values():
            path = FieldPath(section.id, field.id)
            if not self.circumstances.asked(path):
                yield from self._idle_files(section, path, field)
                continue
            if field.id in either and self._answers.get(path) is None:
                continue
            if section.repeat is not None:
                yield from self._entry_problems(section, path, field)
            elif field.type == "list":
                yield from self._list_problems(section, path, field)
            elif field.type == "evidence":
                yield from self._evidence_problems(section, path, section.evidence_items[field.id])
            else:
                yield from self._blank_problems(section, path, field)
                yield from self._fact_problems(section, path, field)
        for demand in demanded:
            yield from self._demand_problems(section, demand)
        for stated in self._dependents.rules(section.id):
            yield from self._rule_problems(stated, stated.paths)

    def _demand_problems(self, section: Section, demand: Demand) -> Iterator[Problem]:
        for missed, code, params, owed in shortfalls(demand):
            required = self.circumstances.required(missed.field, section) or "blocking"
            if not owed:
                yield self._problem(section, missed.path, missed.field, code, "advice", params)
            elif required != "optional":
                yield self._problem(section, missed.path, missed.field, code, required, params)

    def _blank_problems(self, section: Section, path: FieldPath, field: Field) -> Iterator[Problem]:
        value = self.circumstances.stated(path)
        if value is None:
            required = self.circumstances.required(field, section, path if path.row else None)
            if required in ("blocking", "advice"):
                code = "required_starred" if section.starred and field.is_figure and field.nil else "required"
                yield self._problem(section, path, field, code, required)
            return
        if section is self._pack.cover and isinstance(value, str) and (words := width(value)) > COVER_WIDTH:
            yield self._problem(section, path, field, "cover_long", "blocking", {"words": words, "limit": COVER_WIDTH})
        for code, params in value_findings(value, field, self._unprintable):
            severity: Severity = "advice" if code in _ADVICE_CODES else "blocking"
            yield self._problem(section, path, field, code, severity, params)

    def _fact_problems(self, section: Section, path: FieldPath, field: Field) -> Iterator[Problem]:
        """The first earlier blank that states the same fact otherwise."""
        for earlier in self._dependents.stated_before(path):
            own, other = (operand(self._pack, self.circumstances, one) for one in (path, earlier))
            if not agree(other.field, other.value, field, own.value):
                params: dict[str, object] = {"other": other.field.label, "stated": shortened(other.shown)}
                params["value"] = shortened(own.shown)
                yield self._problem(section, path, field, "fact_conflict", "advice", params)
                return

    def _entry_problems(self, section: Section, path: FieldPath, field: Field) -> Iterator[Problem]:
        """Too few or too many entries of a repeated page."""
        repeat, count = section.repeat, self._answers.row_count(path)
        assert repeat is not None
        params: dict[str, object] = {"count": count, "least": repeat.least, "most": repeat.most}
        if count < repeat.least:
            code = "too_few_entries" if count else "required_entries"
            yield self._problem(section, path, field, code, "blocking", params)
        elif repeat.most is not None and count > repeat.most:
            yield self._problem(section, path, field, "too_many_entries", "blocking", params)

    def _list_problems(self, section: Section, path: FieldPath, field: Field) -> Iterator[Problem | RowsFound]:
        rows = self._answers.rows(path)
        if not rows:
            elsewhere = self._answers.get(FieldPath(path.section, path.field + ELECTRONIC)) is True
            stated_nil = self._answers.get(path) is NIL
            required = self.circumstances.required(field, section) or "blocking"
            if required != "optional" and not elsewhere and not stated_nil:
                yield self._problem(section, path, field, "required_list", required)
            return
        for words in missing_presets(section.lists[path.field], self._answers, path):
            advised = self.circumstances.required(field, section) == "advice"
            severity: Severity = "advice" if advised else "blocking"
            yield self._problem(section, path, field, "preset_row", severity, {"words": words})
        yield self._rows_found(section, path, rows)

    def _row_findings(self, section: Section, path: FieldPath) -> Iterator[Problem]:
        columns = section.lists[path.field].asked_columns
        if all(self._answers.get(path.at(path.row, column.id)) is None for column in columns if not column.computed):
            yield self._problem(section, path, section.asked[path.field], "row_empty", "advice")
            return
        for column in columns:
            cell = path.at(path.row, column.id)
            if column.when is None or self.circumstances.holds(column.when, section, cell):
                yield from self._blank_problems(section, cell, column.as_field)
        for stated in self._dependents.row_rules(path.whole):
            here = tuple(path.at(path.row, read.column) if read.row else read for read in stated.paths)
            for problem in self._rule_problems(stated, here):
                yield problem if problem.path.row else replace(problem, path=next(cell for cell in here if cell.row))

    def _evidence_problems(self, section: Section, path: FieldPath, item: EvidenceItem) -> Iterator[Problem]:
        attached = self._answers.row_count(path) > 0
        stated = section.starred or bool(item.proves or item.each)
        claimed = not stated or any(self._claims(section, field) for field in section.proved_by(item))
        field = section.asked[item.id]
        required = self.circumstances.required(item, section) or "blocking"
        if claimed and not attached and required != "optional":
            lists = any(one.type == "list" for one in section.proved_by(item))
            code = "evidence" if stated and not lists else "evidence_item"
            yield self._problem(section, path, field, code, required)
        elif claimed and item.each and required != "optional":
            yield from self._unproved_rows(section, path, field, path._replace(field=item.each), required)
        if attached and not claimed:
            yield self._problem(section, path, field, "evidence_idle", "advice")
        for row in self._answers.rows(path) if attached else ():
            yield from self._file_problems(section, path.at(row), field)

    def _idle_files(self, section: Section, path: FieldPath, field: Field) -> Iterator[Problem]:
        """That files are attached which will not be printed, because their proof is not asked for as things stand."""
        if field.type == "evidence" and (count := self._answers.row_count(path)):
            yield self._problem(section, path, field, "evidence_unasked", "advice", {"count": count})

    def _unproved_rows(
        self, section: Section, path: FieldPath, field: Field, listed: FieldPath, required: Severity
    ) -> Iterator[Problem]:
        """That rows of a list, of which each needs a file, have none."""
        proved = {row for file in self._answers.rows(path) for row in rows_kept(self._answers, path.at(file))}
        rows = [listed.at(row) for row in self._answers.rows(listed) if row not in proved]
        if rows:
            names = "、".join(row_words(self._pack, self._answers, row) for row in rows[:NAMED_ROWS])
            shown = f"{names} 等" if len(rows) > NAMED_ROWS else names
            yield self._problem(section, path, field, "evidence_rows", required, {"count": len(rows), "rows": shown})

    def _row_of_file(
        self, section: Section, file: FieldPath, field: Field, params: dict[str, object]
    ) -> Iterator[Problem]:
        """A file that is for no row of its list, or for one that is gone."""
        each = section.evidence_items[file.field].each
        if each is None:
            return
        listed = file._replace(field=each)
        kept, there = rows_kept(self._answers, file), rows_proved(self._answers, file, listed.whole)
        if len(there) < len(kept):
            yield self._problem(section, file.at(file.row, ROWS), field, "evidence_row_gone", "advice", params)
        elif not kept and self._answers.row_count(listed.whole):
            words = {**params, "list": section.asked[each].label}
            yield self._problem(section, file.at(file.row, ROWS), field, "evidence_rowless", "advice", words)

    def _file_problems(self, section: Section, file: FieldPath, field: Field) -> Iterator[Problem]:
        """A file that is not said to prove anything, one of no row, one not printed whole, one attached before."""
        name = self._answers.get(file.at(file.row, "name"))
        params: dict[str, object] = {"file": "" if name is None else shortened(str(name), 40)}
        if not str(self._answers.get(file.at(file.row, "proves")) or "").strip():
            yield self._problem(section, file.at(file.row, "proves"), field, "evidence_mute", "advice", params)
        yield from self._row_of_file(section, file, field, params)
        for code, severity, more in print_findings(self._answers, file, self._unprintable):
            yield self._problem(section, file, field, code, severity, {**params, **more})
        earlier = self._copies.earlier(file)
        if earlier is not None:
            params = {**params, "other": self._place_of(earlier, section)}
            yield self._problem(section, file, field, "evidence_twice", "advice", params)

    def _place_of(self, file: FieldPath, seen_from: Section) -> str:
        """Where a file is attached: the page, or the evidence item when that is on the page `seen_from`."""
        section = self._pack.section[file.section]
        return section.asked[file.field].label if section is seen_from else section.plain_name

    def _claims(self, section: Section, field: Field) -> bool:
        """Whether a blank states something that can be proved; 无, 否 and a computed 0 state that there is nothing."""
        path = FieldPath(section.id, field.id)
        if field.type == "list":
            return self.circumstances.asked(path) and self._answers.row_count(path) > 0
        value = self.circumstances.value(path)
        return value is not None and value is not NIL and value is not False and not (field.computed and value == 0)

    def _rule_problems(self, stated: Stated, paths: tuple[FieldPath, ...]) -> Iterator[Problem]:
        return rule_problems(self._pack, self._answers, self.circumstances, stated, paths)

    def _problem(
        self,
        section: Section,
        path: FieldPath,
        field: Field,
        code: str,
        severity: Severity,
        params: dict[str, object] | None = None,
    ) -> Problem:
        clause = self._pack.clause(section, field)
        return Problem(path, severity, code, {"label": field.label, **(params or {})}, clause)
