"""Prepare the free faces of the book in `resources/fonts/`: fetch, convert, and check them.

Run once by `make setup`.  Debian packages are downloaded and unpacked beside the system, never
installed.  reportlab and the embedding need TrueType outlines, so the CFF faces (Fandol: GPL with
font exception) are converted; collections are reduced to the one member that is wanted.  A face
that is already there is left alone, and each file is moved into place whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
KEPT_TABLES = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "name", "post", "glyf", "loca", "cvt ", "fpgm", "prep"}
UNHINTED = (  # fields of maxp that are nought in a face without instructions
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)
MAX_ERROR = 1.0  # largest distance, in font units, between a cubic curve and its quadratic twin
Points = tuple[tuple[float, float], ...]
# Marks drawn inside the face's own □, as shares of its inner square, clockwise like its outer edge.
TICK: Points = ((0.08, 0.50), (0.17, 0.60), (0.40, 0.33), (0.84, 0.94), (0.94, 0.86), (0.41, 0.10))
CROSS: tuple[Points, ...] = (
    ((0.10, 0.19), (0.81, 0.90), (0.90, 0.81), (0.19, 0.10)),
    ((0.10, 0.81), (0.19, 0.90), (0.90, 0.19), (0.81, 0.10)),
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where one prepared face comes from: package, file in it, and member of a collection."""

    target: str
    package: str
    file: str
    member: str = ""


SOURCES = (
    Source("FandolFang.ttf", "texlive-lang-chinese", "FandolFang-Regular.otf"),
    Source("FandolKai.ttf", "texlive-lang-chinese", "FandolKai-Regular.otf"),
    Source("FandolHei.ttf", "texlive-lang-chinese", "FandolHei-Regular.otf"),
    Source("FandolSong.ttf", "texlive-lang-chinese", "FandolSong-Regular.otf"),
    Source("UKai.ttf", "fonts-arphic-ukai", "ukai.ttc", "UKaiCN"),
    Source("UMing.ttf", "fonts-arphic-uming", "uming.ttc", "UMingCN"),
    Source("WenQuanYiZenHei.ttf", "fonts-wqy-zenhei", "wqy-zenhei.ttc", "WenQuanYiZenHei"),
    Source("LXGWWenKaiLight.ttf", "fonts-lxgw-wenkai", "LXGWWenKai-Light.ttf"),
    Source("LiberationSerif.ttf", "fonts-liberation", "LiberationSerif-Regular.ttf"),
    Source("Symbola.ttf", "fonts-symbola", "Symbola_hint.ttf"),
    Source("NotoSansSymbols2.ttf", "fonts-noto-core", "NotoSansSymbols2-Regular.ttf"),
)


class Unprepared(Exception):
    """A face that could not be prepared, in one sentence."""


def main() -> int:
    """Prepare what is missing; 0 when every face stands in `resources/fonts/`."""
    wanted = [source for source in SOURCES if not (TARGET / source.target).exists()]
    if not wanted:
        print(f"字体已齐：{TARGET}")
        return 0
    try:
        prepare(wanted, TARGET)
    except Unprepared as failure:
        print(f"字体没有准备好：{failure}", file=sys.stderr)
        return 1
    print(f"已准备 {len(wanted)} 个字体：{TARGET}")
    return 0


