"""A large step is worked out beside the window: its thread neither reads, nor checks, nor writes the rows."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.lists.list_page import LIST, cells, editor, opened
from ui.person import path

from app.declaration.saver import Saver
from app.forms.checks.found import RowsFound
from app.forms.checks.problems import Problem
from app.forms.checks.validation import Validator
from app.forms.field_types.base import FieldType
from app.ui.form.view import FormView
from app.ui.large_steps import LARGE
from app.ui.widgets.working import WorkingDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
MANY = LARGE // 2
FEW = 30  # cells that the window may read itself: those in sight


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, bool]]:
    """How often each costly thing is done, by whether it is in the window's thread."""
    done: Counter[tuple[str, bool]] = Counter()
    window = threading.get_ident()

    def counted(owner: type, name: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def count(*args: Any, **more: Any) -> Any:
            done[name, threading.get_ident() == window] += 1
            return real(*args, **more)

        monkeypatch.setattr(owner, name, count)

    counted(Validator, "_row_findings")
    counted(FieldType, "parse")
    counted(Saver, "_change")
    return done


def pasted(form: FormView, qtbot: QtBot, rows: int) -> None:
    """Paste so many rows, a third of them with a fault."""
    view = opened(form)
    QApplication.clipboard().setText("\n".join(f"设备{n}\t{'约' * (n % 3 == 0)}{n}" for n in range(rows)))
    view.table.paste()
    qtbot.waitUntil(lambda: form.desk.working is None and len(cells(form)) == rows, timeout=30_000)


def test_rows_pasted_are_read_checked_and_written_elsewhere(
    form: FormView, qtbot: QtBot, work: Counter[tuple[str, bool]]
) -> None:
    pasted(form, qtbot, MANY)
    form.desk.declaration.flush()
    assert work["parse", False] >= 2 * MANY
    assert work["_row_findings", False] >= MANY
    assert work["_change", False] >= 3 * MANY
    for name in ("parse", "_row_findings", "_change"):
        assert work[name, True] <= FEW, name


def test_a_key_beside_many_faulty_rows_looks_at_its_own_alone(
    form: FormView, qtbot: QtBot, work: Counter[tuple[str, bool]]
) -> None:
    pasted(form, qtbot, MANY)
    work.clear()
    row = form.desk.session.answers.rows(LIST)[5]
    form.desk.typed(LIST.at(row, "name"), "X")
    form.desk.typed(LIST.at(row, "name"), "XY")
    form.desk.left(LIST.at(row, "name"))
    assert sum(count for (name, _), count in work.items() if name == "_row_findings") <= 2


def test_undo_and_redo_of_a_large_step_are_worked_out_elsewhere(
    form: FormView, qtbot: QtBot, work: Counter[tuple[str, bool]]
) -> None:
    pasted(form, qtbot, MANY)
    before = cells(form)
    for act, rows in ((form.desk.undo, 0), (form.desk.redo, MANY)):
        work.clear()
        act()
        qtbot.waitUntil(lambda: form.desk.working is None, timeout=30_000)
        assert len(cells(form)) == rows
        assert work["_row_findings", True] <= FEW
    assert cells(form) == before


def test_the_window_says_what_it_does_and_can_be_told_to_stop(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    QApplication.clipboard().setText("\n".join(f"设备{n}\t{n}" for n in range(MANY)))
    view.table.paste()
    dialog = form.window().findChild(WorkingDialog)
    assert isinstance(dialog, WorkingDialog)
    assert dialog.words.text() == f"正在粘贴 {MANY:,} 行…"
    assert not form.desk.do(lambda: form.desk.session.insert_rows(LIST, 0, [{}])), "nothing else is changed meanwhile"
    dialog.reject()
    qtbot.waitUntil(lambda: form.desk.working is None, timeout=30_000)
    assert cells(form) == []
    assert not form.desk.session.history.can_undo


def test_what_changed_meanwhile_is_kept_and_the_step_made_on_it(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    QApplication.clipboard().setText("\n".join(f"设备{n}\t{n}" for n in range(MANY)))
    view.table.paste()
    form.desk.session.answer(path("cover.day"), "2022-03-01")  # as proofs that were being taken in
    qtbot.waitUntil(lambda: form.desk.working is None, timeout=30_000)
    assert len(cells(form)) == MANY
    assert form.desk.session.text(path("cover.day")) == "2022-03-01"


def test_small_steps_are_made_at_once(form: FormView) -> None:
    view = opened(form)
    QApplication.clipboard().setText("\n".join(f"设备{n}\t{n}" for n in range(50)))
    view.table.paste()
    assert form.desk.working is None
    assert len(cells(form)) == 50


def test_a_cell_typed_in_beside_many_faulty_ones_goes_through_none_of_the_others(
    form: FormView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted(form, qtbot, MANY)
    view = form.page("rows").views[0]
    told: list[str] = []
    real = RowsFound.__iter__

    def iterated(found: RowsFound) -> Iterator[Problem]:
        for problem in real(found):
            told.append(problem.code)
            yield problem

    monkeypatch.setattr(RowsFound, "__iter__", iterated)
    view.table.setCurrentIndex(view.model.index(4, 1))
    qtbot.keyClicks(view.table, "x")
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    assert cells(form)[4][1] == "x"
    owed = form.page("rows")._header._owed
    qtbot.waitUntil(lambda: owed.text() == f"有 {MANY // 3 + 1} 处需要修正。")
    assert len(told) < FEW
