"""The contents as a real TOC field with cached entries, locked: it says the pages of the PDF, as all numbers here do.

See `docs/decisions/2026-11-28-docx-numbers.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.export.document import Contents, Heading
from app.export.docx.elements import (
    element,
    field_begin,
    field_end,
    hairline,
    locked_field,
    paragraph,
    paragraph_properties,
    run,
)
from app.export.docx.inlines import Setting, hyperlink, plain_text
from app.export.docx.marks import anchor_name
from app.export.docx.styles import ENTRIES, STYLES, style_id

LOCKED = "目录：PDF 的页码，已锁定"  # Word shows it over the contents when they are clicked


def contents_xml(contents: Contents, headings: Sequence[Heading], setting: Setting) -> str:
    """The contents of `headings` down to their levels, in the control Word knows as its own."""
    entries = [h for h in headings if h.in_contents and h.level <= contents.levels]
    volumes = f' \\t "{STYLES["volume_title"][1]},1"' if any(heading.volume for heading in entries) else ""
    begin = field_begin(f'TOC \\o "1-{contents.levels}"{volumes} \\h \\z', lock=True)
    lines = [_entry(heading, setting, begin if i == 0 else "") for i, heading in enumerate(entries)]
    end = hairline(("" if lines else begin) + field_end())
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), "<w:docPartUnique/>")
    number = element("id", val=setting.marks.contents())
    properties = element("sdtPr", element("alias", val=LOCKED), number, gallery)
    return element("sdt", properties, element("sdtContent", *lines, end))


def _entry(heading: Heading, setting: Setting, before: str) -> str:
    words = run(plain_text(heading.inlines, setting.pages)) + _number(heading.anchor, setting)
    properties = paragraph_properties(style_id(ENTRIES[heading.level]))
    return paragraph(before + hyperlink(heading.anchor, words), properties)


def _number(anchor: str, setting: Setting) -> str:
    """The leader and the page number; nothing for a page that has none."""
    number = run(setting.pages[anchor])
    return run("\t") + locked_field(f"PAGEREF {anchor_name(anchor)} \\h", number) if number else ""
