"""How large the streams of a PDF become when they are unpacked, and their bytes, within bounds (ISO 32000-2, 7.4)."""

from __future__ import annotations

import zlib

import pikepdf
from pikepdf import Array, Name, Stream, StreamDecodeLevel

from app.evidence.pdf.breaks import breaks_off, left_of
from app.evidence.pdf.objects import items, spelled

MAX_STREAM = 256 << 20  # bytes of one unpacked stream; pages of dense vectors have some ten MB
MAX_TOTAL = 1 << 30
MAX_IMAGE = 600_000_000  # bytes of one decoded image: A3 in colour at 600 dpi has 210 MB, A0 in black and white 70 MB
_PIECE = 1 << 20
_MOST_ERRORS = 1_000  # in one content stream, which is cut off there
_SAMPLES = {"/DeviceRGB": 3, "/DeviceCMYK": 4}
_NAMES = {
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode",
}
# How much of one byte each filter makes at most; ASCII85 makes four of a z.
_MOST = {"/FlateDecode": 1_040, "/LZWDecode": 2_800, "/RunLengthDecode": 64}
_PICTURES = frozenset(("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"))


class Oversized(Exception):
    """There is more in a file than any honest one has; in Chinese, what is too much."""

    def __init__(self, reason: str = "PDF 解压后过大") -> None:
        super().__init__(reason)
        self.reason = reason


def measure(pdf: pikepdf.Pdf) -> bool:
    """Oversized when a stream unpacks to too much, or an image would decode to too much; whether one is damaged.

    Images are judged by what they say of themselves, since readers unpack no more of them than that.  Short names
    of filters, which stand for long ones in inline images alone and yet are met elsewhere, are made long.  Of what
    is damaged stays what comes before the damage.
    """
    total, damaged = 0, False
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _tidy(thing)
            if not _is_image(thing):
                size, is_whole = _size(thing, min(MAX_STREAM, MAX_TOTAL - total))
                total += size
                damaged |= not is_whole
                if not is_whole:
                    _mend(thing)
    return damaged


def bound_unpacking() -> None:
    """Let qpdf unpack no stream, also none of objects, to more than is allowed; for the whole process."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MAX_STREAM,
        run_length_max_memory=MAX_STREAM,
        png_max_memory=MAX_STREAM,
        tiff_max_memory=MAX_STREAM,
        parser_max_errors=_MOST_ERRORS,
    )


def unpacked(stream: Stream) -> bytes:
    """All that is in a stream; Oversized when it is too much."""
    try:
        return stream.read_bytes(StreamDecodeLevel.specialized)
    except (pikepdf.QpdfRuntimeError, pikepdf.DataDecodingError) as failure:
        if "memory limit" in str(failure):
            raise Oversized from failure
        raise


def filters(stream: Stream) -> list[str]:
    """The names of its filters, first to be undone first; the one that does nothing (Crypt, Identity) left out."""
    given = stream.get("/Filter")
    chain = items(given) if isinstance(given, Array) else [given]
    return [spelled(one) for one in chain if isinstance(one, Name) and one != "/Crypt"]


def _tidy(stream: Stream) -> None:
    """Give its filters their long names, and none that does nothing, over which qpdf stumbles when it writes."""
    given = stream.get("/Filter")
    names = items(given) if isinstance(given, Array) else [given]
    kept = [one for one in names if isinstance(one, Name) and one != "/Crypt"]
    chain = [Name(_NAMES[spelled(one)]) if spelled(one) in _NAMES else one for one in kept]
    if len(chain) < len(names) and Name.Crypt in names:
        steps = items(stream.get("/DecodeParms"))
        used = [step for name, step in zip(names, steps, strict=False) if name != "/Crypt"]
        stream.write(stream.read_raw_bytes(), filter=Array(chain), decode_parms=Array(used) if any(used) else None)
    elif chain and [spelled(one) for one in chain] != [spelled(one) for one in names]:
        stream.Filter = Array(chain) if isinstance(given, Array) else chain[0]


def _is_image(stream: Stream) -> bool:
    """Whether it is an image; Oversized when it is one too many."""
    if stream.get("/Subtype") != "/Image":
        return False
    sides = [stream.get(key) for key in ("/Width", "/Height")]
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    bits = stream.get("/BitsPerComponent", 1)
    space = stream.get("/ColorSpace")
    samples = _SAMPLES.get(spelled(space), 4 if isinstance(space, Array) else 1)
    if width * height * samples * (bits if isinstance(bits, int) else 8) > MAX_IMAGE * 8:
        raise Oversized
    return True


def _size(stream: Stream, most: int) -> tuple[int, bool]:
    """How many bytes it unpacks to, counted where its filters could make too many of it; whether it is undamaged."""
    chain, raw = filters(stream), stream.read_raw_bytes()
    if _PICTURES & set(chain) or not chain:
        return 0, True  # pictures are judged apart, what is not packed by the length of the file
    if chain == ["/FlateDecode"]:
        return _inflated(raw, most)
    possible = len(raw) + 4 * raw.count(b"z") if chain[0] == "/ASCII85Decode" else len(raw)
    for name in chain:
        possible *= _MOST.get(name, 1)
    if possible > most and chain == ["/ASCII85Decode"]:
        raise Oversized
    try:
        size = len(unpacked(stream))
    except pikepdf.PdfError:
        return len(raw), False
    if size > most:
        raise Oversized
    return size if possible > most else len(raw), not breaks_off(raw, chain, most)


def _inflated(data: bytes, most: int) -> tuple[int, bool]:
    reader, size, rest = zlib.decompressobj(), 0, data
    while rest and not reader.eof:
        try:
            size += len(reader.decompress(rest, _PIECE))
        except zlib.error:
            return size, False
        rest = reader.unconsumed_tail
        if size > most:
            raise Oversized
    return size, reader.eof or not breaks_off(data, ["/FlateDecode"], most)


def _mend(stream: Stream) -> None:
    """Leave of a damaged stream what readers show of it."""
    if not stream.get("/DecodeParms"):
        stream.write(left_of(stream.read_raw_bytes(), filters(stream), MAX_STREAM))
