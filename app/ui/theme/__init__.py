"""The one visual language: colours, spacing, type and the style sheet, light and dark; all are asked for by name."""

from app.ui.theme import measure, palettes, space
from app.ui.theme.menus import part_keys
from app.ui.theme.properties import show_as
from app.ui.theme.screen import apply, colour, colours, scaled, screen_font, style_sheet
from app.ui.theme.type_scale import SIZES, give_type, sized

__all__ = [
    "SIZES",
    "apply",
    "colour",
    "colours",
    "give_type",
    "measure",
    "palettes",
    "part_keys",
    "scaled",
    "screen_font",
    "show_as",
    "sized",
    "space",
    "style_sheet",
]
