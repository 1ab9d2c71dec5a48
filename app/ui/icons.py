"""The program's own pictures: small SVG files drawn in the colour that the theme gives them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QProxyStyle, QStyle, QStyleOption, QWidget

from app.files import resource
from app.ui.theme import colours, measure, palettes, scaled

ICON_NAME = "iconName"
SCALES = (1.0, 2.0)
EMBLEM_SIZES, EMBLEM_SMALL = (16, 20, 24, 32, 48, 64, 128, 256), 24


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def picture(name: str, colour: str, size: int, scale: float = 1.0, contrast: str = palettes.LIGHT.surface) -> QPixmap:
    """The icon `name` in `colour`, `size` logical pixels square, for a screen of that scale."""
    from PySide6.QtSvg import QSvgRenderer

    source = _source(name).replace("currentColor", colour).replace("CONTRAST", contrast)
    pixmap = QPixmap(QSize(round(size * scale), round(size * scale)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def icon(name: str, colour: str, disabled: str, size: int = measure.ICON, *, chosen: str = "") -> QIcon:
    """An icon for buttons and menus, sharp at 100 % and 200 %; in a list it may differ where it is `chosen`."""
    made = QIcon()
    for scale in SCALES:
        made.addPixmap(picture(name, colour, size, scale), QIcon.Mode.Normal)
        made.addPixmap(picture(name, disabled, size, scale), QIcon.Mode.Disabled)
        made.addPixmap(picture(name, chosen or colour, size, scale), QIcon.Mode.Selected)
    return made


def emblem() -> QIcon:
    """The program's own icon, with fewer lines where it is small."""
    made = QIcon()
    for size in EMBLEM_SIZES:
        made.addPixmap(picture("qibei-small" if size <= EMBLEM_SMALL else "qibei", "", size))
    return made


def give(target: QAbstractButton | QAction, name: str, role: str = "muted") -> None:
    """Set the icon `name` in the colour of that role, and remember it for a change of theme."""
    target.setProperty(ICON_NAME, f"{name} {role}")
    _paint(target)


def search(box: QLineEdit) -> None:
    """Dress a line as one in which is written what to find: a magnifier before the words, behind them a cross."""
    style = _LineIcons("fusion")
    style.setParent(box)
    box.setStyle(style)
    box.setClearButtonEnabled(True)
    glass = QAction(box)
    give(glass, "search", "faint")
    box.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)


def repaint(root: QWidget) -> None:
    """Draw every icon below `root` anew, after the theme has changed."""
    targets: list[QAbstractButton | QAction] = [*root.findChildren(QAbstractButton), *root.findChildren(QAction)]
    for target in targets:
        if target.property(ICON_NAME):
            _paint(target)


class _LineIcons(QProxyStyle):
    """Draws the icons in a line as large as its text asks for, which no style sheet can say."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """The size of such an icon; of all else what the style says."""
        if metric == QStyle.PixelMetric.PM_LineEditIconSize:
            return scaled(measure.MARK)
        return super().pixelMetric(metric, option, widget)


def _paint(target: QAbstractButton | QAction) -> None:
    name, role = str(target.property(ICON_NAME)).split()
    shown = colours()
    target.setIcon(icon(name, getattr(shown, role), shown.disabled, scaled(measure.ICON)))