def prepare(wanted: Sequence[Source], target: Path) -> None:
    """Download the packages of `wanted` and write each face into `target`; raise Unprepared."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qibei-fonts-") as name:
        folder = Path(name)
        download(sorted({source.package for source in wanted}), folder)
        for deb in sorted(folder.glob("*.deb")):
            unpack(deb, folder)
        jobs = [(str(found(folder, source.file)), source.member, str(target / source.target)) for source in wanted]
        with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
            for written in pool.map(convert_job, jobs):
                print(f"  {written}", flush=True)


def download(packages: list[str], folder: Path) -> None:
    """Fetch the packages into `folder`; package lists are refreshed once when they are missing."""
    command = ["apt-get", "download", "-q", *packages]
    if run(command, folder) == 0:
        return
    run(["apt-get", "update", "-q"], folder)
    if run(command, folder) != 0:
        raise Unprepared(f"无法用 apt-get 下载 {'、'.join(packages)}；请检查网络与软件源后重试。")


def unpack(deb: Path, folder: Path) -> None:
    """Unpack the font files of one package into `folder`."""
    tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb.name], cwd=folder, stdout=subprocess.PIPE)
    patterns = [f"*{source.file}" for source in SOURCES if deb.name.startswith(source.package + "_")]
    code = subprocess.run(["tar", "-x", "--wildcards", *patterns], cwd=folder, stdin=tar.stdout).returncode
    if tar.stdout is not None:
        tar.stdout.close()
    if tar.wait() != 0 or code != 0:
        raise Unprepared(f"软件包 {deb.name} 不能解开；请重试。")


def run(command: list[str], folder: Path) -> int:
    """Run a command quietly in `folder`; its exit code, or 127 when there is no such program."""
    try:
        return subprocess.run(command, cwd=folder, capture_output=True).returncode
    except FileNotFoundError:
        return 127


def found(folder: Path, file: str) -> Path:
    """The unpacked file of that name; raise Unprepared when the package does not hold it."""
    for path in sorted(folder.rglob(file)):
        if path.is_file() and not path.is_symlink():
            return path
    raise Unprepared(f"软件包中没有 {file}；请重试。")


def convert_job(job: tuple[str, str, str]) -> str:
    """Convert one face (source, member, target) in a worker process; the target's name."""
    source, member, target = job
    font = opened(Path(source), member)
    if "glyf" not in font:
        to_truetype(font)
        add_boxes(font)
    write(font, Path(target))
    return Path(target).name


def opened(path: Path, member: str) -> TTFont:
    """The font in `path`; in a collection, the member with that PostScript name."""
    if not member:
        return TTFont(path)
    for number in range(64):
        font = TTFont(path, fontNumber=number)
        if font["name"].getDebugName(6) == member:
            return font
    raise Unprepared(f"{path.name} 中没有 {member}。")


def to_truetype(font: TTFont) -> None:
    """Replace the CFF outlines of `font` by quadratic ones, in place."""
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    font["loca"] = newTable("loca")
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in UNHINTED:
        setattr(maxp, field, 0)
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"
    for name in order:
        glyphs[name].recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))


def add_boxes(font: TTFont) -> None:
    """Add ☐, ☑ and ☒ drawn on the face's own □, so that ticked and empty boxes are a pair."""
    names = font.getBestCmap()
    box = names.get(ord("□"))
    if box is None:
        return
    for sign, marks in (("☐", ()), ("☑", (TICK,)), ("☒", CROSS)):
        if ord(sign) not in names:
            add_glyph(font, f"uni{ord(sign):04X}", ord(sign), box, marks)


def add_glyph(font: TTFont, name: str, code: int, box: str, marks: Sequence[Points]) -> None:
    """Add the glyph `name` for `code`: the outline of `box` and `marks` inside it."""
    glyf = font["glyf"]
    glyph = marked(font, glyf[box], marks)
    order = [*font.getGlyphOrder(), name]
    font.setGlyphOrder(order)
    glyf.glyphOrder = order
    glyf.glyphs[name] = glyph
    glyph.recalcBounds(glyf)
    font["hmtx"][name] = (font["hmtx"][box][0], glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def marked(font: TTFont, box: Glyph, marks: Sequence[Points]) -> Glyph:
    """A copy of the glyph `box` with polygons in its inner square."""
    pen = TTGlyphPen(None)
    box.draw(pen, font["glyf"])
    left, bottom, side = inner_square(box)
    for mark in marks:
        corners = [(left + x * side, bottom + y * side) for x, y in mark]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def inner_square(box: Glyph) -> tuple[float, float, float]:
    """Left, bottom and side of the white square inside □, from its inner contour."""
    points = list(contours(box))[-1]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom = min(y for _, y in points)
    return left, bottom, right - left


def contours(glyph: Glyph) -> Iterator[list[tuple[int, int]]]:
    """The contours of a simple glyph, outermost first."""
    start, found_contours = 0, []
    for end in glyph.endPtsOfContours:
        found_contours.append(list(glyph.coordinates[start : end + 1]))
        start = end + 1
    yield from sorted(found_contours, key=lambda points: min(x for x, _ in points))


def write(font: TTFont, target: Path) -> None:
    """Save `font`, without the tables that a printed page never needs, whole or not at all."""
    for tag in set(font.keys()) - KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    font["post"].formatType = 3.0
    font.recalcTimestamp = False
    part = target.with_suffix(".part")
    font.save(part)
    os.replace(part, target)


if __name__ == "__main__":
    sys.exit(main())
