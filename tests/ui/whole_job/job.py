"""The whole job of one declaration, as somebody without a mouse does it: each phase begins where the last one ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from ui.person import PASSPHRASE
from ui.proof_files import write_pdf
from ui.watchdog import Watchdog
from ui.whole_job.filling import Filling
from ui.whole_job.keyboard import Keyboard, here, told

from app.declaration.packs import find_pack
from app.forms.paths import FieldPath
from app.ui.form.view import FormView
from app.ui.handover.merging import MergeDialog
from app.ui.main_window import MainWindow
from app.ui.start.pack_card import PackCard
from app.ui.start.passphrase import PassphraseDialog

THEIRS = "另一句只有李工知道的话"
LENT = "lent.qibei"


class Job:
    """One notice from the first screen to the merged copy; `window` is only looked at."""

    def __init__(self, window: MainWindow, watchdog: Watchdog, folder: Path, notice: str) -> None:
        self.window, self.folder = window, folder
        self.keys = Keyboard(watchdog)
        self.pack = find_pack(notice)
        self.draft = folder / "job.qibei"
        self.lent = FieldPath("", "")
        self.phases: tuple[Callable[[], None], ...] = (
            self.new,
            self.fill,
            self.evidence,
            self.check,
            self.preview,
            self.freeze,
            self.export,
            self.hand_over,
            self.colleague,
            self.merge,
        )

    @property
    def form(self) -> FormView:
        """The open declaration."""
        assert self.window.form is not None
        return self.window.form

    # -- the phases ----------------------------------------------------------------------------

    def new(self) -> None:
        """From the first screen to the first blank."""
        keys = self.keys
        keys.wait(QApplication.focusWidget, "the first screen")
        keys.look()
        keys.tab_to("新建申报书")
        keys.press("Return")
        keys.wait(lambda: isinstance(here().parentWidget(), PackCard), "the notices")
        keys.press("Esc")
        assert here().accessibleName() == "新建申报书"
        keys.press("Return")
        keys.wait(lambda: isinstance(here().parentWidget(), PackCard), "the notices")
        while here().accessibleName() != self.pack.title:
            keys.press("Down")
            keys.look()
        keys.tab_to("申报书文件的位置")
        keys.rewrite(str(self.draft))
        keys.tab_to("密码")
        keys.write(PASSPHRASE)
        keys.press("Return")
        assert here().accessibleName() == "再输一次"
        keys.write(PASSPHRASE)
        keys.press("Return")
        keys.wait(lambda: self.window.form is not None, "the declaration")
        keys.look()

    def fill(self) -> None:
        """Every page, and every kind of blank."""
        filling = Filling(self.keys, self.form)
        while True:
            filling.page()
            before = self.form.section
            self.keys.press("Ctrl+PgDown")
            if self.form.section == before:
                break
        assert filling.met <= filling.done, f"never filled in: {sorted(filling.met - filling.done)}"
        assert filling.lent is not None
        self.lent = filling.lent
        assert self.form.desk.session.history.can_undo
        self.keys.press("Ctrl+Z", "Ctrl+Y")

    def evidence(self) -> None:
        """A proof is added to the first page that demands one."""
        page = next((one for one in self.pack.sections if one.evidence_items), None)
        if page is None:
            return
        item = next(iter(page.evidence_items.values()))
        self.goto(page.id)
        self.keys.tab_to(f"添加或查看：{item.title}", most=300)
        self.keys.press("Return")
        self.keys.look()
        file = write_pdf(self.folder / "proof.pdf")
        assert here().accessibleName().startswith("添加文件"), told(here())
        self.keys.in_file_dialog(str(file), lambda: self.keys.press("Return"))
        path = FieldPath(page.id, item.id)
        self.keys.wait(lambda: self.form.desk.declaration.evidence(path), "the proof")
        self.keys.look()
        self.keys.press("Esc")
        assert self.form.page(self.form.section).isAncestorOf(here())

    def check(self) -> None:
        """From the list of what is missing to a blank, back to the list, back to the page."""
        keys, form = self.keys, self.form
        keys.press("F5")
        keys.look()
        assert form.asides.checklist.isVisible()
        for _ in range(40):
            keys.press("Down")
            if isinstance(
                form.asides.checklist.rows.rows[form.asides.checklist.rows.currentIndex().row()].target, FieldPath
            ):
                break
        keys.press("Return")
        keys.look()
        assert not form.asides.checklist.isVisible()
        keys.press("F8")
        keys.look()
        keys.press("F5")
        keys.tab_to("返回页面", back=True)
        keys.press("Return")
        keys.look()
        assert not form.asides.checklist.isVisible()

    def preview(self) -> None:
        """The book is leafed through, and a blank on its paper is gone to."""
        keys, form = self.keys, self.form
        keys.press("F7")
        keys.look()
        view = form.preview.view
        assert view is not None
        keys.wait(lambda: view.pages.book is not None, "the book")
        keys.press("End", "PgUp", "Home", "PgDown", "PgDown")
        keys.wait(lambda: view.spread.drawn, "the pages")
        keys.press("Down", "Down")
        marked = view.spread.cursor_
        assert marked is not None
        keys.press("Return")
        assert not view.isVisible()
        keys.look()
        assert form.desk.blank is not None
        assert form.desk.blank.whole == marked.whole or marked.row

    def freeze(self) -> None:
        """A version is fixed."""
        self.keys.menu("F", "定稿")
        dialog = self.dialog()
        self.keys.tab_to("定稿")
        self.keys.press("Return")
        self.keys.wait(lambda: self.form.desk.declaration.versions(), "the version")
        self.keys.wait(lambda: dialog.ok.isEnabled(), "the end of it")
        self.keys.look()
        assert here().accessibleName() == "定稿", "the cursor comes back to the button when the work has ended"
        self.keys.press("Esc")
        self.back()

    def export(self) -> None:
        """The book is written, as PDF alone."""
        out = self.folder / "out"
        out.mkdir()
        self.keys.press("Ctrl+E")
        self.keys.tab_to("导出到的文件夹")
        self.keys.rewrite(str(out))
        self.keys.tab_to("Word")
        self.keys.press("Space")
        self.keys.tab_to("导出", most=20)
        while not isinstance(here(), QPushButton) or here().accessibleName() != "导出":
            self.keys.tab()
        dialog = self.dialog()
        self.keys.press("Return")
        self.keys.wait(lambda: not dialog.busy and any(out.glob("*.pdf")), "the book")
        self.keys.look()
        self.keys.press("Esc")
        self.back()

    def hand_over(self) -> None:
        """A page is lent to a colleague."""
        keys = self.keys
        keys.menu("C", "借出几页")
        keys.tab_to("页面")
        tree = here()
        name = self.pack.section[self.lent.section].name
        while name not in tree.currentItem().text(0):
            keys.press("Down")
        keys.press("Space")
        keys.tab_to("借给谁")
        keys.write("李工")
        keys.tab_to("副本存放在哪里")
        keys.rewrite(str(self.folder / LENT))
        keys.tab_to("副本密码")
        keys.write(THEIRS)
        keys.press("Return")
        keys.write(THEIRS)
        keys.press("Return")
        keys.wait(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), "the word that it is lent")
        keys.press("Return")
        self.back()

    def colleague(self) -> None:
        """Somebody else opens the copy, and fills in what was asked for."""
        keys = self.keys
        keys.press("Ctrl+W")
        keys.wait(lambda: self.window.form is None, "the first screen")
        keys.look()
        self.open(self.folder / LENT, THEIRS)
        keys.wait(lambda: self.form.section == self.lent.section, "the page that was lent")
        keys.look()
        for _ in range(60):
            if getattr(here(), "path", None) == self.lent:
                break
            keys.tab()
        keys.rewrite("李工填写的")
        keys.press("Tab", "Ctrl+W")
        keys.wait(lambda: self.window.form is None, "the first screen")

    def merge(self) -> None:
        """The copy comes back, and is merged."""
        keys = self.keys
        self.open(self.draft, PASSPHRASE)
        keys.in_file_dialog(str(self.folder / LENT), lambda: keys.menu("C", "收回或合并另一份"))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MergeDialog)
        keys.look()
        keys.wait(lambda: not dialog.busy, "the copy")
        keys.look()
        keys.write(THEIRS)
        keys.press("Return")
        keys.look()
        keys.wait(lambda: not dialog.busy and dialog.read is not None, "the plan")
        keys.look()
        keys.press("Right")
        keys.tab_to("确定")
        before = self.form
        keys.press("Return")
        keys.wait(lambda: self.window.form not in (None, before), "the merged declaration")
        keys.look()
        assert self.form.desk.session.text(self.lent) == "李工填写的"
        keys.press("Ctrl+W")
        keys.wait(lambda: self.window.form is None, "the first screen")
        keys.look()

    # -- what they share -----------------------------------------------------------------------

    def goto(self, page: str) -> None:
        """Go to a page by its name."""
        self.keys.press("Ctrl+G")
        self.keys.write(self.form.desk.session.page_name(self.pack.section[page]).rstrip("*"))
        self.keys.press("Return")
        assert self.form.section == page
        self.keys.look()

    def open(self, file: Path, passphrase: str) -> None:
        """Open a draft from the first screen."""
        self.keys.in_file_dialog(str(file), lambda: self.keys.press("Ctrl+O"))
        self.keys.wait(lambda: isinstance(QApplication.activeWindow(), PassphraseDialog), "the question for it")
        self.keys.look()
        self.keys.write(passphrase)
        self.keys.press("Return")
        self.keys.wait(lambda: self.window.form is not None, "the declaration")

    def dialog(self) -> QDialog:
        """The dialog that stands before the window."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog), dialog
        self.keys.look()
        return dialog

    def back(self) -> None:
        """The cursor is in the page again."""
        self.keys.wait(lambda: QApplication.activeModalWidget() is None, "the window")
        self.keys.look()
        assert self.form.isAncestorOf(here()), told(here())
