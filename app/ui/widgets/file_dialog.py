"""Asking for files and folders: the system's own dialog where there is one, else Qt's, in Chinese and in our look."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import (
    QDir,
    QEventLoop,
    QFileInfo,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QStandardPaths,
    QStorageInfo,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QFileSystemModel,
    QHeaderView,
    QListView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from app.ui import icons
from app.ui.theme import colours, measure, scaled, space

SIZE = (880, 540)
SIZE_WIDTH, KIND_WIDTH, WHEN = 90, 120, "2000-00-00 00:00"
PLACES_WIDTH, LEAST_NAME = 170, 160
"""Of the places at the side, and the least that names have: what a file is and its size are left out before."""
PLACE_ROOM = 40
"""Pixels beside the name and the icon of a place; in large text the places are no wider than their names."""
PLACES = (
    (QStandardPaths.StandardLocation.DesktopLocation, "桌面"),
    (QStandardPaths.StandardLocation.DocumentsLocation, "文档"),
    (QStandardPaths.StandardLocation.DownloadLocation, "下载"),
    (QStandardPaths.StandardLocation.HomeLocation, "主文件夹"),
)
MOUNTED_IN = ("/media/", "/run/media/", "/mnt/")
"""Where Linux systems put U-disks and shares."""
SIZE_COLUMN, KIND_COLUMN, WHEN_COLUMN = 1, 2, 3
BUTTONS = {
    "backButton": ("previous", "后退"),
    "forwardButton": ("next", "前进"),
    "toParentButton": ("up", "上一级文件夹"),
    "newFolderButton": ("new_folder", "新建文件夹"),
    "listModeButton": ("grid", "列表"),
    "detailModeButton": ("checklist", "详细信息"),
}
"""Qt's names of the buttons above the files → our icon and words."""
KINDS = {
    "qibei": "申报书",
    "age": "加密副本",
    "qibei-pack": "申报模板",
    "pdf": "PDF",
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "txt": "文本文件",
    "zip": "压缩包",
}
URL_ROLE = Qt.ItemDataRole.UserRole + 1
"""Under which the list of places keeps where each leads."""


def ask_open(parent: QWidget, title: str, start: str, kinds: str) -> str:
    """The file to open; "" after a change of mind.  `kinds`: `words (*.ending)`, several apart by `;;`."""
    return next(iter(_ask(parent, title, start, kinds, QFileDialog.FileMode.ExistingFile)), "")


def ask_open_several(parent: QWidget, title: str, start: str, kinds: str) -> list[str]:
    """The files to open."""
    return _ask(parent, title, start, kinds, QFileDialog.FileMode.ExistingFiles)


def ask_save(parent: QWidget, title: str, start: str, kinds: str, *, replaces: bool = True) -> str:
    """The place of a file that is to be written; one that never `replaces` what is there is not asked whether to."""
    return next(iter(_ask(parent, title, start, kinds, QFileDialog.FileMode.AnyFile, replaces=replaces)), "")


def ask_folder(parent: QWidget, title: str, start: str) -> str:
    """A folder; "" after a change of mind."""
    return next(iter(_ask(parent, title, start, "", QFileDialog.FileMode.Directory)), "")


def _ask(
    parent: QWidget, title: str, start: str, kinds: str, mode: QFileDialog.FileMode, *, replaces: bool = True
) -> list[str]:
    dialog = made(parent, title, start, kinds, mode, replaces=replaces)
    chosen: list[str] = []
    with suppress(RuntimeError):  # it is gone when what it stood over was closed meanwhile
        _let_others_have_a_turn()
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
    return chosen


def _let_others_have_a_turn() -> None:
    """Go on in a turn of its own, lest what is made and shown in one keep the window waiting."""
    loop, turn = QEventLoop(), QTimer(interval=0, singleShot=True)
    turn.timeout.connect(loop.quit)
    turn.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def made(
    parent: QWidget, title: str, start: str, kinds: str, mode: QFileDialog.FileMode, *, replaces: bool = True
) -> QFileDialog:
    """The dialog, ready to be shown."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(mode)
    saving = mode is QFileDialog.FileMode.AnyFile
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave if saving else QFileDialog.AcceptMode.AcceptOpen)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode is QFileDialog.FileMode.Directory)
    if kinds:
        dialog.setNameFilters(kinds.split(";;"))
    _begin(dialog, start, saving=saving)
    if dialog.findChild(QTreeView, "treeView") is not None:  # it is Qt's: the system's has no widgets here
        _dress(dialog, saving=saving, folder=mode is QFileDialog.FileMode.Directory)
    return dialog


def _begin(dialog: QFileDialog, start: str, *, saving: bool) -> None:
    place = Path(start) if start else Path(QDir.homePath())
    folder = place if place.is_dir() else place.parent
    if folder.is_dir():
        dialog.setDirectory(str(folder))
    if not place.is_dir() and (saving or place.exists()):
        dialog.selectFile(place.name)


def _dress(dialog: QFileDialog, *, saving: bool, folder: bool) -> None:
    """Give Qt's dialog our icons, Chinese words, and the places that people look in."""
    label = QFileDialog.DialogLabel
    words = {
        label.LookIn: "位置：",
        label.FileName: "文件夹：" if folder else "文件名：",
        label.FileType: "类型：",
        label.Accept: "选择" if folder else "保存" if saving else "打开",
        label.Reject: "取消",
    }
    for which, text in words.items():
        dialog.setLabelText(which, text)
    provider = FileIcons()
    dialog.setIconProvider(provider)
    dialog._provider = provider  # type: ignore[attr-defined]  # Qt keeps no hold of it
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    places = known_places()
    dialog.setSidebarUrls([QUrl.fromLocalFile(path) for path in places])
    sidebar, beside = dialog.findChild(QListView, "sidebar"), scaled(PLACES_WIDTH)
    if sidebar is not None:
        sidebar.setItemDelegate(_PlaceNames(places, sidebar))
        sidebar.ensurePolished()  # it has its font then
        widest = max(map(sidebar.fontMetrics().horizontalAdvance, places.values()), default=0)
        beside = min(beside, max(widest + scaled(measure.ICON) + PLACE_ROOM, PLACES_WIDTH))
        sidebar.setMinimumWidth(beside)
        sidebar.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        sidebar.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sidebar.setAccessibleName("常用位置")
    _set_buttons(dialog)
    _set_room(dialog)
    most = dialog.screen().availableGeometry().size() - QSize(2 * space.CLOSE, measure.TITLE_BAR + space.CLOSE)
    dialog.resize(QSize(*map(scaled, SIZE)).boundedTo(most))
    if (parts := dialog.findChild(QSplitter, "splitter")) is not None:  # Qt keeps its width from text of another size
        parts.setStretchFactor(1, 1)
        parts.setSizes([beside, dialog.width() - 2 * space.WIDE - beside])
    _set_columns(dialog, beside)


