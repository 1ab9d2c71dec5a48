"""The parts of a package and what each relates to by its ids (ECMA-376 part 2, clause 6)."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.evidence.office.package import tree

_BODY = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing a part relates to: its kind (the last word of its type), and its part; "" for what lies outside."""

    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part, read, with its relations by their ids."""

    root: Element
    relations: dict[str, Relation] = field(default_factory=dict)

    def first(self, kind: str) -> str:
        """The first part of a kind; "" for none."""
        return next((one.part for one in self.relations.values() if one.kind == kind and one.part), "")


class Package:
    """The parts of one file, each read when it is asked for."""

    def __init__(self, name: str, package: zipfile.ZipFile) -> None:
        self._name, self._package = name, package
        self.names = frozenset(package.namelist())
        self._read: dict[str, Part] = {}

    def part(self, path: str) -> Part | None:
        """The XML part at that path; None when it is absent."""
        if path in self.names and path not in self._read:
            self._read[path] = self._part(path)
        return self._read.get(path)

    def _part(self, path: str) -> Part:
        folder, _, file = path.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        return Part(tree(self._name, self._package, path), self._relations(relations, folder))

    @property
    def body(self) -> str:
        """The path of the part that holds the text: the one the package names, else the usual one."""
        named = self._relations("_rels/.rels", "").values()
        return next((one.part for one in named if one.kind == "officeDocument" and one.part), _BODY)

    def data(self, path: str) -> bytes:
        """The bytes of a part that is there."""
        return self._package.read(path)

    def _relations(self, path: str, folder: str) -> dict[str, Relation]:
        if path not in self.names:
            return {}
        found = {}
        for one in tree(self._name, self._package, path):
            kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
            part = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
            inside = one.get("TargetMode") != "External" and part in self.names
            found[one.get("Id", "")] = Relation(kind, part if inside else "")
        return found
