"""借出几页: pages go out with a copy, are marked where they stand, and asked about before they are changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QDate, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from ui.handover.two_copies import DEVICES, PHONE, THEIR_PASSPHRASE, TOTAL, agreed, edited, merging
from ui.person import User, path

from app.declaration.declaration import Declaration
from app.declaration.sharing.lending import call_off
from app.declaration.sharing.loans import LENT, loans, new_loan, own_loan, writing
from app.drafts.model import Change
from app.settings import Settings
from app.ui.form.view import FormView
from app.ui.handover.calendar import LoansDialog
from app.ui.handover.lending import LendDialog
from app.ui.main_window import MainWindow
from app.ui.theme import space
from app.ui.widgets.areas import QuietArea

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


class Answering:
    """Presses one button of each question that comes up, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.button = "不改"
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.windowTitle() == "仍要修改？":
            self.asked.append(box.text())
            next(one for one in box.buttons() if one.text() == self.button).click()

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def answering(qtbot: QtBot) -> Iterator[Answering]:
    """Whoever answers the questions."""
    made = Answering()
    yield made
    made.stop()


def lent(qtbot: QtBot, window: MainWindow, pages: list[str], to: str = "李工", due: date | None = None) -> Path:
    """Lend pages through the dialog; the copy."""
    window.actions_["lend"].trigger()
    dialog = next(one for one in window.findChildren(LendDialog) if one.isVisible())
    assert not dialog.ok.isEnabled()
    dialog.tree.tick(pages)
    dialog.to.setText(to)
    if due is not None:
        dialog.dated.setChecked(True)
        dialog.due.setDate(QDate(due.year, due.month, due.day))
    dialog.first.edit.setText(THEIR_PASSPHRASE)
    assert not dialog.ok.isEnabled()
    dialog.second.edit.setText(THEIR_PASSPHRASE)
    file = dialog.file.path
    assert file is not None
    with qtbot.waitSignal(dialog.lent, timeout=20_000):
        dialog.ok.click()
    for box in window.findChildren(QMessageBox):
        box.close()
    return file


def tree_detail(form: FormView, section: str) -> str:
    form.arrive()  # what is shown in turns
    return next(row.detail for row in form.tree.view.model().rows if row.target == section)  # type: ignore[attr-defined]


def head(form: FormView, section: str) -> str:
    return form.page(section)._header._lent.text()


def test_pages_are_lent_marked_and_taken_back(
    qtbot: QtBot, window: MainWindow, form: FormView, declaration: Declaration, tmp_path: Path
) -> None:
    due = date.today() + timedelta(days=5)
    file = lent(qtbot, window, ["equipment", "rows"], due=due)
    assert file == tmp_path / "试（李工）.qibei"
    (loan,) = loans(declaration)
    assert (loan.to, loan.sections, loan.due) == ("李工", ("equipment", "rows"), due.isoformat())
    assert tree_detail(form, "equipment") == "⇄ 已借出给 李工"
    assert tree_detail(form, "applicant") == ""
    assert f"已借出给 李工（{date.today():%m-%d} 起，约定 {due:%m-%d} 交回）" in head(form, "equipment")
    edited(file, lambda copy: copy.session.answer(TOTAL, "12"))
    edited(file, lambda copy: copy.session.answer(PHONE, "1"))
    dialog = merging(qtbot, window, file)
    assert dialog.summary.text().startswith("李工交回的“试（李工）.qibei”：采用对方的 2 处")
    result = agreed(qtbot, window, dialog)
    assert window.form is not None
    assert "已收回 李工 交回的" in window.form.banner._words.text()
    assert result.session.text(TOTAL) == "12"
    assert tree_detail(window.form, "equipment") == head(window.form, "equipment") == ""
    assert loans(result)[0].outcome == "back"


