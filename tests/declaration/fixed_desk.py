"""A declaration of one page a section on a real draft, and its book as a file with the fingerprint in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from small_desk import create, install

from app.declaration.book.typesetting import typeset
from app.declaration.declaration import Declaration
from app.declaration.versions.stamping import stamped
from app.forms.paths import FieldPath

LETTERS = "abcdef"
SECTIONS = "".join(
    f"""
- id: {letter}
  title: 事项{letter}
  page_start: page
  body: ["名称：{{name:text}}，数量：{{total:count}}台", {{prose: {{field: words, label: 说明}}}}]
"""
    for letter in LETTERS
)
FIRST = 5
"""The place in the PDF of the page of section `a`, behind the cover and the contents with their empty versos."""


def fixed_desk(folder: Path) -> Declaration:
    """Six sections, a page each, with a name and a figure on it."""
    install(folder, SECTIONS)
    made = create(folder / "草稿.qibei")
    for letter in LETTERS:
        say(made, letter, "name", f"设备{letter}")
        say(made, letter, "total", "12")
        say(made, letter, "words", "说明文字。")
    made.flush()
    return made


def say(declaration: Declaration, section: str, field: str, text: str) -> None:
    """Type an answer."""
    declaration.session.answer(FieldPath(section, field), text)


def pdf_of(declaration: Declaration, file: Path) -> Path:
    """The book as it is now."""
    book = typeset(declaration.session, {})
    with file.open("wb") as stream:
        replace(book, document=stamped(book.document, declaration)).write("pdf", stream)
    return file
