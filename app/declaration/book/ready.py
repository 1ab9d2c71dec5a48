"""The proofs of an open declaration that were made ready before: preview, export, print and 定稿 make none twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from app.declaration.book.proof_files import ProofFile
from app.evidence.prepared import Figure, Grid, Passage, Piece, Prepared

ROOM = 256_000_000
"""Bytes of proofs that are kept beyond the work that made them."""
_WORD = 100  # bytes that a short text takes in memory
_Made = tuple[str, str, str]


class ReadyProofs:
    """Proofs with their pictures as fine as they are, each known by its bytes, its password and how it stands.

    Those of the last book are kept, in memory alone; from any thread.
    """

    def __init__(self) -> None:
        self._known: Mapping[_Made, Prepared] = {}

    def among(self, files: Iterable[ProofFile]) -> dict[str, Prepared]:
        """What is ready of these files, by SHA-256."""
        known = self._known
        return {file.sha256: known[_made(file)] for file in files if _made(file) in known}

    def keep(self, files: Iterable[ProofFile], proofs: Mapping[str, Prepared]) -> None:
        """Keep the proofs of a book and let go of all others; one that failed may succeed the next time."""
        kept: dict[_Made, Prepared] = {}
        room = ROOM
        for file in files:
            proof = proofs[file.sha256]
            room -= 0 if proof.failure else _weight(proof)
            if not proof.failure and room >= 0:
                kept[_made(file)] = proof
        self._known = kept


def _made(file: ProofFile) -> _Made:
    return file.sha256, file.password, file.layout


def _weight(proof: Prepared) -> int:
    """About how many bytes it takes in memory."""
    return len(proof.pdf) + sum(_WORD + 2 * len(text) for piece in proof.content for text in _texts(piece))


def _texts(piece: Piece) -> Iterator[str]:
    match piece:
        case Passage():
            yield piece.text
        case Figure():
            yield piece.words
        case Grid():
            yield from chain.from_iterable(piece.rows)
