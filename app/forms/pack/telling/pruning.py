"""A tree without what was refused in it, so that the rest can be read: what must be there is put in its place.

What was taken out is remembered, so that nothing is told that follows from it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import get_args

import yaml

from app.forms.pack.fields import TypeName
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.reading.yaml_text import Step, Tree

_FILLING = {
    "pack": "unnamed",
    "edition": "1",
    "title": "……",
    "notice": "{name: ……, issuer: ……}",
    "cover": "{id: %s, title: ……}",
    "contents": "[{id: %s, title: ……}]",
    "id": "%s",
}
"""What stands in for what a whole pack, a part or a page must have."""
_OF_A_PAGE = ("id", "title")
_NAMED = ("fields", "clauses", "facts", "dimensions", "requirements")
"""Mappings whose keys are names that other places speak of."""
_READING = frozenset({"when", "checks", "computed", "fact", "proves", "summary", "renamed", "deleted", "submission"})
"""What speaks of names and gives none."""
_TELLING_LITTLE = frozenset({"when", "help", "clause", "required", "fact"})
"""What can be said of a blank without changing what others may say of it."""
_BLANK = re.compile(r"\{\s*([^\W\d]\w*)")
_UNQUOTED = re.compile(r"([a-z]\w*):[a-z_]+$")
_GIVEN = re.compile(r"(?:^|[{,])\s*(?:- +)*(?:field|id|least|most|rows|answer)\s*[:：]\s*(\w+)")
_LINE_KEY = re.compile(r"^\s*(?:- +)*([\w.（）()]+)\s*[:：]")
_OF_ANOTHER_PAGE = re.compile(r"[a-z]\w*\.\w+ (不存在|不是“页面.空格”)")
_NOT_THERE = re.compile(r"不存在|没有空格|没有 \w+ 这一格")
_UNMARKED = re.compile(r"句子里没有 \[\^")
_NAME = re.compile(r"[\w.]+")
_WORD = re.compile(r"\w+")


class Pruning:
    """A tree that loses what is wrong with it; it is changed in place."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.pages_unknown = self.names_unknown = self.marks_unknown = False
        self._unknown: set[str] = set()  # mappings of names of which nothing is known
        self._names: set[str] = set()
        self._touched: dict[int, yaml.Node] = {}  # the nodes too, so that no other gets the identity of one gone
        self._lost_keys: dict[int, set[str]] = {}
        self._fresh = (f"unnamed_{number}" for number in count(1))

    def is_touched(self, node: yaml.Node) -> bool:
        """Whether something was taken out of the node or from anywhere below it."""
        return id(node) in self._touched

    def lacks(self, node: yaml.Node, key: str) -> bool:
        """Whether the node lost its `key`, or one that was probably meant for it."""
        lost = self._lost_keys.get(id(node), set())
        return key in lost or any(nearest(other, [key]) for other in lost)

    def rests_on_what_is_gone(
        self, reason: str, keys: Iterable[str | int] = (), beside: yaml.Node | None = None
    ) -> bool:
        """Whether what is said, or the keys it is said of, has a name that was taken out, or a key from `beside` it."""
        said = re.split("，是不是|；", reason, maxsplit=1)[0]
        names = [*_NAME.findall(said), *map(str, keys)]
        if not said.startswith("事实"):  # its parts are no blanks
            names += _WORD.findall(said)
        words = {name.casefold() for name in names}
        without_hint = said == reason or "unnamed_" in reason
        if self.pages_unknown and without_hint and _OF_ANOTHER_PAGE.search(said):
            return True
        if self.marks_unknown and _UNMARKED.search(said):
            return True
        if self.names_unknown and without_hint and _NOT_THERE.search(said):
            return True
        if any(f"不在 {name} 中" in said or (name == "facts" and "没有登记" in said) for name in self._unknown):
            return True
        gone = self._names | self._lost_keys.get(id(beside), set())
        words |= {part for word in words for part in _parts(word)}
        return bool(words & gone) or any(name in said for name in self._names if not name.isascii())

    def forget_lines(self, lines: Sequence[str], numbers: Iterable[int]) -> None:
        """Take for lost what stands on those lines (from 0), and take what encloses them for touched."""
        gone = sorted(numbers)
        for number in gone:
            text = lines[number]
            keys = set(_LINE_KEY.findall(text))
            self._names |= {name.casefold() for name in (*_BLANK.findall(text), *_GIVEN.findall(text), *keys)}
            for node in _enclosing(self.tree.node, number, gone):
                self._touch(node)
                self._lost_keys.setdefault(id(node), set()).update(keys)
            if re.search(r"\bid\s*[:：]", text):
                self.pages_unknown = True

    def take(self, steps: Sequence[Step]) -> bool:
        """Take out what the steps lead to, and whatever that leaves empty; False when there is nothing to take."""
        while len(steps) > 1 and _holds_one(steps[-1].parent) and not is_page(steps[:-1]):
            steps = steps[:-1]
        if not steps:
            return False
        last, keys = steps[-1], [step.key for step in steps]
        for node in (self.tree.node, *(step.node for step in steps)):
            self._touch(node)
        self._lost_keys.setdefault(id(last.parent), set()).update({str(last.key), _before_colon(str(last.key))})
        self._remember(steps, keys)
        if isinstance(last.parent, yaml.SequenceNode):
            self._take_item(last, keys)
        else:
            last.parent.value = [pair for pair in last.parent.value if pair[1] is not last.node]
        return True

    def provide(self, steps: Sequence[Step], key: str) -> bool:
        """Put something in for the `key` that a page or the whole must have; take out anything else that lacks one."""
        node = steps[-1].node if steps else self.tree.node
        wanted: Iterable[str] = _OF_A_PAGE if is_page(steps) else ()
        if steps and key not in wanted:
            return self.take(steps)
        self._touch(node)
        self.pages_unknown |= key in ("id", "contents", "cover")
        filling = _FILLING[key]
        put_in = yaml.compose(f"{key}: {filling.replace('%s', next(self._fresh))}", yaml.SafeLoader)
        assert put_in is not None
        node.value = node.value + put_in.value
        return True

    def _remember(self, steps: Sequence[Step], keys: Sequence[str | int]) -> None:
        """Keep the names that others may speak of and that are no longer given."""
        meant = next((name for name in _NAMED if len(keys) == 1 and nearest(str(keys[0]), (name,))), str(keys[-1]))
        if meant not in _NAMED:
            pass
        elif isinstance(steps[-1].node, yaml.MappingNode):
            self._names |= {name.value.casefold() for name, _ in steps[-1].node.value}
        else:
            self._unknown.add(meant)
        self.marks_unknown |= any("[^" in text for text in _texts(steps[-1].node))
        if _READING.isdisjoint(map(str, keys)):
            self._names |= {name.casefold() for name in _names(steps[-1].node)}
            self.pages_unknown |= is_page(steps) or (keys[-1] == "id" and is_page(steps[:-1])) or keys[-1] == "contents"
        for place, key in enumerate(keys[:-1]):
            if key in _NAMED and keys[-1] not in _TELLING_LITTLE:
                self._names.add(str(keys[place + 1]).casefold())

    def _take_item(self, last: Step, keys: Sequence[str | int]) -> None:
        in_place = "1" if keys[-2] == "widths" else "" if len(keys) > 2 and keys[-3] == "rows" else None
        if in_place is not None:  # the columns of a table keep their number
            filled = yaml.ScalarNode("", in_place, last.node.start_mark, last.node.end_mark)
            last.parent.value = [filled if child is last.node else child for child in last.parent.value]
        else:
            last.parent.value = [child for child in last.parent.value if child is not last.node]

    def _touch(self, node: yaml.Node) -> None:
        self._touched[id(node)] = node


