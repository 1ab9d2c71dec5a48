"""Pictures in every format and mode that cameras, scanners and screens give."""

from __future__ import annotations

import io
from collections.abc import Iterator

from declaration.corpus.pdf_pages import picture
from PIL import Image

ORIENTATION = 0x0112


def pictures() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each."""
    for mode in ("1", "L", "RGB", "P", "RGBA", "LA", "I;16"):
        yield f"mode-{mode.replace(';', '-')}.png", saved(_in_mode(mode), "PNG")
    yield "interlaced.png", saved(picture(), "PNG", compress_level=1)
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[ORIENTATION] = turn
        yield f"turned-{turn}.jpg", saved(picture(), "JPEG", exif=exif, quality=92)
    yield "grey.jpg", saved(picture("L"), "JPEG", quality=92)
    yield "cmyk.jpg", saved(picture("CMYK"), "JPEG", quality=92)
    yield "progressive.jpg", saved(picture(), "JPEG", progressive=True, quality=92)
    yield "dpi-300.jpg", saved(picture().resize((600, 450)), "JPEG", dpi=(300, 300), quality=92)
    yield "fine-colours.jpg", saved(picture(), "JPEG", subsampling=0, quality=95)
    for compression in ("raw", "tiff_lzw", "tiff_deflate", "packbits", "jpeg"):
        yield f"{compression}.tif", saved(picture(), "TIFF", compression=compression)
    yield "group4.tif", saved(picture("1"), "TIFF", compression="group4")
    yield "group3.tif", saved(picture("1"), "TIFF", compression="group3")
    yield "cmyk.tif", saved(picture("CMYK"), "TIFF")
    yield "three.tif", saved(picture(), "TIFF", save_all=True, append_images=[picture("L"), picture().rotate(180)])
    for mode in ("1", "L", "P", "RGB"):
        yield f"mode-{mode}.bmp", saved(picture(mode), "BMP")
    yield "lossy.webp", saved(picture(), "WEBP", quality=92)
    yield "lossless.webp", saved(picture("RGBA"), "WEBP", lossless=True)
    yield "plain.gif", saved(picture("P"), "GIF")
    yield "clear.gif", saved(_clear_gif(), "GIF", transparency=0)
    yield "coded.avif", saved(picture(), "AVIF", quality=90)
    yield "wide.png", saved(picture().resize((900, 300)), "PNG")
    yield "tall.png", saved(picture().resize((300, 700)), "PNG")
    yield "tiny.png", saved(picture().resize((24, 18)), "PNG")
    yield "large.png", saved(picture().resize((2400, 1800)), "PNG", dpi=(200, 200))


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    """The picture as a file of that kind."""
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def _in_mode(mode: str) -> Image.Image:
    if mode == "I;16":
        deep = picture("L").convert("I").point(lambda tone: tone * 257)
        return deep.convert("I;16")
    image = picture("RGBA" if mode in ("RGBA", "LA") else mode)
    if mode in ("RGBA", "LA"):
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image.convert(mode)


def _clear_gif() -> Image.Image:
    image = picture("P")
    image.paste(0, (0, 0, 60, 20))
    return image
