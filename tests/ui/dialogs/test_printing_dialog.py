"""打印: which sheets, how many copies, and pages that come out as they are in the book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot
from ui.person import path

from app.declaration.declaration import Declaration
from app.declaration.versions.freezing import freeze
from app.evidence.apart.start import running
from app.ui.dialogs.printer import bound_printer
from app.ui.dialogs.printing import PrintingDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every window without a display


def opened(bot: QtBot, window: MainWindow) -> PrintingDialog:
    """The dialog, with the book set."""
    window.actions_["print"].trigger()
    dialog = window.findChildren(PrintingDialog)[-1]
    settled(bot, dialog)
    return dialog


def settled(bot: QtBot, dialog: PrintingDialog) -> None:
    """Wait until the work has ended."""
    bot.waitUntil(lambda: not dialog.busy, timeout=60_000)


def choice(dialog: PrintingDialog, words: str) -> QRadioButton:
    """The choice with these words."""
    return next(button for button in dialog.choices if words in button.text())


def paper(file: Path) -> QPrinter:
    """A printer as the dialog sets it, whose paper is a PDF."""
    printer = bound_printer(1, "试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> Iterator[PrintingDialog]:
    """The dialog of an empty declaration."""
    made = opened(qtbot, window)
    yield made
    made.reject()


def test_the_printer_is_set_for_a_bound_book(qtbot: QtBot) -> None:
    printer = bound_printer(3, "申报书")
    assert printer.copyCount() == 3
    assert printer.collateCopies()
    assert printer.fullPage()
    assert printer.pageLayout().pageSize().id().name == "A4"


def test_the_whole_book_comes_out_page_by_page(qtbot: QtBot, dialog: PrintingDialog, tmp_path: Path) -> None:
    bound = dialog.bound
    assert bound is not None
    dialog.print_on(paper(file := tmp_path / "纸.pdf"))
    settled(qtbot, dialog)
    assert dialog.words.text().startswith("已送往打印机")
    printed, book = pypdfium2.PdfDocument(file), pypdfium2.PdfDocument(bound.pdf)
    assert len(printed) in (bound.pages, bound.pages + bound.pages % 2)
    for page in range(bound.pages):
        one, other = (grey(document, page) for document in (printed, book))
        assert sum(abs(a - b) < 60 for a, b in zip(one, other, strict=True)) / len(one) > 0.99, page


def grey(document: pypdfium2.PdfDocument, page: int) -> bytes:
    """A page drawn as finely as paper is printed, then made small."""
    return bytes(document[page].render(scale=300 / 72).to_pil().convert("L").resize((150, 212)).tobytes())


def test_copies_come_from_the_notice_and_the_paper_is_counted(dialog: PrintingDialog) -> None:
    assert dialog.copies.value() == 1
    dialog.copies.setValue(3)
    bound = dialog.bound
    assert bound is not None
    sheets = (bound.pages + 1) // 2
    assert dialog.amount.text() == f"每份 {sheets} 张（{bound.pages} 面），3 份共 {3 * sheets} 张 A4 纸"


def test_pages_are_chosen_by_their_printed_numbers(dialog: PrintingDialog) -> None:
    choice(dialog, "这些页码").setChecked(True)
    assert not dialog.ok.isEnabled()
    dialog.range.setText("1")
    run = dialog.chosen()
    assert run is not None
    assert run.sheets == 1
    assert dialog.ok.isEnabled()
    dialog.range.setText("400")
    assert not dialog.ok.isEnabled()


def test_after_a_fixed_version_only_the_changed_sheets_can_be_printed(
    qtbot: QtBot, window: MainWindow, declaration: Declaration
) -> None:
    declaration.session.answer(path("equipment.total"), "1200")
    freeze(declaration)
    declaration.session.answer(path("equipment.total"), "1300")
    dialog = opened(qtbot, window)
    choice(dialog, "需要更换").setChecked(True)
    run, bound = dialog.chosen(), dialog.bound
    assert run is not None
    assert bound is not None
    assert run.sheets == 1
    pages = pypdfium2.PdfDocument(bound.pdf)
    shown = [pages[page].get_textpage().get_text_bounded() for page in run.pages if page is not None]
    assert any("1300" in words.replace(",", "") for words in shown)


def test_without_a_fixed_version_nothing_is_to_be_replaced(dialog: PrintingDialog) -> None:
    assert not any("需要更换" in button.text() for button in dialog.choices)


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints")
def test_a_printer_that_does_not_answer_is_told(qtbot: QtBot, dialog: PrintingDialog, tmp_path: Path) -> None:
    dialog.print_on(paper(tmp_path / "没有这个文件夹" / "纸.pdf"))
    settled(qtbot, dialog)
    assert "打印机没有响应" in dialog.words.text()


def test_the_book_that_was_set_is_whole(dialog: PrintingDialog, tmp_path: Path) -> None:
    bound = dialog.bound
    assert bound is not None
    (file := tmp_path / "书.pdf").write_bytes(bound.pdf)
    with pikepdf.open(file) as book:
        assert len(book.pages) == bound.pages
        assert book.check_pdf_syntax() == []


@pytest.mark.usefixtures("own_children")
def test_closing_the_dialog_ends_its_child(qtbot: QtBot, window: MainWindow) -> None:
    others = running()
    dialog = opened(qtbot, window)
    assert running() - others
    dialog.cancel.click()
    qtbot.waitUntil(lambda: running() <= others, timeout=20_000)


def test_setting_the_book_can_be_stopped(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["print"].trigger()
    dialog = window.findChildren(PrintingDialog)[-1]
    dialog.cancel.click()
    settled(qtbot, dialog)
    assert dialog.words.text() == "已停止，没有打印。"
    assert not dialog.ok.isEnabled()


def test_a_bad_proof_does_not_stop_the_printing_and_is_named(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "截图.png"
    Image.new("RGB", (60, 80), "white").save(picture)
    item = next(item for item in declaration.evidence_items() if declaration.session.asked(item))
    declaration.attach(item, [picture])
    monkeypatch.setattr(Declaration, "evidence_bytes", lambda self, sha256: b"torn")
    dialog = opened(qtbot, window)
    assert "“截图.png”不能编入，该处印一页说明" in dialog.words.text()
    assert dialog.bound is not None
    dialog.reject()
