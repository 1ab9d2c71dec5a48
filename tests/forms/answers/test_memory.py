"""What is worked out from answers is never older than the answers."""

from __future__ import annotations

from forms.tiny_packs import at, tiny_session
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.answers import answers as module
from app.forms.session import FormSession

PACK = """\
- id: p
  title: 某页
  fields:
    sum: {computed: {sum: [a, b, rows.n]}}
    twice: {computed: {product: [sum, 2]}}
    b: {when: {field: a, above: 5}}
    many: {computed: {count: rows}}
  body:
    - "甲{a:count}个，乙{b:count}个，合计{sum:count}个，加倍{twice:count}个，行数{many:count}个"
    - line: {text: "丙：{c:text}", when: {field: twice, at_least: 10}}
    - list: {field: rows, label: 清单, columns: [{id: n, label: 数, unit: 个, type: count}]}
- id: q
  title: 另页
  when: {field: p.c, answered: true}
  body: ["丁：{d:count}个"]
"""
NAMES = ("p.a", "p.b", "p.c", "q.d")
STEP = st.tuples(st.sampled_from([*NAMES, "row", "cell", "gone", "undo", "redo"]), st.integers(0, 12))


def taken(session: FormSession, what: str, number: int) -> None:
    rows = session.answers.rows(at("p.rows"))
    if what in NAMES:
        session.answer(at(what), str(number) if number else "")
    elif what == "row":
        session.insert_rows(at("p.rows"), 0, [{"n": number}])
    elif what == "cell" and rows:
        session.answer(at(f"p.rows[{rows[-1]}].n"), str(number) if number else "")
    elif what == "gone" and rows:
        session.remove_rows(at("p.rows"), rows[:1])
    elif what in ("undo", "redo"):
        getattr(session, what)()


def told(session: FormSession) -> list[object]:
    """Everything that is worked out, whatever was asked before."""
    pages = session.pack.sections
    paths = [at(f"{page.id}.{name}") for page in pages for name in page.asked]
    return [
        [session.value(path) for path in paths],
        [session.asked(path) for path in paths],
        [[problem.message for problem in session.problems(page.id)] for page in pages],
    ]


@given(steps=st.lists(STEP, max_size=25), looks=st.sets(st.integers(0, 24)), known=st.sampled_from([2, 500]))
@settings(deadline=None)
def test_a_long_session_tells_what_a_fresh_one_would(steps: list[tuple[str, int]], looks: set[int], known: int) -> None:
    usual, module.RECENT = module.RECENT, known
    try:
        session = tiny_session(PACK)
    finally:
        module.RECENT = usual
    for number, (what, amount) in enumerate(steps):
        taken(session, what, amount)
        if number in looks:
            told(session)
    assert told(session) == told(FormSession(session.folded, session.answers.copy()))
