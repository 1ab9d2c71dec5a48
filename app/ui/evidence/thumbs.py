"""Small pictures of the attached files: made in the child process, kept by fingerprint while the window is open."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPixmap

from app.declaration.attachments import Attached
from app.declaration.declaration import Declaration
from app.errors import AppError
from app.evidence.apart.worker import Worker
from app.evidence.kinds import format_named
from app.ui.evidence.child import Asked, Child

BOX = QSize(90, 90)
"""Logical pixels that a small picture fits in."""
SHARP = 2 * BOX.height()
"""Pixels of the longer side as they are made: enough for a scale of 200 %."""
MOST = 300
"""Small pictures that are kept, about 100 KB each."""


class Thumbnails(QObject):
    """The small pictures of one open declaration; `arrived` tells the fingerprint of one that is there now.

    They are made while `wanted` only: while the panel that shows them is in sight.
    """

    arrived = Signal(str)

    def __init__(self, declaration: Declaration, child: Child, parent: QObject) -> None:
        super().__init__(parent)
        self._declaration, self._child = declaration, child
        self.wanted = False
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: dict[str, Asked] = {}

    def picture(self, file: Attached) -> QPixmap | None:
        """The picture of `file` as it was made; empty when it has none, None while it is being made."""
        if has_no_picture(file.name):
            return QPixmap()
        kept = self._kept.get(file.sha256)
        if kept is not None:
            self._kept.move_to_end(file.sha256)
        elif self.wanted and file.sha256 not in self._asked:
            self._ask(file)
        return kept

    def forget_waiting(self) -> None:
        """Make none of those that were asked for: another page is open."""
        for asked in self._asked.values():
            asked.drop()
        self._asked.clear()

    def _ask(self, file: Attached) -> None:
        declaration = self._declaration

        def look(worker: Worker) -> bytes:
            return worker.thumbnail(file.name, declaration.evidence_bytes(file.sha256), file.password, SHARP)

        asked = self._child.ask(look)
        self._asked[file.sha256] = asked
        asked.done.connect(partial(self._take, file.sha256))
        asked.failed.connect(partial(self._miss, file.sha256))

    def _take(self, sha256: str, png: bytes) -> None:
        self._keep(sha256, decoded(png))

    def _miss(self, sha256: str, _failure: AppError) -> None:
        """What cannot be shown small keeps its icon; opening the file says why."""
        self._keep(sha256, QPixmap())

    def _keep(self, sha256: str, picture: QPixmap) -> None:
        self._asked.pop(sha256, None)
        self._kept[sha256] = picture
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        self.arrived.emit(sha256)


def decoded(png: bytes, across: int = SHARP, along: int = SHARP) -> QPixmap:
    """The picture that the child process made; empty for anything but a PNG whose sides are no longer than that.

    For the child read a stranger's file.
    """
    data = QByteArray(png)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    short, long = sorted((reader.size().width(), reader.size().height()))
    small = 0 < short <= across and long <= along
    return QPixmap.fromImage(reader.read()) if small else QPixmap()


def has_no_picture(name: str) -> bool:
    """Whether files of such a name have no pages before they are set, and so no small picture."""
    known = format_named(name)
    return known is not None and known.family in ("office", "text")


def fitted(picture: QPixmap, scale: float) -> QPixmap:
    """`picture` as it is drawn on a screen of that scale, inside `BOX`."""
    room = BOX * scale
    kind = Qt.AspectRatioMode.KeepAspectRatio
    small = picture.width() <= room.width() and picture.height() <= room.height()
    drawn = picture if small else picture.scaled(room, kind, Qt.TransformationMode.SmoothTransformation)
    drawn = QPixmap(drawn)
    drawn.setDevicePixelRatio(scale)
    return drawn
