"""The parts of an OFD file by their locations (ST_Loc, GB/T 33190-2016, 7.3): read whole, never from the disk."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, ParseError

from app.evidence.kinds import refused
from app.evidence.office.markup import tree_in
from app.evidence.office.package import MAX_TREE, opened, tree

ENTRY = "OFD.xml"
AS_PDF = "请在 OFD 阅读器中打印或另存为 PDF 后加入。"
MAX_PART = 200_000_000  # bytes of one picture or face
_UTF8_NAME = 0x800
_DECLARATION = 200
_CHINESE = re.compile(rb"""<\?xml[^>]*encoding=["'](?:gbk|gb2312|gb18030)["'][^>]*\?>""", re.IGNORECASE)


class Package:
    """One OFD file that is open; parts are found by their full location, as the file writes it or nearly so."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name, self._archive = name, archive
        self._parts = dict(_named(archive))
        self._trees: dict[str, Element] = {}

    def located(self, base: str, location: str) -> str | None:
        """The full location of what a part in folder `base` calls `location`; None when there is no such part.

        Nothing leads out of the file.  Some programs write locations from the root where they mean the folder.
        """
        bare = location.strip().replace("\\", "/")
        for tried in (bare,) if bare.startswith("/") else (f"{base}/{bare}", bare):
            full = posixpath.normpath(f"/{tried}").lstrip("/")
            if full in self._parts:
                return full
            if full.lower() in self._parts:
                return full.lower()
        return None

    def read(self, part: str) -> bytes:
        """The bytes of a part; EvidenceRefused when they are too many."""
        info = self._parts[part]
        if info.file_size > MAX_PART:
            raise refused(self.name, "解压后过大", AS_PDF)
        return self._archive.read(info)

    def tree(self, part: str) -> Element:
        """The XML of a part; templates are asked for again and again, so it is kept."""
        if part not in self._trees:
            self._trees[part] = self.fresh(part)
        return self._trees[part]

    def fresh(self, part: str) -> Element:
        """The XML of a part that is needed once; also in the older encodings of China, which expat does not know."""
        info = self._parts[part]
        with self._archive.open(info) as stream:
            chinese = _CHINESE.match(stream.read(_DECLARATION))
        if chinese is None or info.file_size > MAX_TREE:
            return tree(self.name, self._archive, info.filename, AS_PDF)
        words = self._archive.read(info)[chinese.end() :].decode("gb18030")
        return tree_in(words)

    def tree_at(self, base: str, location: str) -> tuple[str, Element] | None:
        """The folder and the XML of what a part in `base` calls `location`; None when it is absent or no XML."""
        part = self.located(base, location) if location else None
        if part is None:
            return None
        try:
            return posixpath.dirname(part), self.fresh(part)
        except ParseError:
            return None

    @property
    def is_encrypted(self) -> bool:
        """Whether parts of it are enciphered (GM/T 0099-2020, C.1)."""
        return "encryptions.xml" in self._parts


@contextmanager
def package_of(name: str, data: bytes) -> Iterator[Package]:
    """The OFD file `data`, measured; what goes wrong while it is read is a refusal."""
    with opened(name, data, AS_PDF) as archive:
        package = Package(name, archive)
        if package.is_encrypted:
            raise refused(name, "OFD 文件已加密", "请在 OFD 阅读器中解密，另存为 PDF 后加入。")
        yield package


def _named(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Every part under its name, in lower case too, and as the older programs of China wrote names."""
    parts = [part for part in archive.infolist() if not part.is_dir()]
    for part in parts:
        for name in _names(part):
            full = posixpath.normpath(f"/{name}").lstrip("/")
            yield full.lower(), part
    for part in parts:
        yield posixpath.normpath(f"/{part.filename}").lstrip("/"), part


def _names(part: zipfile.ZipInfo) -> Iterator[str]:
    yield part.filename
    if not part.flag_bits & _UTF8_NAME:
        for spelling in ("utf-8", "gbk"):
            try:
                yield part.filename.encode("cp437").decode(spelling)
                return
            except UnicodeError:
                continue
