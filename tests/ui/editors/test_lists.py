"""Lists on a page behave like a sheet of Excel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.forms.tables.clipboard import table_of
from app.forms.values import LONGEST_TEXT, NIL
from app.ui.editors.cell_text import CellText
from app.ui.form.blocks.listing import ListView
from app.ui.form.view import FormView
from app.ui.lists.foot import MOST_TOLD
from app.ui.main_window import MainWindow

LIST = path("rows.devices")


def opened(form: FormView) -> ListView:
    """The list on its page."""
    form.open("rows")
    view = form.page("rows").views[0]
    assert isinstance(view, ListView)
    view.table.setFocus()
    return view


def typed_in(view: ListView) -> QWidget | None:
    """What is typed in, in its cell."""
    return view.table.viewport().findChild(QLineEdit) or view.table.viewport().findChild(CellText)


def cells(form: FormView) -> list[list[str]]:
    """The session's rows as texts."""
    session = form.desk.session
    rows = session.answers.rows(LIST)
    return [[session.text(LIST.at(row, name)) for name in ("name", "quantity", "kind")] for row in rows]


def type_into(view: ListView, qtbot: QtBot, row: int, column: int, text: str) -> None:
    """Type into a cell and finish it with Enter."""
    view.table.setCurrentIndex(view.model.index(row, column))
    view.table.edit(view.model.index(row, column))
    editor = typed_in(view)
    assert editor is not None
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: typed_in(view) is None)


