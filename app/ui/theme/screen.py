"""The look of the running program: which colours are shown, the font of the screen, the style sheet."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.files import resource
from app.settings import Settings
from app.ui.theme import measure
from app.ui.theme.palettes import DARK, DARK_STRONG, LIGHT, LIGHT_STRONG, Colours
from app.ui.theme.type_scale import SIZES

TEXT_SIZE = 10.5
"""Points of ordinary text on the screen (五号), 14 px at 100 %."""
FAMILIES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "HarmonyOS Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Families with Chinese made for screens; the first that the system has is used with the system's own."""
_SHOWN, _ZOOM, _LOOK = "shownColours", "zoom", "look"


def colours() -> Colours:
    """The colours that are shown now."""
    application = QApplication.instance()
    shown = application.property(_SHOWN) if application is not None else None
    return shown if isinstance(shown, Colours) else LIGHT


def colour(name: str) -> QColor:
    """The colour called `name`, as shown now."""
    return QColor(getattr(colours(), name))


def scaled(pixels: int) -> int:
    """So many pixels at 100 % as they are at the size of text that is shown now."""
    application = QApplication.instance()
    return round(pixels * float((application.property(_ZOOM) if application is not None else None) or 1.0))


def apply(application: QApplication, settings: Settings) -> None:
    """Give the program the look that the settings ask for; "system" follows the system's light or dark."""
    appearance, percent, strong = settings.appearance, settings.text_size, settings.strong
    schemes = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    application.styleHints().setColorScheme(schemes[appearance])
    dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    if appearance != "system":  # where the platform has no schemes the choice still holds
        dark = appearance == "dark"
    chosen = (DARK_STRONG if strong else DARK) if dark else (LIGHT_STRONG if strong else LIGHT)
    look = [dark, strong, percent]
    if application.property(_LOOK) == look:  # every widget there is would be styled anew for nothing
        return
    application.setProperty(_LOOK, look)
    application.setProperty(_SHOWN, chosen)
    application.setProperty(_ZOOM, percent / 100)
    fusion = QStyleFactory.create("Fusion")
    if application.style().name() != "fusion" and fusion is not None:
        application.setStyle(fusion)
    application.setPalette(_palette(chosen))
    application.setFont(screen_font(percent))
    application.setStyleSheet(style_sheet(chosen, application.font().pointSizeF(), percent))


def screen_font(percent: int = 100) -> QFont:
    """The system's font, with a Chinese family in front where the system's own is not one."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    known = set(QFontDatabase.families())
    chinese = [family for family in FAMILIES if family in known][:1]
    font.setFamilies([*chinese, font.family()])
    font.setPointSizeF(max(font.pointSizeF(), TEXT_SIZE) * percent / 100)
    return font


def _palette(chosen: Colours) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: chosen.window,
        role.WindowText: chosen.text,
        role.Base: chosen.surface,
        role.AlternateBase: chosen.sunken,
        role.Text: chosen.text,
        role.Button: chosen.surface,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.blocking,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Link: chosen.accent,
        role.LinkVisited: chosen.accent,
        role.ToolTipBase: chosen.surface,
        role.ToolTipText: chosen.text,
        role.PlaceholderText: chosen.faint,
        role.Mid: chosen.line,
        role.Accent: chosen.accent,
    }
    palette = QPalette()
    for which, name in pairs.items():
        palette.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.disabled))
    return palette


def style_sheet(chosen: Colours, points: float = TEXT_SIZE, percent: int = 100) -> str:
    """The style sheet of the whole window in these colours, with ordinary text of so many points."""
    source = resource("icons", "window.qss").read_text("utf-8")
    sizes = {f"size_{name}": f"{points * share:.2f}pt" for name, share in SIZES.items()}
    corners = {"small_corner": measure.SMALL_CORNER, "corner": measure.CORNER, "large_corner": measure.LARGE_CORNER}
    pixels = {
        "mark": measure.MARK,
        "icon": measure.ICON,
        "target": measure.TARGET - 2 * 6 - 2,
        "arrow": measure.ARROW,
        "step": measure.STEP,
        "drop": measure.DROP,
        "words": measure.WORDS,
    }
    grown = {name: round(size * percent / 100) for name, size in pixels.items()}
    shade = "dark" if chosen in (DARK, DARK_STRONG) else "light"
    known = {
        **asdict(chosen),
        **sizes,
        **corners,
        **grown,
        "field": grown["target"] + 2,  # with its padding as high as a button beside it
        "figure": grown["target"] - 1,  # the same with the room of its arrows
        "dot": (grown["mark"] + 2) // 2,  # half of what has an edge around it: with less it is no circle
        "ball": grown["mark"] // 2,
        "knob": grown["mark"] - 2 * measure.RING,
        "lift": grown["mark"] // 2 - measure.GROOVE // 2,
        "groove": measure.GROOVE,
        "ring": measure.RING,
        "shade": shade,
    }
    return Template(source).substitute(known, icons=resource("icons").as_posix())
