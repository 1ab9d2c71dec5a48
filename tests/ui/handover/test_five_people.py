"""Five people at one declaration: pages go out to four, come back in any order, and nobody's words are lost.

王工 fills his pages in Word; 李工's clock is ten years ahead; 赵工 loses the file and gets it again; 钱工 also changes
what was not lent to her.  Meanwhile the owner goes on writing.
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest
from declaration.prepared import Samples
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from ui.dialogs.test_return_dialog import retyped, shown
from ui.handover.two_copies import agreed, merging
from ui.person import PASSPHRASE, User, path

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.sharing.loans import loans
from app.drafts.format import ledger
from app.settings import Settings
from app.ui.dialogs.returning.sending import SendDialog
from app.ui.handover.lending import LendDialog
from app.ui.handover.merging import MergeDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display

PROJECT, CONTACT, MOBILE = path("cover.project"), path("applicant.contact_name"), path("applicant.contact_mobile")
DAILY, TOP, AREAS = path("killer_apps.daily"), path("killer_apps.top"), path("solutions.areas")
PARKS, SERVED, ANALYSIS = path("parks.provincial"), path("parks.served"), path("parks.service_proof")
COPIES = {"李工": "杀手锏", "赵工": "解决方案供给", "钱工": "赋能园区"}
ORDERS = random.Random(11).sample(list(permutations(["王工", *COPIES])), 24 if os.environ.get("QIBEI_LONG") else 1)
EVERY_VALUE = {
    CONTACT: {"王工的联系人", "contact of Sun"},
    MOBILE: {"13911112222"},
    DAILY: {"28641", "28642"},
    AREAS: {"11"},
    PARKS: {"6"},
    PROJECT: {"project of Sun", "project of Qian"},
}
"""What the five typed into blanks; of two, both must be in the result or in its history."""


@dataclass
class Desk:
    """Where the five stand before anything comes back: the owner's draft, and the files of the others."""

    folder: Path
    draft: Path
    files: dict[str, Path]


@pytest.fixture(autouse=True)
def _nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMessageBox, "open", lambda _self: None)  # what is only told needs no answer


def lent(qtbot: QtBot, window: MainWindow, to: str, page: str, file: Path) -> Path:
    """The copy that the window writes for a colleague."""
    window.actions_["lend"].trigger()
    (dialog,) = (one for one in window.findChildren(LendDialog) if one.isVisible())
    dialog.to.setText(to)
    pages = dialog.tree.findItems(page, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    assert len(pages) == 1, page
    pages[0].setCheckState(0, Qt.CheckState.Checked)
    dialog.file.show_path(file)
    for box in (dialog.first, dialog.second):
        box.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.lent, timeout=20_000):
        dialog.ok.click()
    return file


def sent(qtbot: QtBot, window: MainWindow, page: str, folder: Path) -> Path:
    """The Word file with one page."""
    folder.mkdir()
    window.actions_["send_word"].trigger()
    (dialog,) = window.findChildren(SendDialog)
    rows = [dialog.list.item(row) for row in range(dialog.list.count())]
    next(row for row in rows if page in row.text()).setCheckState(Qt.CheckState.Checked)
    dialog.send(folder)
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.docx"))), timeout=20_000)
    qtbot.waitUntil(lambda: not window.findChildren(SendDialog), timeout=20_000)
    return next(folder.glob("*.docx"))


def at_work(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, file: Path) -> tuple[MainWindow, User]:
    """A colleague with a window of her own and the draft open in it."""
    monkeypatch.setenv("LOGNAME", name)
    window = MainWindow(Settings.load())
    qtbot.addWidget(window)
    window.show()
    window.show_declaration(Declaration.open(file, PASSPHRASE))
    assert window.form is not None
    return window, User(qtbot, window.form)


def row_added(window: MainWindow, listed: str, name: str) -> None:
    """A row at the end of a list, as its button adds it."""
    assert window.form is not None
    session = window.form.desk.session
    where = path(listed)
    window.form.desk.do(lambda: session.insert_rows(where, session.answers.row_count(where), [{"name": name}]))


