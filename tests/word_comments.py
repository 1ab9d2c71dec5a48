"""A Word file that somebody commented in the margin."""

from __future__ import annotations

import zipfile
from pathlib import Path


def commented(file: Path, about: str, words: str) -> None:
    """The file with a comment on one of its words, as Word keeps it."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    place = body.index(f">{about}</w:t>")
    start = max(body.rindex("<w:r>", 0, place), body.rfind("<w:r ", 0, place))
    end = body.index("</w:r>", place) + len("</w:r>")
    ranged = f'<w:commentRangeStart w:id="1"/>{body[start:end]}<w:commentRangeEnd w:id="1"/>'
    parts["word/document.xml"] = f"{body[:start]}{ranged}{body[end:]}".encode()
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    said = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    comment = f'<w:comment w:id="1" w:author="李四">{said}</w:comment>'
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{name}">{comment}</w:comments>'.encode()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
