"""What is kept of a page's problems is what a look from scratch finds: random edits over a pack with everything."""

from __future__ import annotations

from typing import Any

from forms.tiny_packs import tiny_pack
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.forms.answers.answers import Answers
from app.forms.checks.validation import Validator
from app.forms.paths import FieldPath
from app.forms.session import Changes, FormSession
from app.forms.values import NIL

PACK = tiny_pack(
    """
    - id: a
      title: 甲
      starred: true
      fields:
        mode: {options: [自建, {value: 合作, specify: 请注明, field: partner}]}
        total: {fact: device.count}
        extra:
          fact: device.limit
          when: {all: [{field: b.union, is: 是}, {not: {field: c.rows_note, answered: true}}]}
      body:
        - "方式{mode:choice}，总数{total:count}，甲类{one:count}，乙类{two:count}，另{extra:count}"
      evidence: [{id: proof, title: 截图, proves: [total, extra]}]
      checks:
        - sum: {parts: [one, two], total: total, when: {field: b.union, is: 否}}
        - at_most: {fields: [extra, b.limit]}
    - id: b
      title: 乙
      when: {field: a.mode, is: 合作}
      fields: {limit: {fact: device.limit}}
      body: ["联合体{union:yesno}，上限{limit:count}，日期{day:date}"]
      checks: [not_after: {fields: [day], day: 2022-03-09, when: {field: a.partner, answered: true}}]
    - id: c
      title: 丙
      fields:
        again: {fact: device.count}
        limit: {fact: device.limit}
        rows_note: {required: optional, when: {field: b.limit, answered: true}}
      body:
        - "备注{rows_note:text}"
        - "设备总数{again:count}，上限{limit:count}"
        - list:
            field: rows
            label: 清单
            when: {any: [{field: a.one, answered: true}, {field: rows_note, is: 有}]}
            columns:
              - {id: name, label: 名称, type: text, required: blocking}
              - {id: number, label: 数量, type: count, when: {field: b.union, is: 是}, required: advice}
      checks:
        - list_total: {list: rows, column: number, total: a.total}
        - at_most: {fields: [b.limit, rows.number]}
        - at_most: {fields: [rows.number, a.two], when: {field: b.limit, answered: true}}
      evidence:
        - {id: first, title: 合同, when: {field: b.union, is: 是}}
        - {id: second, title: 发票, required: optional}
    """,
    """
    checks:
      - at_most: {fields: [a.one, b.limit], when: {field: c.rows_note, answered: false}}
      - list_total: {list: c.rows, total: a.two}
      - advise: {field: cover.project, when: {field: b.day, answered: true}, message: 请核对日期。}
      - advise: {field: c.rows_note, when: {field: b.union, is: 是}, message: 请核对。}
    """,
)
BLANKS = [
    FieldPath(section.id, field.id)
    for section in PACK.sections
    for field in section.asked.values()
    if field.type not in ("list", "evidence")
]
ROWS = FieldPath("c", "rows")
PROOFS = [FieldPath("a", "proof"), FieldPath("c", "first"), FieldPath("c", "second")]
FIGURES = ["", "无", "1", "2", "5", "约3"]
TEXTS = {
    "choice": ["", "自建", "合作"],
    "yesno": ["", "是", "否"],
    "text": ["", "有", "无"],
    "date": ["", "2022-03-10"],
}
TYPED = st.sampled_from(BLANKS).flatmap(
    lambda path: st.tuples(st.just(path), st.sampled_from(TEXTS.get(PACK.field_at(path).type, FIGURES)))  # type: ignore[union-attr]
)
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from([None, "甲"]),
    "number": st.sampled_from([None, 1, 3, NIL]),
}


class Editing(RuleBasedStateMachine):
    """A user at work; after every gesture the kept findings equal those of a fresh validator."""

    @initialize()
    def begin(self) -> None:
        self.told: list[Changes] = []
        self.session = FormSession(PACK, Answers(), lambda: float(len(self.told)))
        self.session.subscribe(self.told.append)
        for name, text in (("a.mode", "合作"), ("a.one", "1"), ("b.union", "是"), ("b.limit", "2")):
            self.session.answer(FieldPath.parse(name), text)
        self.session.insert_rows(ROWS, 0, [{"name": "甲", "number": 1}, {"name": "乙", "number": 3}])

    @rule(typed=TYPED)
    def answers(self, typed: tuple[FieldPath, str]) -> None:
        self.session.answer(*typed)

    @rule(place=st.integers(0, 4), cells=st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=3))
    def inserts(self, place: int, cells: list[dict[str, Any]]) -> None:
        self.session.insert_rows(ROWS, min(place, self.session.answers.row_count(ROWS)), cells)

    @rule(place=st.integers(0, 4), column=st.sampled_from(list(CELLS)), text=st.sampled_from(FIGURES))
    def answers_a_cell(self, place: int, column: str, text: str) -> None:
        if rows := self.session.answers.rows(ROWS):
            self.session.answer(ROWS.at(rows[place % len(rows)], column), text)

    @rule(place=st.integers(0, 4), count=st.integers(1, 3))
    def removes(self, place: int, count: int) -> None:
        self.session.remove_rows(ROWS, self.session.answers.rows(ROWS)[place : place + count])

    @rule(place=st.integers(0, 4), to=st.integers(0, 4))
    def moves(self, place: int, to: int) -> None:
        if rows := self.session.answers.rows(ROWS):
            self.session.move_row(ROWS, rows[place % len(rows)], to % len(rows))

    @rule(value=st.sampled_from([NIL, None]))
    def states_nil(self, value: Any) -> None:
        self.session.set({ROWS: value})

    @rule(item=st.sampled_from(PROOFS), sha256=st.sampled_from("ab"), proves=st.sampled_from([None, "数量"]))
    def attaches(self, item: FieldPath, sha256: str, proves: str | None) -> None:
        self.session.insert_rows(item, 0, [{"name": f"{sha256}.png", "sha256": sha256 * 64, "proves": proves}])

    @rule(item=st.sampled_from(PROOFS))
    def detaches(self, item: FieldPath) -> None:
        self.session.remove_rows(item, self.session.answers.rows(item)[:1])

    @rule()
    def undoes(self) -> None:
        self.session.undo()

    @rule()
    def redoes(self) -> None:
        self.session.redo()

    @invariant()
    def what_is_kept_is_what_is_found(self) -> None:
        fresh = Validator(PACK, self.session.answers)
        for section in PACK.sections:
            assert self.session.problems(section.id) == fresh.problems(section.id)
            owed = [problem for problem in fresh.problems(section.id) if problem.owed]
            found = self.session.found(section.id)
            assert list(found.owed()) == owed
            assert found.tally.count("blocking", missing=True) == len(owed)
            assert found.tally.count() == len(fresh.problems(section.id))

    def teardown(self) -> None:
        """Everything undone is the empty form; everything redone is where the user was."""
        if not hasattr(self, "session"):
            return
        while self.session.redo():
            pass
        reached, order = dict(self.session.answers.items()), self.session.answers.rows(ROWS)
        while self.session.undo():
            pass
        assert dict(self.session.answers.items()) == {}
        while self.session.redo():
            pass
        assert (dict(self.session.answers.items()), self.session.answers.rows(ROWS)) == (reached, order)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
