"""A book in which a corpus is bound, and each of its pages beside what a reader shows of the original."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps
from small_desk import PROOF, create, install

from app.declaration.book.print import Print
from app.declaration.book.proofs import prepare_proofs
from app.declaration.book.typesetting import typeset
from app.evidence.apart.crew import Crew
from app.evidence.intake import EvidenceFile, take_in_bytes
from app.evidence.prepared import Prepared
from app.export.fonts.faces import Faces
from app.export.layout.book import PlateSpot

DPI = 144.0
BLOCK = 12  # pixels


class BoundBook:
    """The book of one declaration with every file of `corpus` attached; the prepared faces only."""

    def __init__(self, folder: Path, corpus: Mapping[str, bytes]) -> None:
        install(folder)
        with create(folder / "corpus.qibei") as declaration, Crew() as crew:
            self.taken: dict[str, EvidenceFile] = {
                name: take_in_bytes(name, data, crew.first) for name, data in corpus.items()
            }
            declaration.add_evidence(PROOF, list(self.taken.values()))
            self.proofs = prepare_proofs(declaration, crew)
            book: Print = typeset(declaration.session, self.proofs, faces=Faces(folders=()))
        stream = io.BytesIO()
        book.write("pdf", stream)
        self.pdf = pypdfium2.PdfDocument(stream.getvalue())
        self.plates: list[PlateSpot] = book.book.plates
        self.texts = [page.get_textpage().get_text_bounded() for page in self.pdf]

    def proof(self, name: str) -> Prepared:
        """One file as it was made ready."""
        return self.proofs[self.taken[name].sha256]

    def pages_of(self, name: str) -> list[Image.Image]:
        """The bound pages of one file, cut out of the book, the right way up."""
        own = [plate for plate in self.plates if plate.picture.source == self.taken[name].sha256]
        return [self._cut_out(plate) for plate in sorted(own, key=lambda plate: plate.picture.page)]

    def _cut_out(self, plate: PlateSpot) -> Image.Image:
        page, area = self.pdf[plate.spot.page], plate.picture
        drawn = page.render(scale=DPI / 72).to_pil().convert("RGB")
        sides = (area.x, area.y, area.x + area.width, area.y + area.height)
        shown = drawn.crop(tuple(round(side * DPI / 72) for side in sides))
        return shown.transpose(Image.Transpose.ROTATE_270) if area.turned else shown


def shown_frames(data: bytes, frames: int) -> list[Image.Image]:
    """The frames of a picture, upright and on white."""
    with Image.open(io.BytesIO(data)) as image:
        found = []
        for number in range(frames):
            image.seek(number)
            found.append(_on_white(ImageOps.exif_transpose(image)))
        return found


def drift(bound: Image.Image, original: Image.Image) -> float:
    """How far two pages differ where they differ most: the mean of a block of 12 pixels, from 0 to 1."""
    size = bound.size
    one, other = (
        image.resize(size, Image.Resampling.LANCZOS).convert("RGB").filter(ImageFilter.GaussianBlur(1.6))
        for image in (bound, original)
    )
    apart = ImageChops.difference(one, other).convert("L")
    blocks = apart.resize((max(1, size[0] // BLOCK), max(1, size[1] // BLOCK)), Image.Resampling.BOX)
    return float(blocks.getextrema()[1]) / 255  # type: ignore[operator]  # one band: two numbers


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda tone: tone / 257).convert("L")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")
