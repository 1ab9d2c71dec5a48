"""Colours, type and style sheet of the window, light and dark; colours are asked for by what they mean."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.files import resource
from app.settings import Appearance

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


@dataclass(frozen=True)
class Colours:
    """What each colour is for."""

    window: str
    surface: str
    sunken: str
    line: str
    rule: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    blank: str
    blank_line: str
    blocking: str
    blocking_soft: str
    advice: str
    advice_soft: str
    done: str


LIGHT = Colours(
    window="#f3f5f8",
    surface="#ffffff",
    sunken="#f7f9fb",
    line="#dfe4ea",
    rule="#cdd5df",
    text="#1f2733",
    muted="#5d6878",
    faint="#8a94a3",
    accent="#2b6cb0",
    accent_soft="#e6eff8",
    on_accent="#ffffff",
    blank="#f0f4f9",
    blank_line="#a9b7c8",
    blocking="#c0392b",
    blocking_soft="#fdf1ef",
    advice="#97690b",
    advice_soft="#fdf6e3",
    done="#2f8559",
)
DARK = Colours(
    window="#1b1e23",
    surface="#24282f",
    sunken="#20242a",
    line="#373d47",
    rule="#454d59",
    text="#e4e8ee",
    muted="#a3adba",
    faint="#7f8997",
    accent="#6aa9ea",
    accent_soft="#2a3a4d",
    on_accent="#10161d",
    blank="#2d333c",
    blank_line="#566173",
    blocking="#f0857a",
    blocking_soft="#3a2a2b",
    advice="#e3b558",
    advice_soft="#39321f",
    done="#68c294",
)


def colours() -> Colours:
    """The colours that are shown now."""
    return LIGHT if QApplication.palette().color(QPalette.ColorRole.Window).lightness() > 128 else DARK


def colour(name: str) -> QColor:
    """The colour called `name`, as shown now."""
    return QColor(getattr(colours(), name))


def apply(application: QApplication, appearance: Appearance) -> None:
    """Give the program its look; "system" follows the system's light or dark."""
    schemes = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    application.styleHints().setColorScheme(schemes[appearance])
    dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    if appearance != "system":  # where the platform has no schemes the choice still holds
        dark = appearance == "dark"
    chosen = DARK if dark else LIGHT
    fusion = QStyleFactory.create("Fusion")
    if application.style().name() != "fusion" and fusion is not None:
        application.setStyle(fusion)
    application.setPalette(_palette(chosen))
    application.setFont(screen_font())
    application.setStyleSheet(style_sheet(chosen))


def screen_font() -> QFont:
    """The system's font, with a Chinese family in front where the system's own is not one."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    known = set(QFontDatabase.families())
    chinese = [family for family in FAMILIES if family in known][:1]
    font.setFamilies([*chinese, font.family()])
    font.setPointSizeF(max(font.pointSizeF(), TEXT_SIZE))
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
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.faint))
    return palette


def style_sheet(chosen: Colours) -> str:
    """The style sheet of the whole window in these colours."""
    source = resource("icons", "window.qss").read_text("utf-8")
    return Template(source).substitute(asdict(chosen), icons=resource("icons").as_posix())
