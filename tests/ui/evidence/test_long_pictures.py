"""A long picture is shown with its cuts before it is attached, and its owner says whether it is printed so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from proof_files import LONG, attached, drop, item, names, write_picture
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.errors import EvidenceRefused
from app.ui.evidence.taking.long_pictures import LongPicturesDialog
from app.ui.form.view import FormView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the plugin without a display says it of every dialog


def write_long(path: Path, size: tuple[int, int] = (400, 4_000)) -> Path:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for top in range(10, size[1], 50):
        draw.text((20, top), f"line {top} of a long screenshot", "black", font_size=24)
    image.save(path)
    return path


def asked(form: FormView, qtbot: QtBot) -> LongPicturesDialog:
    """The dialog, once it shows its picture."""
    found: list[LongPicturesDialog] = []

    def there() -> bool:
        found[:] = [one for one in form.findChildren(LongPicturesDialog) if one.isVisible()]
        return bool(found) and not found[0].picture.shape.isEmpty()

    qtbot.waitUntil(there, timeout=LONG)
    return found[0]


def test_it_is_cut_unless_its_owner_says_otherwise(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    drop(item(form), write_long(tmp_path / "聊天.png"))
    dialog = asked(form, qtbot)
    assert dialog.cut.isChecked()
    assert dialog.cut.text() == "切成 6 段印（推荐）"
    assert dialog.whole.text() == "整张印成一页（约 2.2 厘米宽）"
    assert (dialog.names.isHidden(), dialog.alike.isHidden()) == (True, True)
    assert attached(form) == []
    dialog.ok.click()
    (file,) = attached(form)
    assert (file.pages, file.layout) == (6, "")
    assert "已切成 6 段印" in file.notes


def test_names_that_are_long_keep_their_end_in_sight(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    long = [f"与某某公司的聊天记录（关于二期平台验收的全部沟通内容）{number}.png" for number in (1, 2)]
    drop(item(form), *(write_long(tmp_path / name) for name in long))
    dialog = asked(form, qtbot)
    assert [dialog.names.item(row).toolTip() for row in (0, 1)] == long
    assert dialog.names.textElideMode() is Qt.TextElideMode.ElideMiddle
    assert not dialog.names.horizontalScrollBar().isVisible()
    dialog.reject()


def test_its_owner_has_it_whole(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    drop(item(form), write_picture(tmp_path / "小.png"), write_long(tmp_path / "表.png", (4_000, 300)))
    dialog = asked(form, qtbot)
    assert dialog.whole.text() == "整张横放印成一页（约 1.7 厘米高）"
    dialog.whole.click()
    dialog.ok.click()
    qtbot.waitUntil(lambda: names(form) == ["小.png", "表.png"], timeout=LONG)
    file = attached(form)[1]
    assert (file.pages, file.layout, file.notes) == (1, "whole", "")
    form.desk.undo()
    assert attached(form) == []


def test_the_cuts_are_drawn_while_it_is_to_be_cut(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    drop(item(form), write_long(tmp_path / "聊天.png"))
    dialog = asked(form, qtbot)

    def coloured() -> int:
        shown = dialog.picture.grab().toImage()
        pixels = (QColor(shown.pixel(3, row)) for row in range(shown.height()))
        return sum(pixel.saturation() > 40 for pixel in pixels)

    assert coloured() > 5
    dialog.whole.click()
    assert coloured() == 0
    dialog.cancel.click()
    assert attached(form) == []


def test_one_choice_can_stand_for_all_of_a_batch(form: FormView, qtbot: QtBot, tmp_path: Path) -> None:
    files = [write_long(tmp_path / f"{number}.png") for number in (1, 2, 3)]
    files[1] = write_long(files[1], (500, 4_000))
    files[2] = write_long(files[2], (4_000, 200))
    drop(item(form), *files)
    dialog = asked(form, qtbot)
    first = dialog.picture.shape
    dialog.names.setCurrentRow(2)
    qtbot.waitUntil(lambda: dialog.picture.shape != first, timeout=LONG)
    dialog.whole.click()
    dialog.names.setCurrentRow(1)
    assert dialog.cut.isChecked()
    dialog.names.setCurrentRow(2)
    dialog.alike.click()
    dialog.names.setCurrentRow(0)
    assert dialog.whole.isChecked()
    dialog.ok.click()
    qtbot.waitUntil(lambda: len(attached(form)) == 3, timeout=LONG)
    assert [file.layout for file in attached(form)] == ["whole"] * 3


def test_a_picture_that_is_not_shown_can_still_be_taken(
    form: FormView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise EvidenceRefused("检查用时过长")

    monkeypatch.setattr("app.evidence.apart.worker.Worker.cuts", fail)
    drop(item(form), write_long(tmp_path / "聊天.png"))
    qtbot.waitUntil(lambda: any(one.failure.isVisible() for one in form.findChildren(LongPicturesDialog)), timeout=LONG)
    form.findChildren(LongPicturesDialog)[0].ok.click()
    assert names(form) == ["聊天.png"]