def is_page(steps: Sequence[Step]) -> bool:
    """Whether the steps lead to a page or a part."""
    keys = [step.key for step in steps]
    if keys == ["cover"]:
        return True
    inside = all(isinstance(key, int) if place % 2 else key == "contents" for place, key in enumerate(keys))
    return bool(keys) and len(keys) % 2 == 0 and inside


def _holds_one(node: yaml.Node) -> bool:
    """Whether nothing would be left of an entry, or of a mapping of named ones."""
    return isinstance(node, yaml.MappingNode) and len(node.value) == 1


def _parts(word: str) -> Iterator[str]:
    """The names that a crossing of a matrix may be made of: revenue_y2021 of revenue and y2021."""
    for place, sign in enumerate(word):
        if sign == "_":
            yield from (word[:place], word[place + 1 :])


def _before_colon(key: str) -> str:
    return re.split("[:：]", key, maxsplit=1)[0]


def _enclosing(node: yaml.Node, line: int, gone: Sequence[int]) -> Iterator[yaml.Node]:
    """The mappings and lists that a line stands in, or stood in when its lines before were not `gone`."""
    first = node.start_mark.line
    while first - 1 in gone:
        first -= 1
    if isinstance(node, yaml.ScalarNode) or not first <= line <= node.end_mark.line:
        return
    yield node
    children = node.value if isinstance(node, yaml.SequenceNode) else [value for _, value in node.value]
    for child in children:
        yield from _enclosing(child, line, gone)


def _texts(node: yaml.Node) -> Iterator[str]:
    """Every text in what was taken out."""
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    for child in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from _texts(child)
    for _, child in node.value if isinstance(node, yaml.MappingNode) else ():
        yield from _texts(child)


def _names(node: yaml.Node) -> Iterator[str]:
    """Every word of what was taken out that may be a name given there."""
    if isinstance(node, yaml.ScalarNode):
        yield from _BLANK.findall(node.value)
        if _WORD.fullmatch(node.value) and node.value.isascii() and node.value not in get_args(TypeName):
            yield node.value
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _names(child)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if match := _UNQUOTED.match(key.value):
                yield match[1]
            if key.value in _NAMED and isinstance(value, yaml.MappingNode):
                yield from (name.value for name, _ in value.value)
            if key.value not in _READING:
                yield from _names(value)
