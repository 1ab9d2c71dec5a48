"""What the program is made of, and under which licence each part is: as `installer/gather_licences.py` gathered it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.errors import AppError
from app.files import resource

_MISSING = AppError(
    "许可文本没有随程序一起安装。", "请向提供程序的人索取，或重新安装（从源代码运行的，请先执行 make setup）。"
)
_RULE = "─" * 12


@dataclass(frozen=True, slots=True)
class Component:
    """One part: the program itself, a library or a face (`kind`); its licence in SPDX words, the places of its texts.

    `note`: what is to be said of it besides, in Chinese; `package`: the distribution it comes from, of a face the
    Debian package; `file`: of a face, its file in `resources/fonts/`.
    """

    name: str
    version: str
    kind: str
    licence: str
    homepage: str
    note: str
    texts: tuple[str, ...]
    package: str = ""
    file: str = ""


def components() -> tuple[Component, ...]:
    """Every part, the program first, the faces last; AppError when the texts are not there."""
    try:
        rows = json.loads(resource("licences", "index.json").read_text("utf-8"))
        return tuple(Component(**{**row, "texts": tuple(row["texts"])}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as failure:
        raise _MISSING from failure


def words_of(component: Component) -> str:
    """What is said of a part, and its licence texts, one after the other; AppError when they are not there."""
    head = [f"{component.name} {component.version}", f"许可：{component.licence}"]
    more = [f"主页：{component.homepage}" if component.homepage else "", component.note]
    try:
        texts = [resource("licences", *place.split("/")).read_text("utf-8-sig") for place in component.texts]
    except OSError as failure:
        raise _MISSING from failure
    parts = ["\n".join([*head, *(words for words in more if words)]), *texts]
    return f"\n\n{_RULE}\n\n".join(part.rstrip().lstrip("\r\n\f") for part in parts)
