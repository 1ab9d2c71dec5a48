"""The child's side of the pipe: one request after the other, each answered with what was found or a refusal.

Whatever a reader raises ends here: the program is told in one sentence, or that memory ran out, or only that the
file is broken.  Nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Protocol

from app.errors import EvidenceRefused
from app.evidence import rendering
from app.evidence.apart.limits import LONGEST, watch
from app.evidence.apart.wire import (
    FAILURES,
    MAX_PAYLOAD,
    cuts_header,
    dumped,
    examined_header,
    loaded,
    prepared_message,
)
from app.evidence.bundles import opening as bundles
from app.evidence.kinds import Family, refused
from app.evidence.ofd import proof as ofds
from app.evidence.office import proof as office
from app.evidence.office.excel.cells import cells_of
from app.evidence.page_jpeg import jpeg_of_image
from app.evidence.pdf import proof as pdfs
from app.evidence.pictures import proof as pictures
from app.evidence.pictures.looking import look_at_cuts
from app.evidence.prepared import Examined, Prepared, ReadOptions
from app.evidence.recognition.telling import family_of, refusal, sort_of
from app.evidence.text import proof as texts

Answer = tuple[dict[str, Any], bytes]
_MAX_HEADER = 100_000


class Reader(Protocol):
    """What reads the files of one family; EvidenceRefused or EvidenceLocked for what it cannot take."""

    def examine(self, name: str, data: bytes, options: ReadOptions) -> Examined:
        """Kind, pages, and what to know about it; all that would fail later fails here."""

    def prepare(self, name: str, data: bytes, options: ReadOptions) -> Prepared:
        """The proof as the book takes it; the same for the same bytes."""


READERS: dict[Family, Reader] = {"pdf": pdfs, "ofd": ofds, "office": office, "picture": pictures, "text": texts}


def serve(connection: Connection) -> None:
    """Answer requests until the program is gone."""
    desk = Desk()
    while True:
        try:
            header, data = connection.recv_bytes(_MAX_HEADER), connection.recv_bytes(MAX_PAYLOAD)
        except (EOFError, OSError):
            return
        watch(LONGEST)
        answer, payload = answered(desk, header, data)
        connection.send_bytes(dumped(answer))
        connection.send_bytes(payload)
        watch(0)


def answered(desk: Desk, header: bytes, data: bytes) -> Answer:
    """The answer to one request, whatever happens to its reader."""
    try:
        return desk.answer(loaded(header), data)
    except EvidenceRefused as failure:
        kind = next((kind for kind, one in FAILURES.items() if isinstance(failure, one)), "refused")
        return {"failed": kind, "message": failure.message, "hint": failure.hint, "reason": failure.reason}, b""
    except MemoryError:
        return {"failed": "memory"}, b""
    except Exception:  # of a hostile file a reader may raise anything
        return {"failed": "broken"}, b""


class Desk:
    """Answers requests; keeps the PDF that was opened last, and the zip or mail while its files are looked into."""

    def __init__(self) -> None:
        self._open: rendering.Renderer | None = None
        self._bundle: bundles.Bundle | None = None

    def answer(self, request: dict[str, Any], data: bytes) -> Answer:
        """What one request asks; any exception when its reader fails."""
        act: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {
            "examine": self._examine,
            "member": self._member,
            "prepare": _prepare,
            "cells": _cells,
            "thumbnail": _thumbnail,
            "cuts": _cuts,
            "open": self._open_pdf,
            "render": self._render,
            "picture": self._picture,
        }
        if not (request["do"] == "member" or request.get("inside")):
            self._bundle = None
        return act[request["do"]](request, data)

    def _examine(self, request: dict[str, Any], data: bytes) -> Answer:
        name = request["name"]
        sort = sort_of(name, data)
        if sort not in bundles.SORTS:
            examined = _reader(request, data).examine(name, data, _options(request))
            return examined_header(examined), b""
        told = refusal(name, sort)
        if request["inside"]:
            raise refused(name, f"{told.reason}，在另一个文件里面", "请先把它取出来，再单独加入。")
        self._bundle = bundles.opened(name, data, sort)
        said = {"message": told.message, "hint": told.hint, "reason": told.reason}
        return {"failed": "bundle", **said, "names": self._bundle.names, "words": self._bundle.words}, b""

    def _member(self, request: dict[str, Any], data: bytes) -> Answer:
        if data:
            self._bundle = bundles.opened(request["name"], data, sort_of(request["name"], data))
        assert self._bundle is not None
        return {}, self._bundle.member(request["place"])

    def _open_pdf(self, _request: dict[str, Any], data: bytes) -> Answer:
        self._open = None
        self._open = rendering.Renderer(data)
        return {"pages": self._open.pages}, b""

    def _render(self, request: dict[str, Any], _data: bytes) -> Answer:
        assert self._open is not None
        raster = self._open.render(request["page"], request["dpi"])
        return {"width": raster.width, "height": raster.height}, raster.rgb

    def _picture(self, request: dict[str, Any], _data: bytes) -> Answer:
        assert self._open is not None
        return {}, jpeg_of_image(self._open.image(request["page"], request["dpi"]), turned=request["turned"])


def _prepare(request: dict[str, Any], data: bytes) -> Answer:
    return prepared_message(_reader(request, data).prepare(request["name"], data, _options(request)))


def _cells(request: dict[str, Any], data: bytes) -> Answer:
    return prepared_message(cells_of(request["name"], data))


def _thumbnail(request: dict[str, Any], data: bytes) -> Answer:
    name, password = request["name"], request["password"]
    return {}, rendering.thumbnail(name, data, family_of(name, data), request["size"], password)


def _cuts(request: dict[str, Any], data: bytes) -> Answer:
    cuts, look = look_at_cuts(request["name"], data, request["size"])
    return cuts_header(cuts), rendering.png_of(look)


def _reader(request: dict[str, Any], data: bytes) -> Reader:
    return READERS[family_of(request["name"], data)]


def _options(request: dict[str, Any]) -> ReadOptions:
    return ReadOptions(request["password"], request.get("max_dpi"), request["layout"])
