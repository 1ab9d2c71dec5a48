"""Pictures as PDF image streams: coded JPEG and PNG pixels passed through as they are, decoded ones compressed."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import Image, TiffImagePlugin

from app.evidence.pictures.jpeg_segments import extent, without_metadata

_SPACES = {"L": ("/DeviceGray", b"GRAY", 1), "RGB": ("/DeviceRGB", b"RGB ", 3), "CMYK": ("/DeviceCMYK", b"CMYK", 4)}
_PNG_MODES = {0: "L", 2: "RGB", 3: "P"}
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PIECE = 1 << 20
JPEG_QUALITY = 92
FAST = 3  # zlib's level: about four times as fast as the best, some percent larger


@dataclass(frozen=True, slots=True)
class ImageStream:
    """The compressed samples of one picture, with what PDF must know to read them (ISO 32000-1, 8.9.5)."""

    width: int
    height: int
    mode: str  # "1", "L", "RGB", "CMYK" or "P"
    filter: str
    data: bytes
    bits: int = 8
    parameters: dict[str, int] = field(default_factory=dict)
    palette: bytes = b""
    profile: bytes = b""
    inverted: bool = False

    def within(self, pdf: Pdf) -> Stream:
        """The image XObject, added to `pdf`."""
        image = Stream(pdf, self.data)
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width, image.Height, image.BitsPerComponent = self.width, self.height, self.bits
        image.ColorSpace = self._space(pdf)
        image.Filter = Name(self.filter)
        if self.parameters:
            image.DecodeParms = Dictionary({f"/{key}": value for key, value in self.parameters.items()})
        if self.inverted:
            image.Decode = Array([1, 0] * len(self.mode))
        return image

    def _space(self, pdf: Pdf) -> Object:
        if self.mode == "P":
            return Array([Name.Indexed, Name.DeviceRGB, len(self.palette) // 3 - 1, String(self.palette)])
        device, sign, components = _SPACES["L" if self.mode == "1" else self.mode]
        if self.profile[16:20] != sign or self.profile[36:40] != b"acsp":
            return Name(device)  # no profile, or one that speaks of other colours than the picture has
        profile = Stream(pdf, zlib.compress(self.profile))
        profile.N, profile.Alternate, profile.Filter = components, Name(device), Name.FlateDecode
        return Array([Name.ICCBased, pdf.make_indirect(profile)])


def jpeg_stream(data: bytes, image: Image.Image) -> ImageStream | None:
    """A JPEG as it is, less its metadata and what follows its end; None when PDF does not know its way of coding.

    A book goes through many hands: the place where a photograph was taken is not theirs to know.
    """
    end, _, is_plain = extent(data)
    if not is_plain or image.mode not in _SPACES:
        return None
    inverted = image.mode == "CMYK" and "adobe" in image.info  # as Adobe's programs write CMYK
    profile = image.info.get("icc_profile") or b""
    shown = without_metadata(data[:end]) or data[:end]
    return ImageStream(image.width, image.height, image.mode, "/DCTDecode", shown, profile=profile, inverted=inverted)


def png_stream(data: bytes) -> ImageStream | None:
    """The samples of a PNG as they are; None when it is interlaced, deeper than 8 bits, has alpha, or too much data."""
    width, height, bits, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    samples, palette, profile = [], b"", b""
    for kind, content in _png_chunks(data):
        if kind == b"tRNS":
            return None
        if kind == b"IDAT":
            samples.append(content)
        elif kind == b"PLTE":
            palette = content
        elif kind == b"iCCP":
            profile = _png_profile(content)
    mode = _PNG_MODES.get(colour)
    if mode is None or interlaced or bits > 8 or (mode == "P" and not palette):
        return None
    colours, packed = 3 if mode == "RGB" else 1, b"".join(samples)
    if _inflated(packed, length := height * (1 + (width * bits * colours + 7) // 8)) != length:
        return None
    known = {"Predictor": 15, "Colors": colours, "Columns": width, "BitsPerComponent": bits}
    return ImageStream(width, height, mode, "/FlateDecode", packed, bits, known, palette, profile)


def _inflated(packed: bytes, most: int) -> int:
    """How many bytes the samples inflate to, counted no further than one beyond `most`; 0 when they are broken."""
    inflater, counted, rest = zlib.decompressobj(), 0, packed
    try:
        while not inflater.eof and counted <= most and (piece := inflater.decompress(rest, _PIECE)):
            counted, rest = counted + len(piece), inflater.unconsumed_tail
    except zlib.error:
        return 0
    return counted


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_SIGN)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _png_profile(content: bytes) -> bytes:
    """The colour profile of an iCCP chunk; none when it is broken or larger than 4 MB."""
    packed = content.partition(b"\0")[2][1:]
    inflater = zlib.decompressobj()
    try:
        profile = inflater.decompress(packed, 4_000_000)
    except zlib.error:
        return b""
    return profile if inflater.eof else b""


def lossless(image: Image.Image, profile: bytes) -> ImageStream:
    """Decoded pixels ("1", "L", "P" or "RGB"), compressed without loss: two tones as fax, the rest as PNG does."""
    if image.mode == "1":
        return _fax(image)
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=FAST, icc_profile=profile or None, transparency=None)
    made = png_stream(stream.getvalue())
    if made is None:
        raise ValueError(f"{image.mode} was not made ready to print")
    return made


def lossy(image: Image.Image, profile: bytes) -> ImageStream:
    """Decoded pixels ("L" or "RGB") as JPEG, the colours as fine as the tones so that coloured letters stay crisp."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0, exif=b"", icc_profile=None)
    return ImageStream(*image.size, image.mode, "/DCTDecode", stream.getvalue(), profile=profile)


def _fax(image: Image.Image) -> ImageStream:
    """Two tones as CCITT group 4, in one strip, as PDF wants it."""
    width, height = image.size
    bare = Image.frombytes("1", image.size, image.tobytes())  # without the tags of the file it came from
    file = io.BytesIO()
    bare.save(file, "TIFF", compression="group4", strip_size=(width + 7) // 8 * height)
    with Image.open(file, formats=("TIFF",)) as made:
        if not isinstance(made, TiffImagePlugin.TiffImageFile):
            raise TypeError(made.format)
        tags = made.tag_v2
        (start,), (length,) = tags[TiffImagePlugin.STRIPOFFSETS], tags[TiffImagePlugin.STRIPBYTECOUNTS]
        white_is_zero = tags[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] == 0
    known: dict[str, int | bool] = {"K": -1, "Columns": width, "Rows": height, "BlackIs1": not white_is_zero}
    data = file.getvalue()[start : start + length]
    return ImageStream(width, height, "1", "/CCITTFaxDecode", data, 1, known)


def saved(pdf: Pdf) -> bytes:
    """The PDF as bytes: the same for the same pages."""
    stream = io.BytesIO()
    modes = {
        "object_stream_mode": pikepdf.ObjectStreamMode.generate,
        "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    }
    pdf.save(stream, deterministic_id=True, fix_metadata_version=False, **modes)
    return stream.getvalue()