def test_typing_below_the_last_row_makes_a_new_one(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    assert view.model.rowCount() == 1
    type_into(view, qtbot, 0, 0, "Robot")
    type_into(view, qtbot, 0, 1, "12")
    assert view.table.currentIndex().row() == 1
    type_into(view, qtbot, 1, 0, "Lathe")
    assert cells(form) == [["Robot", "12", ""], ["Lathe", "", ""]]
    assert view.model.rowCount() == 3


def test_a_list_is_fitted_to_its_page_each_time_that_it_is_come_back_to(form: FormView, qtbot: QtBot) -> None:
    table = opened(form).table
    qtbot.waitUntil(table.isVisible)
    height = table.height()
    for section in ("applicant", "rows", "cover", "rows"):
        form.open(section)
    qtbot.waitUntil(lambda: table.isVisible() and table.height() == height)


def test_a_table_from_excel_is_pasted_over_and_below_as_one_step(form: FormView, user: User) -> None:
    view = opened(form)
    form.desk.session.insert_rows(LIST, 0, [{"name": "旧", "quantity": 1}])
    view.table.setCurrentIndex(view.model.index(0, 0))
    QApplication.clipboard().setText('机床\t１２\t加工设备\n"多行\n名称"\t约3\t运行设备\n机器人\t\t\n')
    user.bot.keyClick(view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert cells(form) == [["机床", "12", "加工设备"], ["多行 名称", "约3", "运行设备"], ["机器人", "", ""]]
    form.desk.undo()
    assert cells(form) == [["旧", "1", ""]]


def test_undo_in_a_cell_is_that_of_the_declaration(window: MainWindow, form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    form.desk.session.insert_rows(LIST, 0, [{"name": "甲"}])
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(0, 1))
    view.table.edit(view.model.index(0, 1))
    line = typed_in(view)
    qtbot.keyClicks(line, "12")
    assert cells(form) == [["甲", "12", ""]]
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells(form) == [["甲", "", ""]]
    qtbot.waitUntil(lambda: typed_in(view) is None)  # closed, and nothing written by that
    assert cells(form) == [["甲", "", ""]]
    window.actions_["redo"].trigger()
    assert cells(form) == [["甲", "12", ""]]


def test_a_row_made_by_typing_is_taken_back_with_all_that_was_typed(
    window: MainWindow, form: FormView, qtbot: QtBot
) -> None:
    view = opened(form)
    view.table.setCurrentIndex(view.model.index(0, 0))
    view.table.edit(view.model.index(0, 0))
    line = typed_in(view)
    qtbot.keyClicks(line, "Robot")
    assert cells(form) == [["Robot", "", ""]]
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells(form) == []
    window.actions_["redo"].trigger()
    assert cells(form) == [["Robot", "", ""]]
    form.desk.declaration.flush()
    with_rows = dict(form.desk.declaration._draft.values())
    assert '"Robot"' in with_rows.values()
    assert len([path for path in with_rows if path.startswith("rows.devices[")]) == 2  # the row, and its cell


def test_cells_wider_than_the_list_are_left_out(form: FormView, user: User) -> None:
    view = opened(form)
    view.table.setCurrentIndex(view.model.index(0, 1))
    QApplication.clipboard().setText("5\t运行设备\t多余\t多余")
    view.table.paste()
    assert cells(form) == [["", "5", "运行设备"]]


def test_selected_cells_are_copied_as_excel_would(form: FormView) -> None:
    view = opened(form)
    form.desk.session.insert_rows(LIST, 0, [{"name": "甲", "quantity": 1}, {"name": "乙", "quantity": 2}])
    view.table.selectAll()
    view.table.copy()
    assert QApplication.clipboard().text().startswith("甲\t1\t\n乙\t2\t")


def test_rows_are_inserted_moved_and_removed(form: FormView) -> None:
    view = opened(form)
    form.desk.session.insert_rows(LIST, 0, [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}])
    view.table.setCurrentIndex(view.model.index(2, 0))
    view.work.move(-1)
    assert [row[0] for row in cells(form)] == ["甲", "丙", "乙"]
    view.table.setCurrentIndex(view.model.index(0, 0))
    view.work.remove()
    assert [row[0] for row in cells(form)] == ["丙", "乙"]
    view.table.setCurrentIndex(view.model.index(1, 0))
    view.work.insert()
    assert [row[0] for row in cells(form)] == ["丙", "", "乙"]


def test_delete_empties_the_selected_cells(form: FormView, user: User) -> None:
    view = opened(form)
    form.desk.session.insert_rows(LIST, 0, [{"name": "甲", "quantity": 3}])
    view.table.setCurrentIndex(view.model.index(0, 1))
    user.bot.keyClick(view.table, Qt.Key.Key_Delete)
    assert cells(form) == [["甲", "", ""]]


def test_a_fault_in_a_row_is_told_with_its_number(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    type_into(view, qtbot, 0, 1, "many")
    assert "第 1 行" in view._words.text()
    assert "many" in view._words.text()


def test_nil_can_be_stated_instead_of_rows(form: FormView) -> None:
    view = opened(form)
    box = next(box for box, of in view._instead.items() if of == LIST)
    box.click()
    assert form.desk.session.value(LIST) is NIL
    form.desk.undo()
    assert form.desk.session.value(LIST) is None
    assert not box.isChecked()


def test_ten_thousand_rows_scroll_from_end_to_end(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    form.desk.do(
        lambda: form.desk.session.insert_rows(LIST, 0, [{"name": f"设备{n}", "quantity": n} for n in range(10_000)])
    )
    assert view.model.rowCount() == 10_001
    bar = view.table.verticalScrollBar()
    for step in range(0, bar.maximum(), bar.maximum() // 20):
        bar.setValue(step)
        view.table.viewport().repaint()
        top = view.table.rowAt(0)
        assert view.model.index(top, 0).data() == f"设备{top}"
        assert abs(top - step * 10_000 // bar.maximum()) <= 20


def test_text_from_excel_becomes_rows_of_cells() -> None:
    assert table_of("a\tb\r\nc\t\r\n") == [["a", "b"], ["c", ""]]
    assert table_of('"x\ty"\t"say ""hi"""\n') == [["x\ty", 'say "hi"']]
    assert table_of("") == []
    assert table_of("a\n\nb") == [["a"], [""], ["b"]]


def test_a_cell_as_long_as_an_answer_may_be_is_pasted_and_a_longer_one_said(
    form: FormView, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("app.ui.editors.sheet.show_failure", lambda _parent, failure: told.append(str(failure)))
    table = opened(form).table
    for length in (LONGEST_TEXT, LONGEST_TEXT + 1):
        QApplication.clipboard().setText(f"{'长' * length}\t3")
        table.setCurrentIndex(table.model().index(0, 0))
        table.paste()
    ((name, quantity, _),) = cells(form)
    assert (len(name), quantity) == (LONGEST_TEXT, "3")
    shown = opened(form).foot.cell.text()
    assert shown.startswith("长" * MOST_TOLD + "…")
    assert shown.endswith(f"（共 {LONGEST_TEXT:,} 字）")
    assert ["一格最多放 100 万字，没有粘贴" in words for words in told] == [True]


def test_a_list_in_a_cell_of_a_form_is_filled_there(form: FormView, qtbot: QtBot) -> None:
    form.open("capital")
    view = form.page("capital").findChild(ListView)
    assert view is not None
    table = form.page("capital").views[0]
    assert table.blanks[-1] in view.blanks
    height = table.height()
    for row, name in enumerate(("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta")):
        type_into(view, qtbot, row, 0, name)
    assert len(form.desk.session.answers.rows(path("capital.holders"))) == 7
    qtbot.waitUntil(lambda: table.height() > height)
    qtbot.waitUntil(lambda: table.rect().contains(view.mapTo(table, view.rect().bottomRight())))


def test_a_column_takes_what_its_words_need_from_what_others_have_to_spare(
    window: MainWindow, form: FormView, qtbot: QtBot
) -> None:
    view = opened(form)
    words = "一台很长很长的工业机器人设备名称及其型号规格"
    form.desk.session.insert_rows(LIST, 0, [{"name": words, "quantity": 1}])
    form.open("cover")
    window.resize(1700, 900)
    form.open("rows")
    table = view.table
    qtbot.waitUntil(lambda: table.columnWidth(0) > table.fontMetrics().horizontalAdvance(words))
    assert sum(table.columnWidth(place) for place in range(view.model.columnCount())) <= table.viewport().width()
