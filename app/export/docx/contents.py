"""The contents as a real TOC field with cached entries: right before anyone updates it."""

from __future__ import annotations

from collections.abc import Sequence

from app.export.document import Contents, Heading
from app.export.docx import elements
from app.export.docx.elements import element, hairline, paragraph, paragraph_properties, run
from app.export.docx.inlines import Setting, hyperlink, plain_text
from app.export.docx.marks import anchor_name
from app.export.docx.styles import ENTRIES, STYLES, style_id


def contents_xml(contents: Contents, headings: Sequence[Heading], setting: Setting) -> str:
    """The contents of `headings` down to their levels, in the control Word knows as its own."""
    entries = [h for h in headings if h.in_contents and h.level <= contents.levels]
    volumes = f' \\t "{STYLES["volume_title"][1]},1"' if any(heading.volume for heading in entries) else ""
    begin = elements.field_begin(f'TOC \\o "1-{contents.levels}"{volumes} \\h \\z')
    lines = [_entry(heading, setting, begin if i == 0 else "") for i, heading in enumerate(entries)]
    end = hairline(("" if lines else begin) + elements.field_end())
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), "<w:docPartUnique/>")
    properties = element("sdtPr", element("id", val=setting.marks.contents()), gallery)
    return element("sdt", properties, element("sdtContent", *lines, end))


def _entry(heading: Heading, setting: Setting, before: str) -> str:
    words = run(plain_text(heading.inlines, setting.pages)) + _number(heading.anchor, setting)
    properties = paragraph_properties(style_id(ENTRIES[heading.level]))
    return paragraph(before + hyperlink(heading.anchor, words), properties)


def _number(anchor: str, setting: Setting) -> str:
    """The leader and the page number; nothing for a page that has none."""
    number = run(setting.pages[anchor])
    return run("\t") + elements.field(f"PAGEREF {anchor_name(anchor)} \\h", number) if number else ""