def test_a_part_ticks_its_pages_and_the_file_is_named_after_whom_it_is_for(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["lend"].trigger()
    (dialog,) = window.findChildren(LendDialog)
    part = dialog.tree.topLevelItem(1)
    assert part is not None
    assert part.text(0) == "一、基本信息"
    part.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.tree.chosen() == ["applicant", "equipment"]
    dialog.to.setText("王/工")
    assert dialog.file.path is not None
    assert dialog.file.path.name == "试（王工）.qibei"
    dialog.file.edit.setText("/tmp/自己起的名字")
    dialog.to.setText("王工二")
    assert dialog.file.path == Path("/tmp/自己起的名字.qibei")


def test_a_lent_page_is_changed_only_when_its_user_says_so_and_is_asked_once(
    qtbot: QtBot, window: MainWindow, form: FormView, user: User, declaration: Declaration, answering: Answering
) -> None:
    lent(qtbot, window, ["equipment"])
    user.type("cover.project", "free")
    assert answering.asked == []
    line = user.type("equipment.total", "7")
    assert len(answering.asked) == 1
    assert "已借出给 李工" in answering.asked[0]
    assert declaration.session.text(TOTAL) == ""
    assert isinstance(line, type(user.line("equipment.total")))
    assert user.line("equipment.total").text() == ""
    answering.button = "仍要修改"
    user.type("equipment.total", "8")
    assert declaration.session.text(TOTAL) == user.line("equipment.total").text() == "8"
    user.type("equipment.running", "5")
    assert len(answering.asked) == 2


def test_typing_goes_on_behind_what_was_typed_when_the_question_is_answered(
    qtbot: QtBot, window: MainWindow, user: User, declaration: Declaration, answering: Answering
) -> None:
    lent(qtbot, window, ["equipment"])
    answering.button = "仍要修改"
    line = user.type("equipment.total", "7123")
    assert line.text() == declaration.session.text(TOTAL) == "7123"


def test_a_place_typed_key_by_key_is_no_fault(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["lend"].trigger()
    dialog = next(one for one in window.findChildren(LendDialog) if one.isVisible())
    dialog.file.edit.clear()
    qtbot.keyClicks(dialog.file.edit, "/")
    assert dialog.file.path == Path("/")
    dialog.reject()


def test_rows_of_a_lent_page_are_asked_about_too(
    qtbot: QtBot, window: MainWindow, form: FormView, declaration: Declaration, answering: Answering
) -> None:
    declaration.session.insert_rows(DEVICES, 0, [{"name": "机床"}])
    lent(qtbot, window, ["rows"])
    form.open("rows")
    (view,) = [view for view in form.page("rows").views if hasattr(view, "table")]
    view.work.insert()
    assert declaration.session.answers.row_count(DEVICES) == 1
    answering.button = "仍要修改"
    view.work.insert()
    assert declaration.session.answers.row_count(DEVICES) == 2
    assert len(answering.asked) == 2


def test_the_copy_says_whose_it_is_and_asks_before_other_pages(
    qtbot: QtBot, window: MainWindow, answering: Answering
) -> None:
    file = lent(qtbot, window, ["equipment"])
    assert window.close_form()
    window.show_declaration(Declaration.open(file, THEIR_PASSPHRASE))
    form = window.form
    assert form is not None
    assert form.section == "equipment"
    assert own_loan(form.desk.declaration) is not None
    assert form.banner._words.text().startswith("这是借给 李工 的副本")
    assert "请填“1.1 设备数量”" in form.banner._words.text()
    assert head(form, "equipment") == "这一页是请您填写的。"
    user = User(qtbot, form)
    user.type("equipment.total", "3")
    assert answering.asked == []
    user.type("cover.project", "o")
    assert answering.asked == ["“封面”不在借给您的页面里，仍要修改？"]
    assert form.desk.session.text(path("cover.project")) == ""


def test_the_calendar_shows_what_is_late_first_and_calls_off(
    qtbot: QtBot, window: MainWindow, form: FormView, declaration: Declaration
) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    passed = (date.today() - timedelta(days=2)).isoformat()
    for to, pages, due in (("王工", ["rows"], ""), ("李工", ["equipment"], passed), ("张工", ["capital"], "")):
        declaration.keep([writing(new_loan(to, pages, "我", now, due))])
    call_off(declaration, next(loan for loan in loans(declaration) if loan.to == "张工"))
    window.actions_["loans"].trigger()
    (dialog,) = window.findChildren(LoansDialog)
    texts = [[dialog.list.topLevelItem(place).text(column) for column in (0, 1)] for place in range(3)]  # type: ignore[union-attr]
    assert texts == [["⚠ 逾期 2 天", "李工"], ["○ 未交回", "王工"], ["－ 不再等", "张工"]]
    assert "2 份还没有交回，其中 1 份已逾期" in dialog.summary.text()
    assert dialog.list.columnWidth(0) >= dialog.list.fontMetrics().horizontalAdvance("⚠ 逾期 2 天") + space.WIDE
    dialog.off.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert {loan.to: loan.outcome for loan in loans(declaration)} == {
        "王工": "",
        "李工": "cancelled",
        "张工": "cancelled",
    }
    assert not dialog.words.isHidden()
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
    dialog.again.click()
    (lend,) = [one for one in window.findChildren(LendDialog) if one.isVisible()]
    assert lend.tree.chosen() == ["rows"]
    assert lend.to.text() == "王工"


def test_a_loan_that_cannot_be_read_hides_no_other_and_is_told(
    window: MainWindow, form: FormView, declaration: Declaration
) -> None:
    good = writing(new_loan("王工", ["rows"], "我", "2026-11-28T08:00:00Z", ""))
    declaration.keep([good, Change(f"{LENT}{'0' * 32}", None, '"of a newer program"')])
    window.actions_["loans"].trigger()
    (dialog,) = window.findChildren(LoansDialog)
    assert [loan.to for loan in dialog.loans] == ["王工"]
    assert "有 1 条借出记录无法识别" in dialog.words.text()


def test_a_proof_is_not_put_on_a_lent_page_unless_its_user_says_so(
    qtbot: QtBot, window: MainWindow, form: FormView, declaration: Declaration, answering: Answering, tmp_path: Path
) -> None:
    picture = tmp_path / "照片.png"
    Image.new("RGB", (40, 40), "navy").save(picture)
    proof = path("equipment.proof")
    lent(qtbot, window, ["equipment"])
    form.open("equipment")
    form.panel.evidence.intake.attach(proof, [picture])
    assert len(answering.asked) == 1
    assert form.panel.evidence.intake.batches == []
    answering.button = "仍要修改"
    form.panel.evidence.intake.attach(proof, [picture])
    qtbot.waitUntil(lambda: len(declaration.evidence(proof)) == 1, timeout=20_000)
    card = form.panel.evidence.item("proof")
    assert card is not None
    card.files[0].take_out()
    assert declaration.evidence(proof) == []
    assert len(answering.asked) == 2


def test_all_of_the_dialog_is_seen_in_larger_text_and_its_lines_begin_at_one_place(
    qtbot: QtBot, window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: QRect(0, 0, 1024, 700))
    settings.text_size = 150
    window.looks.follow()
    try:
        window.actions_["lend"].trigger()
        dialog = next(one for one in window.findChildren(LendDialog) if one.isVisible())
        qtbot.wait(50)
        assert dialog.findChildren(QuietArea)[0].verticalScrollBar().maximum() == 0
        lines: list[QWidget] = [dialog.to, dialog.file.edit, dialog.first.edit, dialog.second.edit]
        assert len({line.mapTo(dialog, QPoint()).x() for line in lines}) == 1
        dialog.close()
    finally:
        settings.text_size = 100
        window.looks.follow()
