"""The problems that one check of the pack finds, in the pack's own words where it has some."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.answers.answers import Answers
from app.forms.answers.conditions import Circumstances
from app.forms.checks.breaches import breaches
from app.forms.checks.dependents import Stated
from app.forms.checks.operands import Operand, operand
from app.forms.checks.problems import Problem
from app.forms.pack.agreement.names import resolve
from app.forms.pack.pack import Pack
from app.forms.pack.rules import Advise, ListTotal, fields_of, filled, names_shown
from app.forms.paths import FieldPath

UNANSWERED = "（未填写）"


def rule_problems(
    pack: Pack, answers: Answers, circumstances: Circumstances, stated: Stated, paths: tuple[FieldPath, ...]
) -> Iterator[Problem]:
    """Where the answers at `paths` break the rule; nothing while its own condition does not hold."""
    rule = stated.rule
    row = next((path.at(path.row) for path in paths if path.row not in ("", "*")), None)
    if not circumstances.holds(rule.when, stated.section, row):
        return
    if isinstance(rule, Advise | ListTotal) and not all(circumstances.asked(path) for path in paths):
        return
    operands = [operand(pack, circumstances, path) for path in paths]
    for breach in breaches(rule, operands, answers, circumstances):
        section = stated.section or pack.section[breach.path.section]
        clause = rule.clause or section.clause or pack.place(section)
        words = rule.message
        if any(True for _ in names_shown(words)):
            words = _own_words(pack, circumstances, stated, operands, breach.path)
        yield Problem(breach.path, rule.severity, breach.code, breach.params, clause, words)


def _own_words(
    pack: Pack, circumstances: Circumstances, stated: Stated, operands: list[Operand], shown_at: FieldPath
) -> str:
    """The rule's message with answers in place of the names in its braces."""
    read = dict(zip(fields_of(stated.rule), operands, strict=True))

    about = next(one for one in operands if one.path == shown_at)

    def words(name: str) -> str:
        if name == "label":
            return about.field.label
        found = about if name == "value" else read.get(name)
        if found is None:
            path = resolve(pack, name, stated.section, shown_at.at(shown_at.row) if shown_at.row else None)
            assert path is not None, "what a message shows is resolved when the pack is read"
            found = operand(pack, circumstances, path)
        return UNANSWERED if found.value is None else found.shown

    return filled(stated.rule.message, words)
