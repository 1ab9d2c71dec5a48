"""Opens a Word file of a stranger and walks its parts: the child's side of the reading."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from app.errors import EvidenceRefused
from app.evidence.office.package import local, opened, tree
from app.export.returned.walking import Node, Walker

BODY = re.compile(r"word/document\d*\.xml")
_BESIDE = {
    "header": ("页眉", re.compile(r"word/header\d*\.xml")),
    "footer": ("页脚", re.compile(r"word/footer[^/]*\.xml")),
    "footnotes": ("脚注", re.compile(r"word/footnotes\d*\.xml")),
    "endnotes": ("尾注", re.compile(r"word/endnotes\d*\.xml")),
}
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_CUSTOM, _CORE = "docProps/custom.xml", "docProps/core.xml"
OWN = "qibei."
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_STARTS = {b"%PDF": "pdf", b"{\\rtf": "rtf", b"<?xml": "strange", b"<html": "strange"}
_NEAR = 20
"""Marks that are told on either side of a comment."""
_ANSWER_LIMIT = 100_000_000


class Unreadable(Exception):
    """A file that is no Word file that can be read; its argument says why in a word."""


def read(name: str, data: bytes) -> bytes:
    """What the file holds, as JSON; Unreadable when it cannot be read."""
    if (reason := _strange(data)) is not None:
        raise Unreadable(reason)
    try:
        with opened(name, data) as package:
            answer = json.dumps(_contents(name, package)).encode("ascii")
    except EvidenceRefused as failure:
        raise Unreadable(_REASONS.get(failure.reason.split("，")[0], "damaged")) from failure
    if len(answer) > _ANSWER_LIMIT:
        raise Unreadable("large")
    return answer


_REASONS = {"文件有打开密码": "password", "解压后过大": "large", "内容过多": "large"}


def _strange(data: bytes) -> str | None:
    """Why the first bytes are no DOCX's; None when they may be."""
    if data.startswith(_OLE):
        return "password" if _ENCRYPTED in data else "old"
    return next((why for start, why in _STARTS.items() if data.lstrip().startswith(start)), None) or (
        None if data.startswith(b"PK") else "strange"
    )


def _contents(name: str, package: zipfile.ZipFile) -> Node:
    parts = package.namelist()
    body = next((part for part in parts if BODY.fullmatch(part)), None)
    if body is None:
        raise Unreadable("odt" if "content.xml" in parts else "strange")
    walker = Walker()
    document = _child(tree(name, package, body), "body")
    if document is None:
        raise Unreadable("damaged")
    answer: Node = {"body": walker.part(document), "beside": []}
    for words, pattern in _BESIDE.values():
        for part in filter(pattern.fullmatch, parts):
            answer["beside"].append([words, list(_notes(walker, tree(name, package, part)))])
    answer["beside"] += [["文本框", box] for box in walker.boxes]
    answer["comments"] = list(_comments(name, package, walker))
    answer["properties"] = _properties(name, package)
    answer["core"] = _core(name, package)
    answer["marks"] = walker.marks
    answer["tracked"] = [sorted(walker.tracked), walker.insertions, walker.deletions]
    return answer


def _notes(walker: Walker, root: Element) -> Iterator[Node]:
    """What a header or footer holds, or each footnote."""
    if local(str(root.tag)) in ("hdr", "ftr"):
        yield from walker.part(root)
        return
    for note in root:
        yield from walker.part(note)


def _comments(name: str, package: zipfile.ZipFile, walker: Walker) -> Iterator[list[Any]]:
    """Each with its author, its words, what it is about, the marks around that, and the marks next to it."""
    for part in filter(_COMMENTS.fullmatch, package.namelist()):
        for comment in tree(name, package, part):
            words = "\n".join(_said(block) for block in Walker().part(comment))
            number = next((value for key, value in comment.items() if local(key) == "id"), "")
            author = next((value for key, value in comment.items() if local(key) == "author"), "")
            begun = walker.begun.get(number, 0)
            near = [*range(begun, len(walker.marks))[:_NEAR], *reversed(range(begun)[-_NEAR:])]
            about = walker.quoted.get(number, "")[:200]
            yield [author[:100], words, about, walker.anchored.get(number, [])[:_NEAR], near]


def _said(block: Node) -> str:
    return "".join(piece[0] for piece in block.get("p", ()))


def _properties(name: str, package: zipfile.ZipFile) -> dict[str, str]:
    """The program's own properties."""
    if _CUSTOM not in package.namelist():
        return {}
    found: dict[str, str] = {}
    for one in tree(name, package, _CUSTOM):
        if (key := one.get("name", "")).startswith(OWN):
            found[key] = "".join(one.itertext())
    return found


def _core(name: str, package: zipfile.ZipFile) -> list[str]:
    """Who saved it last, and when, as far as it says so."""
    if _CORE not in package.namelist():
        return ["", ""]
    said: dict[str, str] = {local(str(one.tag)): one.text or "" for one in tree(name, package, _CORE)}
    return [said.get("lastModifiedBy", "")[:100], said.get("modified", "")[:40]]


def _child(root: Any, name: str) -> Element | None:
    return next((one for one in root if local(str(one.tag)) == name), None)
