"""A column of a list is read at once, in the order of its rows."""

from __future__ import annotations

from app.forms.answers.answers import Answers, Edit
from app.forms.paths import FieldPath

LIST = FieldPath("devices", "rows")


def test_a_column_has_what_its_cells_have_in_the_order_of_the_rows() -> None:
    answers = Answers()
    for rank, row, quantity in (("b", "k1", 1), ("a", "k2", None), ("c", "k3", 3)):
        answers.apply(Edit(LIST.at(row), None, rank))
        answers.apply(Edit(LIST.at(row, "quantity"), None, quantity))
    answers.apply(Edit(FieldPath("other", "rows", "k1", "quantity"), None, 9))
    column = answers.column(LIST.at("*", "quantity"))
    assert column == [answers.get(LIST.at(row, "quantity")) for row in answers.rows(LIST)] == [None, 1, 3]
    assert answers.column(LIST.at("*", "name")) == [None, None, None]
    assert answers.column(FieldPath("devices", "none", "*", "quantity")) == []


def test_what_was_dropped_is_in_no_column() -> None:
    answers = Answers()
    answers.apply(Edit(LIST.at("k1"), None, "a"))
    answers.forget()
    assert answers.column(LIST.at("*", "quantity")) == []
    assert not list(answers.items())
    assert not answers.touched("devices")
