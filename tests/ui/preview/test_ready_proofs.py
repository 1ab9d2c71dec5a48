"""Proofs of the window are made ready once, whoever wants them: preview, export, 打印 and 定稿."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from proof_files import LONG, attach, write_pdf, write_picture
from pytestqt.qtbot import QtBot

from app.evidence.apart.worker import Worker
from app.evidence.prepared import Prepared
from app.ui.dialogs.busy import BusyDialog
from app.ui.dialogs.export import ExportDialog
from app.ui.dialogs.printing import PrintingDialog
from app.ui.dialogs.versions.freeze import FreezeDialog
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every window without a display


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that a child was asked to make ready."""
    names: list[str] = []
    whole = Worker.prepare

    def noted(self: Worker, name: str, *given: object) -> Prepared:
        names.append(name)
        return whole(self, name, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "prepare", noted)
    return names


@pytest.fixture
def bound(qtbot: QtBot, form: FormView, tmp_path: Path) -> Iterator[FormView]:
    """The declaration with two proofs."""
    attach(form, qtbot, write_picture(tmp_path / "甲.png"), write_pdf(tmp_path / "乙.pdf"))
    return form


def previewed(bot: QtBot, window: MainWindow, form: FormView) -> None:
    """Look at the preview until all proofs are in it."""
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    bot.waitUntil(lambda: view.pages.book is not None and not view.pages.awaited, timeout=5 * LONG)


def done(bot: QtBot, dialog: BusyDialog) -> None:
    """Wait until the dialog has done its work."""
    bot.waitUntil(lambda: not dialog.busy, timeout=5 * LONG)


def exported(bot: QtBot, window: MainWindow, folder: Path, *, reduced: bool = False) -> None:
    """Export the book with the dialog of the window."""
    window.actions_["export"].trigger()
    dialog = window.findChildren(ExportDialog)[-1]
    dialog.folder.setText(str(folder))
    dialog.reduced.setChecked(reduced)
    dialog.start()
    done(bot, dialog)
    assert dialog.words.property("tone") == "done", dialog.words.text()
    dialog.reject()


def test_after_the_preview_nothing_is_made_ready_again(
    qtbot: QtBot, window: MainWindow, bound: FormView, tmp_path: Path, asked: list[str]
) -> None:
    previewed(qtbot, window, bound)
    assert sorted(asked) == ["乙.pdf", "甲.png"]
    asked.clear()
    exported(qtbot, window, tmp_path / "书")
    window.actions_["print"].trigger()
    printing = window.findChildren(PrintingDialog)[-1]
    done(qtbot, printing)
    assert printing.bound is not None
    printing.reject()
    window.actions_["freeze"].trigger()
    freezing = window.findChildren(FreezeDialog)[-1]
    freezing.start()
    done(qtbot, freezing)
    assert freezing.words.property("tone") == "done", freezing.words.text()
    freezing.reject()
    assert asked == []


def test_the_preview_shows_what_an_export_made_ready(
    qtbot: QtBot, window: MainWindow, bound: FormView, tmp_path: Path, asked: list[str]
) -> None:
    exported(qtbot, window, tmp_path / "书")
    assert sorted(asked) == ["乙.pdf", "甲.png"]
    asked.clear()
    previewed(qtbot, window, bound)
    assert asked == []


def test_what_is_wanted_smaller_or_came_later_is_made_ready(
    qtbot: QtBot, window: MainWindow, bound: FormView, tmp_path: Path, asked: list[str]
) -> None:
    exported(qtbot, window, tmp_path / "书")
    asked.clear()
    exported(qtbot, window, tmp_path / "书", reduced=True)
    assert sorted(asked) == ["乙.pdf", "甲.png"]
    asked.clear()
    attach(bound, qtbot, write_picture(tmp_path / "丙.png", "#ff0000"))
    exported(qtbot, window, tmp_path / "书")
    assert asked == ["丙.png"]
