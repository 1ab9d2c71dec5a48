"""Entries of a repeated page in the window: added, filled, moved, removed, and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.declaration.packs import install_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath, entry_section
from app.ui.form.blocks.entries import EntriesView
from app.ui.form.view import FormView
from app.ui.theme import space

ENTRIES = path("projects.entries")
AROUND = 20
"""Pixels that the style leaves free within the room for words."""
REPEATED = """\
  - id: projects
    title: 研发项目表
    repeat: {entry: 研发项目, number: RD00, named_by: name, least: 0}
    body: ["项目名称：{name:text}，经费{cost:money}万元"]
"""


@pytest.fixture
def pack(home: Path, tmp_path: Path) -> Pack:
    """The small pack with a repeated page behind all others."""
    file = tmp_path / "repeated.yaml"
    file.write_text((Path(__file__).parents[1] / "small_pack.yaml").read_text("utf-8") + REPEATED, "utf-8")
    return install_pack(file)


def opened(form: FormView) -> EntriesView:
    form.open("projects")
    view = form.page("projects").views[0]
    assert isinstance(view, EntriesView)
    return view


def shown(form: FormView) -> list[str]:
    """The pages of the repeated one in the tree at the left."""
    rows = [row for row in form.tree.view.rows if str(row.target).startswith("projects@")]
    return [row.text for row in rows]


def entries(form: FormView) -> list[str]:
    return form.desk.session.answers.rows(ENTRIES)


def blank(entry: str, name: str) -> FieldPath:
    return FieldPath(entry_section("projects", entry), name)


def test_three_entries_are_grown_to_twelve_and_undone(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    for _ in range(12):
        view.add()
    assert shown(form) == [f"RD{number:02} 研发项目表" for number in range(1, 13)]
    assert view.list.count() == 12
    for _ in range(9):
        form.desk.undo()
    assert shown(form) == ["RD01 研发项目表", "RD02 研发项目表", "RD03 研发项目表"]
    assert opened(form).list.count() == 3


def test_an_entry_is_opened_filled_and_called_by_its_name(form: FormView, user: User, qtbot: QtBot) -> None:
    view = opened(form)
    view.add()
    view.add()
    first, _ = entries(form)
    view.mark(first)
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert form.section == entry_section("projects", first)
    user.type(f"{form.section}.name", "Gateway")
    form.desk.settle()
    assert shown(form)[0] == "RD01 Gateway"
    assert opened(form).list.item(0).text().startswith("RD01 Gateway")


def test_moving_an_entry_changes_the_numbers_on_the_pages(form: FormView, user: User) -> None:
    view = opened(form)
    view.add()
    view.add()
    first, second = entries(form)
    user.type(f"{entry_section('projects', second)}.name", "Second")
    assert form.page(entry_section("projects", second)).section.number == "RD02"
    view = opened(form)
    view.mark(second)
    view._move(-1)
    assert entries(form) == [second, first]
    assert form.page(entry_section("projects", second)).section.number == "RD01"
    assert user.line(f"{entry_section('projects', second)}.name").text() == "Second"


def test_removing_an_entry_leaves_its_page_and_undo_brings_all_back(form: FormView, user: User) -> None:
    view = opened(form)
    view.add()
    (entry,) = entries(form)
    user.type(f"{entry_section('projects', entry)}.name", "Gateway")
    view = opened(form)
    view.mark(entry)
    view.remove()
    assert shown(form) == []
    assert "Ctrl+Z" in view._count.text()
    form.desk.undo()
    assert shown(form) == ["RD01 Gateway"]
    assert form.desk.session.value(blank(entry, "name")) == "Gateway"


def test_undoing_the_entry_whose_page_is_open_goes_back_to_the_list(form: FormView, user: User) -> None:
    opened(form).add()
    (entry,) = entries(form)
    form.open(entry_section("projects", entry))
    form.desk.undo()
    assert form.section == "projects"
    form.desk.redo()
    assert shown(form) == ["RD01 研发项目表"]


def test_a_long_name_of_an_entry_is_read_whole_without_scrolling_sideways(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    view.add()
    qtbot.waitUntil(view.isVisible)
    (entry,) = entries(form)
    form.desk.typed(blank(entry, "name"), "面向中小企业的低代码工业应用开发关键技术研究" * 8)
    form.desk.settle()
    view = opened(form)
    view.setFixedWidth(360)
    qtbot.wait(20)
    whole = view.list.visualItemRect(view.list.item(0))
    assert view.list.horizontalScrollBar().maximum() == 0
    assert whole.height() > 5 * view.list.fontMetrics().lineSpacing()
    assert whole.right() <= view.list.viewport().width()
    assert view.list.verticalScrollBar().maximum() == 0, "the list is as high as what stands in it"


def test_no_name_of_an_entry_is_cut_on_its_one_line(form: FormView, qtbot: QtBot) -> None:
    view = opened(form)
    view.add()
    qtbot.waitUntil(view.isVisible)
    item, style, option = view.list.item(0), view.list.style(), QStyleOptionViewItem()
    words = view.list.fontMetrics().horizontalAdvance(item.text())
    seen = set()
    for width in range(words, words + 120, 4):
        view.setFixedWidth(width)
        qtbot.wait(1)
        one_line = item.sizeHint().height() < 2 * view.list.fontMetrics().height() + 2 * space.CLOSE
        view.list.itemDelegate().initStyleOption(option, view.list.indexFromItem(item))
        option.rect = view.list.visualItemRect(item)
        option.features = QStyleOptionViewItem.ViewItemFeature.HasDecoration
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view.list).width()
        assert not one_line or room - AROUND >= words
        seen.add(one_line)
    assert seen == {True, False}
