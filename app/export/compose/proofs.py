"""The evidence part of the book: a heading for each item and file, what the file proves, and its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.evidence.index import Claim, Entry, Index, Item
from app.evidence.prepared import Prepared
from app.export.compose.body import MAX_LEVEL
from app.export.compose.evidence import claimed, stem
from app.export.compose.tables.office import OfficeFiles
from app.export.compose.typography import style_of
from app.export.document import Block, Heading, Inline, PageBreak, PageRef, Paragraph, Plate, Text
from app.forms.pack.proofs import STARRED_EVIDENCE
from app.forms.pack.section import Section
from app.forms.session import FormSession

_BRACKETED = re.compile(r"（[^（）]*）")


def proof_blocks(
    session: FormSession, index: Index, proofs: Mapping[str, Prepared], office: OfficeFiles, *, level: int, fresh: bool
) -> Iterator[Block]:
    """Every bound proof; items have headings of `level`, files one below; a `fresh` page needs no break before it."""
    for item in index.items:
        for entry in item.entries:
            if not fresh:
                yield PageBreak(turned=_is_turned(session, entry, proofs, office))
            fresh = False
            if entry is item.entries[0]:
                words = f"证明材料{item.number}　{_title(session, item)}"
                yield Heading(min(level, MAX_LEVEL), (Text(words),), item.anchor)
            words = f"证明材料{entry.number}　{stem(entry.claim.name)}"
            yield Heading(min(level + 1, MAX_LEVEL), (Text(words),), entry.anchor)
            yield from _file(session, entry, proofs[entry.claim.sha256], office)


def first_is_turned(session: FormSession, index: Index, proofs: Mapping[str, Prepared], office: OfficeFiles) -> bool:
    """Whether the page of the first proof lies on its side."""
    return _is_turned(session, index.items[0].entries[0], proofs, office)


def _is_turned(session: FormSession, entry: Entry, proofs: Mapping[str, Prepared], office: OfficeFiles) -> bool:
    return office.begins_turned(proofs[entry.claim.sha256].content, style_of(session.pack))


def _file(session: FormSession, entry: Entry, prepared: Prepared, office: OfficeFiles) -> Iterator[Block]:
    """What the file proves, what of it is not printed, and its pages or words."""
    notes = [_proves(session, entry)]
    if prepared.removed:
        notes.append((Text(_removed_words(prepared.removed)),))
    for inlines in notes:
        yield Paragraph(inlines, "note", leads=True)
    claim = entry.claim
    named = f"证明材料{entry.number} {stem(claim.name)}"
    plates = [
        Plate(claim.sha256, page, sheet.width, sheet.height, f"{named} 第 {page + 1} 页", sheet.turned)
        for page, sheet in enumerate(prepared.sheets)
    ]
    if prepared.content:
        yield from office.blocks(prepared.content, plates, style_of(session.pack))
    else:
        for plate, sheet in zip(plates, prepared.sheets, strict=True):
            if sheet.fresh:
                yield PageBreak()
            if sheet.words:
                yield Paragraph((Text(sheet.words),), "note", leads=True)
            yield plate


def _proves(session: FormSession, entry: Entry) -> tuple[Inline, ...]:
    """证明内容：…（对应正文第 N 页“…”）; the claims numbered where there are several."""
    inlines: list[Inline] = [Text("证明内容：")]
    for number, claim in enumerate(entry.claims, 1):
        several = f"（{number}）" if len(entry.claims) > 1 else ""
        end = "。" if claim is entry.claims[-1] else "；"
        inlines += [Text(f"{several}{_claimed(session, claim)}（对应正文"), *_place(session, claim), Text(f"）{end}")]
    return tuple(inlines)


def _claimed(session: FormSession, claim: Claim) -> str:
    """What the file proves; the item's title where nothing is said."""
    return claimed(claim) or short_title(session.pack.section[claim.section], claim.item)


def _place(session: FormSession, claim: Claim) -> tuple[Inline, ...]:
    """The heading in the form that the claim stands under, with its page where it has one."""
    section = session.pack.section[claim.section]
    indicator = next((one for one in section.indicators if one.proof_id == claim.item), None)
    if indicator is not None:
        anchor, name = f"indicator-{section.id}-{indicator.field}", indicator.name
    else:
        anchor = f"section-{section.id}" if section.heading_words and section is not session.pack.cover else ""
        name = section.plain_name
    page = (Text("第 "), PageRef(anchor), Text(" 页")) if anchor else ()
    return *page, Text(f"“{name}”")


def _title(session: FormSession, item: Item) -> str:
    return short_title(session.pack.section[item.section], item.item)


def short_title(section: Section, item: str) -> str:
    """The item's title without what stands in brackets; that of the page where the pack gives the item none."""
    title = section.evidence_items[item].title
    if title == STARRED_EVIDENCE.title:
        return f"{section.title}证明材料"
    return _BRACKETED.sub("", title).strip() or title


def _removed_words(removed: tuple[str, ...]) -> str:
    """What the original holds and the book does not."""
    names = "、".join(removed)
    return f"原文件中的{' ' if names[0].isascii() else ''}{names}未印入本书。"
