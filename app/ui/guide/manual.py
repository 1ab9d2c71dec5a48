"""使用手册: its chapters at the left, the one that is read at the right, and what is looked for marked in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDesktopServices,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.files import manual_folder
from app.ui.guide.chapters import place_of, read_manual
from app.ui.theme import colours, space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.search_box import dress_search

_SIZE = (920, 640)
_CONTENTS = 256
_IMAGE = "\N{OBJECT REPLACEMENT CHARACTER}"
_LINE = 130  # per cent
NOWHERE = "手册里没有找到“{}”，换个说法试试。"


class ManualWindow(Dialog):
    """A window of its own, beside which one goes on working."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("使用手册", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wish(*_SIZE)
        self.chapters = read_manual()
        self._plain = [_plain(chapter.flowing).lower() for chapter in self.chapters]
        self.wanted, self.list = QLineEdit(self), QListWidget(self)
        self.text, self._found = Pages(self), QLabel(self)
        self._arrange()
        for chapter in self.chapters:
            self.list.addItem(chapter.heading)
        self.list.currentRowChanged.connect(self._show)
        self.wanted.textChanged.connect(self._look)
        self.wanted.returnPressed.connect(self.next)
        self.text.anchorClicked.connect(self._follow)
        self.list.setCurrentRow(0)

    def turn_to(self, wanted: str) -> None:
        """Show the chapter of this name, or with this anchor."""
        self.list.setCurrentRow(place_of(self.chapters, wanted))

    def next(self) -> None:
        """Go on to the next place where what is looked for stands, in this chapter or the next that has it."""
        words = self.wanted.text().strip()
        if not words or self.text.find(words):
            return
        here = self.list.currentRow()
        for place in (*range(here + 1, len(self.chapters)), *range(here + 1)):
            if not self.list.item(place).isHidden():
                self.list.setCurrentRow(place)
                self.text.moveCursor(QTextCursor.MoveOperation.Start)
                self.text.find(words)
                return

    def _look(self) -> None:
        words = self.wanted.text().strip()
        has = [words.lower() in plain for plain in self._plain]
        for place, there in enumerate(has):
            self.list.item(place).setHidden(not there)
        self._found.setText("" if any(has) else NOWHERE.format(words))
        self._found.setVisible(not any(has))
        if any(has) and not has[max(0, self.list.currentRow())]:
            self.list.setCurrentRow(has.index(True))
        self._mark()

    def _show(self, row: int) -> None:
        if row >= 0:
            self.text.setMarkdown(self.chapters[row].flowing)
            spacious = QTextBlockFormat()
            spacious.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor = QTextCursor(self.text.document())
            cursor.select(QTextCursor.SelectionType.Document)
            spacious.setNonBreakableLines(False)  # Qt has commands never wrap
            cursor.mergeBlockFormat(spacious)
            self._close_up(cursor)
            self._line_tables(cursor)
            self._mark()

    def _line_tables(self, cursor: QTextCursor) -> None:
        """Draw the lines of tables as the theme draws them; Qt's own are raised, and white on dark."""
        block = self.text.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            table = cursor.currentTable()
            if table is not None and table.format().borderStyle() != QTextFrameFormat.BorderStyle.BorderStyle_Solid:
                look = table.format()
                look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                look.setBorderBrush(QBrush(QColor(colours().rule)))
                table.setFormat(look)
            block = block.next()

    def _close_up(self, cursor: QTextCursor) -> None:
        """Leave no room below pictures: a line of theirs is as high as they are."""
        plain, block = QTextBlockFormat(), self.text.document().begin()
        plain.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        while block.isValid():
            if _IMAGE in block.text():
                cursor.setPosition(block.position())
                cursor.mergeBlockFormat(plain)
            block = block.next()

    def _mark(self) -> None:
        """Mark what is looked for."""
        look = QTextCharFormat()
        look.setBackground(QColor(colours().advice_soft))
        look.setForeground(QColor(colours().advice))
        marks, words, document = [], self.wanted.text().strip(), self.text.document()
        cursor = document.find(words) if words else QTextCursor()
        while not cursor.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look  # type: ignore[attr-defined]  # the wheel's stubs lack both
            marks.append(mark)
            cursor = document.find(words, cursor)
        self.text.setExtraSelections(marks)

    def _follow(self, link: QUrl) -> None:
        if link.hasFragment() and not link.path():
            self.turn_to(link.fragment())
            return
        file = Path(manual_folder(), link.path())
        if file.is_file():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def _arrange(self) -> None:
        self.wanted.setPlaceholderText("在手册里查找")
        self.wanted.setAccessibleName("在手册里查找")
        dress_search(self.wanted)
        self.list.setObjectName("places")
        self.list.setAccessibleName("手册的章节")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setAccessibleName("手册正文")
        self.text.setOpenLinks(False)
        self.text.setSearchPaths([str(manual_folder())])
        self.text.document().setDocumentMargin(space.ROOMY)
        self._found.setProperty("tone", "muted")
        self._found.setWordWrap(True)
        self._found.hide()
        left = QWidget(self)
        left.setFixedWidth(self.narrow(_CONTENTS))
        column = QVBoxLayout(left)
        column.setContentsMargins(*space.NONE)
        for widget in (self.wanted, self._found):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(space.APART)
        self.column.setContentsMargins(*[space.ROOMY] * 4)
        self.column.addLayout(row, 1)
        row.addWidget(left)
        row.addWidget(self.text, 1)


class Pages(QTextBrowser):
    """Shows the text, and its pictures no wider than itself."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture in the size in which it is read."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        image = QImage(str(manual_folder() / QUrl(name).path()))
        scale = self.devicePixelRatioF()
        room = round((self.viewport().width() - 4 * space.ROOMY) * scale)
        if image.width() > room > 0:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(scale)
        return image


def _plain(markdown: str) -> str:
    document = QTextDocument()
    document.setMarkdown(markdown)
    return document.toPlainText()
