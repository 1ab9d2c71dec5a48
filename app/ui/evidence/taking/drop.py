"""What is dropped or pasted as proof: files and folders, or a picture from the clipboard."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter, QPixmap

PICTURE = "截图-{:%Y%m%d-%H%M%S}.png"


def dropped_files(data: QMimeData) -> list[Path]:
    """The local files and folders that are being dropped or pasted; one that is gone is told when it is read."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def pasted_picture(data: QMimeData) -> QImage | None:
    """The picture on the clipboard, a screenshot mostly; None when there is none."""
    if not data.hasImage():
        return None
    picture = data.imageData()
    if isinstance(picture, QPixmap):
        picture = picture.toImage()
    return picture if isinstance(picture, QImage) and not picture.isNull() else None


def picture_name(now: datetime) -> str:
    """The file name of a picture pasted at that moment: 截图-20221121-103000.png."""
    return PICTURE.format(now)


def png_of(picture: QImage) -> bytes:
    """The picture as a PNG file; may be called in any thread."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    buffer.close()
    return bytes(data.data())


def holds_no_words(data: QMimeData | None) -> bool:
    """Whether the clipboard has files or a picture, and nothing that a line of text could take."""
    if data is None:
        return False
    return bool(dropped_files(data)) or (data.hasImage() and not data.hasText())
