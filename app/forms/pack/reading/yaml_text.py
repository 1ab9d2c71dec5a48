"""YAML as a tree of plain text with the line of every node; refuses what a form never needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from app.forms.pack.reading.syntax import Stumble, decoded, quoted_from, unreadable
from app.forms.pack.reading.unmeant import unmeant

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000

BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML ends a line with
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFault(ValueError):
    """What is wrong with the text, and on which line and column (from 1)."""

    def __init__(self, line: int, reason: str, column: int = 1) -> None:
        super().__init__(reason)
        self.line, self.reason, self.column = line, reason, column


class AliasFault(YamlFault):
    """A reference to a place elsewhere, which may be a sentence without its quotes."""


class Step(NamedTuple):
    """One step down a tree: from `parent` by a key or a position to `node`, which begins at `mark`."""

    key: str | int
    parent: yaml.Node
    node: yaml.Node
    mark: yaml.Mark


@dataclass(frozen=True, slots=True)
class Tree:
    """Mappings, lists and text; `faults` are those of its text in spite of which it was read."""

    node: yaml.Node
    faults: list[YamlFault] = field(default_factory=list)

    @property
    def data(self) -> Any:
        """The whole as dicts, lists and strings."""
        return _plain(self.node)

    def steps(self, keys: Sequence[str | int]) -> tuple[Step, ...]:
        """The steps that `keys` name; those that the text does not have are passed over."""
        node, found = self.node, []
        for key in keys:
            step = _step(node, key)
            if step is not None:
                node = step.node
                found.append(step)
        return tuple(found)


def read_tree(data: bytes) -> Tree:
    """The tree in UTF-8 `data`; YamlFault when it is not plain, bounded YAML with a mapping at its root."""
    text, fault = text_of(data)
    if fault is not None:
        raise fault
    found = composed(BREAKS.split(text))
    if isinstance(found, Stumble):
        raise YamlFault(found.line, found.reason, found.column)
    if found.faults:
        raise found.faults[0]
    return found


def text_of(data: bytes) -> tuple[str, YamlFault | None]:
    """The text of a file, and why it should be encoded otherwise; YamlFault when it cannot be read at all."""
    if len(data) > MAX_BYTES:
        raise YamlFault(1, f"文件超过 {MAX_BYTES // 1_000_000} MB")
    text, line, reason = decoded(data)
    if text is None:
        raise YamlFault(line, reason)
    return text, YamlFault(line, reason) if reason else None


def composed(lines: Sequence[str]) -> Tree | Stumble:
    """The tree in `lines`, or where reading stopped; YamlFault when it cannot be that of a form."""
    text = "\n".join(lines)
    faults: list[YamlFault] = []
    try:
        faults += _exotic(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        return unreadable(lines, mark.line + 1 if mark else 1, str(failure.problem))
    except AliasFault as fault:
        meant = quoted_from(lines[fault.line - 1], fault.column - 1)
        return Stumble(fault.line, fault.column, fault.reason, (meant,))
    except yaml.YAMLError as failure:
        raise YamlFault(1, "文件里有看不见的控制字符，请删去") from failure
    if not isinstance(node, yaml.MappingNode):
        raise YamlFault(1, "文件最外层须是“键: 值”")
    faults += _unsound(node, lines)
    return Tree(node, faults)


def _exotic(text: str) -> Iterator[YamlFault]:
    """Tags and anchors; refuses aliases, further documents, and trees too deep or too large to be a form."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.AliasEvent):
            raise AliasFault(line, "不允许使用锚点（&、*）", column)
        if getattr(event, "anchor", None):
            yield YamlFault(line, "不允许使用锚点（&、*）", column)
        if getattr(event, "tag", None):
            yield YamlFault(line, "不允许使用标签（!）", column)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if documents > 1 or depth > MAX_DEPTH or count > MAX_NODES:
            raise YamlFault(line, "内容过多、层次过深或含有多份文档")


def _unsound(node: yaml.Node, lines: Sequence[str]) -> Iterator[YamlFault]:
    """Texts that nobody means, and keys that are no text or stand twice; such keys are taken out of the tree."""
    if isinstance(node, yaml.ScalarNode):
        for line, column, reason in unmeant(node, lines):
            yield YamlFault(line + 1, reason, column + 1)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _unsound(child, lines)
    elif isinstance(node, yaml.MappingNode):
        kept: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            line, column = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, yaml.ScalarNode):
                yield YamlFault(line, "键须是文字；句子以花括号开头时，整句加双引号", column)
            elif key.value in kept:
                yield YamlFault(line, f"键“{key.value}”重复出现", column)
            else:
                kept[key.value] = (key, value)
                yield from _unsound(value, lines)
        node.value = list(kept.values())


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    return {key.value: _plain(value) for key, value in node.value}


def _step(node: yaml.Node, key: str | int) -> Step | None:
    """One step down; None when there is no such step."""
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return Step(key, node, node.value[key], node.value[key].start_mark)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return Step(name.value, node, value, name.start_mark)
    return None
