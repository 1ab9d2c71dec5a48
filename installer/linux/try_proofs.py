"""For `try_deb.sh`: pictures of each kind to attach, and a look at the pictures of the window.

`try_proofs.py FOLDER` writes one small proof of each kind; `try_proofs.py --look PICTURE...` fails when one shows
nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

KINDS = ("avif", "bmp", "gif", "jpg", "png", "tiff", "webp")
LEAST_COLOURS, LARGEST_SHARE = 50, 0.97


def main(arguments: list[str]) -> int:
    """Write proofs, or look; the exit status."""
    if arguments[0] != "--look":
        write_proofs(Path(arguments[0]))
        return 0
    blank = [name for name in arguments[1:] if is_blank(Path(name))]
    print("".join(f"空白图片 / nothing is shown: {name}\n" for name in blank), end="", file=sys.stderr)
    return 1 if blank or len(arguments) == 1 else 0


def write_proofs(folder: Path) -> None:
    """One proof of each kind of picture that libraries of the folder decode."""
    from evidence.pictures.heif import heic  # type: ignore[import-not-found]  # of the tests

    for number, kind in enumerate(KINDS):
        picture = Image.new("RGB", (400, 300), (20 * number, 90, 160))
        ImageDraw.Draw(picture).rectangle((100, 80, 300, 220), fill="white")
        picture.save(folder / f"证明.{kind}")
    (folder / "证明.heic").write_bytes(heic())


def is_blank(path: Path) -> bool:
    """Whether the picture shows next to nothing: few colours, or one nearly everywhere."""
    with Image.open(path) as picture:
        colours = picture.convert("RGB").getcolors(picture.width * picture.height) or []
    return (
        len(colours) < LEAST_COLOURS
        or max(count for count, _ in colours) > LARGEST_SHARE * picture.width * picture.height
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
