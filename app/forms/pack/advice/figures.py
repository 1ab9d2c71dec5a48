"""Figures that nobody checks: totals with their parts beside them, shares without an upper bound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.forms.pack.agreement.names import resolve
from app.forms.pack.blanks import BlankRef, Words
from app.forms.pack.blocks import Line
from app.forms.pack.body import Keys
from app.forms.pack.fields import FIGURES, Field
from app.forms.pack.pack import Pack
from app.forms.pack.rules import Rule, fields_of
from app.forms.pack.section import Section
from app.forms.paths import FieldPath

_SHARE = re.compile(r"占比|占[^，。；]*(比例|比重)|比重|覆盖率|合格率|联网率|数控化率")
_SUM = re.compile(r"(合计|总计|小计)(（.*）)?$")
_GROWTH = re.compile(r"增|减|变动|下降|提高|提升|降低|幅")


def figures_advice(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """Each share that may be above 100, and each figure with parts (其中…) that no check and no figure ties to it."""
    tied = _tied(pack, section)
    figures = [field for field in section.asked.values() if field.type in FIGURES]
    for keys, field in section.placed_fields:
        bounded = field.most is not None or field.computed is not None or not field.claim
        if field.type == "percent" and not bounded and _is_share(field.label):
            yield keys, f"空格 {field.id}（{field.label}）没有 most: 100，超过 100% 也不提醒"
        if field.type == "money" and not field.unit and not _names_amount(section, keys, field):
            yield keys, f"金额 {field.id}（{field.label}）没有写单位，按万元读；请在 unit 里写明，如 unit: 万元"
        added_up = _SUM.search(field.label) and len(figures) > 2 and field.computed is None
        if added_up and field.type in FIGURES and field.id not in tied:
            yield keys, f"没有检查核对 {field.id}（{field.label}）；请用 sum，或用 computed 由程序计算"
    for keys, block, _ in section.placed:
        if isinstance(block, Line):
            for total, part in _parts(block, section):
                if total.id not in tied and part.id not in tied:
                    yield (
                        keys,
                        f"“{total.label}”后面有“其中”，{total.id} 与 {part.id} 没有检查联系；请用 sum 或 at_most",
                    )


def _names_amount(section: Section, keys: Keys, field: Field) -> bool:
    """Whether the words around an amount say that it is in 万元."""
    position = keys[1] if len(keys) > 1 else 0
    lines = ((place[1], block) for place, block, _ in section.placed if isinstance(block, Line))
    above = [line.sentence.words for at, line in lines if at == position]
    return any("万元" in words for words in (field.label, section.title, section.after, *above))


def _is_share(label: str) -> bool:
    return bool(_SHARE.search(label)) and not _GROWTH.search(label)


def _parts(line: Line, section: Section) -> Iterator[tuple[Field, Field]]:
    """Each figure before 其中 with the first one behind it, where both count the same."""
    total: Field | None = None
    after = False
    for piece in line.sentence.pieces:
        if isinstance(piece, Words):
            after = total is not None and "其中" in piece.text and "。" not in piece.text
        if not isinstance(piece, BlankRef):
            continue
        field = section.asked[piece.id]
        if field.type not in FIGURES:
            total = None
        elif after and total is not None and total.unit == field.unit and total.type == field.type:
            yield total, field
            after = False
        else:
            total = field


def _tied(pack: Pack, section: Section) -> set[str]:
    """The blanks of the page that a check reads or that a figure is computed from."""
    rules: list[tuple[Rule, Section | None]] = [(rule, None) for rule in pack.checks]
    rules += [(rule, one) for one in pack.sections for rule in one.checks]
    read = [(name, one) for rule, one in rules for name in fields_of(rule)]
    for one in pack.sections:
        read += [(name, one) for field in one.asked.values() if field.computed for name in field.computed.names]
        read += [(name, one) for name, field in one.asked.items() if field.computed]
    paths = [resolve(pack, name, one) for name, one in read]
    return {path.field for path in paths if isinstance(path, FieldPath) and path.section == section.id}
