"""The package around the body: its parts, their types and relations, and a zip that is always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE

from app.export.docx.elements import DECLARATION, escape
from app.export.plates import PlatePicture

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
GLOSSARY = "word/glossary/document.xml"
_PICTURES = {"jpeg": CONTENT_TYPE.JPEG, "png": CONTENT_TYPE.PNG}
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # ISO/IEC 29500-1, 22.3
DATE = (2000, 1, 1, 0, 0, 0)  # fixed, so that the same document gives the same bytes
UNTOUCHED = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*DATE)
"""When a file says it was saved last, as long as nobody has."""


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part: its name in the zip, its types, and how others call it; `xml` comes in pieces."""

    name: str
    content_type: str
    relation: str
    identity: str
    xml: Iterable[str]


@dataclass(frozen=True, slots=True)
class Media:
    """One picture file of the document: its name without ending, how the document calls it, and who makes it."""

    stem: str
    identity: str
    picture: Callable[[], PlatePicture]


def write_package(parts: Iterable[Part], stream: IO[bytes], media: Iterable[Media] = ()) -> None:
    """Write the parts and what names them as a zip, in the order of their names, to a seekable stream.

    `media` is asked for after the parts are written; each picture is made when its turn comes and not kept.
    Their endings are known only then: the document's relations come last.
    """
    given = list(parts)
    pieces: dict[str, Iterable[str]] = {part.name: part.xml for part in given}
    pieces["[Content_Types].xml"] = _content_types(given)
    pieces["_rels/.rels"] = _relations((part for part in given if not _owner(part)), "")
    if beside := [part for part in given if _owner(part) == GLOSSARY]:
        pieces["word/glossary/_rels/document.xml.rels"] = _relations(beside, "word/glossary/")
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name in sorted(pieces):
            _write(archive, name, pieces[name])
        pictures = [_write_picture(archive, one) for one in media]
        called = [part for part in given if _owner(part) == DOCUMENT]
        _write(archive, RELATIONS, _relations([*called, *pictures], "word/"))


def _write(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(_member(name, ZIP_DEFLATED), "w") as member:
        for piece in pieces:
            member.write(piece.encode("utf-8"))


def _write_picture(archive: ZipFile, media: Media) -> Part:
    """Write one picture as it is, for it is compressed; what the relations need to know of it."""
    picture = media.picture()
    name = f"{media.stem}.{picture.kind}"
    archive.writestr(_member(name, ZIP_STORED), picture.data)
    return Part(name, _PICTURES[picture.kind], RELATIONSHIP_TYPE.IMAGE, media.identity, ())


def _member(name: str, compression: int) -> ZipInfo:
    info = ZipInfo(name, DATE)
    info.compress_type = compression
    info.create_system = 0  # the same on every system
    return info


def _owner(part: Part) -> str:
    """The part that refers to this one; "" for the package itself."""
    if part.name.startswith("word/glossary/") and part.name != GLOSSARY:
        return GLOSSARY
    return DOCUMENT if part.name.startswith("word/") and part.name != DOCUMENT else ""


def _content_types(parts: Iterable[Part]) -> Iterator[str]:
    yield f'{DECLARATION}<Types xmlns="{NAMESPACE.OPC_CONTENT_TYPES}">'
    yield f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
    yield f'<Default Extension="xml" ContentType="{CONTENT_TYPE.XML}"/>'
    for kind, content_type in _PICTURES.items():
        yield f'<Default Extension="{kind}" ContentType="{content_type}"/>'
    for part in parts:
        yield f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
    yield "</Types>"


def _relations(parts: Iterable[Part], folder: str) -> Iterator[str]:
    yield f'{DECLARATION}<Relationships xmlns="{NAMESPACE.OPC_RELATIONSHIPS}">'
    for part in parts:
        target = part.name.removeprefix(folder)
        yield f'<Relationship Id="{part.identity}" Type="{part.relation}" Target="{target}"/>'
    yield "</Relationships>"


def properties_parts(title: str, author: str, fingerprint: str, program: str) -> list[Part]:
    """The two parts of document properties; what is empty is left out, the dates are fixed."""
    core = Part(
        "docProps/core.xml",
        CONTENT_TYPE.OPC_CORE_PROPERTIES,
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
        "rIdCore",
        _core(title, author, fingerprint),
    )
    extended = Part(
        "docProps/app.xml",
        CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        "rIdApp",
        _extended(program),
    )
    return [core, extended]


def custom_part(properties: Mapping[str, str]) -> Part:
    """The properties that the program keeps for itself; Word, WPS and LibreOffice all carry them on."""
    return Part(
        "docProps/custom.xml",
        CONTENT_TYPE.OFC_CUSTOM_PROPERTIES,
        RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
        "rIdCustom",
        _custom(properties),
    )


def _custom(properties: Mapping[str, str]) -> Iterator[str]:
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    yield f'{DECLARATION}<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">'
    for number, (name, words) in enumerate(properties.items(), 2):  # 0 and 1 are reserved (MS-OLEPS)
        place = f'fmtid="{_USER_DEFINED}" pid="{number}" name="{escape(name)}"'
        yield f"<property {place}><vt:lpwstr>{escape(words)}</vt:lpwstr></property>"
    yield "</Properties>"


def _core(title: str, author: str, fingerprint: str) -> Iterator[str]:
    metadata = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    yield f'{DECLARATION}<cp:coreProperties xmlns:cp="{metadata}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    yield ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    known = {"dc:title": title, "dc:creator": author, "dc:identifier": fingerprint, "cp:lastModifiedBy": author}
    yield from (f"<{name}>{escape(words)}</{name}>" for name, words in known.items() if words)
    yield "<dc:language>zh-CN</dc:language>"
    for name in ("dcterms:created", "dcterms:modified"):
        yield f'<{name} xsi:type="dcterms:W3CDTF">{UNTOUCHED}</{name}>'
    yield "</cp:coreProperties>"


def _extended(program: str) -> Iterator[str]:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    yield f'{DECLARATION}<Properties xmlns="{namespace}"><Application>{escape(program)}</Application></Properties>'