@pytest.fixture
def desk(
    qtbot: QtBot, empty_window: MainWindow, samples: Samples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """The declaration handed out, and everybody's work done."""
    monkeypatch.setenv("LOGNAME", "孙工")
    draft = samples.copy("sichuan-2022", tmp_path / "申报书.qibei")
    window = empty_window
    window.show_declaration(Declaration.open(draft, PASSPHRASE))
    files = {name: lent(qtbot, window, name, page, tmp_path / f"{name}.qibei") for name, page in COPIES.items()}
    files["王工"] = sent(qtbot, window, "企业基本信息", tmp_path / "Word")
    _owner_goes_on(qtbot, window)
    files["赵工"] = _lost_and_lent_again(qtbot, window, files["赵工"], monkeypatch)
    assert window.close_form()
    _colleagues_work(qtbot, files, tmp_path, monkeypatch)
    return Desk(tmp_path, draft, files)


def _owner_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    assert window.form is not None
    user = User(qtbot, window.form)
    user.type("cover.project", "project of Sun")
    user.type("applicant.contact_name", "contact of Sun")
    user.leave()
    agree(window)
    user.type("killer_apps.daily", "28641")
    user.leave()


def agree(window: MainWindow) -> None:
    """The owner says yes whenever the window asks whether a lent page shall be changed."""
    assert window.form is not None
    window.form.desk.guard = lambda _section: None


def _lost_and_lent_again(qtbot: QtBot, window: MainWindow, first: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    first.unlink()
    return lent(qtbot, window, "赵工", COPIES["赵工"], first.with_name("赵工（再借）.qibei"))


def _colleagues_work(qtbot: QtBot, files: dict[str, Path], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    retyped(files["王工"], {"赵喆": "王工的联系人", "13800138000": "13911112222"})
    with monkeypatch.context() as ahead:
        ahead.setattr(ledger, "now", lambda: "2036-11-28T08:00:00Z")
        window, user = at_work(qtbot, monkeypatch, "李工", files["李工"])
        user.type("killer_apps.daily", "28642")
        user.leave()
        row_added(window, str(TOP), "李工的应用")
        assert window.close_form()
    window, user = at_work(qtbot, monkeypatch, "赵工", files["赵工"])
    user.type("solutions.areas", "11")
    assert window.close_form()
    window, user = at_work(qtbot, monkeypatch, "钱工", files["钱工"])
    agree(window)
    user.type("parks.provincial", "6")
    user.type("cover.project", "project of Qian")
    row_added(window, str(SERVED), "钱工的园区")
    picture = folder / "钱工的截图.png"
    Image.new("RGB", (200, 120), "navy").save(picture)
    assert window.form is not None
    window.form.desk.declaration.attach(ANALYSIS, [picture])
    assert window.close_form()
    monkeypatch.setenv("LOGNAME", "孙工")


def taken_back(qtbot: QtBot, window: MainWindow, name: str, file: Path) -> set[str]:
    """Take one colleague's work back, for the other side wherever both changed; the conflicts that were shown."""
    if file.suffix == ".docx":
        returned = shown(qtbot, window, file)
        boxes = [one for one in returned.tree.rows() if one.data(0, Qt.ItemDataRole.CheckStateRole) is not None]
        for box in boxes:
            box.setCheckState(0, Qt.CheckState.Checked)
        returned.ok.click()
        qtbot.waitUntil(lambda: not returned.isVisible(), timeout=20_000)
        return {box.text(0) for box in boxes}
    qtbot.waitUntil(lambda: not window.findChildren(MergeDialog), timeout=20_000)
    dialog = merging(qtbot, window, file, PASSPHRASE)
    assert dialog.read is not None
    conflicts = {unit.path for unit in dialog.read.merging.plan.conflicts}
    dialog.all_theirs.click()
    agreed(qtbot, window, dialog)
    return conflicts


@pytest.mark.parametrize("order", ORDERS, ids="".join)
def test_everybodys_values_are_in_the_result_or_its_history(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    window, _ = at_work(qtbot, monkeypatch, "孙工", desk.draft)
    agree(window)
    before = {name: file.read_bytes() for name, file in desk.files.items()}
    conflicts = {name: taken_back(qtbot, window, name, desk.files[name]) for name in order}
    assert {name: len(found) for name, found in conflicts.items()} == {"王工": 1, "李工": 1, "赵工": 0, "钱工": 1}
    assert before == {name: file.read_bytes() for name, file in desk.files.items()}
    assert window.form is not None
    declaration = window.form.desk.declaration
    declaration.flush()
    for blank, words in EVERY_VALUE.items():
        held = [change.after for step in declaration.draft.steps_of(str(blank)) for change in step.changes]
        assert {each for each in words if any(each in (text or "") for text in held)} == words, blank
    session = declaration.session
    assert (session.text(PROJECT), session.text(CONTACT)) == ("project of Qian", "王工的联系人")
    assert (session.text(DAILY), session.text(AREAS), session.text(PARKS)) == ("28642", "11", "6")
    names = {session.text(one.at(row, "name")) for one in (TOP, SERVED) for row in session.answers.rows(one)}
    assert {"李工的应用", "钱工的园区"} <= names
    assert "钱工的截图.png" in {file.name for file in declaration.evidence(ANALYSIS)}
    outcomes = [(loan.to, loan.outcome) for loan in loans(declaration)]
    assert sorted(outcomes) == sorted([("李工", "back"), ("赵工", ""), ("赵工", "back"), ("钱工", "back")])
    book = export_book(declaration, desk.folder / "书", ["pdf"])
    assert book.pages > 30
    assert not book.missing
    assert window.close_form()
    shutil.rmtree(desk.folder / "书")
