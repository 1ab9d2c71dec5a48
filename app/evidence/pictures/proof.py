"""Pictures as proofs: checked before they are decoded, and made into upright pages of a PDF of our own.

JPEG and PNG data pass through untouched wherever PDF can hold them; the rest is decoded one frame at a time.
Runs in the child process: whatever a broken picture does to Pillow ends in one refusal.
"""

from __future__ import annotations

from dataclasses import replace

import pikepdf
from PIL import Image

from app.evidence.kinds import refused
from app.evidence.pictures.cuts import cuts_of, shape_of
from app.evidence.pictures.modes import printable, shrunk
from app.evidence.pictures.opening import MAX_PIXELS, frames, incomplete, kind_of, opened
from app.evidence.pictures.others import is_half_sent, said_of, said_of_cuts
from app.evidence.pictures.placing import Standing, add_pages
from app.evidence.pictures.sheets import enough_pixels, largest, natural, orientation, unbounded
from app.evidence.pictures.streams import ImageStream, jpeg_stream, lossless, lossy, png_stream, saved
from app.evidence.prepared import MAX_PAGES, Cuts, Examined, Prepared, ReadOptions, Sheet

_PHOTOS = ("heic", "avif")
LARGE = 20_000_000  # pixels; beyond them a picture without loss swells the book
_DECODED_AT_ONCE = 4 * MAX_PIXELS  # of a TIFF that is examined: what can be decoded within the time there is


def examine(name: str, data: bytes, options: ReadOptions) -> Examined:
    """Its kind and pages (only TIFF has more than one), once it is known to be whole; EvidenceRefused if not."""
    with opened(name, data) as image:
        if is_half_sent(image, data):
            raise incomplete(name)
        cuts: list[Cuts | None] = []
        decoded, notes = 0, said_of(image, data)
        for frame in frames(name, image):
            decoded += frame.width * frame.height
            if not cuts or decoded <= _DECODED_AT_ONCE:
                frame.load()
            cuts.append(_cut(frame, options))
        pages = _few(name, sum(map(_count, cuts)))
        return Examined(kind_of(image), pages, notes=(*notes, *said_of_cuts(cuts)), strips=sum(map(_strips, cuts)))


def prepare(name: str, data: bytes, options: ReadOptions) -> Prepared:
    """The picture as a PDF, one page a frame or a strip of it, and the natural size of each page.

    `max_dpi` bounds the resolution it has when it is shown as large as the type area allows; None keeps all pixels.
    """
    with opened(name, data) as image, pikepdf.new() as pdf:
        sheets: list[Sheet] = []
        cuts: list[Cuts | None] = []
        notes = said_of(image, data)
        for frame in frames(name, image):
            cuts.append(_cut(frame, options))
            first, *rest = _add_pages(pdf, frame, data, cuts[-1], options.max_dpi)
            sheets += [replace(first, fresh=bool(sheets)), *rest]
        _few(name, len(sheets))
        return Prepared(kind_of(image), tuple(sheets), saved(pdf), notes=(*notes, *said_of_cuts(cuts)))


def _cut(frame: Image.Image, options: ReadOptions) -> Cuts | None:
    """The strips of a frame that is too long to be read whole; None where it stays whole."""
    shape = shape_of(frame) if options.layout != "whole" else None
    if shape is None:
        return None
    frame.load()
    return cuts_of(frame, shape)


def _count(cuts: Cuts | None) -> int:
    return _strips(cuts) or 1


def _strips(cuts: Cuts | None) -> int:
    return len(cuts.strips) if cuts else 0


def _few(name: str, pages: int) -> int:
    if pages > MAX_PAGES:
        raise refused(name, f"图片太长，切开后超过 {MAX_PAGES} 页", "请拆分成几个文件后加入。")
    return pages


def _add_pages(pdf: pikepdf.Pdf, frame: Image.Image, raw: bytes, cuts: Cuts | None, max_dpi: int | None) -> list[Sheet]:
    """Put one frame on a page of its own, upright, or each of its strips on one; their natural sizes."""
    shape = shape_of(frame) if cuts else None
    stored = unbounded(frame) if shape else natural(frame)
    turn = orientation(frame)
    standing = Standing(stored, turn, shape.scale, shape.turned) if shape else Standing(stored, turn, largest(stored))
    picture = pdf.make_indirect(_stream(frame, standing, raw, max_dpi).within(pdf))
    return add_pages(pdf, picture, standing, cuts)


def _stream(frame: Image.Image, standing: Standing, raw: bytes, max_dpi: int | None) -> ImageStream:
    """The frame's samples: as they are in the file where PDF can hold them, unless fewer pixels need fewer bytes."""
    finer = 2 if frame.mode == "1" else 1
    wanted = enough_pixels(frame, standing.stored, standing.scale, max_dpi * finer) if max_dpi else frame.size
    passed = _passed(frame, raw)
    if passed is not None and wanted == frame.size:
        return passed
    made = _anew(frame, wanted, max_dpi is not None)
    return passed if passed is not None and len(passed.data) <= len(made.data) else made


def _passed(frame: Image.Image, raw: bytes) -> ImageStream | None:
    """What the file holds, for PDF; None when PDF cannot read it."""
    match kind_of(frame):
        case "jpeg":
            return jpeg_stream(raw, frame)
        case "png":
            return png_stream(raw)
    return None


def _anew(frame: Image.Image, wanted: tuple[int, int], small: bool) -> ImageStream:
    """The frame decoded, shrunk to the pixels wanted and compressed; with loss only where `small` is asked for.

    And then where it had loss before, where it is large, and where it is a scan that loses pixels anyway.  Photographs
    of a few MB that were coded as film are, which would else be as many times ten.
    """
    is_photo = kind_of(frame) in _PHOTOS
    had_loss = kind_of(frame) == "jpeg" or frame.info.get("compression") == "jpeg"
    is_scan = kind_of(frame) == "tiff" and wanted != frame.size
    large = frame.width * frame.height > LARGE
    profile = frame.info.get("icc_profile") or b""
    mode = frame.mode
    if wanted != frame.size:
        frame.draft(None, wanted)
    frame.load()
    image = shrunk(printable(frame), wanted)
    profile = profile if image.mode == mode else b""
    if image.mode in ("L", "RGB") and (is_photo or (small and (had_loss or large or is_scan))):
        return lossy(image, profile)
    return lossless(image, profile)
