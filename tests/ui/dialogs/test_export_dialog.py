"""导出: the book is made beside the window, can be stopped, and goes on without a bad proof where that is wished."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.person import User

from app.declaration.declaration import Declaration
from app.ui.dialogs.export import ExportDialog
from app.ui.form.view import FormView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every window without a display


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the book shall be."""
    (tmp_path / "book").mkdir()
    return tmp_path / "book"


@pytest.fixture
def dialog(qtbot: QtBot, form: FormView, folder: Path) -> ExportDialog:
    """The dialog of the small declaration, in sight."""
    made = ExportDialog(form.desk.declaration, form)
    qtbot.addWidget(made)
    made.show()
    made.folder.setText(str(folder))
    return made


def ended(qtbot: QtBot, dialog: ExportDialog) -> None:
    """Wait until the export has ended."""
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=60_000)


def test_the_book_is_exported_beside_the_window(qtbot: QtBot, user: User, dialog: ExportDialog, folder: Path) -> None:
    user.type("cover.project", "Cloud")
    dialog.kinds["pdf"].setChecked(False)
    dialog.start()
    assert not dialog.ok.isEnabled()
    ended(qtbot, dialog)
    assert dialog.words.property("tone") == "done", dialog.words.text()
    assert (dialog.cancel.text(), dialog.cancel.accessibleName()) == ("关闭", "关闭")
    assert dialog.focusWidget() is dialog.show_folder
    assert {file.suffix for file in folder.iterdir() if file.is_file()} == {".docx"}
    assert any(
        row.text.startswith("电子版（") for row in dialog.outcome.rows
    )  # what lies in a folder of its own is told in one line


def test_an_export_can_be_stopped_and_leaves_nothing(qtbot: QtBot, dialog: ExportDialog, folder: Path) -> None:
    dialog.start()
    dialog.reject()
    ended(qtbot, dialog)
    assert list(folder.iterdir()) == []


def test_the_window_offers_to_go_on_without_a_bad_proof(
    qtbot: QtBot, form: FormView, dialog: ExportDialog, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = docx.Document()
    document.add_paragraph("说明")
    document.save(str(tmp_path / "说明.docx"))
    session = form.desk.session
    item = next(item for item in form.desk.declaration.evidence_items() if session.asked(item))
    form.desk.declaration.attach(item, [tmp_path / "说明.docx"])
    monkeypatch.setattr(Declaration, "evidence_bytes", lambda self, sha256: b"%PDF-1.4 torn")
    dialog.start()
    ended(qtbot, dialog)
    assert dialog.words.property("tone") == "blocking"
    assert "说明.docx" in dialog.words.text()
    assert list(folder.iterdir()) == []
    assert dialog.go_on.isVisible()
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    ended(qtbot, dialog)
    assert not dialog.go_on.isVisible()
    assert any(file.suffix == ".pdf" for file in folder.iterdir())
    assert any("没有编入" in row.text for row in dialog.outcome.rows)
