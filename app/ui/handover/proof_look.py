"""A look at the proofs of the plan: small pictures, made in the child process like all that looks into files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap

from app.evidence.apart.worker import Worker
from app.ui.evidence.child import Asked, Child
from app.ui.evidence.thumbs import SHARP, decoded, has_no_picture

if TYPE_CHECKING:
    from app.declaration.attachments import Attached
    from app.declaration.sharing.showing import Shown
    from app.ui.handover.texts import SideTexts

Bytes = Callable[[str], bytes]
"""Reads an attached file by its SHA-256."""


class ProofLook(QObject):
    """Shows beside the texts of a unit the proofs that either side has of it."""

    def __init__(self, texts: SideTexts, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._child = Child(self)
        self._kept: dict[str, QPixmap] = {}
        self._asked: list[Asked] = []

    def show(self, shown: Shown | None, ours: Bytes, theirs: Bytes) -> None:
        """Show the proofs of `shown`, or none; pictures that are not made yet follow."""
        for asked in self._asked:
            asked.drop()
        self._asked.clear()
        files = (("ours", shown.our_file, ours), ("theirs", shown.their_file, theirs)) if shown is not None else ()
        for side in ("ours", "theirs"):
            self._texts.show_picture(side, None)
        for side, file, read in files:
            if file is None or has_no_picture(file.name):
                continue
            if file.sha256 in self._kept:
                self._texts.show_picture(side, self._kept[file.sha256])
            else:
                self._ask(side, file, read)

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _ask(self, side: str, file: Attached, read: Bytes) -> None:
        def look(worker: Worker) -> bytes:
            return worker.thumbnail(file.name, read(file.sha256), file.password, SHARP)

        asked = self._child.ask(look)
        asked.done.connect(partial(self._take, side, file.sha256))
        self._asked.append(asked)

    def _take(self, side: str, sha256: str, png: bytes) -> None:
        self._kept[sha256] = decoded(png)
        self._texts.show_picture(side, self._kept[sha256])
