"""Word files made by hand: a body, and the parts it relates to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from evidence.readers import PLAIN
from PIL import Image

from app.evidence.office import proof as office
from app.evidence.prepared import Grid, Passage, Piece, Prepared

_SCHEMAS = "http://schemas.openxmlformats.org"
NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": f"{_SCHEMAS}/wordprocessingml/2006/main",
        "m": f"{_SCHEMAS}/officeDocument/2006/math",
        "mc": f"{_SCHEMAS}/markup-compatibility/2006",
        "r": f"{_SCHEMAS}/officeDocument/2006/relationships",
        "a": f"{_SCHEMAS}/drawingml/2006/main",
        "wp": f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing",
        "pic": f"{_SCHEMAS}/drawingml/2006/picture",
        "c": f"{_SCHEMAS}/drawingml/2006/chart",
        "dgm": f"{_SCHEMAS}/drawingml/2006/diagram",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
EMU = 12_700  # a point
Parts = Mapping[str, str | bytes]


def word(body: str, parts: Parts | None = None, relations: str = "") -> bytes:
    """A DOCX with that body; `parts` by their paths below word/, XML ones without their frame of names.

    A part is related to by its name without ending ("numbering"), `relations` are more of them.
    """
    stream = io.BytesIO()
    kinds = {path: path.rpartition("/")[2].partition(".")[0].rstrip("0123456789") for path in parts or {}}
    ids = {path: path.rpartition("/")[2].partition(".")[0] for path in kinds}
    made = "".join(_relation(ids[path], kind, path) for path, kind in kinds.items() if not path.startswith("_rels/"))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{made}{relations}</Relationships>")
        for path, content in (parts or {}).items():
            framed = content.replace(">", f" {NAMES}>", 1) if isinstance(content, str) else content
            package.writestr(f"word/{path}", framed)
    return stream.getvalue()


def prepared(data: bytes, name: str = "说明.docx") -> Prepared:
    """The proof made ready, as what was said of it when it was looked into."""
    examined = office.examine(name, data, PLAIN)
    ready = office.prepare(name, data, PLAIN)
    assert (examined.kind, examined.pages, examined.removed, examined.notes) == ("docx", 0, ready.removed, ready.notes)
    return ready


def lines(pieces: tuple[Piece, ...]) -> list[str]:
    """The passages, and the rows of tables as one line each."""
    found = []
    for piece in pieces:
        if isinstance(piece, Passage):
            found.append(piece.text)
        elif isinstance(piece, Grid):
            found += ["|".join(row) for row in piece.rows]
    return found


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{text(words)}</w:p>"


def run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def text(words: str) -> str:
    return run(f'<w:t xml:space="preserve">{words}</w:t>')


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def png(width: int = 40, height: int = 20, colour: str = "red") -> bytes:
    """A picture of one colour, its left upper quarter blue."""
    stream = io.BytesIO()
    image = Image.new("RGB", (width, height), colour)
    image.paste("blue", (0, 0, width // 2, height // 2))
    image.save(stream, "PNG")
    return stream.getvalue()


def inline(
    relation: str, width: float = 40, height: float = 20, *, shape: str = "", cut: str = "", alt: str = ""
) -> str:
    """A picture in the line, so many points large."""
    extent = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    return (
        f'<w:drawing><wp:inline><wp:extent {extent}/><wp:docPr id="1" name="" descr="{alt}"/>'
        f"{graphic(relation, shape, cut)}</wp:inline></w:drawing>"
    )


def graphic(relation: str, shape: str = "", cut: str = "") -> str:
    return (
        f'<a:graphic><a:graphicData uri=""><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/>{cut}</pic:blipFill>'
        f"<pic:spPr><a:xfrm {shape}/></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


def _relation(name: str, kind: str, path: str) -> str:
    return f'<Relationship Id="{name}" Type="{_SCHEMAS}/officeDocument/2006/relationships/{kind}" Target="{path}"/>'
