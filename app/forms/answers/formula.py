"""How a computed figure is computed, in Chinese: 由程序计算：（2021年收入 − 2020年收入）÷ 2020年收入."""

from __future__ import annotations

from collections.abc import Callable

from app.forms.pack.agreement.names import resolve
from app.forms.pack.computed import Computed
from app.forms.pack.conditions import is_name
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath

_SIGNS = {"sum": " + ", "difference": " − ", "product": " × ", "ratio": " ÷ "}


def formula(pack: Pack, path: FieldPath) -> str:
    """What the computed blank or cell at `path` is computed from, without a full stop."""
    field = pack.field_at(path)
    assert field is not None
    assert field.computed is not None, "asked of what is computed alone"
    computed = field.computed

    def name(words: str) -> str:
        return _name(pack, path, words)

    def is_list(words: str) -> bool:
        return not _read(pack, path, words).row and (
            _read(pack, path, words).field in pack.section[_read(pack, path, words).section].lists
        )

    return f"由程序计算：{_operation(computed, name, is_list)}"


def _operation(computed: Computed, name: Callable[[str], str], is_list: Callable[[str], bool]) -> str:
    words = [_operand(operand, computed, name, is_list) for operand in computed.operands]
    if computed.operation == "growth":
        before, after = words
        return f"（{after} − {before}）÷ {before}"
    if computed.operation == "count":
        return f"{'、'.join(words)}的{'行数' if all(map(is_list, computed.count)) else '项数'}"
    if computed.operation == "average":
        return f"{'、'.join(words)}的平均数"
    if computed.operation == "sum" and len(words) == 1:
        return f"{words[0]}之和"
    return _SIGNS[computed.operation].join(words)


def _operand(
    operand: str | Computed, above: Computed, name: Callable[[str], str], is_list: Callable[[str], bool]
) -> str:
    if isinstance(operand, Computed):
        inner = _operation(operand, name, is_list)
        return inner if len(operand.operands) == 1 or above.operation == "count" else f"（{inner}）"
    return name(operand) if above.count or is_name(operand) else operand


def _name(pack: Pack, path: FieldPath, words: str) -> str:
    """A blank by its label, a column with its list, and either with its page where that is another one."""
    read = _read(pack, path, words)
    field, section = pack.field_at(read), pack.section[read.section]
    assert field is not None, "what is computed from is resolved when the pack is read"
    label = f"“{section.asked[read.field].label}”中“{field.label}”" if read.row == "*" else f"“{field.label}”"
    return label if read.section == path.section else f"“{section.plain_name}”的{label}"


def _read(pack: Pack, path: FieldPath, words: str) -> FieldPath:
    read = resolve(pack, words, pack.section[path.section], path if path.row else None)
    assert read is not None, "what is computed from is resolved when the pack is read"
    return read
