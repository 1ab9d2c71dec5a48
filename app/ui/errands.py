"""What goes from one declaration to another or to whoever recommends: carrying over, the 汇总表 and its entries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.files import PACK_SUFFIX, shown
from app.ui.message import question, show_done, show_failure
from app.ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from app.declaration.carrying.carry_over import Carrying
    from app.declaration.returning.plan import ReturnPlan
    from app.declaration.summary.entry import SummaryEntry
    from app.forms.paths import FieldPath
    from app.ui.actions import Actions
    from app.ui.desk import Desk

EXPORT, NO_SUMMARY = "导出汇总信息…", "导出汇总信息（本通知没有汇总表）"


class Errands(QObject):
    """The errands of one window, for the declaration that is open there; `made` brings one that was carried over."""

    made = Signal(object)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window, self.folder = window, folder
        self._desk: Desk | None = None
        self._task: Task | None = None

    def reactions(self) -> dict[str, Callable[[], object]]:
        """What is done here, by the names of the actions."""
        return {
            "carry_into": self.carry_into,
            "read_word": self.read_back,
            "entry": self.export_entry,
            "summary": self.summarize,
            "install": self.choose_pack,
        }

    def attend(self, desk: Desk | None, actions: Actions) -> None:
        """Serve the declaration on `desk`, or none; enable what it allows, and say why not."""
        self._desk = desk
        has_summary = desk is not None and desk.pack.summary is not None
        actions["entry"].setEnabled(has_summary)
        actions["entry"].setText(EXPORT if desk is None or has_summary else NO_SUMMARY)
        for name in ("carry_into", "read_word"):
            actions[name].setEnabled(desk is not None and not desk.read_only)

    def carry_over(self) -> None:
        """Make a new declaration from an earlier draft."""
        from app.ui.dialogs.carrying.dialog import CarryOverDialog

        dialog = CarryOverDialog(self.folder, self._window)
        dialog.made.connect(self.made)
        dialog.open()

    def carry_into(self) -> None:
        """Fill the open declaration from another draft."""
        from app.ui.dialogs.carrying.dialog import CarryOverDialog

        desk = self._desk
        if desk is not None and not desk.read_only:
            desk.settle()
            dialog = CarryOverDialog(self.folder, self._window, desk.declaration)
            dialog.agreed.connect(self._fill)
            dialog.open()

    def read_back(self) -> None:
        """Ask for a Word file that a colleague has filled, and show what it brings."""
        desk = self._desk
        if desk is None or desk.read_only:
            return
        kinds = "Word 文件 (*.docx *.doc *.wps *.odt)"
        from app.ui.widgets.file_dialog import ask_open

        name = ask_open(self._window, "读回哪个 Word 文件", str(self.folder), kinds)
        if name:
            self.read_file(Path(name))

    def read_file(self, file: Path) -> None:
        """Show what a filled Word file brings to the open declaration."""
        from app.ui.dialogs.returning.dialog import ReturnDialog

        desk = self._desk
        if desk is not None and not desk.read_only:
            desk.settle()
            dialog = ReturnDialog(desk.declaration, self._window)
            dialog.agreed.connect(self._take_back)
            dialog.open()
            dialog.read(file)

    def summarize(self) -> None:
        """Make the 汇总表 of many declarations."""
        from app.ui.dialogs.summary.dialog import SummaryDialog

        SummaryDialog(self.folder, self._window).open()

    def choose_pack(self) -> None:
        """Ask for the file of a pack, and install it."""
        from app.ui.widgets.file_dialog import ask_open

        name = ask_open(self._window, "安装哪个申报模板", str(self.folder), f"申报模板 (*{PACK_SUFFIX} *.yaml *.yml)")
        if name:
            self.install(Path(name))

    def offer_pack(self, file: Path) -> None:
        """Ask whether the pack in `file`, whose icon was clicked, shall be installed."""
        from app.declaration.packs import installing_words, lost_words
        from app.forms.pack.loader import load_pack

        try:
            pack, lost = load_pack(file), lost_words(file)
        except AppError as failure:
            show_failure(self._window, failure)
            return
        meaning = f"{installing_words(pack)}{lost}\n文件：{shown(file.name)}"
        box, agree = question(self._window, "安装申报模板？", f"安装“{pack.title}”？", meaning, "安装", "不安装")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda: self.install(file) if box.clickedButton() is agree else None)
        box.open()

    def install(self, file: Path) -> None:
        """Check the pack in `file` and keep it for new declarations."""
        from app.declaration.packs import install_pack, lost_words

        try:
            lost = lost_words(file)
            pack = install_pack(file)
        except AppError as failure:
            show_failure(self._window, failure)
        else:
            show_done(self._window, f"已安装“{pack.title}”。", f"{lost}新建申报书时可以选用。")

    def export_entry(self) -> None:
        """Ask where the row of the open declaration for the 汇总表 shall go, and write it."""
        if self._desk is None:
            return
        path = self._desk.declaration.path
        start = str(path.with_name(f"{path.stem}-汇总信息.json"))
        from app.ui.widgets.file_dialog import ask_save

        name = ask_save(self._window, "汇总信息存放在哪里", start, "汇总信息 (*.json)")
        if name:
            file = Path(name)
            self.save_entry(file if file.suffix.lower() == ".json" else file.with_name(f"{file.name}.json"))

    def save_entry(self, file: Path) -> None:
        """Write the row of the open declaration to `file`, beside the window."""
        from app.declaration.summary.entry import entry_of, save_entry

        desk = self._desk
        if desk is None:
            return
        desk.settle()
        entry = entry_of(desk.session, desk.declaration.path.name)

        def work(_task: Task) -> tuple[SummaryEntry, Path]:
            save_entry(entry, file)
            return entry, file

        self._task = Task(work)
        self._task.done.connect(self._saved)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _saved(self, result: tuple[SummaryEntry, Path]) -> None:
        entry, file = result
        more = "" if entry.complete else f"申报书尚不齐备，还有 {entry.blocking} 处必须处理，汇总信息中已注明。"
        show_done(self._window, f"已导出“{file.name}”，请把它交给推荐单位。", more)

    def _failed(self, failure: AppError) -> None:
        show_failure(self._window, failure)

    def _take_back(self, plan: ReturnPlan, chosen: frozenset[FieldPath], notes: frozenset[int]) -> None:
        from app.declaration.remarks.remarks import remarks
        from app.declaration.returning.commented import take_notes
        from app.declaration.returning.taking import take_chosen

        desk = self._desk
        if desk is None:
            return
        taken: list[int] = []
        desk.agreed(lambda: taken.append(take_chosen(desk.declaration, plan, chosen)))
        undone = "按 Ctrl+Z 可以一次全部撤销。" if sum(taken) else ""
        try:
            remarked = take_notes(desk.declaration, plan, notes)
            desk.show_remarks(remarks(desk.declaration))
        except AppError as failure:
            show_failure(self._window, failure)
            return
        more = f"{remarked} 条批注加到了右侧栏的“批注”里。" if remarked else ""
        show_done(self._window, f"已读回 {sum(taken)} 处。", f"{undone}{more}")

    def _fill(self, carrying: Carrying, confirmed: Container[FieldPath]) -> None:
        from app.declaration.carrying.carry_over import carry_over

        desk = self._desk
        if desk is None:
            return
        filled: list[int] = []
        desk.agreed(lambda: filled.append(carry_over(carrying, desk.declaration, confirmed)))
        show_done(self._window, f"已填入 {sum(filled)} 处。", "按 Ctrl+Z 可以一次全部撤销。")
