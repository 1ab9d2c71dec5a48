"""The proofs of a sample: described in YAML with the declared figures in braces, drawn when they are asked for.

Each proof names its `file`, what it `proves`, and one drawing: `screen`, `certificate`, `paper` or
`log`.  `{section.field}` in any words stands for that answer as it prints, so that a proof never
says another figure than the form; `list` fills a table with rows of a list of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

from app.declaration.samples.papers import write_paper
from app.evidence.drawing.certificate import Certificate, draw_certificate
from app.evidence.drawing.log import draw_log
from app.evidence.drawing.paper import Grid, Paper, Words, draw_paper
from app.evidence.drawing.saving import Pictures, save_pictures
from app.evidence.drawing.screen import Screen, draw_screen
from app.export.fonts.faces import Faces
from app.forms.paths import FieldPath
from app.forms.session import FormSession

_ANSWER = re.compile(r"\{([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\}")
_PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class Proof:
    """One drawn file, the evidence item it belongs to, and what it proves."""

    item: str
    name: str
    data: bytes
    proves: str


def draw_proofs(session: FormSession, described: Mapping[str, Any]) -> Iterator[Proof]:
    """Draw every proof that `described` lists, in order; KeyError for an answer the pack lacks."""
    artist = _Artist(session, described.get("screen", {}))
    for item, proofs in described["evidence"].items():
        for proof in proofs:
            data = artist.drawn(_said(session, proof), PurePath(proof["file"]).suffix)
            yield Proof(item, proof["file"], data, proof["proves"])


def _said(session: FormSession, tree: Any) -> Any:
    """`tree` with every answer in braces written out."""
    if isinstance(tree, dict):
        return {key: _said(session, value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_said(session, value) for value in tree]
    return _ANSWER.sub(lambda found: session.printed(FieldPath.parse(found[1])), tree)


class _Artist:
    """Draws one described proof after the other; the faces of PDFs are opened once."""

    def __init__(self, session: FormSession, screens: Mapping[str, Any]) -> None:
        self._session = session
        self._screens = screens
        self._faces = Faces()

    def drawn(self, proof: Mapping[str, Any], ending: str) -> bytes:
        """One proof, in the format of `ending`; never on the disk, where it would lie in the clear."""
        stream = BytesIO()
        if "paper" in proof and ending == _PDF:
            write_paper(self._paper(proof["paper"]), stream, self._faces)
        else:
            save_pictures(self._pictures(proof), stream, ending)
        return stream.getvalue()

    def _pictures(self, proof: Mapping[str, Any]) -> Pictures:
        if "paper" in proof:
            return draw_paper(self._paper(proof["paper"]))
        if "screen" in proof:
            return [draw_screen(self._screen(proof["screen"]))]
        if "certificate" in proof:
            return [draw_certificate(_certificate(proof["certificate"]))]
        return [draw_log(proof["log"]["title"], proof["log"]["lines"])]

    def _screen(self, screen: Mapping[str, Any]) -> Screen:
        table = self._grid(screen["table"]) if "table" in screen else Grid((), ())
        return Screen(
            product=self._screens["product"],
            title=screen["title"],
            at=self._screens["at"],
            menu=tuple(self._screens["menu"]),
            cards=_pairs(screen.get("cards", [])),
            bars=_pairs(screen.get("bars", [])),
            columns=table.columns,
            rows=table.rows,
        )

    def _paper(self, paper: Mapping[str, Any]) -> Paper:
        return Paper(paper["title"], tuple(self._block(block) for block in paper["blocks"]))

    def _block(self, block: Any) -> Words | Grid | None:
        if isinstance(block, str):
            return Words(block)
        (kind, content), *_ = block.items()
        match kind:
            case "table":
                return self._grid(content)
            case "page_break":
                return None
            case "heading" | "right":
                return Words(content, kind)
        raise ValueError(kind)

    def _grid(self, table: Mapping[str, Any]) -> Grid:
        if "list" not in table:
            return Grid(tuple(table["columns"]), tuple(tuple(row) for row in table["rows"]))
        path = FieldPath.parse(table["list"])
        cells = [path.at("*", column) for column in table["columns"]]
        labels = ("序号", *(self._session.field(cell).label for cell in cells))
        rows = self._session.answers.rows(path)[: int(table.get("first", "1000"))]
        return Grid(labels, tuple((str(n), *self._row(cells, row)) for n, row in enumerate(rows, 1)))

    def _row(self, cells: list[FieldPath], row: str) -> Iterator[str]:
        for cell in cells:
            yield self._session.printed(cell.whole.at(row, cell.column))


def _pairs(pairs: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, words) for label, words in pairs)


def _certificate(words: Mapping[str, Any]) -> Certificate:
    return Certificate(
        title=words["title"],
        number=words["number"],
        giver=words["giver"],
        day=words["day"],
        text=words.get("text", ""),
        lines=_pairs(words.get("lines", [])),
        landscape="landscape" in words,
    )
