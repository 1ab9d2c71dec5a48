"""The words that must be found nowhere outside the draft, and the proofs that hold them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen.canvas import Canvas

WORDS = "金丝雀七四一九"
LATIN = "Canary7f3a9cQx"
PASSPHRASE = "一句谁也不知道的话Pp5d"


def proofs(folder: Path) -> list[Path]:
    """A PDF, a picture and a Word file whose names, words and bytes hold the words."""
    folder.mkdir(exist_ok=True)
    names = [folder / f"{WORDS}{LATIN}.{ending}" for ending in ("pdf", "png", "docx")]
    page = Canvas(str(names[0]), pageCompression=1)
    page.setTitle(f"{WORDS}{LATIN}")
    page.drawString(100, 500, f"{LATIN} in a compressed stream")
    page.save()
    note = PngInfo()
    note.add_text("Comment", LATIN)
    Image.new("RGB", (320, 200), "#87c3e8").save(names[1], pnginfo=note)
    paper = docx.Document()
    paper.add_paragraph(f"{WORDS}{LATIN}")
    stream = io.BytesIO()
    paper.save(stream)
    names[2].write_bytes(stream.getvalue())
    return names
