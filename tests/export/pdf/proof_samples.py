"""Proofs as the child process gives them: PDFs whose pages have faces, pictures and words to find."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

A4, LANDSCAPE = (595.28, 841.89), (841.89, 595.28)


def proof(*sizes: tuple[float, float], words: str = "page", shared: bytes = b"") -> bytes:
    """A PDF with a page of each size: a word, its number and red at the foot; `shared` is a picture on every page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    image = _image(pdf, shared) if shared else None
    for number, (width, height) in enumerate(sizes):
        page = pdf.add_blank_page(page_size=(width, height)).obj
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        if image is not None:
            page.Resources.XObject = pikepdf.Dictionary(I1=image)
        page.Contents = pdf.make_stream(_content(f"{words} {number}", width, height, image is not None))
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def _content(words: str, width: float, height: float, with_image: bool) -> bytes:
    size = min(width, height) / 10
    lines = [
        f"1 0 0 rg 0 0 {width} {height / 10:.2f} re f 0 g",
        f"BT /F1 {size:.2f} Tf {size:.2f} {height - 2 * size:.2f} Td ({words}) Tj ET",
    ]
    if with_image:
        lines.append(f"q {width / 2:.2f} 0 0 {height / 4:.2f} {width / 4:.2f} {height / 3:.2f} cm /I1 Do Q")
    return "\n".join(lines).encode()


def _image(pdf: pikepdf.Pdf, pixels: bytes) -> pikepdf.Object:
    """A grey picture of 100 pixels a line."""
    return pdf.make_stream(
        pixels,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=100,
        Height=len(pixels) // 100,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )


def sizes_of(data: bytes) -> Sequence[tuple[float, float]]:
    """The width and height of every page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]
