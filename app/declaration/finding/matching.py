"""Whether a text holds what is looked for: wide and narrow characters and capitals count as the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def plain(text: str) -> str:
    """The text as it is compared: narrow, without capitals, and as long as it was."""
    narrow = text.translate(_NARROW)
    lowered = narrow.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(small := one.lower()) != 1 else small for one in narrow)


class Wanted:
    """What is looked for; nothing but white is nothing.  `exact`: only as it is written."""

    def __init__(self, words: str, *, exact: bool = False) -> None:
        self.words = words.strip()
        self._compared: Callable[[str], str] = str if exact else plain
        self._plain = self._compared(self.words)

    def __bool__(self) -> bool:
        return bool(self._plain)

    def __len__(self) -> int:
        return len(self._plain)

    def within(self, text: str) -> bool:
        """Whether `text` holds it."""
        return self._plain in self._compared(text)

    def places(self, text: str) -> Iterator[int]:
        """Where it begins in `text`, each time that it stands there; what overlaps counts once."""
        compared = self._compared(text)
        at = compared.find(self._plain)
        while at >= 0:
            yield at
            at = compared.find(self._plain, at + len(self._plain))

    def replaced(self, text: str, new: str) -> str:
        """`text` with `new` each time that it stands there."""
        parts, end = list[str](), 0
        for at in self.places(text):
            parts += [text[end:at], new]
            end = at + len(self._plain)
        return "".join([*parts, text[end:]])
