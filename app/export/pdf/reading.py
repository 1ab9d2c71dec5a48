"""What is visible on each page of a book, as a digest read from the PDF itself and not from what it says of itself.

A digest covers the page's box, every operator of its content in order, text as characters, widths and
outlines, and all that the content names: faces, pictures, proofs (form XObjects with all they refer to).
Left out are object numbers, compression, names of resources, codes of characters, and areas that only
lead somewhere; any other annotation counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import pikepdf

from app.export.pdf.describing import Describer, plain
from app.export.pdf.typefaces import Typeface

SCHEME = 1  # of the digests: raised whenever the same page would get another one
DIGITS = 16
PAGES_LIMIT = 20_000
OPERATORS_LIMIT = 2_000_000
ANCESTORS_LIMIT = 50
NAMED = {
    "Do": "/XObject",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "sh": "/Shading",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "BDC": "/Properties",
    "DP": "/Properties",
}
"""Operators whose last operand may name a resource, and of which kind."""


class Unreadable(Exception):
    """Why a file is not read: "password", "pages" or "damaged"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One PDF: the digest of each page, 16 hex digits, and the keywords of its metadata."""

    digests: tuple[str, ...]
    keywords: str


def read_book(stream: BinaryIO, told: Callable[[int, int], None] = lambda done, pages: None) -> Reading:
    """Read a PDF; `told` hears how many pages are done.  Unreadable when it is no PDF that can be read."""
    try:
        with pikepdf.open(stream) as pdf:
            return Reading(tuple(_digests(pdf, told)), _keywords(pdf))
    except pikepdf.PasswordError as failure:
        raise Unreadable("password") from failure
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, OverflowError) as failure:
        raise Unreadable("damaged") from failure


def _digests(pdf: pikepdf.Pdf, told: Callable[[int, int], None]) -> Iterator[str]:
    count = len(pdf.pages)
    if count > PAGES_LIMIT:
        raise Unreadable("pages")
    describe = Describer()
    faces: dict[tuple[int, int], Typeface] = {}
    everywhere = _everywhere(pdf, describe)
    for number, page in enumerate(pdf.pages, 1):
        seen = _Page(page.obj, describe, faces).digest(everywhere)
        told(number, count)
        yield seen


def _keywords(pdf: pikepdf.Pdf) -> str:
    return str(pdf.docinfo.get("/Keywords", ""))


def _everywhere(pdf: pikepdf.Pdf, describe: Describer) -> bytes:
    """What makes viewers show something else in place of the pages: an XFA form, a portfolio; empty in our books."""
    form, portfolio = pdf.Root.get("/AcroForm"), pdf.Root.get("/Collection")
    xfa = form.get("/XFA") if isinstance(form, pikepdf.Dictionary) else None
    return b"".join(describe(part) for part in (xfa, portfolio) if part is not None)


class _Page:
    """One page while it is read."""

    def __init__(self, page: Any, describe: Describer, faces: dict[tuple[int, int], Typeface]) -> None:
        self._page, self._describe, self._faces = page, describe, faces
        self._resources = _inherited(page, "/Resources")
        self._named: dict[tuple[str, str], bytes] = {}
        self._face: Typeface | None = None
        self._saved: list[Typeface | None] = []

    def digest(self, everywhere: bytes) -> str:
        """The page's digest."""
        found = hashlib.sha256(everywhere)
        for key in ("/MediaBox", "/CropBox", "/Rotate"):
            found.update(_sized(self._describe(_inherited(self._page, key))))
        for key in ("/UserUnit", "/Group"):
            found.update(_sized(self._describe(self._page.get(key))))
        found.update(_sized(self._colours()))
        for part in self._content():
            found.update(_sized(part))
        for part in self._annotations():
            found.update(_sized(part))
        return found.hexdigest()[:DIGITS]

    def _colours(self) -> bytes:
        """The colour spaces that stand in for the plain ones, unnamed by any operator; none in our books."""
        spaces = _entry(self._resources, "/ColorSpace")
        names = (b"/DefaultGray", b"/DefaultRGB", b"/DefaultCMYK")
        return b"".join(name + self._describe(_entry(spaces, name.decode("ascii"))) for name in names)

    def _content(self) -> Iterator[bytes]:
        if self._page.get("/Contents") is None:
            return
        for number, instruction in enumerate(pikepdf.parse_content_stream(pikepdf.Page(self._page))):
            if number >= OPERATORS_LIMIT:
                raise Unreadable("pages")
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                yield instruction.iimage.unparse()
            else:
                operator = str(instruction.operator)
                yield from self._operands(operator, instruction.operands)
                yield operator.encode("utf-8", "replace")

    def _operands(self, operator: str, operands: Any) -> Iterator[bytes]:
        """The operands of one operator, with what they name in place of the name."""
        if operator in ("q", "Q"):
            self._save_or_restore(operator)
        elif operator == "Tf" and len(operands) == 2:
            self._face = self._typeface(str(operands[0]))
            yield from (self._face.name if self._face else b"no face", plain(operands[1]))
            return
        kind = NAMED.get(operator)
        for place, operand in enumerate(operands):
            last = place == len(operands) - 1
            yield (
                self._resource(kind, operand)
                if kind and last and _is_name(operand)
                else self._operand(operator, operand)
            )

    def _operand(self, operator: str, operand: Any) -> bytes:
        if isinstance(operand, int | Decimal):
            return plain(operand)
        if self._face and operator in ("Tj", "'", '"') and isinstance(operand, pikepdf.String):
            return b"shown" + self._face.shown(bytes(operand))
        if self._face and operator == "TJ" and isinstance(operand, pikepdf.Array):
            return b"".join(_sized(self._operand("Tj", one)) for one in operand)
        return self._describe(operand)

    def _resource(self, kind: str, name: Any) -> bytes:
        key = (kind, str(name))
        if key not in self._named:
            thing = _entry(_entry(self._resources, kind), str(name))
            self._named[key] = plain(name) if thing is None else b"is" + self._describe(thing)
        return self._named[key]

    def _typeface(self, name: str) -> Typeface | None:
        font = _entry(_entry(self._resources, "/Font"), name)
        if not isinstance(font, pikepdf.Dictionary):
            return None
        if font.objgen == (0, 0):
            return Typeface(font, self._describe)
        if font.objgen not in self._faces:
            self._faces[font.objgen] = Typeface(font, self._describe)
        return self._faces[font.objgen]

    def _save_or_restore(self, operator: str) -> None:
        if operator == "q":
            self._saved.append(self._face)
        elif self._saved:
            self._face = self._saved.pop()

    def _annotations(self) -> Iterator[bytes]:
        """Every annotation that is not a mere area leading somewhere."""
        for one in self._page.get("/Annots") or ():
            if not isinstance(one, pikepdf.Dictionary) or not _is_bare_link(one):
                yield b"annotation" + self._describe(one)


def _is_bare_link(annotation: pikepdf.Dictionary) -> bool:
    """Whether it is a link that draws nothing: no frame, no appearance."""
    border = annotation.get("/Border")
    frameless = isinstance(border, pikepdf.Array) and len(border) >= 3 and border[2] == 0
    return annotation.get("/Subtype") == "/Link" and frameless and "/AP" not in annotation and "/BS" not in annotation


def _is_name(operand: Any) -> bool:
    return isinstance(operand, pikepdf.Name)


def _entry(holder: Any, key: str) -> Any:
    return holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None


def _inherited(page: Any, key: str) -> Any:
    """What the page or the nearest node above it says under `key`; None when none does."""
    for _ in range(ANCESTORS_LIMIT):
        if page is None or key in page:
            break
        page = page.get("/Parent")
    return page.get(key) if page is not None else None


def _sized(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part
