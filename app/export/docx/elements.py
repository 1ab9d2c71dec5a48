"""Raw `w:` elements as strings of XML, in the order of the schema (ISO/IEC 29500-4, Annex A).

Strings, not a tree: a list of ten thousand rows has half a million elements, which would take
ten times the time and memory as objects.  Words enter through `escape` alone, attributes
through `element` alone; tests parse every part and check the order of its elements.
Lengths in WordprocessingML are twips (1/20 pt), font sizes half-points, lines 1/240 of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.sax.saxutils import escape as escape_markup

from app.export.layout.lines.characters import BOXES, is_latin
from app.export.layout.lines.scripts import latin_marks

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BOXES_TOO = (
    f'{NAMESPACES} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
"""The same for a document with boxes to tick, which came with Word 2010; older programs pass over them."""
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECES = re.compile("(\n|\t)")
# Boxes, and what Word sets in the Latin face unless hinted (ISO/IEC 29500-1, 17.3.2.26).
_SIGNS = re.compile(f"[{BOXES}]+|[¡¤§¨ª\xad¯°-´¶-º¼-¿×÷\u00e0-\u02af\u0370-\u04ff\u2000-\u2bff]")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
BOX_FACE = "Segoe UI Symbol"  # holds □ and ☑, so that they are a pair; the mandated faces know no ☑
_BOX_FACE = "<w:rFonts" + "".join(f' w:{kind}="{BOX_FACE}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs")) + "/>"
UNDERLINE = '<w:u w:val="single"/>'
BOLD = "<w:b/>"
HAIRLINE = 1.0  # points


def twips(points: float) -> int:
    """Points as whole twips."""
    return round(points * 20)


def escape(text: str) -> str:
    """Words as XML; characters that XML cannot hold, and no face could print, are left out."""
    return escape_markup(_UNPRINTABLE.sub("", text), {'"': "&quot;"})


def element(name: str, /, *children: str, **attributes: str | int | None) -> str:
    """The element `w:name`; an attribute that is None is left out, all others are `w:` ones."""
    shown = "".join(f' w:{key}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    inner = "".join(children)
    return f"<w:{name}{shown}>{inner}</w:{name}>" if inner else f"<w:{name}{shown}/>"


def _value(value: str | int) -> str:
    return escape(value) if isinstance(value, str) else str(value)


def run(text: str, properties: str = "") -> str:
    """A run of words; new lines and tabs become breaks and tab stops.

    `properties` are elements of rPr after rFonts.  Quotes, dashes, dots and signs that both
    scripts use are hinted as Chinese where the book has the Chinese ones, boxes have a face of their own: so words
    may take several runs.
    """
    if not _SIGNS.search(text):
        return _words(text, properties)
    return "".join(_words(words, faces + properties) for words, faces in _by_face(text))


def _words(text: str, properties: str) -> str:
    return _run("".join(map(_piece, _PIECES.split(text))), properties)


def _by_face(text: str) -> Iterator[tuple[str, str]]:
    """The words in as few pieces as can be, each with its rFonts: "" where those of the style will do."""
    latin, start, faces = latin_marks(text), 0, None
    for match in _SIGNS.finditer(text):
        at, sign = match.start(), match[0]
        if sign[0] in BOXES:
            yield text[start:at], faces or ""
            yield sign, _BOX_FACE
            start, faces = match.end(), None
            continue
        wanted = "" if at in latin or is_latin(sign) else _HINT
        if faces not in (None, wanted):
            yield text[start:at], faces
            start = at
        faces = wanted
    yield text[start:], faces or ""


def _run(content: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{shown}{content}</w:r>" if content else ""


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    if text == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def locked_field(instruction: str, result: str, argument: str = "") -> str:
    """A field that keeps its result until somebody unlocks it; `argument` is a field inside its instruction."""
    return field_begin(instruction, argument=argument, lock=True) + result + field_end()


def field_begin(instruction: str, properties: str = "", *, argument: str = "", lock: bool = False) -> str:
    """The runs before a field's cached result."""
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return (
        _run(element("fldChar", fldCharType="begin", fldLock="1" if lock else None), properties)
        + _run(code, properties)
        + argument
        + _run('<w:fldChar w:fldCharType="separate"/>', properties)
    )


def field_end(properties: str = "") -> str:
    """The run after a field's cached result."""
    return _run('<w:fldChar w:fldCharType="end"/>', properties)


def bookmark(number: int, name: str, content: str) -> str:
    """`content` between the two ends of a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


@lru_cache(maxsize=512)
def paragraph_properties(
    style: str = "",
    *,
    leads: bool | None = None,
    page_break: bool = False,
    frame: str = "",
    spacing: str = "",
    run_properties: str = "",
    section: str = "",
) -> str:
    """The pPr of a paragraph in `style`, with what is set on this paragraph alone; "" when nothing is.

    Whether it `leads` to the next one its style says where it is None.
    """
    keeps = "" if leads is None else "<w:keepNext/>" if leads else element("keepNext", val=0)
    inner = (
        (element("pStyle", val=style) if style else "")
        + keeps
        + ("<w:pageBreakBefore/>" if page_break else "")
        + frame
        + spacing
        + (f"<w:rPr>{run_properties}</w:rPr>" if run_properties else "")
        + section
    )
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs with its pPr."""
    return f"<w:p>{properties}{content}</w:p>"


def hairline(content: str = "", *, page_break: bool = False, after: float = 0.0, section: str = "") -> str:
    """A paragraph `HAIRLINE` points high, for what needs a paragraph but prints nothing, and the white after it."""
    return paragraph(content, _hairline(page_break, after, section))


def _hairline(page_break: bool, after: float, section: str) -> str:
    white = element("spacing", before=0, after=twips(after), line=twips(HAIRLINE), lineRule="exact")
    spacing = white + element("ind", firstLineChars=0, firstLine=0)
    size = element("sz", val=2) + element("szCs", val=2)
    return paragraph_properties(page_break=page_break, spacing=spacing, run_properties=size, section=section)
