"""Attached files are shown small and large, ordered by keys and by dragging, and opened in other programs."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from evidence import word_files
from proof_files import (
    LONG,
    PROOF,
    attach,
    attached,
    drop,
    drop_data,
    item,
    names,
    write_pdf,
    write_picture,
)
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QTextCursor, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.ui.evidence.file import FileView, breakable, dragged
from app.ui.evidence.proof import NOT_SHOWN, ProofDialog
from app.ui.evidence.state import state_of
from app.ui.evidence.thumbs import BOX, fitted
from app.ui.form.view import FormView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the plugin without a display says it of every dialog


@pytest.fixture
def three(form: FormView, qtbot: QtBot, tmp_path: Path) -> list[FileView]:
    """A red, a green and a blue picture under the proof."""
    colours = {"红.png": "#ff0000", "绿.png": "#00ff00", "蓝.png": "#0000ff"}
    files = [write_picture(tmp_path / name, colour) for name, colour in colours.items()]
    return attach(form, qtbot, *files).files


def larger(view: FileView, form: FormView, qtbot: QtBot) -> ProofDialog:
    """The dialog that Enter on the small picture opens."""
    view.thumb.setFocus()
    qtbot.keyClick(view.thumb, Qt.Key.Key_Return)
    return form.findChildren(ProofDialog)[-1]


def test_each_file_gets_its_own_small_picture(three: list[FileView], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all(view.thumb.shows_picture for view in three), timeout=LONG)
    middles = [view.thumb.grab().toImage().pixelColor(view.thumb.rect().center()) for view in three]
    assert [colour.name() for colour in middles] == ["#ff0000", "#00ff00", "#0000ff"]


def test_a_small_picture_is_sharp_on_a_screen_of_200_percent(three: list[FileView], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: three[0].thumb.shows_picture, timeout=LONG)
    assert three[0].thumb._picture is not None
    drawn = fitted(three[0].thumb._picture, 2.0)
    assert drawn.width() == 2 * BOX.width()
    assert drawn.deviceIndependentSize().width() == BOX.width()


def test_small_pictures_are_made_when_they_are_in_sight(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    card, thumbs = item(form), form.panel.evidence.thumbs
    form.panel.tabs.setCurrentIndex(0)
    drop(card, write_picture(tmp_path / "a.png"))
    qtbot.waitUntil(lambda: len(card.files) == 1, timeout=LONG)
    assert not thumbs._asked
    form.panel.tabs.setCurrentIndex(2)
    assert thumbs._asked
    qtbot.waitUntil(lambda: card.files[0].thumb.shows_picture, timeout=LONG)


def test_an_office_file_has_the_icon_of_its_kind(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "清单.csv"
    table.write_text("序号,名称\n1,设备", "utf-8")
    view = attach(form, qtbot, table).files[0]
    assert not view.thumb.shows_picture
    assert view.thumb.words == "CSV"
    assert "页" not in view._facts.text()


def test_a_file_that_stands_twice_says_where_else(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    first = write_picture(tmp_path / "a.png")
    again = tmp_path / "b.png"
    again.write_bytes(first.read_bytes())
    card = attach(form, qtbot, first, again)
    assert [view.notes[1].text() for view in card.files] == ["与本项第 2 份相同", "与本项第 1 份相同"]
    card.files[1].take_out()
    assert card.files[0].notes[1].isHidden()


def test_what_is_not_printed_is_said(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    card = attach(form, qtbot, write_pdf(tmp_path / "a.pdf"))
    assert card.files[0].notes[0].isHidden()
    form.desk.do(lambda: form.desk.session.set({PROOF.at(card.files[0].row, "removed"): "JavaScript、嵌入文件"}))
    assert card.files[0].notes[0].text() == "未印入书中：JavaScript、嵌入文件。"
    assert card.files[0].notes[0].isVisible()


def test_alt_and_the_arrows_move_a_file_and_keep_the_focus_on_it(
    three: list[FileView], form: FormView, user: User, qtbot: QtBot
) -> None:
    three[0].thumb.setFocus()
    user.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(form) == ["绿.png", "红.png", "蓝.png"]
    user.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    user.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(form) == ["绿.png", "蓝.png", "红.png"]
    assert form.window().focusWidget() is item(form).files[2].thumb
    user.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(form) == ["绿.png", "红.png", "蓝.png"]
    form.desk.undo()
    form.desk.undo()
    form.desk.undo()
    assert names(form) == ["红.png", "绿.png", "蓝.png"]


@pytest.mark.parametrize(
    ("file", "before", "order"),
    [
        (0, 3, ["绿.png", "蓝.png", "红.png"]),
        (2, 0, ["蓝.png", "红.png", "绿.png"]),
        (1, 1, ["红.png", "绿.png", "蓝.png"]),
        (0, 2, ["绿.png", "红.png", "蓝.png"]),
    ],
)
def test_a_file_is_dragged_to_another_place(
    three: list[FileView], form: FormView, file: int, before: int, order: list[str]
) -> None:
    card = item(form)
    edge = card.files[before].y() + 2 if before < 3 else card.files[2].geometry().bottom()
    assert drop_data(card, dragged(PROOF.at(three[file].row)), card.stack.y() + edge)
    assert names(form) == order


def test_a_file_of_another_proof_is_not_taken(three: list[FileView], form: FormView) -> None:
    assert not drop_data(item(form), dragged(path("cover.proof").at(three[0].row)))


def test_delete_on_the_small_picture_takes_the_file_out_and_goes_to_its_neighbour(
    three: list[FileView], form: FormView, user: User
) -> None:
    three[1].thumb.setFocus()
    user.press(Qt.Key.Key_Delete)
    assert names(form) == ["红.png", "蓝.png"]
    assert form.window().focusWidget() is item(form).files[1].thumb
    form.desk.undo()
    assert names(form) == ["红.png", "绿.png", "蓝.png"]


def test_when_the_last_file_is_taken_out_the_focus_goes_to_the_button_that_adds_one(
    form: FormView, user: User, qtbot: QtBot, tmp_path: Path
) -> None:
    card = attach(form, qtbot, write_picture(tmp_path / "a.png"))
    card.files[0].thumb.setFocus()
    user.press(Qt.Key.Key_Delete)
    assert card.files == []
    assert form.window().focusWidget() is card.button


def test_many_files_are_shown_a_few_at_a_time_and_all_in_order(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    card = item(form)
    built: list[int] = []
    card.stack.arranged.connect(lambda: built.append(len(card.files)))
    attach(form, qtbot, *(write_picture(tmp_path / f"{number}.png") for number in range(10)))
    qtbot.waitUntil(lambda: built == [3, 6, 9, 10], timeout=LONG)
    assert [view.file.name for view in card.files] == [f"{number}.png" for number in range(10)]
    qtbot.waitUntil(lambda: 0 < card.files[8].y() < card.files[9].y(), timeout=LONG)
    assert not card.files[0]._up.isEnabled()
    assert not card.files[9]._down.isEnabled()


def test_a_file_that_is_not_shown_yet_can_be_gone_to(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    card = attach(form, qtbot, *(write_picture(tmp_path / f"{number}.png") for number in range(10)))
    last = attached(form)[-1].row
    form.go(PROOF.at(last, "proves"))
    assert form.window().focusWidget() is card.files[9].proves


def test_tab_goes_from_file_to_file_as_they_stand(three: list[FileView], form: FormView, user: User) -> None:
    three[0].move_by(1)
    views = item(form).files
    views[0].thumb.setFocus()
    visited = []
    for _ in range(20):
        visited.append(form.window().focusWidget())
        user.press(Qt.Key.Key_Tab)
    thumbs = [widget for widget in visited if widget in {view.thumb for view in views}]
    assert thumbs[:3] == [view.thumb for view in views]
    assert item(form).button in visited


def test_everything_in_the_panel_has_a_name_for_a_screen_reader(three: list[FileView], form: FormView) -> None:
    for button in item(form).findChildren(QAbstractButton):
        assert button.accessibleName()


def test_a_file_is_shown_page_by_page(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    view = attach(form, qtbot, write_pdf(tmp_path / "三页.pdf", pages=3, password="")).files[0]
    dialog = larger(view, form, qtbot)
    qtbot.waitUntil(lambda: not dialog.sheet.pixmap().isNull(), timeout=LONG)
    assert dialog.place.text() == "第 1 / 3 页"
    assert not dialog.before.isEnabled()
    dialog.after.click()
    dialog.after.click()
    assert dialog.place.text() == "第 3 / 3 页"
    assert not dialog.after.isEnabled()
    width = dialog.sheet.width()
    qtbot.waitUntil(lambda: dialog._asked is not None and not form.panel.evidence.child.busy, timeout=LONG)
    dialog.larger.click()
    qtbot.waitUntil(lambda: dialog.sheet.width() > 1.4 * width, timeout=LONG)
    dialog.accept()


def test_an_office_file_is_shown_as_its_words(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "清单.csv"
    table.write_text("序号,名称\n1,离心泵", "utf-8")
    dialog = larger(attach(form, qtbot, table).files[0], form, qtbot)
    qtbot.waitUntil(lambda: "离心泵" in dialog.office.toPlainText(), timeout=LONG)
    assert dialog.after.isHidden()
    dialog.accept()


def test_a_word_file_is_shown_with_its_pictures_and_headings(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("目录").bold = True
    document.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_picture(io.BytesIO(word_files.png()), Pt(300), Pt(150))
    document.save(str(tmp_path / "说明.docx"))
    dialog = larger(attach(form, qtbot, tmp_path / "说明.docx").files[0], form, qtbot)
    qtbot.waitUntil(lambda: "目录" in dialog.office.toPlainText(), timeout=LONG)
    shown = dialog.office.document()
    title, picture = shown.firstBlock(), shown.firstBlock().next()
    assert title.blockFormat().alignment() == Qt.AlignmentFlag.AlignHCenter
    assert QTextCursor(title).charFormat().fontWeight() == 700
    image = picture.begin().fragment().charFormat().toImageFormat()
    assert image.width() == 400  # 300 points, on a screen of 96 dots an inch
    drawn = shown.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(image.name()))
    assert drawn.pixelColor(5, 5) == QColor("blue")
    dialog.accept()


def test_a_file_that_cannot_be_shown_says_so_and_that_it_is_not_lost(
    form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    view = attach(form, qtbot, write_pdf(tmp_path / "a.pdf")).files[0]
    form.desk.do(lambda: form.desk.session.set({PROOF.at(view.row, "sha256"): "0" * 64}))  # its bytes are lost
    dialog = larger(view, form, qtbot)
    qtbot.waitUntil(lambda: dialog.words.text() == NOT_SHOWN, timeout=LONG)
    dialog.accept()


def test_a_file_is_opened_elsewhere_after_a_warning_and_its_copy_goes_with_the_declaration(
    form: FormView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = attach(form, qtbot, write_pdf(tmp_path / "报告.pdf", pages=2)).files[0]
    opened: list[Path] = []

    def take(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)  # the system would start a program
    view._open.click()
    box = form.panel.evidence.opener.box
    assert box is not None
    assert "未加密" in box.informativeText()
    assert box.defaultButton().text() == "取消"
    next(button for button in box.buttons() if button.text() == "打开").click()
    qtbot.waitUntil(lambda: bool(opened), timeout=LONG)
    assert opened[0].name == "报告.pdf"
    assert opened[0].read_bytes() == (tmp_path / "报告.pdf").read_bytes()
    form.panel.evidence.close_down()
    assert not opened[0].exists()


def test_a_warning_that_is_cancelled_opens_nothing(form: FormView, qtbot: QtBot, tmp_path: Path, home: Path) -> None:
    view = attach(form, qtbot, write_pdf(tmp_path / "报告.pdf")).files[0]
    view._open.click()
    box = form.panel.evidence.opener.box
    assert isinstance(box, QMessageBox)
    box.defaultButton().click()
    assert not (home / "opened").exists()


def test_the_state_of_a_proof_counts_its_files(three: list[FileView], form: FormView) -> None:
    assert state_of(form.desk, PROOF)[0] == "已附 3 份"
    assert len(attached(form)) == 3


def test_the_ending_of_a_long_file_name_does_not_begin_a_line() -> None:
    parts = breakable("设备接入管理后台截图.png").split("\u200b")
    assert parts[-1] == "图.png"
    assert "".join(parts) == "设备接入管理后台截图.png"
    assert breakable("a.b").split("\u200b") == ["a.b"]
    assert breakable("无后缀").split("\u200b") == ["无", "后", "缀"]
