"""Faces embedded as subsets: one composite font a face, its text searchable and in two-byte codes.

reportlab's own TrueType fonts come in pieces of 256 characters, which for Chinese means dozens of
fonts and a change of font every few words; a Type0 font with Identity-H (ISO 32000-1, 9.7) holds
a whole face in one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from reportlab.pdfbase import pdfdoc

from app.export.fonts.sfnt import TrueTypeFace
from app.export.fonts.subset import subset

SYMBOLIC = 4
BLOCK = 100  # entries a bfchar block may have
STEM = 80  # StemV: nobody measures it, but the descriptor must state one


class _Codes(dict[int, int]):
    """Code point → glyph number in the subset, given out as characters are met."""

    def __init__(self, face: TrueTypeFace) -> None:
        super().__init__()
        self.face = face
        self.glyphs: list[int] = []

    def __missing__(self, code: int) -> int:
        self.glyphs.append(self.face.glyphs[code])
        number = self[code] = len(self.glyphs)
        return number


class EmbeddedFace:
    """One face in one PDF: encodes text, and at the end writes the font objects."""

    def __init__(self, key: str, name: str, face: TrueTypeFace) -> None:
        self.key, self.name, self.face = key, name, face
        self._codes = _Codes(face)

    def encoded(self, text: str) -> str:
        """`text` as a hexadecimal PDF string without its brackets, four digits a character."""
        return text.translate(self._codes).encode("utf-16-be").hex()

    def embed(self, document: pdfdoc.PDFDocument) -> None:
        """Add the font, its subset and its character map to the document's resources."""
        base = f"{self._tag()}+{self.key}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": _reference(document, self._descriptor(document, base), f"{self.name}.descriptor"),
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                "DW": 1000,
                "W": self._widths(),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([_reference(document, descendant, f"{self.name}.cid")]),
                "ToUnicode": _reference(document, _stream(self._character_map()), f"{self.name}.unicode"),
            }
        )
        fonts = document.idToObject["BasicFonts"]
        assert isinstance(fonts, pdfdoc.PDFDictionary)
        fonts.dict[self.name] = _reference(document, font, self.name)

    def _tag(self) -> str:
        """Six letters that name this very subset."""
        digest = hashlib.sha256(repr(sorted(self._codes)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _descriptor(self, document: pdfdoc.PDFDocument, base: str) -> pdfdoc.PDFDictionary:
        program = subset(self.face, self._codes.glyphs)
        stream = _stream(program)
        stream.dictionary["Length1"] = len(program)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(list(self.face.box)),
                "ItalicAngle": 0,
                "Ascent": self.face.ascent,
                "Descent": self.face.descent,
                "CapHeight": self.face.ascent,
                "StemV": STEM,
                "FontFile2": _reference(document, stream, f"{self.name}.program"),
            }
        )

    def _widths(self) -> pdfdoc.PDFArray:
        """The widths that are not a full em, in runs of consecutive glyphs."""
        runs: list[object] = []
        last = -1
        run: list[float] = []
        for number, glyph in enumerate(self._codes.glyphs, 1):
            width = round(self.face.advances[glyph], 2)
            if width == 1000:
                continue
            if number != last + 1:
                run = []
                runs += [number, run]
            run.append(width)
            last = number
        return pdfdoc.PDFArray([pdfdoc.PDFArray(one) if isinstance(one, list) else one for one in runs])

    def _character_map(self) -> bytes:
        """The ToUnicode map: what each code means, for search and copying."""
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *_blocks([f"<{number:04X}> <{_utf16(code)}>" for code, number in self._codes.items()]),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
        return "\n".join(lines).encode("ascii")


def _reference(document: pdfdoc.PDFDocument, thing: pdfdoc.PDFObject, name: str) -> pdfdoc.PDFObjectReference:
    """A reference to `thing`, which becomes an object of the file under `name`."""
    refer: Callable[[pdfdoc.PDFObject, str], pdfdoc.PDFObjectReference] = document.Reference
    return refer(thing, name)


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


def _blocks(entries: list[str]) -> Iterator[str]:
    for start in range(0, len(entries), BLOCK):
        block = entries[start : start + BLOCK]
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"


def _stream(content: bytes) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return stream
