"""YAML as a tree of plain text with the line of every node; refuses what a form never needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from app.forms.pack.reading.syntax import UTF16, undecodable, unreadable

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFault(ValueError):
    """What is wrong with the text, and on which line and column (from 1)."""

    def __init__(self, line: int, reason: str, column: int = 1) -> None:
        super().__init__(reason)
        self.line, self.reason, self.column = line, reason, column


@dataclass(frozen=True, slots=True)
class Tree:
    """Mappings, lists and text; `lines` finds the line of any place in them."""

    data: Any
    node: yaml.Node

    def existing(self, keys: Sequence[str | int]) -> tuple[str | int, ...]:
        """Those of `keys` that are steps in the text; the others are passed over."""
        node, found = self.node, []
        for key in keys:
            child = _child(node, key)
            if child is not None:
                node = child[1]
                found.append(key)
        return tuple(found)

    def place_of(self, keys: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the place that `keys` lead to; steps that the text does not have are passed over."""
        node, mark = self.node, self.node.start_mark
        for key in keys:
            child = _child(node, key)
            if child is not None:
                mark, node = child
        return mark.line + 1, mark.column + 1


def read_tree(data: bytes) -> Tree:
    """The tree in UTF-8 `data`; YamlFault when it is not plain, bounded YAML with a mapping at its root."""
    if len(data) > MAX_BYTES:
        raise YamlFault(1, f"文件超过 {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = 1 if data.startswith(UTF16) else data[: failure.start].count(b"\n") + 1
        raise YamlFault(line, undecodable(data)) from failure
    try:
        _refuse_exotic(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        line, column, reason = unreadable(text.splitlines(), mark.line + 1 if mark else 1, str(failure.problem))
        raise YamlFault(line, reason, column) from failure
    except yaml.YAMLError as failure:
        raise YamlFault(1, "文件里有看不见的控制字符，请删去") from failure
    if not isinstance(node, yaml.MappingNode):
        raise YamlFault(1, "文件最外层须是“键: 值”")
    return Tree(_plain(node), node)


def _refuse_exotic(text: str) -> None:
    """Refuse tags, anchors, aliases, further documents, and trees too deep or too large to be a form."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlFault(line, "不允许使用锚点（&、*）")
        if getattr(event, "tag", None):
            raise YamlFault(line, "不允许使用标签（!）")
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if documents > 1 or depth > MAX_DEPTH or count > MAX_NODES:
            raise YamlFault(line, "内容过多、层次过深或含有多份文档")


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        if "\\n" in node.value and node.style != '"':
            raise YamlFault(node.start_mark.line + 1, "“\\n”只有写在双引号里才是换行", node.start_mark.column + 1)
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    assert isinstance(node, yaml.MappingNode)
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        line, column = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            raise YamlFault(line, "键须是文字；句子以花括号开头时，整句加双引号", column)
        if key.value in mapping:
            raise YamlFault(line, f"键“{key.value}”重复出现", column)
        mapping[key.value] = _plain(value)
    return mapping


def _child(node: yaml.Node, key: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    """The place and node of one step down; None when there is no such step."""
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark, node.value[key]
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark, value
    return None
