"""The system's own dialog for files is used where there is one; Qt's speaks Chinese, with places that people know."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QMenu, QPlainTextEdit, QSplitter, QTreeView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.settings import Settings
from app.ui import theme
from app.ui.application import make_application
from app.ui.theme import scaled
from app.ui.widgets import file_dialog
from app.ui.widgets.system_dialogs import CHOICE, use_system_dialogs

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"}


def portal(folder: Path, interfaces: str = "FileChooser", used_in: str = "UKUI;") -> Path:
    """A folder with the description of one portal."""
    names = ";".join(f"org.freedesktop.impl.portal.{name}" for name in interfaces.split(","))
    folder.mkdir(exist_ok=True)
    (folder / "one.portal").write_text(f"[portal]\nDBusName=x\nInterfaces={names};\nUseIn={used_in}\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("environment", "interfaces", "chosen"),
    [
        ({"XDG_CURRENT_DESKTOP": "UKUI", **BUS}, "Settings,FileChooser", "xdgdesktopportal"),
        ({"XDG_CURRENT_DESKTOP": "UKUI", **BUS}, "Settings", None),
        ({"XDG_CURRENT_DESKTOP": "UKUI"}, "FileChooser", None),
        ({"XDG_CURRENT_DESKTOP": "DDE", **BUS}, "FileChooser", None),
        ({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", **BUS}, "FileChooser", None),
        ({"XDG_CURRENT_DESKTOP": "UKUI", CHOICE: "gtk3", **BUS}, "FileChooser", "gtk3"),
    ],
)
def test_the_portal_is_asked_where_it_chooses_files_for_this_desktop(
    tmp_path: Path, environment: dict[str, str], interfaces: str, chosen: str | None
) -> None:
    use_system_dialogs(environment, [portal(tmp_path / "portals", interfaces), tmp_path / "none"])
    assert environment.get(CHOICE) == chosen


def test_the_menus_of_the_editors_speak_as_the_program_does(qtbot: QtBot, settings: Settings) -> None:
    make_application(settings)
    for editor in (QLineEdit("甲"), QPlainTextEdit("甲")):
        qtbot.addWidget(editor)
        menu = editor.createStandardContextMenu()
        assert isinstance(menu, QMenu)
        words = [action.text().partition("\t")[0].partition("(")[0] for action in menu.actions() if action.text()]
        assert words[:6] == ["撤销", "重做", "剪切", "复制", "粘贴", "删除"]
        menu.deleteLater()


def test_qts_dialog_knows_the_places_sorts_by_name_and_says_what_files_are(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    make_application(settings)
    folder = tmp_path / "材料"
    (folder / "丙").mkdir(parents=True)
    for name in ("乙.qibei", "甲.pdf"):
        (folder / name).write_bytes(b"")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = file_dialog.made(parent, "打开", str(folder), "所有文件 (*)", QFileDialog.FileMode.ExistingFile)
    dialog.show()
    files = dialog.findChild(QTreeView, "treeView")
    assert isinstance(files, QTreeView)
    model, root = files.model(), files.rootIndex()
    qtbot.waitUntil(lambda: model.rowCount(root) == 3, timeout=10_000)
    heads = [model.headerData(column, files.header().orientation()) for column in range(4)]
    assert heads == ["名称", "大小", "类型", "修改日期"]
    kinds = {model.index(row, 0, root).data(): model.index(row, 2, root).data() for row in range(3)}
    assert kinds == {"丙": "文件夹", "乙.qibei": "申报书", "甲.pdf": "PDF"}
    qtbot.waitUntil(lambda: model.index(0, 0, root).data() == "丙", timeout=10_000)  # folders first
    sidebar = dialog.findChild(QListView, "sidebar")
    assert isinstance(sidebar, QListView)
    assert "主文件夹" in file_dialog.known_places().values()
    dialog.close()


@pytest.mark.parametrize(("percent", "shown"), [(100, [True, True, True]), (200, [False, False, True])])
def test_names_are_read_at_every_size_of_text(
    qtbot: QtBot,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    percent: int,
    shown: list[bool],
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: QRect(0, 0, 1024, 700))
    settings.text_size = percent
    application = make_application(settings)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = file_dialog.made(parent, "打开", str(tmp_path), "所有文件 (*)", QFileDialog.FileMode.ExistingFile)
    dialog.show()
    files = dialog.findChild(QTreeView, "treeView")
    assert isinstance(files, QTreeView)
    assert [not files.isColumnHidden(column) for column in (1, 2, 3)] == shown
    qtbot.waitUntil(lambda: files.columnWidth(0) >= scaled(200), timeout=10_000)
    dialog.close()
    theme.apply(application, Settings(settings.file))


def test_the_places_are_no_wider_than_their_names_though_they_were_in_larger_text(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    make_application(settings)
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = []
    for wide in (400, 0):
        dialog = file_dialog.made(parent, "打开", str(tmp_path), "所有文件 (*)", QFileDialog.FileMode.ExistingFile)
        dialog.show()
        parts = dialog.findChild(QSplitter, "splitter")
        assert isinstance(parts, QSplitter)
        shown.append(parts.sizes()[0])
        if wide:
            parts.setSizes([wide, 300])
        dialog.done(0)
    assert shown[0] == shown[1] == scaled(file_dialog.PLACES_WIDTH)


def test_a_place_that_is_not_there_begins_where_the_nearest_is(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    make_application(settings)
    parent = QWidget()
    qtbot.addWidget(parent)
    start = str(tmp_path / "新的.qibei")
    dialog = file_dialog.made(parent, "保存", start, "申报书 (*.qibei)", QFileDialog.FileMode.AnyFile)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    assert [Path(one).name for one in dialog.selectedFiles()] == ["新的.qibei"]


def test_a_dialog_whose_window_goes_while_it_is_open_has_chosen_nothing(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    make_application(settings)
    parent = QWidget()
    QTimer.singleShot(50, lambda: delete(parent))
    assert file_dialog.ask_open(parent, "打开", str(tmp_path), "所有文件 (*)") == ""


def test_qts_dialog_has_the_room_around_it_that_every_dialog_has(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    make_application(settings)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = file_dialog.made(parent, "打开", str(tmp_path), "所有文件 (*)", QFileDialog.FileMode.ExistingFile)
    margins = dialog.layout().contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == theme.space.DIALOG
    assert not dialog.isSizeGripEnabled()
