"""A small declaration on a real draft: its pack is installed in the user's folder as a user would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forms.tiny_packs import at, tiny_yaml

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack, install_pack
from app.forms.session import FormSession

PASSPHRASE = "申报 2026"
CONTENTS = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  body:
    - "名称：{name:text}，金额：{amount:money}，数量：{total:count}台，日期：{day:date}"
    - prose: {field: words, label: 说明}
    - list:
        field: rows
        label: 清单
        columns: [{id: name, label: 名称, type: text}, {id: n, label: 数量, type: count}]
  evidence: [{id: proof, title: 截图}, {id: more, title: 其他, required: optional}]
"""
NAME, AMOUNT, TOTAL, WORDS, ROWS, PROOF = (
    at(f"a.{name}") for name in ("name", "amount", "total", "words", "rows", "proof")
)


def install(folder: Path, contents: str = CONTENTS, more: str = "", edition: int = 1) -> None:
    """Make the tiny pack one of the packs at hand."""
    file = folder / "tiny.yaml"
    file.write_text(tiny_yaml(contents, more, edition), "utf-8")
    install_pack(file)


def create(path: Path) -> Declaration:
    """A new draft of the tiny pack."""
    return Declaration.create(find_pack("tiny"), path, PASSPHRASE)


def reopened(path: Path, **how: bool) -> Declaration:
    """The draft, opened again."""
    return Declaration.open(path, PASSPHRASE, **how)


def state(session: FormSession) -> tuple[dict[str, Any], list[str]]:
    """Everything that is answered, and the order of the rows."""
    return {str(path): value for path, value in session.answers.items()}, session.answers.rows(ROWS)
