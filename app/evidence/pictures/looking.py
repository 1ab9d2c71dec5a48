"""Pictures made small for the window: the first page of a proof, and a long picture with the places of its cuts."""

from __future__ import annotations

from PIL import Image

from app.evidence.pictures.cuts import cuts_of, shape_of
from app.evidence.pictures.modes import printable
from app.evidence.pictures.opening import frames, opened
from app.evidence.pictures.sheets import TRANSPOSED, TYPE_AREA, orientation
from app.evidence.prepared import Cuts

MAX_LOOK = 8_000  # pixels along a long picture that is looked at
_GAP = 3.0  # how many times larger a picture still is when the slow, fine part of making it small begins


def first_look(name: str, data: bytes, size: int) -> Image.Image:
    """The first page, upright and on white, within `size` × `size` pixels; of a long picture its beginning."""
    with opened(name, data) as image:
        frame = next(frames(name, image))
        is_long = shape_of(frame) is not None
        share = size * TYPE_AREA[0] / TYPE_AREA[1] / min(frame.size) if is_long else size / max(frame.size)
        look = _small(frame, share)
        return look.crop((0, 0, min(size, look.width), min(size, look.height)))


def look_at_cuts(name: str, data: bytes, size: int) -> tuple[Cuts | None, Image.Image]:
    """Where the first long picture of the file is cut, if one is, and that picture, `size` pixels across."""
    with opened(name, data) as image:
        cuts = None
        for frame in frames(name, image):
            if (shape := shape_of(frame)) is not None:
                frame.load()
                cuts = cuts_of(frame, shape)
                break
        return cuts, _small(frame, min(size / min(frame.size), MAX_LOOK / max(frame.size)))


def _small(frame: Image.Image, share: float) -> Image.Image:
    """The frame at that share of its size, at most all of it, the right way up."""
    width, height = (max(1, round(side * min(1.0, share))) for side in frame.size)
    frame.draft(None, (2 * width, 2 * height))
    frame.load()
    plain = printable(frame)
    coarse = plain if plain.mode in ("L", "RGB") else plain.convert("RGB")
    look = coarse.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=_GAP).convert("RGB")
    turn = orientation(frame)
    return look.transpose(TRANSPOSED[turn]) if turn in TRANSPOSED else look
