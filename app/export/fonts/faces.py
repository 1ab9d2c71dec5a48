"""`Faces`: for each role of the notice the chain of faces, asked glyph by glyph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from app.errors import ExportError
from app.export.fonts.finding import (
    CALLED,
    FILLERS,
    MANDATED,
    PREPARED,
    ROLES,
    SYMBOLS,
    SYSTEM_FILLERS,
    Role,
    faces_in,
    picked,
    prepared,
    system_folders,
)
from app.export.fonts.sfnt import TrueTypeFace, UnusableFace
from app.export.layout.lines.characters import BOXES, LATIN_FORM, NOTE, OBJECT, is_latin, is_shaped
from app.export.style import Face


class PrintFace(NamedTuple):
    """One face of a chain: its key in the book, and whether the notice means this very face."""

    key: str
    file: TrueTypeFace
    mandated: bool

    @property
    def name(self) -> str:
        """The name a user knows the face by."""
        family = self.file.names["family"]
        return CALLED.get(family, family) or self.key


class NoFace(ExportError):
    """A character that no face holds; `app.export.fonts.coverage` tells where it stands."""

    def __init__(self, char: str) -> None:
        super().__init__(
            f"字符“{char}”（U+{ord(char):04X}）没有字体能够打印，文件没有生成，填写内容没有丢失。",
            "请改用其他写法，或安装含有该字的字体后重试。",
        )
        self.char = char


class _Widths(dict[str, float]):
    """Character → advance in em, filled as characters are met."""

    def __init__(self, role: RoleFaces) -> None:
        super().__init__({OBJECT: 0.0, NOTE: 0.0})
        self.role = role

    def __missing__(self, char: str) -> float:
        face = self.role.printing(char)
        width = self[char] = face.file.advances[face.file.glyphs[ord(char[0])]] / 1000
        return width


class _Keys(dict[str, str]):
    """Character → key of its face, filled as characters are met."""

    def __init__(self, role: RoleFaces) -> None:
        super().__init__({OBJECT: "", NOTE: ""})
        self.role = role

    def __missing__(self, char: str) -> str:
        key = self[char] = self.role.printing(char).key
        return key


class _Bearings(dict[str, tuple[float, float]]):
    """Character → white left and right of its ink in em, filled as characters are met."""

    def __init__(self, role: RoleFaces) -> None:
        super().__init__()
        self.role = role

    def __missing__(self, char: str) -> tuple[float, float]:
        bearings = self[char] = self.role.printing(char).file.bearings(ord(char))
        return bearings


class RoleFaces:
    """One role: who prints a character, and how wide (the layout's `RoleMetrics`)."""

    def __init__(self, chinese: Chain, latin: Chain | None) -> None:
        self._chinese, self._latin = chinese, latin
        self.widths: Mapping[str, float] = _Widths(self)
        self.faces: Mapping[str, str] = _Keys(self)
        self._bearings = _Bearings(self)

    def printing(self, char: str) -> PrintFace:
        """The face that prints `char`; raise NoFace when none does."""
        face = self.find(char)
        if face is None:
            raise NoFace(char)
        return face

    def find(self, char: str) -> PrintFace | None:
        """The face that prints `char`; None when no face holds it."""
        if is_shaped(char[0]):
            return None
        if char in BOXES:
            return self._chinese.holding(BOXES[:3]) or self._chinese.holding(char)
        if self._latin is not None and (is_latin(char[0]) or char.endswith(LATIN_FORM)):
            return self._latin.holding(char[0]) or self._chinese.holding(char[0])
        char = char[0]
        return self._chinese.holding(char) or (self._latin.holding(char) if self._latin else None)

    def bearings(self, char: str) -> tuple[float, float]:
        """White space left and right of the ink of `char`, in em."""
        return self._bearings[char]


class Chain:
    """Faces in the order in which they are asked; each is opened when the ones before lack a glyph."""

    def __init__(self, files: Iterable[tuple[Path, bool]], shelf: Shelf) -> None:
        self._waiting = iter(files)
        self._shelf = shelf
        self._open: list[PrintFace] = []

    def __iter__(self) -> Iterator[PrintFace]:
        at = 0
        while at < len(self._open) or self._next():
            yield self._open[at]
            at += 1

    def _next(self) -> bool:
        for path, mandated in self._waiting:
            face = self._shelf.opened(path)
            if face is not None:
                self._open.append(PrintFace(face[0], face[1], mandated))
                return True
        return False

    def holding(self, chars: str) -> PrintFace | None:
        """The first face that holds all of `chars`."""
        codes = [ord(char) for char in chars]
        return next((face for face in self if all(map(face.file.holds, codes))), None)


class Shelf:
    """Every face file that was opened, under a key that is unique in the book."""

    def __init__(self) -> None:
        self.faces: dict[str, TrueTypeFace] = {}
        self._keys: dict[Path, str] = {}

    def opened(self, path: Path) -> tuple[str, TrueTypeFace] | None:
        """The key and the face of a file; None when it is absent or may not be embedded."""
        if path not in self._keys:
            try:
                face = TrueTypeFace(path)
            except UnusableFace:
                self._keys[path] = ""
                return None
            self._keys[path] = self._key(face)
            self.faces[self._keys[path]] = face
        key = self._keys[path]
        return (key, self.faces[key]) if key else None

    def _key(self, face: TrueTypeFace) -> str:
        plain = "".join(char for char in face.names["postscript"] if char.isascii() and (char.isalnum() or char == "-"))
        base = key = plain or f"Face{len(self.faces)}"
        number = 1
        while key in self.faces:
            number += 1
            key = f"{base}-{number}"
        return key


class Faces:
    """The faces of a book: what the user chose, the system's, the prepared ones, the gap fillers.

    `chosen` maps a role to a file; `folders` are where system faces are looked for (None: where
    this system keeps them; empty: only the prepared ones, the same on every computer).
    """

    def __init__(self, chosen: Mapping[Role, Path] | None = None, folders: Iterable[Path] | None = None) -> None:
        self._chosen = dict(chosen or {})
        self._folders = None if folders is None else list(folders)
        self._shelf = Shelf()
        self._chains: dict[Role, Chain] = {}
        self._roles: dict[tuple[Face, bool], RoleFaces] = {}

    @cached_property
    def _system(self) -> dict[str, Path]:
        return faces_in(system_folders() if self._folders is None else self._folders)

    def role(self, face: Face, latin: bool = True) -> RoleFaces:
        """One role; `latin` says whether letters and digits come from the Latin face."""
        key = (face, latin)
        if key not in self._roles:
            self._roles[key] = RoleFaces(self.chain(face), self.chain("latin") if latin else None)
        return self._roles[key]

    def chain(self, role: Role) -> Chain:
        """The faces that are asked for a role, in order."""
        if role not in self._chains:
            self._chains[role] = Chain(self._files(role), self._shelf)
        return self._chains[role]

    def file(self, key: str) -> TrueTypeFace:
        """The face that `key` names in the pages of a book."""
        return self._shelf.faces[key]

    def first(self, role: Role) -> PrintFace:
        """The face that prints a role where it holds the glyph; raise ExportError when there is none."""
        for face in self.chain(role):
            return face
        raise ExportError(f"没有可用的{ROLES[role]}字体，文件没有生成，填写内容没有丢失。", "请重新安装本程序的字体。")

    def _files(self, role: Role) -> Iterator[tuple[Path, bool]]:
        seen: set[Path] = set()
        for path, mandated in self._candidates(role):
            if path not in seen:
                seen.add(path)
                yield path, mandated

    def _candidates(self, role: Role) -> Iterator[tuple[Path, bool]]:
        if role in self._chosen:
            yield self._chosen[role], True
        for path in picked(self._system, MANDATED[role]):
            yield path, True
        fillers = () if role == "latin" else FILLERS[role]
        for name in (*PREPARED[role], *fillers, *SYMBOLS):
            yield prepared(name), False
        for path in picked(self._system, SYSTEM_FILLERS):
            yield path, False
