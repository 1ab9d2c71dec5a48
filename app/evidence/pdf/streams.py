"""How large the streams of a PDF become when they are unpacked: measured piece by piece, kept nowhere."""

from __future__ import annotations

import zlib

import pikepdf

MAX_STREAM = 256 << 20  # bytes of one unpacked stream; pages of dense vectors have some ten MB
MAX_TOTAL = 1 << 30
MAX_IMAGE = 600_000_000  # bytes of one decoded image: A3 in colour at 600 dpi has 210 MB, A0 in black and white 70 MB
_PIECE = 1 << 20
_SAMPLES = {"/DeviceRGB": 3, "/DeviceCMYK": 4}


class Oversized(Exception):
    """More comes out of a stream than any honest page has in it."""


def measure(pdf: pikepdf.Pdf) -> None:
    """Oversized when a stream unpacks to too much, or an image would decode to too much.

    Images are judged by what they say of themselves, since readers unpack no more of them than that.
    """
    total = 0
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            total += 0 if _is_image(thing) else _unpacked(thing, min(MAX_STREAM, MAX_TOTAL - total))


def _is_image(stream: pikepdf.Stream) -> bool:
    """Whether it is an image; Oversized when it is one too many."""
    if stream.get("/Subtype") != "/Image":
        return False
    sides = [stream.get(key) for key in ("/Width", "/Height")]
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    bits = stream.get("/BitsPerComponent", 1)
    space = stream.get("/ColorSpace")
    samples = _SAMPLES.get(str(space), 4 if isinstance(space, pikepdf.Array) else 1)
    if width * height * samples * (bits if isinstance(bits, int) else 8) > MAX_IMAGE * 8:
        raise Oversized
    return True


def _unpacked(stream: pikepdf.Stream, most: int) -> int:
    """How many bytes it unpacks to; of filters other than Flate, which unpack to little, its own length."""
    filters = stream.get("/Filter")
    chain = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if not any(one in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL") for one in chain):
        return 0
    if chain in (["/FlateDecode"], ["/Fl"]):
        return _inflated(stream.read_raw_bytes(), most)
    size = len(stream.read_bytes()) if _is_decodable(chain) else 0
    if size > most:
        raise Oversized
    return size


def _is_decodable(chain: list[str]) -> bool:
    """Whether qpdf decodes the whole chain: no image format in it."""
    return not any(one in ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/Crypt") for one in chain)


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
