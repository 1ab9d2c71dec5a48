"""A line in which is written what to find."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QProxyStyle, QStyle, QStyleOption, QWidget

from app.ui import icons
from app.ui.theme import measure, scaled


def dress_search(box: QLineEdit) -> None:
    """Dress a line as one in which is written what to find: a magnifier before the words, behind them a cross."""
    style = _LineIcons("fusion")
    style.setParent(box)
    box.setStyle(style)
    box.setClearButtonEnabled(True)
    glass = QAction(box)
    icons.give(glass, "search", "faint")
    box.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)


class _LineIcons(QProxyStyle):
    """Draws the icons in a line as large as its text asks for, which no style sheet can say."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """The size of such an icon; of all else what the style says."""
        if metric == QStyle.PixelMetric.PM_LineEditIconSize:
            return scaled(measure.MARK)
        return super().pixelMetric(metric, option, widget)
