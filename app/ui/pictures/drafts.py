"""The dialogs that read other drafts, or fix versions of the open one, with something in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from app.ui.pictures.copies import PASSPHRASE, changed, lent_copy, old_draft, some_pages
from app.ui.pictures.dialogs import Stage

if TYPE_CHECKING:
    from app.ui.dialogs.carrying.dialog import CarryOverDialog

APPLICANTS = ("川南智造科技有限公司", "蜀云工业互联网有限公司", "锦江精密装备有限公司")
"""Who else handed something in."""
DAMAGED = 0.3
"""The share of a damaged draft, at its end, of which nothing can be read."""


def summary(stage: Stage) -> QDialog:
    """汇总推荐信息, with what several applicants handed in."""
    from app.ui.dialogs.summary.dialog import SummaryDialog

    dialog = SummaryDialog(stage.folder, stage.window)
    if stage.declaration.pack.summary is not None:
        dialog.add(list(_handed_in(stage)))
        stage.until(lambda: not dialog.busy)
    return dialog


def _handed_in(stage: Stage) -> Iterator[Path]:
    """The small files of several applicants."""
    from app.declaration.summary.entry import entry_of, save_entry

    ours = entry_of(stage.declaration.session, "")
    for number, name in enumerate((ours.applicant or APPLICANTS[0], *APPLICANTS[1:])):
        values = {key: words.replace(ours.applicant or name, name) for key, words in ours.values.items()}
        code = f"{ours.code[:-1]}{number}" if number else ours.code
        file = stage.folder / f"{name}（汇总信息）.json"
        save_entry(replace(ours, values=values, applicant=name, code=code, blocking=number), file)
        yield file


def carrying(stage: Stage) -> CarryOverDialog:
    """沿用, at its first step: an earlier draft is chosen."""
    from app.ui.dialogs.carrying.dialog import CarryOverDialog

    dialog = CarryOverDialog(stage.folder, stage.window)
    dialog.source.file.show_path(old_draft(stage, "2021年申报书.qibei"))
    dialog.source.passphrase.edit.setText(PASSPHRASE)
    return dialog


def carrying_into_new(stage: Stage) -> CarryOverDialog:
    """沿用, at its second step."""
    return _next(stage, carrying(stage))


def carrying_plan(stage: Stage) -> CarryOverDialog:
    """沿用, at its last step: what would arrive."""
    dialog = carrying_into_new(stage)
    for line in (dialog.target.first, dialog.target.second):
        line.edit.setText(PASSPHRASE)
    return _next(stage, dialog)


def _next(stage: Stage, dialog: CarryOverDialog) -> CarryOverDialog:
    dialog.go_on()
    stage.until(lambda: not dialog.busy)
    return dialog


def rescue(stage: Stage) -> QDialog:
    """What is whole of a damaged draft, saved as a new one."""
    from app.ui.dialogs.rescuing import RescueDialog

    data = bytearray(lent_copy(stage).read_bytes())
    whole = round(len(data) * (1 - DAMAGED))
    data[whole:] = bytes(len(data) - whole)
    damaged, saved = (stage.folder / name for name in ("示例公司（U 盘）.qibei", "示例公司（U 盘）-抢救.qibei"))
    damaged.write_bytes(data)
    saved.unlink(missing_ok=True)
    dialog = RescueDialog(damaged, saved, PASSPHRASE, stage.window)
    dialog.start()
    stage.until(lambda: not dialog.busy)
    return dialog


def freeze(stage: Stage) -> QDialog:
    """定稿, where there is a version."""
    from app.ui.dialogs.versions.freeze import FreezeDialog

    _fix(stage)
    return FreezeDialog(stage.declaration, stage.window)


def verify(stage: Stage) -> QDialog:
    """核对, of a PDF in which some words are other ones."""
    from app.declaration.export.exporting import export_book
    from app.ui.dialogs.versions.verify import VerifyDialog

    _fix(stage)
    session = stage.declaration.session
    with changed(session, some_pages(stage)):
        (file,) = export_book(stage.declaration, stage.folder, ("pdf",), companions=False).files
    dialog = VerifyDialog(stage.declaration, stage.window)
    dialog.show_file(file)
    dialog.start()
    stage.until(lambda: not dialog.busy)
    return dialog


def _fix(stage: Stage) -> None:
    """Fix a version of the declaration, unless there is one."""
    from app.declaration.versions.freezing import freeze

    if not stage.declaration.versions():
        freeze(stage.declaration)


DRAFTS: dict[str, Callable[[Stage], QDialog]] = {
    "汇总": summary,
    "沿用-1": carrying,
    "沿用-2": carrying_into_new,
    "沿用-3": carrying_plan,
    "另存完好的内容": rescue,
    "定稿": freeze,
    "核对": verify,
}
