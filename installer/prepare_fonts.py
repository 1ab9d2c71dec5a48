"""Prepare the free faces of the book in `resources/fonts/`: fetch, convert, and check them.

Run once by `make setup`.  Debian packages are downloaded and unpacked beside the system, never
installed.  A face that is TrueType and alone in its file is copied as it is; what is changed of the
others stands in the face itself, as their licences demand.  Beside the faces lie `faces.json`, which
says what each is, and `licences/`, the terms of each as its package states them.  A face that is
there as it was prepared is left alone, and each file is moved into place whole.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from font_outlines import add_boxes, to_truetype
from font_sources import SOURCES, Source
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
RECORDS, TERMS = "faces.json", "licences"
KEPT_TABLES = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "name", "post", "glyf", "loca", "cvt ", "fpgm", "prep"}
DESCRIPTION = 10
"""The name record of a face that tells about it (OpenType, name ID 10)."""
Record = dict[str, str]
"""What `faces.json` says of one face: version (of its package) and sha256."""


class Unprepared(Exception):
    """A face that could not be prepared, in one sentence."""


def main() -> int:
    """Prepare what is missing; 0 when every face stands in `resources/fonts/`."""
    known = records(TARGET)
    wanted = [source for source in SOURCES if not is_prepared(source, TARGET, known)]
    if not wanted:
        print(f"字体已齐：{TARGET}")
        return 0
    try:
        prepare(wanted, TARGET, known)
    except Unprepared as failure:
        print(f"字体没有准备好：{failure}", file=sys.stderr)
        return 1
    print(f"已准备 {len(wanted)} 个字体：{TARGET}")
    return 0


def records(target: Path) -> dict[str, Record]:
    """What is known of the faces in `target`, by their file names; nothing when nothing is."""
    try:
        known: dict[str, Record] = json.loads((target / RECORDS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def is_prepared(source: Source, target: Path, known: dict[str, Record]) -> bool:
    """Whether the face is there as it was prepared, says what was changed, and has its terms beside it."""
    face, record = target / source.target, known.get(source.target, {})
    if not face.is_file() or not terms_of(source, target).is_file() or digest(face) != record.get("sha256"):
        return False
    return noticed(face) == source.notice if source.change else True


def terms_of(source: Source, target: Path) -> Path:
    """The file with the terms of a face."""
    return target / TERMS / f"{source.package}.txt"


def noticed(face: Path) -> str:
    """What a face says of its changes; "" when it says nothing."""
    with TTFont(face, lazy=True) as font:
        return font["name"].getDebugName(DESCRIPTION) or ""


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def prepare(wanted: Sequence[Source], target: Path, known: dict[str, Record]) -> None:
    """Download the packages of `wanted` and write each face into `target`; raise Unprepared."""
    (target / TERMS).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qibei-fonts-") as name:
        folder = Path(name)
        download(sorted({source.package for source in wanted}), folder)
        versions = {deb.name.split("_")[0]: unpack(deb, folder) for deb in sorted(folder.glob("*.deb"))}
        with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
            found_files = [found(folder, source.file) for source in wanted]
            for written in pool.map(make_face, wanted, found_files, [target] * len(wanted)):
                print(f"  {written}", flush=True)
        for source in wanted:
            write_terms(source, folder / source.package, terms_of(source, target))
            known[source.target] = {
                "version": versions[source.package],
                "sha256": digest(target / source.target),
            }
    words = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
    (target / RECORDS).write_text(f"{words}\n", "utf-8")


def download(packages: list[str], folder: Path) -> None:
    """Fetch the packages into `folder`; package lists are refreshed once when they are missing."""
    command = ["apt-get", "download", "-q", *packages]
    if run(command, folder) == 0:
        return
    run(["apt-get", "update", "-q"], folder)
    if run(command, folder) != 0:
        raise Unprepared(f"无法用 apt-get 下载 {'、'.join(packages)}；请检查网络与软件源后重试。")


def unpack(deb: Path, folder: Path) -> str:
    """Unpack the font files and the terms of one package into a folder of its name; its version."""
    package = deb.name.split("_")[0]
    theirs = [source for source in SOURCES if source.package == package]
    patterns = {pattern for source in theirs for pattern in (f"*{source.file}", *source.terms)}
    (place := folder / package).mkdir()
    tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb.name], cwd=folder, stdout=subprocess.PIPE)
    code = subprocess.run(["tar", "-x", "-C", place, "--wildcards", *sorted(patterns)], cwd=folder, stdin=tar.stdout)
    if tar.stdout is not None:
        tar.stdout.close()
    asked = subprocess.run(["dpkg-deb", "-f", deb.name, "Version"], cwd=folder, capture_output=True, text=True)
    if tar.wait() != 0 or code.returncode != 0 or asked.returncode != 0:
        raise Unprepared(f"软件包 {deb.name} 不能解开；请重试。")
    return asked.stdout.strip()


def write_terms(source: Source, package: Path, target: Path) -> None:
    """Write the terms of a face that its unpacked package states."""
    files = [found(package, pattern.removeprefix("*/")) for pattern in source.terms]
    texts = [gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in files]
    words = f"\n\n{'=' * 80}\n\n".join(text.decode("utf-8", "replace").strip() for text in texts)
    target.write_text(f"{words}\n", "utf-8")


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


def make_face(source: Source, file: Path, folder: Path) -> str:
    """Write one face into `folder`, changed or as it is, whole or not at all; its name."""
    target = folder / source.target
    part = target.with_suffix(".part")
    if source.change:
        font = opened(file, source.member)
        if "glyf" not in font:
            to_truetype(font)
            add_boxes(font)
        strip(font)
        font["name"].setName(source.notice, DESCRIPTION, 3, 1, 0x409)
        font.save(part)
    else:
        shutil.copyfile(file, part)
    os.replace(part, target)
    return target.name


def opened(path: Path, member: str) -> TTFont:
    """The font in `path`; in a collection, the member with that PostScript name."""
    if not member:
        return TTFont(path)
    for number in range(64):
        font = TTFont(path, fontNumber=number)
        if font["name"].getDebugName(6) == member:
            return font
    raise Unprepared(f"{path.name} 中没有 {member}。")


def strip(font: TTFont) -> None:
    """Leave out of `font` the tables that a printed page never needs, and the other descriptions of it."""
    for tag in set(font.keys()) - KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    font["post"].formatType = 3.0
    font["name"].removeNames(DESCRIPTION)
    font.recalcTimestamp = False


if __name__ == "__main__":
    sys.exit(main())
