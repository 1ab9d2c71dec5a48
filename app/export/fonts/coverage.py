"""Who prints a document: every character that it holds, and the face that has it.

A character that no face holds is an error that names the blank, or the proof, and the character; one that a
substitute prints is told in the report.  What the layout adds itself (page numbers, contents)
counts too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.errors import ExportError
from app.export.document import Blank, Block, Document, Footnote, Heading, Inline, Paragraph, SealPlace, Table, Text
from app.export.fonts.faces import Faces, PrintFace
from app.export.fonts.finding import FILLERS, ROLES
from app.export.layout.lines.characters import cleaned, is_latin
from app.export.style import Face, StyleName, contents_style, heading_style

_UNPRINTED = {"\n", " ", "\u3000"}
PROOF = "proof-"
PAGE_LABELS = "0123456789IVXLCDM"


class Missing(NamedTuple):
    """A character that no face holds; `path` and `label` name its blank, a `label` alone its proof ("" in the form)."""

    char: str
    path: str
    label: str


class FaceUse(NamedTuple):
    """A face that prints in a role; `chars` is "" for the role's own face, else what it fills in."""

    role: Face
    name: str
    mandated: bool
    chars: str

    def __str__(self) -> str:
        """One line of the export report."""
        role = ROLES[self.role]
        if self.chars:
            return f"{role}：“{self.chars}”由{self.name}代替"
        return f"{role}：{self.name}" + ("" if self.mandated else f"（替代{role}）")


Printed = dict[Face, dict[str, tuple[str, str]]]


def unprintable(text: str, faces: Faces) -> str:
    """The characters of `text` that no face of any text role holds, each once, in their order."""
    roles = [faces.role(role) for role in FILLERS]
    shown = dict.fromkeys(cleaned(text))
    return "".join(char for char in shown if char not in _UNPRINTED and any(role.find(char) is None for role in roles))


def missing(chars: Printed, faces: Faces) -> tuple[Missing, ...]:
    """Every character that no face holds, with the first blank that needs it."""
    return tuple(
        Missing(char, *place)
        for role, places in chars.items()
        for char, place in places.items()
        if faces.role(role).find(char) is None
    )


def require(chars: Printed, faces: Faces) -> None:
    """Raise ExportError when a character of the document cannot be printed."""
    lost = missing(chars, faces)
    if not lost:
        return
    first = lost[0]
    name = first.label or first.path
    place = f"“{name}”中的" if name else "表格固定文字中的"
    more = f"（另有 {len(lost) - 1} 个字符）" if len(lost) > 1 else ""
    raise ExportError(
        f"{place}字符“{first.char}”（U+{ord(first.char):04X}）没有字体能够打印{more}，文件没有生成，填写内容没有丢失。",
        "请改用其他写法，或安装含有该字的字体后重试。",
    )


def report(chars: Printed, faces: Faces) -> tuple[FaceUse, ...]:
    """Which faces print the document: each role's own, then who fills its gaps."""
    uses: list[FaceUse] = []
    for role, places in chars.items():
        own, fillers = faces.first(role), dict[PrintFace, str]()
        uses.append(FaceUse(role, own.name, own.mandated, ""))
        for char in sorted(places):
            face = _substitute(role, char, faces)
            if face is not None:
                fillers[face] = fillers.get(face, "") + char
        uses += (FaceUse(role, face.name, face.mandated, some) for face, some in fillers.items())
    return tuple(uses)


def _substitute(role: Face, char: str, faces: Faces) -> PrintFace | None:
    """The face that fills in for the role's own (or the Latin one), if any does."""
    face = faces.role(role).find(char)
    own = {faces.first(role).key} | ({faces.first("latin").key} if is_latin(char) else set())
    return None if face is None or face.key in own else face


def printed(document: Document) -> Printed:
    """Role → character → (path, label) of the first blank or proof that holds it, in the order met."""
    found: Printed = {}
    style = document.style

    def note(name: StyleName, text: str, path: str = "", label: str = "") -> None:
        chars = found.setdefault(style[name].face, {})
        fresh = set(text).difference(chars, _UNPRINTED)
        for char in fresh.intersection(cleaned(text)) if fresh else ():
            chars[char] = (path, label)

    for name, inline, proof in _inlines(document):
        if isinstance(inline, Text):
            note(name, inline.text, "", proof)
        elif isinstance(inline, Blank):
            note(name, inline.text, inline.path, inline.label)
        elif isinstance(inline, SealPlace):
            note(name, inline.words)
        elif isinstance(inline, Footnote):
            note(name, inline.mark)
            note("footnote", inline.mark + inline.words)
        else:
            note(name, PAGE_LABELS)
    note("footer", f"—{PAGE_LABELS}")
    return {role: dict(sorted(chars.items())) for role, chars in found.items()}


def _inlines(document: Document) -> Iterator[tuple[StyleName, Inline, str]]:
    """Every inline with its style and the words of the proof's heading it stands under ("" in the form)."""
    proof = ""
    for block in document.opened:
        if isinstance(block, Heading):
            proof = block.words if block.anchor.startswith(PROOF) else ""
        for name, inline in _block_inlines(block):
            yield name, inline, proof


def _block_inlines(block: Block) -> Iterator[tuple[StyleName, Inline]]:
    if isinstance(block, Paragraph):
        for inline in block.inlines:
            yield block.style, inline
    elif isinstance(block, Heading):
        for inline in block.inlines:
            yield heading_style(block.level, volume=block.volume), inline
            yield contents_style(block.level), inline
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                for paragraph in cell.blocks:
                    for inline in paragraph.inlines:
                        yield paragraph.style, inline
