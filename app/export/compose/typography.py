"""A pack's mandated typography as the styles of a document; where it is silent, the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from app.export.style import SIZES, DocumentStyle, Face, ParagraphStyle, StyleName
from app.forms.pack.pack import Pack, StyleKey, TypeStyle
from app.forms.pack.section import Section

_FACES: Mapping[str, Face] = {"仿宋": "fangsong", "楷体": "kaiti", "黑体": "heiti", "宋体": "songti"}
_SET_BY: Mapping[StyleKey, tuple[StyleName, ...]] = {
    "body": ("body", "prose", "page_seal"),
    "note": ("note",),
    "heading_1": ("heading_1",),
    "heading_2": ("heading_2",),
    "heading_3": ("heading_3",),
    "heading_4": ("heading_4",),
    "table": ("table_label", "table_text", "table_prose"),
    "list": ("list_text", "list_number", "list_figure"),
}
_HEADINGS: tuple[StyleName, ...] = ("heading_1", "heading_2", "heading_3", "heading_4", "heading_5")
"""Where a pack says nothing of one, it is no larger than that above it."""


def style_of(pack: Pack) -> DocumentStyle:
    """The styles in which `pack` wants its book."""
    return _styled(tuple(pack.typography.items()))


@lru_cache(maxsize=16)
def _styled(typography: tuple[tuple[StyleKey, TypeStyle], ...]) -> DocumentStyle:
    default = DocumentStyle()
    styles = dict(default.styles)
    for key, mandated in typography:
        for name in _SET_BY[key]:
            styles[name] = _mandated(styles[name], mandated)
    for above, below in pairwise(_HEADINGS):
        if below not in dict(typography):
            styles[below] = styles[below].at_most(styles[above].size)
    return replace(default, styles=styles)


def page_style(pack: Pack, section: Section) -> DocumentStyle:
    """The styles of one page's book, whose sheets may lie on their side."""
    style = style_of(pack)
    return style.turned if section.is_landscape else style


def _mandated(style: ParagraphStyle, mandated: TypeStyle) -> ParagraphStyle:
    size = SIZES[mandated.size]
    return replace(style, face=_FACES[mandated.face], size=size, leading=size * mandated.leading)
