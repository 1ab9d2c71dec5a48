"""The signatures of a document (GB/T 33190-2016, clause 18): what each covers, and whether that was changed since."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.evidence.ofd.document import Document
from app.evidence.ofd.resources import folder_of
from app.evidence.ofd.seals.ses import Seal, bare_seal, signed_seal
from app.evidence.ofd.values import Box, box, child, children, text_of

_METHODS = {
    "md5": "md5",
    "sha1": "sha1",
    "sha-1": "sha1",
    "1.3.14.3.2.26": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "sm3": "sm3",
    "1.2.156.10197.1.401": "sm3",
    "1.2.156.10197.1.401.1": "sm3",
}
_MOST_SIGNATURES, _MOST_STAMPS = 100, 2_000
_MOST_NAMED, _LONGEST = 4, 40


@dataclass(frozen=True, slots=True)
class Stamp:
    """One place where a seal is seen."""

    page: str
    area: Box
    clip: Box | None


@dataclass(slots=True)
class Signature:
    """One signature: its seal, where that is seen, and what is found out of its references."""

    seal: Seal | None
    stamps: list[Stamp]
    checked: bool = False
    listed: set[str] = field(default_factory=set)
    changed: list[str] = field(default_factory=list)


def signatures(document: Document) -> list[Signature]:
    """All signatures of a document that can be read."""
    package = document.package
    if not document.signatures:
        return []
    folder = folder_of(document.signatures)
    found = []
    for one in children(package.tree(document.signatures), "Signature")[:_MOST_SIGNATURES]:
        part = package.located(folder, one.get("BaseLoc") or "")
        if part is not None:
            found.append(_signature(document, part))
        else:
            document.lost.append("电子签章")
    return found


def _signature(document: Document, part: str) -> Signature:
    package, root, folder = document.package, document.package.fresh(part), folder_of(part)
    info = child(root, "SignedInfo")
    value = package.located(folder, text_of(root, "SignedValue"))
    seal = signed_seal(package.read(value)) if value is not None else None
    digest = seal.digest if seal is not None else b""
    file = package.located(folder, text_of(child(info, "Seal"), "BaseLoc"))
    if seal is None and file is not None:
        seal = bare_seal(package.read(file))
    stamps = [
        Stamp(one.get("PageRef") or "", area, box(one.get("Clip")))
        for one in children(info, "StampAnnot")[:_MOST_STAMPS]
        if (area := box(one.get("Boundary"))) is not None
    ]
    made = Signature(seal, stamps)
    _check(document, made, child(info, "References"), folder)
    method = _method(child(info, "References"))
    if made.checked and digest and method and len(digest) == hashlib.new(method).digest_size:
        made.changed.extend([part] if _digest(method, package.read(part)) != digest else [])
    return made


def _method(references: Element | None) -> str | None:
    """The name under which Python knows the digest; None for one it does not."""
    asked = (references.get("CheckMethod") or "MD5").strip().lower() if references is not None else ""
    method = _METHODS.get(asked)
    return method if method in hashlib.algorithms_available else None


def _digest(method: str, data: bytes) -> bytes:
    return hashlib.new(method, data, usedforsecurity=False).digest()


def _check(document: Document, made: Signature, references: Element | None, folder: str) -> None:
    """Compare what the signature says of each file with what the file is now."""
    method = _method(references)
    listed = children(references, "Reference")
    made.checked = bool(method and listed)
    known: dict[str, bytes] = {}
    for one in listed if method else ():
        location = one.get("FileRef") or ""
        part = document.package.located(folder if not location.startswith("/") else "", location)
        try:
            wanted = base64.b64decode(text_of(one, "CheckValue"))
        except binascii.Error:
            wanted = b""
        if part is None:
            made.changed.append(location)
            continue
        if part not in known:
            known[part] = _digest(str(method), document.package.read(part))
        made.changed.extend([part] if known[part] != wanted else [])
        made.listed.add(part)


def told(document: Document, made: Signature, first: int, several: bool) -> str:
    """What is to be known of a signature, in one sentence; its document begins after `first` pages of the file.

    The list of signatures and the entry change when another signature is added, which is no change of content.
    """
    ours = {document.signatures, "OFD.xml"} if several else set()
    name = "".join(char for char in made.seal.name if char.isprintable())[:_LONGEST] if made.seal is not None else ""
    head, act = (f"电子签章“{name}”", "签章") if made.seal is not None else ("数字签名", "签名")
    tail = f"未核对{act}人身份，仅供参考。"
    if not made.checked:
        return f"{head}：没有核对{act}后内容是否改动；{tail}"
    changed = [part for part in made.changed if part not in ours]
    if changed:
        return f"{head}：{act}后有改动（{_named(document, changed, first)}），请核对原件；{tail}"
    bare = [part for part in _seen(document) if part not in made.listed]
    if bare:
        return f"{head}：所涵盖的内容在{act}后没有改动，但没有涵盖{_named(document, bare, first)}；{tail}"
    return f"{head}：{act}后内容没有改动；{tail}"


def _seen(document: Document) -> list[str]:
    """The parts that what is seen hangs on."""
    pages = [part for _, part in document.pages]
    return [*pages, *(part for part, _ in document.templates.values()), *_marks(document), *document.parts]


def _marks(document: Document) -> list[str]:
    return [part for parts in document.marks.values() for part in parts]


def _named(document: Document, parts: list[str], first: int) -> str:
    """Parts as people call them: pages by their number, others by what they are."""
    pages = {part: f"第 {first + number} 页" for number, (_, part) in enumerate(document.pages, start=1)}
    templates = {part for part, _ in document.templates.values()}
    names = []
    for part in dict.fromkeys(parts):
        kind = "模板页" if part in templates else "批注" if part in _marks(document) else posixpath.basename(part)[:40]
        names.append(pages.get(part, "".join(char for char in kind if char.isprintable())))
    unique = list(dict.fromkeys(names))
    return "、".join(unique[:_MOST_NAMED]) + ("等" if len(unique) > _MOST_NAMED else "")
