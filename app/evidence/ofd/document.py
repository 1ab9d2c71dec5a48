"""The documents of an OFD file: their pages, templates, resources and marks (GB/T 33190-2016, clause 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.evidence.kinds import refused
from app.evidence.ofd.package import AS_PDF, ENTRY, Package
from app.evidence.ofd.resources import Resources, folder_of
from app.evidence.ofd.values import Box, box, child, children, flag, text_of

A4: Box = (0.0, 0.0, 210.0, 297.0)
_MOST_DOCUMENTS, _MOST_MARKS = 50, 2_000


@dataclass(slots=True)
class Document:
    """One document (DocBody) in the version that is valid now."""

    package: Package
    folder: str
    root: Element
    resources: Resources
    area: Box = A4
    pages: list[tuple[str, str]] = field(default_factory=list)  # ID and part
    templates: dict[str, tuple[str, str]] = field(default_factory=dict)  # ID → part and ZOrder
    marks: dict[str, list[str]] = field(default_factory=dict)  # ID of a page → parts with its annotations
    attached: int = 0
    signatures: str = ""  # the part that lists them
    parts: list[str] = field(default_factory=list)  # resources and lists that what is seen hangs on
    lost: list[str] = field(default_factory=list)  # what it names and the file does not hold


def documents(package: Package) -> list[Document]:
    """All documents in their order; EvidenceRefused when there is none."""
    entry = package.located("", ENTRY)
    bodies = children(package.tree(entry), "DocBody")[:_MOST_DOCUMENTS] if entry else []
    seen: set[str] = set()
    found = []
    for body in bodies:
        part = _root_of(package, body)
        if part is not None and part not in seen:  # the same document twice is a loop or a slip
            seen.add(part)
            found.append(_document(package, part, body))
    if not any(document.pages for document in found):
        raise refused(package.name, "OFD 一页也没有", AS_PDF)
    return found


def _root_of(package: Package, body: Element) -> str | None:
    """Where the valid version of a document begins (7.4 and 7.12)."""
    for version in children(child(body, "Versions"), "Version"):
        if flag(version.get("Current"), False):
            found = package.tree_at("", version.get("BaseLoc") or "")
            root = text_of(found[1], "DocRoot") if found is not None else ""
            part = package.located(found[0], root) if found is not None and root else None
            if part is not None:
                return part
    return package.located("", text_of(body, "DocRoot"))


def _document(package: Package, part: str, body: Element) -> Document:
    root, folder = package.tree(part), folder_of(part)
    common = child(root, "CommonData")
    resources = Resources(package, default_space=text_of(common, "DefaultCS"))
    document = Document(package, folder, root, resources, parts=[part])
    for name in ("PublicRes", "DocumentRes"):
        for one in children(common, name):
            document.lost.extend([] if resources.add(folder, one.text or "") else ["资源文件"])
            document.parts.extend(_located(package, folder, one.text))
    document.area = area_of(child(common, "PageArea")) or A4
    for template in children(common, "TemplatePage"):
        for found in _located(package, folder, template.get("BaseLoc")):
            document.templates[template.get("ID") or ""] = found, template.get("ZOrder") or ""
    for number, page in enumerate(children(child(root, "Pages"), "Page"), start=1):
        located = _located(package, folder, page.get("BaseLoc"))
        if not located:
            raise refused(package.name, f"OFD 缺少第 {number} 页的内容", AS_PDF)
        document.pages.append((page.get("ID") or "", located[0]))
    _add_marks(document, text_of(root, "Annotations"))
    attachments = package.tree_at(folder, text_of(root, "Attachments"))
    document.attached = len(children(attachments[1], "Attachment")) if attachments is not None else 0
    signatures = text_of(body, "Signatures")
    document.signatures = next(iter(_located(package, "", signatures)), "")
    document.lost.extend(["电子签章"] if signatures and not document.signatures else [])
    return document


def _located(package: Package, folder: str, location: str | None) -> list[str]:
    part = package.located(folder, location) if location and location.strip() else None
    return [part] if part is not None else []


def _add_marks(document: Document, location: str) -> None:
    """The annotations of each page (clause 15)."""
    found = document.package.tree_at(document.folder, location)
    if found is None:
        document.lost.extend(["批注"] if location else [])
        return
    folder, root = found
    document.parts.extend(_located(document.package, document.folder, location))
    for page in children(root, "Page")[:_MOST_MARKS]:
        for one in children(page, "FileLoc"):
            parts = _located(document.package, folder, one.text)
            document.lost.extend([] if parts else ["批注"])
            document.marks.setdefault(page.get("PageID") or "", []).extend(parts)


def area_of(element: Element | None) -> Box | None:
    """The physical size of a page (CT_PageArea); None when it says none that a page can have."""
    area = box(text_of(element, "PhysicalBox"))
    return area if area is not None and area[2] > 0 and area[3] > 0 else None
