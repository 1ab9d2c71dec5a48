"""A long list and heavy evidence in the window, gone through by keys: no handler keeps its user waiting."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication
from ui.person import path
from ui.proof_files import PROOF
from ui.watchdog import Watchdog
from ui.whole_job.job import Job
from ui.whole_job.keyboard import Keyboard, here

from app.declaration.declaration import Declaration
from app.declaration.keeping.opened_pages import looked_through
from app.ui.application import load_ahead
from app.ui.editors.sheet import SheetView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what one without a display says of dialogs

LIST = path("rows.devices")
FILES = 10
"""Among which the evidence is shared."""
PATIENCE = 300
"""Seconds for which a book of so many rows and proofs is waited for."""
LENIENT = 250
"""Milliseconds of a handler on a machine that is shared."""
LONG = [pytest.mark.long, pytest.mark.timeout(1800)]


def write_scan(file: Path, megabytes: int) -> Path:
    """A PDF with a picture of so many megabytes that cannot be made smaller."""
    width, height = 1000, megabytes * 1000 // 3
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        picture = pdf.make_stream(
            os.urandom(width * height * 3),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        pdf.pages[0].Contents = pdf.make_stream(b"q 500 0 0 700 40 70 cm /Im Do Q")
        pdf.save(file)
    return file


def fill(declaration: Declaration, folder: Path, rows: int, megabytes: int) -> None:
    """So many rows in the list, and so much evidence."""
    made = [{"name": f"Lathe {number}", "quantity": 1 + number % 9, "kind": "运行设备"} for number in range(rows)]
    declaration.session.insert_rows(LIST, 0, made)
    files = [write_scan(folder / f"scan{number}.pdf", megabytes // FILES) for number in range(FILES)]
    declaration.attach(PROOF, files)
    declaration.saver.flush()


@pytest.mark.parametrize(("rows", "megabytes"), [(2_000, 10), pytest.param(10_000, 500, marks=LONG)])
def test_a_long_list_and_heavy_evidence_keep_nobody_waiting(
    empty_window: MainWindow, declaration: Declaration, watchdog: Watchdog, tmp_path: Path, rows: int, megabytes: int
) -> None:
    load_ahead()
    fill(declaration, tmp_path, rows, megabytes)
    job = Job(empty_window, watchdog, tmp_path, declaration.pack.id)
    job.keys.patience = PATIENCE
    looked_through(declaration)  # as is done beside the window
    with watchdog("opening"):
        empty_window.opening.opened.emit(declaration)
    with watchdog("the list"):
        in_the_list(job.keys, job.form, rows)
    with watchdog("about"):
        about(job.keys, job.form)
    with watchdog("evidence"):
        with_evidence(job.keys, job.form)
    with watchdog("preview"):
        job.preview()
    with watchdog("export"):
        job.export()
    with watchdog("closing"):
        assert empty_window.close_form()
    assert watchdog.over(LENIENT) == []


def in_the_list(keys: Keyboard, form: FormView, rows: int) -> None:
    """Leafed through, written in, rows deleted and brought back, looked for."""
    answers = form.desk.session.answers
    keys.press("Ctrl+G")
    keys.write("设备清单")
    keys.press("Return")
    keys.look()
    sheet = here()
    assert isinstance(sheet, SheetView)
    keys.press("PgDown", "PgDown", "Ctrl+End", "Ctrl+Home", "Down", "Down")
    keys.write("Drill")
    keys.press("Return")
    assert form.desk.session.text(LIST.at(answers.rows(LIST)[2], "name")) == "Drill"
    keys.press("Ctrl+-")
    assert answers.row_count(LIST) == rows - 1
    keys.press("Ctrl+Z")
    assert answers.row_count(LIST) == rows
    keys.press("Ctrl+Shift+F")
    keys.write("Lathe 77")
    keys.look()
    keys.press("Esc")
    keys.look()


def about(keys: Keyboard, form: FormView) -> None:
    """From page to page, to the list of what is missing, to the progress, and back."""
    for key in ("Ctrl+PgUp", "Ctrl+PgUp", "Ctrl+PgDown", "F5", "Esc", "F9", "Esc"):
        keys.press(key)
        keys.look()


def with_evidence(keys: Keyboard, form: FormView) -> None:
    """To the proof and its files, one of which is looked at."""
    keys.press("Ctrl+G")
    keys.write(form.desk.pack.section[PROOF.section].name)
    keys.press("Return")
    keys.tab_to("添加或查看")
    keys.press("Return")
    keys.look()
    keys.tab_to("放大查看", back=True)
    keys.press("Return")
    keys.wait(lambda: QApplication.activeModalWidget() is not None, "the larger view")
    keys.look()
    keys.press("Esc")
    keys.wait(lambda: QApplication.activeModalWidget() is None, "the page")
    keys.look()
