"""The keys of the blanks that may stand in a file, found by the marks around their words."""

from __future__ import annotations

from collections.abc import Iterable

from app.export.docx.marks import bookmark_name, control_id
from app.export.returned.filled import Content, Mark, Piece, passages


class Keys:
    """The keys that may stand in a file, found by the marks that derive from them."""

    def __init__(self, keys: Iterable[str], body: Content) -> None:
        known = list(dict.fromkeys(keys))
        self._known = frozenset(known)
        self._named = {bookmark_name("b", path_of(key), key): key for key in known}
        self._numbered = {control_id(key): key for key in known}
        marks = {mark for one in passages(body) for piece in one.pieces for mark in piece.marks}
        self._told = {key for mark in marks if (key := self._by_tag(mark))}

    def of(self, piece: Piece) -> str:
        """The innermost blank around a piece of text; "" for none.

        The number of a control counts only where nothing else in the file names its blank: LibreOffice moves numbers.
        """
        told = next((key for mark in reversed(piece.marks) if (key := self._by_tag(mark))), "")
        if told:
            return told
        numbered = (self._numbered.get(mark.control, "") for mark in reversed(piece.marks))
        return next((key for key in numbered if key and key not in self._told), "")

    def around(self, marks: Iterable[Mark]) -> str:
        """The first blank that one of these marks is of; "" for none."""
        return next((key for mark in marks if (key := self.of(Piece("", (mark,))))), "")

    def _by_tag(self, mark: Mark) -> str:
        """The key that a control is tagged with, or that a bookmark is named by; "" for none."""
        return mark.tag if mark.tag in self._known else self._named.get(mark.name, "")

    def is_boxed(self, key: str) -> bool:
        """Whether the key is that of a box to tick."""
        return f"{path_of(key)}#2" in self._known


def path_of(key: str) -> str:
    """The path that a key belongs to."""
    return key.partition("#")[0]
