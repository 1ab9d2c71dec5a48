"""Pictures as proofs: checked before they are decoded, and made into upright pages of a PDF of our own.

JPEG and PNG data pass through untouched wherever PDF can hold them; the rest is decoded one frame at a time.
Runs in the child process: whatever a broken picture does to Pillow ends in one refusal.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from PIL import Image, UnidentifiedImageError

from app.errors import EvidenceRefused
from app.evidence.kinds import STRANGE, refused
from app.evidence.pictures.modes import is_heavy, printable, shrunk
from app.evidence.pictures.sheets import TRANSPOSED, enough_pixels, matrix, natural, orientation, upright
from app.evidence.pictures.streams import ImageStream, jpeg_stream, lossless, lossy, png_stream, saved
from app.evidence.prepared import Examined, Kind, Prepared, ReadOptions, Sheet

MAX_PIXELS = 120_000_000  # an A3 page at 600 dpi; decoded it takes 480 MB
MAX_FRAMES = 500
LARGE = 20_000_000  # pixels; beyond them a picture without loss swells the book
IMAGE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_KINDS: dict[str, Kind] = {
    "JPEG": "jpeg",
    "MPO": "jpeg",
    "PNG": "png",
    "TIFF": "tiff",
    "BMP": "bmp",
    "WEBP": "webp",
}
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_DECODED_AT_ONCE = 4 * MAX_PIXELS  # of a TIFF that is examined: what can be decoded within the time there is


def examine(name: str, data: bytes, _options: ReadOptions) -> Examined:
    """Its kind and pages (only TIFF has more than one), once it is known to be whole; EvidenceRefused if not."""
    with _opened(name, data) as image:
        pages, decoded = 0, 0
        for frame in _frames(name, image):
            pages, decoded = pages + 1, decoded + frame.width * frame.height
            if pages == 1 or decoded <= _DECODED_AT_ONCE:
                frame.load()
        return Examined(_kind(image), pages)


def prepare(name: str, data: bytes, options: ReadOptions) -> Prepared:
    """The picture as a PDF, one page a frame, and the natural size of each page.

    `max_dpi` bounds the resolution it has when it is shown as large as the type area allows; None keeps all pixels.
    """
    with _opened(name, data) as image, pikepdf.new() as pdf:
        sheets = tuple(_add_page(pdf, frame, data, options.max_dpi) for frame in _frames(name, image))
        return Prepared(_kind(image), sheets, saved(pdf))


def first_look(name: str, data: bytes, size: int) -> Image.Image:
    """The first page, upright and on white, within `size` × `size` pixels."""
    with _opened(name, data) as image:
        frame = next(_frames(name, image))
        frame.draft(None, (2 * size, 2 * size))
        frame.load()
        turn = orientation(frame)
        smaller = min(1.0, size / max(frame.size))
        wide, high = (max(1, round(side * smaller)) for side in frame.size)
        look = shrunk(printable(frame), (wide, high)).convert("RGB")
        return look.transpose(TRANSPOSED[turn]) if turn in TRANSPOSED else look


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Image.Image]:
    """The picture, opened but not decoded; all that goes wrong with it meanwhile is a refusal."""
    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and told in our words
    try:
        with warnings.catch_warnings():
            # Of a TIFF that was cut off Pillow only warns; elsewhere it warns of what does not matter here.
            warnings.simplefilter("error" if data[:4] in _TIFF else "ignore")
            with Image.open(io.BytesIO(data), formats=IMAGE_FORMATS) as image:
                yield image
    except (EvidenceRefused, MemoryError):
        raise
    except UnidentifiedImageError as failure:
        raise refused(name, STRANGE) from failure
    except Exception as failure:  # for broken pictures Pillow raises nearly anything
        raise refused(name, "图片已损坏") from failure


def _kind(image: Image.Image) -> Kind:
    return _KINDS[str(image.format)]


def _frames(name: str, image: Image.Image) -> Iterator[Image.Image]:
    """The picture at each of its pages in turn, measured and not decoded; only of a TIFF more than the first."""
    for number in range(MAX_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            return
        if number == MAX_FRAMES:
            raise refused(name, f"图片超过 {MAX_FRAMES} 页", "请拆分成几个文件后加入。")
        most = MAX_PIXELS // 2 if is_heavy(image) else MAX_PIXELS
        if image.width * image.height > most:
            raise refused(name, f"图片超过 {most // 10_000} 万像素", "请降低分辨率后重试。")
        yield image
        if image.format != "TIFF":
            return


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
    match _kind(frame):
        case "jpeg":
            return jpeg_stream(raw, frame)
        case "png":
            return png_stream(raw)
    return None


def _anew(frame: Image.Image, wanted: tuple[int, int], small: bool) -> ImageStream:
    """The frame decoded, shrunk to the pixels wanted and compressed; with loss only where `small` is asked for.

    And then where it had loss before, where it is large, and where it is a scan that loses pixels anyway.
    """
    had_loss = _kind(frame) == "jpeg" or frame.info.get("compression") == "jpeg"
    is_scan = _kind(frame) == "tiff" and wanted != frame.size
    large = frame.width * frame.height > LARGE
    profile = frame.info.get("icc_profile") or b""
    mode = frame.mode
    if wanted != frame.size:
        frame.draft(None, wanted)
    frame.load()
    image = shrunk(printable(frame), wanted)
    profile = profile if image.mode == mode else b""
    if small and image.mode in ("L", "RGB") and (had_loss or large or is_scan):
        return lossy(image, profile)
    return lossless(image, profile)
