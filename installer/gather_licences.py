"""Gather the licence texts of everything that is shipped into `resources/licences/`, with an index.

The texts of a library come from its installed distribution, those of a face from its package (see
`prepare_fonts.py`), and what neither brings along from `installer/licences/`.  Nothing is fetched.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from font_sources import SOURCES, Source

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))
from app.release import VERSION  # noqa: E402  # the program need not be installed

OWN, FONTS, TARGET = HOUSE / "installer" / "licences", HOUSE / "resources" / "fonts", HOUSE / "resources" / "licences"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
TERMS = re.compile(r"licen[cs]e|copying|notice|authors|copyright", re.IGNORECASE)
LEFT_OUT = re.compile(r"DarkGarden|\.py[ci]?$")
"""Terms of what is not shipped: a GPL face among the examples of reportlab."""
FIRST = ("PySide6_Essentials", "shiboken6", "ICU", "Python")
PAGES = ("homepage", "source", "repository", "source code", "github", "code", "documentation")
Entry = dict[str, Any]
"""One row of the index: name, version, kind (program, library, face), licence, homepage, note, texts."""


class Lacking(Exception):
    """Something shipped has no licence text, in one sentence."""


def main() -> int:
    """Gather everything anew; 0 when everything that is shipped has its text."""
    shutil.rmtree(TARGET, ignore_errors=True)
    try:
        entries = [entry for entry in gathered() if _require_text(entry)]
    except Lacking as failure:
        shutil.rmtree(TARGET, ignore_errors=True)
        print(f"许可文本没有收齐：{failure}", file=sys.stderr)
        return 1
    (TARGET / "index.json").write_text(f"{json.dumps(entries, ensure_ascii=False, indent=1)}\n", "utf-8")
    print(f"已收集 {len(entries)} 个组件的许可文本：{TARGET}")
    return 0


def gathered() -> Iterator[Entry]:
    """The index, row by row, the texts of each being copied: the program, what it runs on, its faces."""
    said = tomllib.loads((OWN / "components.toml").read_text("utf-8"))
    yield {
        **row("齐备", VERSION, "program", "Apache-2.0"),
        "texts": copied("qibei", {"LICENSE": HOUSE / "docs" / "LICENSE"}),
    }
    names = [name for name, _version in locked()]
    alone = [name for name, more in said.items() if more.get("alone")]
    libraries = [*map(library_of, names), *map(_nothing_of, alone)]
    for entry, files in sorted(libraries, key=_place_of):
        more = dict(said.get(entry["name"], {}))
        files |= {name: OWN / name for name in more.pop("texts", [])}
        more.pop("alone", None)
        yield {**entry, **more, "texts": copied(entry["name"], files)}
    for source in SOURCES:
        yield face_of(source)


def _place_of(one: tuple[Entry, dict[str, Path]]) -> tuple[int, str]:
    name = one[0]["name"]
    return FIRST.index(name) if name in FIRST else len(FIRST), name.lower()


def row(name: str, version: str, kind: str, licence: str, homepage: str = "") -> Entry:
    """A row of the index without its texts."""
    return {"name": name, "version": version, "kind": kind, "licence": licence, "homepage": homepage, "note": ""}


def locked() -> list[tuple[str, str]]:
    """What the program runs on: names and versions of the lock file."""
    return PIN.findall((HOUSE / "installer" / "requirements.txt").read_text("utf-8"))


def library_of(name: str) -> tuple[Entry, dict[str, Path]]:
    """The row of an installed distribution, and its texts by their place in it."""
    try:
        found = distribution(name)
    except PackageNotFoundError as failure:
        raise Lacking(f"没有安装 {name}，请先运行 make setup。") from failure
    entry = row(found.metadata["Name"], found.version, "library", licence_of(found), homepage_of(found))
    entry["package"] = name
    return entry, dict(sorted(texts_in(found), key=lambda one: (one[0].count("/"), one[0])))


def _nothing_of(name: str) -> tuple[Entry, dict[str, Path]]:
    return row(name, "", "library", ""), {}


def licence_of(found: Distribution) -> str:
    """What a distribution says of its licence in one expression; "" when that is no more than a pointer to a text."""
    said = _said(found, "License-Expression") or _said(found, "License")
    classified = [line.split(" :: ")[-1] for line in found.metadata.get_all("Classifier") or [] if "License" in line]
    short = said if "\n" not in said and len(said) < 60 else ""
    return (short or " OR ".join(classified)).removesuffix(" License")


def homepage_of(found: Distribution) -> str:
    """Where a distribution comes from."""
    pages = dict(line.split(", ", 1) for line in found.metadata.get_all("Project-URL") or [])
    named = {name.lower(): page for name, page in pages.items()}
    return _said(found, "Home-page") or next((named[name] for name in PAGES if name in named), "")


def _said(found: Distribution, key: str) -> str:
    return next(iter(found.metadata.get_all(key) or []), "")


def texts_in(found: Distribution) -> Iterator[tuple[str, Path]]:
    """The licence texts that a distribution brings along."""
    for file in found.files or []:
        within = "licenses/" in file.as_posix() and ".dist-info/" in file.as_posix()
        if (within or TERMS.search(file.name)) and not LEFT_OUT.search(file.name):
            yield re.sub(r"^[^/]+\.dist-info/(licenses/)?", "", file.as_posix()), Path(str(found.locate_file(file)))


def face_of(source: Source) -> Entry:
    """The row of a face, its terms being copied, with the GNU licence where they only point to it."""
    try:
        known = json.loads((FONTS / "faces.json").read_text("utf-8"))[source.target]
    except (OSError, KeyError) as failure:
        raise Lacking(f"字体 {source.target} 没有准备好，请先运行 make setup。") from failure
    files = {"copyright.txt": FONTS / "licences" / f"{source.package}.txt"}
    named = {"GPL-2.0.txt": "GPL-2.0", "Font-exception-2.0.txt": "GPL-3.0"}  # the others hold what they name
    files |= {name: OWN / name for name, licence in named.items() if source.licence.startswith(licence)}
    entry = row(source.name, known["version"], "face", source.licence, source.homepage)
    changed = (
        f"本程序所带的字体文件有改动：{source.change_in_words}。改动说明也写在字体文件里。" if source.change else ""
    )
    note = f"取自 Debian 软件包 {source.package}，源代码也在那里。{changed}"
    entry |= {"package": source.package, "file": source.target, "note": note}
    return {**entry, "texts": copied(source.target.split(".")[0], files)}


def copied(folder: str, files: dict[str, Path]) -> list[str]:
    """Copy texts into the folder of their component; their places below `resources/licences/`."""
    for name, file in files.items():
        target = TARGET / folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text("utf-8", "replace"), "utf-8")
    return [f"{folder}/{name}" for name in files]


def _require_text(entry: Entry) -> bool:
    if not entry["texts"] or not entry["licence"]:
        raise Lacking(f"{entry['name']} 没有许可文本或没有说明许可，请补进 installer/licences/。")
    return True


if __name__ == "__main__":
    sys.exit(main())
