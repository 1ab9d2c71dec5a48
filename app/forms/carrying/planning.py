"""Making the plan of a carry-over from two packs and their answers.

Two blanks belong together when they state the same fact, of the same year; within one pack also when they are
the same blank.  Nothing arrives that does not mean the same: what is uncertain is listed with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from app.forms.answers.answers import Answers, Edit
from app.forms.answers.conditions import Circumstances
from app.forms.answers.facts import FactKey, agree, stated_by
from app.forms.carrying.conversion import Unfit
from app.forms.carrying.holdings import Content, Holding, Rows, arriving, holdings, typed_rows
from app.forms.carrying.plan import Arrival, CarryPlan, Entry, Group
from app.forms.pack.agreement.facts import known_facts
from app.forms.pack.fields import Field
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.values import Unparsed, same


def plan_carry_over(old: Pack, old_answers: Answers, new: Pack, new_answers: Answers) -> CarryPlan:
    """What `old_answers` bring into `new_answers`; changes neither."""
    return _Planner(old, old_answers, new, new_answers).plan()


class _Meaning(NamedTuple):
    """What makes blanks one: a fact of one year, or else the place in the form; lists go with lists only."""

    fact: FactKey | None
    place: FieldPath | None
    rows: bool

    @property
    def series(self) -> tuple[str, bool]:
        """The fact without its year."""
        return (self.fact.id if self.fact else "", self.rows)

    @property
    def year(self) -> int:
        """The year of the fact; 0 without one."""
        return (self.fact.year if self.fact else None) or 0


class _Fit(NamedTuple):
    """What one old blank holds, as one new blank has it."""

    source: Holding
    target: Holding
    content: Content

    @property
    def converted(self) -> bool:
        """Whether what arrives is written otherwise than before."""
        if isinstance(self.content, Rows) or isinstance(self.source.content, Rows):
            return isinstance(self.content, Rows) and self.content.converted
        return not same(self.content, self.source.content)

    @property
    def differs(self) -> bool:
        """Whether the new blank has an answer already that says something else."""
        there = self.target.content
        if there is None:
            return False
        if isinstance(there, Rows) or isinstance(self.content, Rows):
            return not (isinstance(self.content, Rows) and typed_rows(self.target) == self.content.rows)
        return isinstance(there, Unparsed) or not agree(self.target.field, self.content, self.target.field, there)


_Meanings = dict[_Meaning, list[Holding]]
_Pairs = dict[_Meaning, _Meaning]


class _Planner:
    """Builds one plan; `_old` is what was answered, `_new` what is asked, both by meaning."""

    def __init__(self, old: Pack, old_answers: Answers, new: Pack, new_answers: Answers) -> None:
        self._new_pack, self._new_answers = new, new_answers
        self._same_pack = old.id == new.id
        self._years_apart = _years_apart(old, new)
        circumstances = Circumstances(old, old_answers)
        answered = [held for held in holdings(old, old_answers) if held.content is not None]
        self._hidden = [held for held in answered if not held.field.computed and not circumstances.asked(held.path)]
        self._old = _by_meaning(held for held in answered if circumstances.asked(held.path))
        asked = [held for held in holdings(new, new_answers) if not held.field.computed]
        self._now_computed = {_meaning(path, new.section[path.section].asked[path.field]) for path in new.computed}
        self._new = _by_meaning(asked)
        self._misfits: dict[FieldPath, str] = {}
        self._new_places = {held.path: place for place, held in enumerate(asked)}
        self._old_places = {held.path: len(asked) + place for place, held in enumerate(answered)}

    def plan(self) -> CarryPlan:
        """Every entry: those of the new form in reading order, then what is left of the old one."""
        pairs = {one: one for one in self._new if one in self._old and (one.fact or self._same_pack)}
        pairs |= self._other_years(pairs)
        entries = [self._matched(before, now) for now, before in pairs.items()]
        left = [one for one in self._old if one not in pairs.values() and not self._only_computed(one)]
        entries += [Entry("dropped", _paths(self._old[one]), reason=self._why_dropped(one)) for one in left]
        hidden = "按旧草稿的填写情况，这一项当时不用填写"
        entries += [Entry("dropped", (held.path,), reason=hidden) for held in self._hidden]
        return CarryPlan(tuple(sorted((*entries, *self._asked_now(entries)), key=self._place)))

    def _other_years(self, exact: Iterable[_Meaning]) -> _Pairs:
        """Facts that the new form asks of other years than the old draft has: the latest beside the latest, and so on.

        Where one year is in both, each year has its own figure and none stands in for another.
        """
        settled = {meaning.series for meaning in exact}
        before, now = _by_series(self._old, settled), _by_series(self._new, settled)
        pairs = {
            late: early
            for series in now.keys() & before.keys()
            for late, early in zip(now[series], before[series], strict=False)
        }
        return {late: early for late, early in pairs.items() if _empty(self._new[late])}

    def _matched(self, before: _Meaning, now: _Meaning) -> Entry:
        """The entry for the blanks of one meaning."""
        sources, targets = self._old[before], self._new[now]
        if before != now:
            targets = [target for target in targets if target.content is None]
        fits: list[_Fit] = []
        misfits: dict[FieldPath, str] = {}
        for target in targets:
            try:
                fits.append(self._fit(sources, target))
            except Unfit as failure:
                misfits[target.path] = str(failure)
        if not fits:
            return Entry("unfit", _paths(sources), _empty(targets), reason=next(iter(misfits.values())))
        self._misfits |= misfits
        return self._settled(sources, fits, before, now)

    def _settled(self, sources: list[Holding], fits: list[_Fit], before: _Meaning, now: _Meaning) -> Entry:
        """What becomes of an answer that fits: it arrives everywhere, or, where another one stands, nowhere."""
        if differing := tuple(fit.target.path for fit in fits if fit.differs):
            return Entry("conflict", _paths(sources), differing)
        paths = tuple(fit.target.path for fit in fits)
        arrivals = tuple(Arrival(fit.target.path, fit.content) for fit in fits if fit.target.content is None)
        if not arrivals:
            return Entry("carried", _paths(sources), paths, reason="新草稿中已经相同")
        doubt = self._doubt(before, now, sources[0])
        group: Group = "stale" if doubt else "changed" if any(fit.converted for fit in fits) else "carried"
        lost = {fit.content.lost: None for fit in fits if isinstance(fit.content, Rows)}
        reason = "；".join(clause for clause in (doubt, *lost) if clause)
        return Entry(group, _paths(sources), paths, arrivals, reason, awaits=before != now)

    def _fit(self, sources: list[Holding], target: Holding) -> _Fit:
        """The answer of the same blank, else of whichever of `sources` serves best; Unfit when none does."""
        own = [source for source in sources if self._same_pack and source.path == target.path]
        if not own and (contradiction := _contradiction(sources)):
            raise Unfit(contradiction)
        failure = Unfit("")
        for source in own or sorted(sources, key=lambda source: source.field.type != target.field.type):
            try:
                return _Fit(source, target, arriving(source, target, by_id=source in own))
            except Unfit as reason:
                failure = reason
        raise failure

    def _doubt(self, before: _Meaning, now: _Meaning, source: Holding) -> str:
        """Why the user is to look at what arrives: its year; empty when there is no doubt."""
        if before != now:
            return f"旧草稿{_year_of(before)}，现在的表{_year_of(now)}"
        fact = before.fact
        if fact is None or fact.year is not None:
            return ""
        known = known_facts(self._new_pack).get(fact.id)
        if known is not None and known.yearly:
            return "这一项逐年不同，表中没有写明年份"
        return "两份通知不在同一年，数据可能已经变化" if source.field.is_figure and self._years_apart else ""

    def _only_computed(self, meaning: _Meaning) -> bool:
        """Whether nobody ever typed what the old draft says of `meaning`."""
        return all(held.field.computed for held in self._old[meaning])

    def _why_dropped(self, meaning: _Meaning) -> str:
        if meaning in self._now_computed and (meaning.fact or self._same_pack):
            return "这一项现在由程序计算"
        series = {other.series for other in self._new if other.fact}
        if meaning.fact and meaning.series in series:
            return f"旧草稿{_year_of(meaning)}，现在的表要求别的年份"
        return ""

    def _asked_now(self, entries: list[Entry]) -> Iterator[Entry]:
        """The blanks that are empty and asked as things stand when everything certain has arrived."""
        answers = Answers()
        for path, value in self._new_answers.items():
            if not path.row:
                answers.apply(Edit(path, None, value))
        for arrival in CarryPlan(tuple(entries)).arrivals():
            if not isinstance(arrival.content, Rows):
                answers.apply(Edit(arrival.path, None, arrival.content))
        circumstances = Circumstances(self._new_pack, answers)
        told = {target for entry in entries for target in entry.targets}
        for held in (held for alike in self._new.values() for held in alike):
            if held.content is None and held.path not in told and circumstances.asked(held.path):
                yield Entry("new", (), (held.path,), reason=self._misfits.get(held.path, ""))

    def _place(self, entry: Entry) -> int:
        """Where the entry stands: at its blank in the new form, else after that at the one in the old."""
        return self._new_places[entry.targets[0]] if entry.targets else self._old_places[entry.sources[0]]


def _years_apart(old: Pack, new: Pack) -> bool:
    """Whether two notices ask for the state of different years: by their dates, else by the last year they ask of."""
    if old.notice.issued and new.notice.issued:
        return old.notice.issued.year != new.notice.issued.year
    last, now = (max((stated.key.year or 0 for stated in stated_by(pack)), default=0) for pack in (old, new))
    return last != now and bool(last and now)


def _by_meaning(held: Iterable[Holding]) -> _Meanings:
    found: _Meanings = defaultdict(list)
    for one in held:
        found[_meaning(one.path, one.field)].append(one)
    return dict(found)


def _meaning(path: FieldPath, field: Field) -> _Meaning:
    key = FactKey(field.fact.id, field.fact.year) if field.fact else None
    return _Meaning(key, None if key else path, field.type == "list")


def _by_series(meanings: Iterable[_Meaning], settled: set[tuple[str, bool]]) -> dict[tuple[str, bool], list[_Meaning]]:
    """The years of each fact that is not `settled`, the latest first, what has no year last."""
    found: dict[tuple[str, bool], list[_Meaning]] = defaultdict(list)
    for meaning in sorted(meanings, key=lambda meaning: -meaning.year):
        if meaning.fact and meaning.series not in settled:
            found[meaning.series].append(meaning)
    return found


def _contradiction(sources: list[Holding]) -> str:
    """Why the old draft itself leaves open what is true, as a Chinese clause; empty when it does not."""
    for one, other in combinations(sources, 2):
        if isinstance(one.content, Rows) or isinstance(other.content, Rows):
            alike = one.content == other.content
        else:
            alike = agree(one.field, one.content, other.field, other.content)
        if not alike:
            return f"旧草稿中“{one.field.label}”与“{other.field.label}”填写不一致"
    return ""


def _year_of(meaning: _Meaning) -> str:
    return f"是{meaning.year}年的数据" if meaning.year else "没有写明数据的年份"


def _paths(held: Iterable[Holding]) -> tuple[FieldPath, ...]:
    return tuple(one.path for one in held)


def _empty(held: Iterable[Holding]) -> tuple[FieldPath, ...]:
    return tuple(one.path for one in held if one.content is None)
