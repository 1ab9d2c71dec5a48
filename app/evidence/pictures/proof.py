"""Pictures as proofs: checked before they are decoded, and made into upright pages of a PDF of our own.

JPEG and PNG data pass through untouched wherever PDF can hold them; the rest is decoded one frame at a time.
Runs in the child process: whatever a broken picture does to Pillow ends in one refusal.
"""

from __future__ import annotations

import pikepdf
from PIL import Image

from app.evidence.pictures.modes import printable, shrunk
from app.evidence.pictures.opening import MAX_PIXELS, frames, incomplete, kind_of, opened
from app.evidence.pictures.others import is_half_sent, said_of
from app.evidence.pictures.sheets import TRANSPOSED, enough_pixels, matrix, natural, orientation, upright
from app.evidence.pictures.streams import ImageStream, jpeg_stream, lossless, lossy, png_stream, saved
from app.evidence.prepared import Examined, Prepared, ReadOptions, Sheet

_PHOTOS = ("heic", "avif")
LARGE = 20_000_000  # pixels; beyond them a picture without loss swells the book
_DECODED_AT_ONCE = 4 * MAX_PIXELS  # of a TIFF that is examined: what can be decoded within the time there is


def examine(name: str, data: bytes, _options: ReadOptions) -> Examined:
    """Its kind and pages (only TIFF has more than one), once it is known to be whole; EvidenceRefused if not."""
    with opened(name, data) as image:
        if is_half_sent(image, data):
            raise incomplete(name)
        pages, decoded, notes = 0, 0, said_of(image, data)
        for frame in frames(name, image):
            pages, decoded = pages + 1, decoded + frame.width * frame.height
            if pages == 1 or decoded <= _DECODED_AT_ONCE:
                frame.load()
        return Examined(kind_of(image), pages, notes=notes)


def prepare(name: str, data: bytes, options: ReadOptions) -> Prepared:
    """The picture as a PDF, one page a frame, and the natural size of each page.

    `max_dpi` bounds the resolution it has when it is shown as large as the type area allows; None keeps all pixels.
    """
    with opened(name, data) as image, pikepdf.new() as pdf:
        notes = said_of(image, data)
        sheets = tuple(_add_page(pdf, frame, data, options.max_dpi) for frame in frames(name, image))
        return Prepared(kind_of(image), sheets, saved(pdf), notes=notes)


def first_look(name: str, data: bytes, size: int) -> Image.Image:
    """The first page, upright and on white, within `size` × `size` pixels."""
    with opened(name, data) as image:
        frame = next(frames(name, image))
        frame.draft(None, (2 * size, 2 * size))
        frame.load()
        turn = orientation(frame)
        smaller = min(1.0, size / max(frame.size))
        wide, high = (max(1, round(side * smaller)) for side in frame.size)
        look = shrunk(printable(frame), (wide, high)).convert("RGB")
        return look.transpose(TRANSPOSED[turn]) if turn in TRANSPOSED else look


def _add_page(pdf: pikepdf.Pdf, frame: Image.Image, raw: bytes, max_dpi: int | None) -> Sheet:
    """Put one frame on a page of its own, upright; its natural size."""
    stored = natural(frame)
    stream = _stream(frame, stored, raw, max_dpi)
    turn = orientation(frame)
    sheet = upright(stored, turn)
    return _place(pdf, stream, sheet, turn)


def _place(pdf: pikepdf.Pdf, stream: ImageStream, sheet: Sheet, turn: int) -> Sheet:
    numbers = " ".join(f"{number:.4f}" for number in matrix(sheet, turn))
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, sheet.width, sheet.height]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream.within(pdf))),
        Contents=pikepdf.Stream(pdf, f"q {numbers} cm /Im0 Do Q".encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return sheet


def _stream(frame: Image.Image, stored: Sheet, raw: bytes, max_dpi: int | None) -> ImageStream:
    """The frame's samples: as they are in the file where PDF can hold them, unless fewer pixels need fewer bytes."""
    wanted = enough_pixels(frame, stored, max_dpi * (2 if frame.mode == "1" else 1)) if max_dpi else frame.size
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
