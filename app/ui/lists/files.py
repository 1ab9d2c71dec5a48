"""Files into a list and out of it: asked for, read beside the window, written beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.declaration.importing.plan import ListImport
from app.declaration.importing.sheets import save_list
from app.declaration.importing.taking import import_edits, reason
from app.files import file_name
from app.forms.paths import FieldPath
from app.forms.tables.rows import Reading
from app.ui.desk import Desk
from app.ui.lists.importing import ImportDialog
from app.ui.message import show_done, show_failure
from app.ui.tasks import Task
from app.ui.widgets.file_dialog import ask_open, ask_save

TABLES = "Excel、WPS 表格、CSV (*.xlsx *.xls *.et *.csv *.tsv *.txt)"


class ListFiles(QObject):
    """What one list has to do with files; `imported` tells how many rows came."""

    imported = Signal(int)

    def __init__(self, desk: Desk, path: FieldPath, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._path, self._label, self._view = desk, path, label, parent
        self.dialog: ImportDialog | None = None

    def ask_import(self) -> None:
        """Ask which file to import, and show what it would bring."""
        folder = str(self._desk.declaration.path.parent)
        name = ask_open(self._view, f"导入到“{self._label}”的文件", folder, TABLES)
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Show what a file would bring."""
        if self.dialog is None:
            self.dialog = ImportDialog(self._desk, self._path, self._view.window())
            self.dialog.agreed.connect(self._take)
            self.dialog.another.connect(self.ask_import)
            self.dialog.destroyed.connect(self._forget)
            self.dialog.open()
        self.dialog.read(file)

    def ask_export(self, *, empty: bool = False) -> None:
        """Ask where to write the list, or its headings for a colleague to fill in below."""
        stem = file_name(f"{self._label}（待填）" if empty else self._label)
        start = str(self._desk.declaration.path.with_name(f"{stem}.xlsx"))
        title = "空白清单存放在哪里" if empty else f"“{self._label}”存放在哪里"
        name = ask_save(self._view, title, start, "Excel 工作簿 (*.xlsx)")
        if name:
            file = Path(name)
            self.write(file if file.suffix.lower() == ".xlsx" else file.with_name(f"{file.name}.xlsx"), empty=empty)

    def write(self, file: Path, *, empty: bool = False) -> None:
        """Write the list to `file` beside the window."""
        session = self._desk.session.twin()
        task = Task(lambda _task: save_list(session, self._path, file, empty=empty))
        hint = "同事填好后，用“导入…”读回来。" if empty else "文件没有加密，请妥善保管。"
        window = self._view.window()
        task.done.connect(lambda _: show_done(window, f"已生成“{file.name}”。", hint))
        task.failed.connect(lambda failure: show_failure(window, failure))
        task.start()

    def _take(self, plan: ListImport, reading: Reading) -> None:
        cells = sum(map(len, reading.rows)) + len(reading.rows)
        words = f"正在导入 {len(reading.rows):,} 行…"
        if self._desk.apply(partial(import_edits, plan=plan, reading=reading), cells, words, reason(plan)):
            self.imported.emit(len(reading.rows))

    def _forget(self) -> None:
        self.dialog = None
