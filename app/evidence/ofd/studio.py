"""What one file is drawn with, and what is found out on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.evidence.ofd.canvas import Press
from app.evidence.ofd.letters.faces import Wardrobe
from app.evidence.ofd.letters.text import GETA
from app.evidence.ofd.letters.type3 import FontCase
from app.evidence.ofd.pictures import Pictures
from app.evidence.ofd.values import child, children, local

_ACTS = {"URI": "链接", "GotoA": "打开附件", "Sound": "音频", "Movie": "视频"}
_MOST_NAMED = 10


def _told(char: str) -> str:
    """A character as it can be shown, else by its number."""
    return char if char.isprintable() else f"U+{ord(char):04X}"


@dataclass(slots=True)
class Findings:
    """What the pages do not show, as it is met."""

    missing: dict[str, None] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)
    lost: dict[str, int] = field(default_factory=dict)

    def note_acts(self, element: Element) -> None:
        """Remember what an element does besides being seen."""
        for action in children(child(element, "Actions"), "Action"):
            self.acts.update(local(one.tag) for one in action)

    def lose(self, what: str) -> None:
        """One more thing of that name cannot be drawn."""
        self.lost[what] = self.lost.get(what, 0) + 1

    def removed(self) -> list[str]:
        """All of it, in Chinese."""
        named = [f"{what} {count} 处" for what, count in self.lost.items()]
        if self.missing:
            chars = "".join(map(_told, list(self.missing)[:_MOST_NAMED]))
            more = "等" if len(self.missing) > _MOST_NAMED else ""
            named.append(f"字符“{chars}”{more}（没有字体可印，印作“{GETA}”）")
        return [*named, *sorted({_ACTS[act] for act in self.acts if act in _ACTS} - {"链接"})]


class Studio:
    """The press, the fonts and the pictures that all pages share."""

    def __init__(self, press: Press) -> None:
        self.press, self.findings = press, Findings()
        self.wardrobe, self.fonts, self.pictures = Wardrobe(), FontCase(press), Pictures(press)
