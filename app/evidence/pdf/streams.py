"""How large the streams of a PDF become when they are unpacked, and their bytes, within bounds (ISO 32000-2, 7.4)."""

from __future__ import annotations

import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, StreamDecodeLevel

from app.evidence.pdf.objects import items

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


def measure(pdf: pikepdf.Pdf) -> None:
    """Oversized when a stream unpacks to too much, or an image would decode to too much.

    Images are judged by what they say of themselves, since readers unpack no more of them than that.  Short names
    of filters, which stand for long ones in inline images alone and yet are met elsewhere, are made long.
    """
    total = 0
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _tidy(thing)
            total += 0 if _is_image(thing) else _size(thing, min(MAX_STREAM, MAX_TOTAL - total))


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
    """All that is in a stream, or what came before the damage; Oversized when it is too much."""
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
    return [str(one) for one in chain if isinstance(one, Name) and one != "/Crypt"]


def _tidy(stream: Stream) -> None:
    """Give its filters their long names, and none that does nothing, over which qpdf stumbles when it writes."""
    given = stream.get("/Filter")
    names = items(given) if isinstance(given, Array) else [given]
    chain = [Name(_NAMES.get(str(one), str(one))) for one in names if isinstance(one, Name) and one != "/Crypt"]
    if len(chain) < len(names) and Name.Crypt in names:
        steps = items(stream.get("/DecodeParms"))
        kept = [step for name, step in zip(names, steps, strict=False) if name != "/Crypt"]
        stream.write(stream.read_raw_bytes(), filter=Array(chain), decode_parms=Array(kept) if any(kept) else None)
    elif chain and [str(one) for one in chain] != [str(one) for one in names]:
        stream.Filter = Array(chain) if isinstance(given, Array) else chain[0]


def _is_image(stream: Stream) -> bool:
    """Whether it is an image; Oversized when it is one too many."""
    if stream.get("/Subtype") != "/Image":
        return False
    sides = [stream.get(key) for key in ("/Width", "/Height")]
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    bits = stream.get("/BitsPerComponent", 1)
    space = stream.get("/ColorSpace")
    samples = _SAMPLES.get(str(space), 4 if isinstance(space, Array) else 1)
    if width * height * samples * (bits if isinstance(bits, int) else 8) > MAX_IMAGE * 8:
        raise Oversized
    return True


def _size(stream: Stream, most: int) -> int:
    """How many bytes it unpacks to, counted where its filters could make too many of it."""
    chain, raw = filters(stream), stream.read_raw_bytes()
    if _PICTURES & set(chain) or not chain:
        return 0  # pictures are judged apart, what is not packed by the length of the file
    if chain == ["/FlateDecode"] and not isinstance(stream.get("/DecodeParms"), Dictionary | Array):
        return _inflated(raw, most)
    possible = len(raw) + 4 * raw.count(b"z") if chain[0] == "/ASCII85Decode" else len(raw)
    for name in chain:
        possible *= _MOST.get(name, 1)
    if possible <= most:
        return len(raw)
    if chain == ["/ASCII85Decode"]:
        raise Oversized
    size = len(unpacked(stream))
    if size > most:
        raise Oversized
    return size


def _inflated(data: bytes, most: int) -> int:
    reader, size, rest = zlib.decompressobj(), 0, data
    while rest and not reader.eof:
        try:
            size += len(reader.decompress(rest, _PIECE))
        except zlib.error:  # readers show what came before the damage
            return size
        rest = reader.unconsumed_tail
        if size > most:
            raise Oversized
    return size
