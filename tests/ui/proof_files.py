"""Files that are attached in tests, made by code, and how a person brings them to the window."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from ui.person import path

from app.declaration.attachments import Attached
from app.ui.evidence.item import ItemView
from app.ui.form.view import FormView

PROOF = path("equipment.proof")
LONG = 12_000
"""Milliseconds within which a child process has started and answered, on a busy machine."""


def image(colour: str = "#87c3e8", width: int = 320, height: int = 200) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def write_picture(file: Path, colour: str = "#87c3e8") -> Path:
    assert image(colour).save(str(file))
    return file


def write_pdf(file: Path, pages: int = 1, password: str = "") -> Path:
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page(page_size=(300 + number, 400))
        if password:
            pdf.save(file, encryption=pikepdf.Encryption(owner="the owner", user=password, R=6))
        else:
            pdf.save(file)
    return file


def files_data(*files: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def drop_data(on: QWidget, data: QMimeData, y: int = 5) -> bool:
    """Drag over a widget and let go there, if it takes what is dragged; whether it did."""
    about = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, y), *about)
    on.dragEnterEvent(enter)
    if enter.isAccepted():
        on.dragMoveEvent(QDragMoveEvent(QPoint(5, y), *about))
        on.dropEvent(QDropEvent(QPointF(5, y), *about))
    return enter.isAccepted()


def drop(on: QWidget, *files: Path) -> None:
    """Drop files from the file manager onto a widget."""
    assert drop_data(on, files_data(*files))


def item(form: FormView) -> ItemView:
    """The proof of the page, in the panel, in sight."""
    form.open("equipment")
    form.show_panel(True)
    form.panel.tabs.setCurrentIndex(2)
    card = form.panel.evidence.item("proof")
    assert card is not None
    return card


def attached(form: FormView) -> list[Attached]:
    return form.desk.declaration.evidence(PROOF)


def names(form: FormView) -> list[str]:
    return [file.name for file in attached(form)]


def attach(form: FormView, qtbot: QtBot, *files: Path) -> ItemView:
    """Drop files onto the proof and wait until they are attached."""
    card = item(form)
    there = len(attached(form))
    drop(card, *files)
    qtbot.waitUntil(lambda: len(attached(form)) == there + len(files), timeout=LONG)
    return card
