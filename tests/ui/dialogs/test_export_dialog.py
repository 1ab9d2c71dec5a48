"""导出: a proof that cannot be printed is named, and the book can be made with a page in its place."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.declaration.declaration import Declaration
from app.ui.dialogs.export import ExportDialog
from app.ui.form.view import FormView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every window without a display


def test_the_window_offers_to_go_on_without_a_bad_proof(
    qtbot: QtBot, form: FormView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = docx.Document()
    document.add_paragraph("说明")
    document.save(str(tmp_path / "说明.docx"))
    session = form.desk.session
    item = next(item for item in form.desk.declaration.evidence_items() if session.asked(item))
    form.desk.declaration.attach(item, [tmp_path / "说明.docx"])
    monkeypatch.setattr(Declaration, "evidence_bytes", lambda self, sha256: b"%PDF-1.4 torn")
    dialog = ExportDialog(form.desk.declaration, form)
    qtbot.addWidget(dialog)
    dialog.show()
    folder = tmp_path / "book"
    folder.mkdir()
    dialog.folder.setText(str(folder))
    dialog.start()
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=60_000)
    assert dialog.words.property("tone") == "blocking"
    assert "说明.docx" in dialog.words.text()
    assert list(folder.iterdir()) == []
    assert dialog.go_on.isVisible()
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=60_000)
    assert not dialog.go_on.isVisible()
    assert any(file.suffix == ".pdf" for file in folder.iterdir())
    assert any("没有编入" in row.text for row in dialog.outcome.rows)