def _set_room(dialog: QFileDialog) -> None:
    """The room around and between things that our own dialogs have."""
    dialog.setSizeGripEnabled(False)
    below = dialog.findChild(QDialogButtonBox)
    for layout in (dialog.layout(), below.layout() if below is not None else None):
        if layout is not None:
            layout.setSpacing(space.CLOSE)
    if (layout := dialog.layout()) is not None:
        layout.setContentsMargins(*space.DIALOG)


def _set_buttons(dialog: QFileDialog) -> None:
    for name, (icon, words) in BUTTONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            icons.give(button, icon)
            button.setToolTip(words)
            button.setAccessibleName(words)


def _set_columns(dialog: QFileDialog, beside: int) -> None:
    """Names have what is left by `beside` pixels of places and by what else there is room for."""
    files = dialog.findChild(QTreeView, "treeView")
    if files is None:
        return
    files.setSortingEnabled(True)
    files.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    files.setAccessibleName("文件")
    files.setItemDelegate(_FileNotes(files))
    header = files.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    files.ensurePolished()
    when = files.fontMetrics().horizontalAdvance(WHEN) + space.WIDE
    widths = {WHEN_COLUMN: when, SIZE_COLUMN: scaled(SIZE_WIDTH), KIND_COLUMN: scaled(KIND_WIDTH)}
    room = dialog.width() - 2 * space.WIDE - beside - scaled(LEAST_NAME)
    for column, width in widths.items():
        room -= width
        header.resizeSection(column, width)
        files.setColumnHidden(column, room < 0)


def known_places() -> dict[str, str]:
    """The places at the side, each with its Chinese name: the user's own folders, and what is plugged in."""
    found: dict[str, str] = {}
    for which, name in PLACES:
        path = QStandardPaths.writableLocation(which)
        if path and Path(path).is_dir():
            found.setdefault(path, name)
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isReady() and root.startswith(MOUNTED_IN):
            found.setdefault(root, f"{volume.name() or Path(root).name}（U 盘）")
    return found


class _PlaceNames(QStyledItemDelegate):
    """Shows the places under their Chinese names."""

    def __init__(self, names: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._names = names

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put the name in the place of the folder's."""
        super().initStyleOption(option, index)
        url = index.data(URL_ROLE)
        name = self._names.get(url.toLocalFile()) if isinstance(url, QUrl) else None
        if name is not None:
            option.text = name  # type: ignore[attr-defined]  # absent from the stubs


class _FileNotes(QStyledItemDelegate):
    """Says how large a file is and when it was changed as the program says it, whatever the language of the system."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put our words in the place of the system's."""
        super().initStyleOption(option, index)
        if index.column() not in (SIZE_COLUMN, WHEN_COLUMN):
            return
        file = QFileInfo(index.siblingAtColumn(0).data(QFileSystemModel.Roles.FilePathRole))  # type: ignore[union-attr]
        if index.column() == WHEN_COLUMN:
            words = file.lastModified().toString("yyyy-MM-dd HH:mm")
        else:
            words = "" if file.isDir() else size_words(file.size())
        option.text = words  # type: ignore[attr-defined]  # absent from the stubs


def size_words(size: int) -> str:
    """The size of a file in kilobytes or megabytes."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000)):,} KB"


class FileIcons(QFileIconProvider):
    """Folders and files in the program's own icons, and what each is in Chinese."""

    def icon(self, of: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """A folder or a sheet."""
        kind = QAbstractFileIconProvider.IconType
        if isinstance(of, QFileInfo):
            folder, draft = of.isDir(), of.suffix() == "qibei"
        else:
            folder, draft = of not in (kind.File, kind.Trashcan), False
        shown = colours()
        tone = shown.accent if folder or draft else shown.muted
        return icons.icon("folder" if folder else "file", tone, shown.faint, scaled(measure.ICON))

    def type(self, info: QFileInfo) -> str:
        """What the column 类型 says."""
        if info.isDir():
            return "文件夹"
        suffix = info.suffix()
        return KINDS.get(suffix.lower(), f"{suffix.upper()} 文件" if suffix else "文件")
