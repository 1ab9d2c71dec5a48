"""The program's icon in every size, from `resources/icons/qibei.svg` and its small twin.

`python installer/make_icon.py DIR` writes `qibei.ico` (Windows) and `qibei-SIZE.png` (Linux menus) into the folder.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image

HOUSE = Path(__file__).resolve().parent.parent
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
SMALL = 24
"""Pixels up to which the twin with fewer lines is drawn."""


def main(arguments: list[str]) -> int:
    """Write the icons; the exit status."""
    folder = Path(arguments[0]) if arguments else HOUSE / "build"
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [drawn(size) for size in SIZES]
    for size, picture in zip(SIZES, pictures, strict=True):
        picture.save(folder / f"qibei-{size}.png")
    pictures[-1].save(folder / "qibei.ico", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])
    return 0


def drawn(size: int) -> Image.Image:
    """The icon, so many pixels square."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    source = HOUSE / "resources" / "icons" / ("qibei-small.svg" if size <= SMALL else "qibei.svg")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.read_bytes())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
