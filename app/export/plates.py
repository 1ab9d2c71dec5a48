"""What the writers need of the proofs: the pages that plates show, their size in the book, and pictures for Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PlatePicture:
    """One page of a proof as a picture file; `kind` is "jpeg" or "png"."""

    data: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class PlateSize:
    """The area that a plate covers on its page, in points; `turned` when its head is at the left of that area."""

    width: float
    height: float
    turned: bool = False


class Picturing(Protocol):
    """Pictures one page of a proof; `turned` by a quarter, so that its head is at the left.

    The pixels are turned, not the frame: word processors differ in the room they give to a turned frame.
    """

    def __call__(self, source: str, page: int, *, turned: bool) -> PlatePicture:
        """The picture of page `page` (from 0) of the proof `source`; KeyError for a proof that is not there."""
        ...


def _no_picture(source: str, page: int, *, turned: bool) -> PlatePicture:
    raise KeyError(source, page)


@dataclass(frozen=True, slots=True)
class Plates:
    """The proofs of a book: the PDF of our own making under each source, and a way to picture one of its pages."""

    pdfs: Mapping[str, bytes] = field(default_factory=dict)
    picture: Picturing = _no_picture


NO_PLATES = Plates()
