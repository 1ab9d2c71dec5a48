"""Which findings read which blanks: worked out once from the pack, so that a change recomputes only those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.forms.answers.facts import stated_before
from app.forms.pack.agreement.computing import operand_paths
from app.forms.pack.agreement.names import resolve
from app.forms.pack.conditions import Condition, names_in, required_when
from app.forms.pack.pack import Pack
from app.forms.pack.rules import ListTotal, Rule, fields_of
from app.forms.pack.section import Section
from app.forms.paths import EACH_ROW, ENTRIES, FieldPath


class Stated(NamedTuple):
    """A rule, the page that states it (None: the pack), and the paths it reads; a column's path has the row `*`."""

    rule: Rule
    section: Section | None
    paths: tuple[FieldPath, ...]


class Dependents:
    """The rules of a pack by where their findings show, and who must be looked at again when a blank changes."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._rules: dict[str, list[Stated]] = defaultdict(list)
        self._row_rules: dict[FieldPath, list[Stated]] = defaultdict(list)
        self._sections: dict[FieldPath, set[str]] = defaultdict(set)
        self._lists: dict[FieldPath, set[FieldPath]] = defaultdict(set)
        for section in pack.sections:
            self._note_conditions(section)
        for stated in _stated(pack):
            self._note_rule(stated)
        for path in pack.computed:
            for read in self.behind([path]):
                self._sections[read].add(path.section)
        for section in pack.sections:
            for read in self.behind((*section.shown_elsewhere, *section.summed_up)):
                self._sections[read].add(section.id)
        self._stated_before = stated_before(pack)
        for path, earlier in self._stated_before.items():
            for read in self.behind(earlier):
                self._sections[read].add(path.section)

    def rules(self, section: str) -> list[Stated]:
        """The rules whose findings show on the page called `section`, those of rows excepted."""
        return self._rules.get(section, [])

    def row_rules(self, path: FieldPath) -> list[Stated]:
        """The rules that are checked in each row of the list at `path`."""
        return self._row_rules.get(path, [])

    def stated_before(self, path: FieldPath) -> tuple[FieldPath, ...]:
        """The earlier blanks that state the same fact as the one at `path`, in reading order."""
        return self._stated_before.get(path, ())

    def sections(self, path: FieldPath) -> set[str]:
        """The pages on which something reads the blank or list that `path` lies in, or the entries it is one of."""
        entries = FieldPath(path.folded.section, ENTRIES)
        return self._sections.get(path.whole, set()) | self._sections.get(entries, set())

    def lists(self, path: FieldPath) -> set[FieldPath]:
        """The lists whose rows all depend on the blank or list that `path` lies in."""
        return self._lists.get(path.whole, set())

    def behind(self, paths: Iterable[FieldPath]) -> set[FieldPath]:
        """These blanks, all that decides whether they are asked, and all that they are computed from."""
        found: set[FieldPath] = set()
        waiting = [path.whole for path in paths]
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting += [read.whole for read in operand_paths(self._pack, path)]
                section = self._pack.section[path.section]
                for when in (section.when, section.asked[path.field].when):
                    waiting += [read.whole for read in self._read_by(when, section)]
                waiting += [read.whole for read in self._read_in_rows(section, path)]
        return found

    def _read_in_rows(self, section: Section, path: FieldPath) -> Iterator[FieldPath]:
        """What the rows of a list read beside their own cells; none of what is no list."""
        for column in section.lists[path.field].asked_columns if path.field in section.lists else ():
            cell = path.at(EACH_ROW, column.id)
            conditions = (column.when, required_when(column.required))
            reads = [*operand_paths(self._pack, cell)]
            reads += [read for when in conditions for read in self._read_by(when, section, cell)]
            yield from (read for read in reads if read.row != EACH_ROW)

    def _note_conditions(self, section: Section) -> None:
        conditions = [section.when, *(field.when for field in section.asked.values())]
        conditions += [required_when(field.required) for field in section.asked.values()]
        for read in self.behind(name for condition in conditions for name in self._read_by(condition, section)):
            self._sections[read].add(section.id)
        for name in section.lists:
            path = FieldPath(section.id, name)
            self._note_list(path, self.behind(self._read_in_rows(section, path)))

    def _note_rule(self, stated: Stated) -> None:
        rule, section, paths = stated
        of_rows = next((path.whole for path in paths if path.row), None)
        at = of_rows.at(EACH_ROW) if of_rows is not None else None
        reads = self.behind([*paths, *self._read_by(rule.when, section, at)])
        if of_rows is None or isinstance(rule, ListTotal):
            self._rules[paths[0].section].append(stated)
            for read in reads:
                self._sections[read].add(paths[0].section)
        else:
            self._row_rules[of_rows].append(stated)
            self._note_list(of_rows, reads - {of_rows})

    def _note_list(self, path: FieldPath, reads: set[FieldPath]) -> None:
        for read in reads:
            self._lists[read].add(path)
            self._sections[read].add(path.section)

    def _read_by(
        self, condition: Condition | None, section: Section | None, at: FieldPath | None = None
    ) -> Iterator[FieldPath]:
        for name in names_in(condition):
            path = resolve(self._pack, name, section, at)
            if path is not None:
                yield path


def _stated(pack: Pack) -> Iterator[Stated]:
    """Every rule of the pack, those of the pages first."""
    of_pages = [(section, rule) for section in pack.sections for rule in section.checks]
    for section, rule in [*of_pages, *((None, rule) for rule in pack.checks)]:
        paths = tuple(path for name in fields_of(rule) if (path := resolve(pack, name, section)) is not None)
        yield Stated(rule, section, paths)
