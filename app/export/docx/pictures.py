"""Plates as inline pictures (DrawingML): their room in the text, and the picture files they show.

A picture stands in a paragraph of its own with exactly the room it takes.  Its pixels are turned where
the plate is: of a turned frame Word, WPS and LibreOffice reckon the room in three ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from app.export.document import Plate
from app.export.docx.elements import element, escape, paragraph, paragraph_properties, twips
from app.export.docx.package import Media
from app.export.plates import Plates, PlateSize
from app.export.style import PageStyle

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMESPACES = (
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_EMU = 12700  # to a point
_HAIRLINE = 3175  # EMU, a quarter of a point, as around the plates of the book
_WHITE = 6.0  # points between a plate and what stands above or below it, as in the book
_SPARE = 2.0  # points of the type area's height that the line of the picture and its rule need
# Points that a tall plate gives to the words above it, one line and a little: no two programs break and set them
# alike, and a plate that fills the page to the last point in the book would leave them alone on theirs.
_SPARE_BELOW_WORDS = 22.0
_MARK = element("sz", val=2) + element("szCs", val=2)  # a mark of one point: its descent is added below the picture
# The body's style indents and justifies; the line is as high as the picture.
_PLACE = element("ind", firstLineChars=0, firstLine=0) + element("jc", val="center")


class Gallery:
    """Hangs the plates of one document: gives each picture its file, each use its number.

    A page of a proof is one file however often it is shown.
    """

    def __init__(self, plates: Plates, sizes: Mapping[tuple[str, int], PlateSize], page: PageStyle) -> None:
        self._plates, self._sizes, self._page = plates, sizes, page
        self._files: dict[tuple[str, int], Media] = {}
        self._uses = 0

    def plate(
        self, plate: Plate, *, led: bool = False, page_break: bool = False, frame: str = "", section: str = ""
    ) -> str:
        """The paragraph of one plate, below words where it is `led`.

        It carries a page break and a section's end as any other paragraph does.
        """
        white = element("spacing", before=twips(_WHITE * led), after=twips(_WHITE), line=240, lineRule="auto")
        properties = paragraph_properties(
            page_break=page_break, frame=frame, spacing=white + _PLACE, run_properties=_MARK, section=section
        )
        drawing = f"<w:drawing>{self._inline(plate, led=led)}</w:drawing>"
        return paragraph(f"<w:r><w:rPr>{_MARK}</w:rPr>{drawing}</w:r>", properties)

    @property
    def media(self) -> Iterator[Media]:
        """The picture files of all plates so far, in the order of their first use."""
        yield from self._files.values()

    def _inline(self, plate: Plate, *, led: bool) -> str:
        self._uses += 1
        size = self._size(plate, led=led)
        return _inline_xml(self._file(plate, turned=size.turned), size, self._uses, plate.words)

    def _file(self, plate: Plate, *, turned: bool) -> Media:
        key = plate.source, plate.page
        if key not in self._files:
            picture = partial(self._plates.picture, *key, turned=turned)
            number = len(self._files) + 1
            self._files[key] = Media(f"word/media/proof-{number}", f"rIdProof{number}", picture)
        return self._files[key]

    def _size(self, plate: Plate, *, led: bool) -> PlateSize:
        """The size in the book, a little less where the page is full; without one, as large as the type area allows."""
        size = self._sizes.get((plate.source, plate.page)) or PlateSize(plate.width, plate.height)
        height = self._page.text_height - _SPARE
        if led and size.height > height / 2:
            height = min(height, size.height) - _SPARE_BELOW_WORDS
        scale = min(1.0, self._page.text_width / size.width, height / size.height)
        return PlateSize(scale * size.width, scale * size.height, size.turned)


def _inline_xml(media: Media, size: PlateSize, number: int, words: str) -> str:
    """The picture as one large character, with the words a screen reader says."""
    room = f'cx="{round(size.width * _EMU)}" cy="{round(size.height * _EMU)}"'
    name = f'name="proof-{number}" descr="{escape(words)}"'
    return (
        f'<wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {room}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" {name}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" {name}/>'
        '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{media.identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {room}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{_HAIRLINE}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
