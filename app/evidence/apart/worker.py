"""Strangers' files looked into elsewhere: a child process with limits, asked one thing at a time.

A file that takes too long, too much memory or the child's life is refused, and the next request finds a new child.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Self, TypeVar

from app.errors import EvidenceBundle, EvidenceRefused
from app.evidence.apart.process import Child, ChildAbsent, ChildDied, ChildLate
from app.evidence.apart.walls import Wall
from app.evidence.apart.wire import (
    FAILURES,
    Garbled,
    dumped,
    line,
    loaded,
    read_cuts,
    read_examined,
    read_jpeg,
    read_names,
    read_prepared,
    read_raster,
    whole,
)
from app.evidence.kinds import refused, safe_name
from app.evidence.prepared import Cuts, Examined, Layout, Prepared, Raster

_EXAMINE, _PREPARE, _DRAW = 9.0, 60.0, 30.0  # seconds
_MAX_BOOK = 20_000  # pages
_SPLIT = "请拆分，或另存为 PDF 后重试。"
_NOT_STARTED, _AGAIN = "读取证明材料的进程没有启动", "请重新启动齐备后再试。"
_TOLD = ("message", "hint", "reason")
T = TypeVar("T")
Reader = Callable[[dict[str, Any], bytes], T]


class Worker:
    """The child process that reads proofs; from any thread, one request after the other.

    It is started with the first request and again when it was lost.  Close it, or use it in a `with`.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._child: Child | None = None
        self._closed = False
        self._opened: bytes | None = None
        self._opened_in: Child | None = None
        self._held: bytes | None = None
        self._held_in: Child | None = None

    def __enter__(self) -> Self:
        """Itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """End the child, also in the middle of a request, which is then refused; more requests are refused too."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()
        with self._asking:
            self._lose()

    def break_off(self) -> None:
        """End the request that is being answered, which is then refused; the next one finds a new child."""
        child = self._child
        if child is not None and self._asking.locked():
            child.kill()

    def examine(
        self, name: str, data: bytes, password: str = "", layout: Layout = "", *, inside: bool = False
    ) -> Examined:
        """Kind, pages and what would not be carried on; EvidenceRefused, EvidenceLocked or EvidenceBundle else.

        `inside`: it comes out of a zip or a mail, which may hold no other.
        """
        request = {"do": "examine", "name": name, "password": password, "layout": layout, "inside": inside}
        with self._asking:
            try:
                return self._exchange(request, data, _EXAMINE, lambda header, _: read_examined(header))
            except EvidenceBundle:
                self._held, self._held_in = data, self._child
                raise

    def member(self, bundle: str, data: bytes, place: int) -> bytes:
        """File `place` (from 0) in the zip or mail `data`; EvidenceRefused when it cannot be had."""
        with self._asking:
            held = self._held is data and self._held_in is self._child and self._child is not None
            request = {"do": "member", "name": bundle, "place": place}
            sent = b"" if held and self._child is not None and self._child.usable else data
            member = self._exchange(request, sent, _EXAMINE, lambda _, payload: payload)
            self._held, self._held_in = data, self._child
            return member

    def prepare(
        self, name: str, data: bytes, password: str = "", max_dpi: int | None = None, layout: Layout = ""
    ) -> Prepared:
        """The proof as the book takes it; pictures in at most `max_dpi` pixels an inch."""
        request = {"do": "prepare", "name": name, "password": password, "max_dpi": max_dpi, "layout": layout}
        return replace(self._ask(request, data, _PREPARE, read_prepared), layout=layout)

    def cells(self, name: str, data: bytes) -> Prepared:
        """The tables of a workbook or CSV, each row behind its number in the file; see `worksheets`."""
        return self._ask({"do": "cells", "name": name}, data, _PREPARE, read_prepared)

    def cuts(self, name: str, data: bytes, size: int = 240) -> tuple[Cuts | None, bytes]:
        """Where the first long picture of a file is cut, and a PNG of that picture, at most `size` pixels across."""
        request = {"do": "cuts", "name": name, "size": size}
        return self._ask(request, data, _EXAMINE, lambda header, picture: (read_cuts(header), picture))

    def walls(self) -> frozenset[Wall]:
        """Which walls stand around the child, by its own trial; EvidenceRefused when none starts."""
        with self._asking:
            try:
                return self._alive().walls
            except (ChildLate, ChildDied) as failure:
                self._lose()
                raise EvidenceRefused(f"{_NOT_STARTED}。", _AGAIN) from failure

    def thumbnail(self, name: str, data: bytes, password: str = "", size: int = 160) -> bytes:
        """A PNG of the first page, at most `size` pixels wide and high."""
        request = {"do": "thumbnail", "name": name, "password": password, "size": size}
        return self._ask(request, data, _EXAMINE, lambda _, picture: picture)

    def open_pdf(self, data: bytes) -> int:
        """Open a PDF of our own for `render`; its pages."""
        with self._asking:
            self._opened, self._opened_in = data, None
            return self._open(data)

    def render(self, page: int, dpi: float) -> Raster:
        """Page `page` (from 0) of the PDF that was opened last, in `dpi` pixels an inch; IndexError when none was."""
        return self._of_page({"do": "render", "page": page, "dpi": dpi}, read_raster)

    def picture(self, page: int, dpi: float, *, turned: bool) -> bytes:
        """The same as JPEG, for Word; `turned` by a quarter, so that the head is at the left."""
        request = {"do": "picture", "page": page, "dpi": dpi, "turned": turned}
        return self._of_page(request, lambda _, payload: read_jpeg(payload))

    def _of_page(self, request: dict[str, Any], read: Reader[T]) -> T:
        """What is asked of a page of the PDF that was opened last, which is opened again where it must be."""
        with self._asking:
            if self._opened is None:
                raise IndexError(request["page"])
            if self._opened_in is None or self._opened_in is not self._child or not self._opened_in.usable:
                self._open(self._opened)
            return self._exchange(request, b"", _DRAW, read)

    def _open(self, data: bytes) -> int:
        pages = self._exchange({"do": "open"}, data, _DRAW, lambda header, _: whole(header, "pages", _MAX_BOOK))
        self._opened_in = self._child
        return pages

    def _ask(self, request: dict[str, Any], data: bytes, seconds: float, read: Reader[T]) -> T:
        with self._asking:
            return self._exchange(request, data, seconds, read)

    def _exchange(self, request: dict[str, Any], data: bytes, seconds: float, read: Reader[T]) -> T:
        """One request and its answer as `read` takes it, by a new child if there is none; EvidenceRefused else."""
        name = request.get("name")
        if request["do"] != "member" and not request.get("inside"):
            self._held = None  # the child lets go of it, too
        try:
            header, payload = self._alive().ask(dumped(request), data, seconds)
            answer = loaded(header)
            _check(name, answer, data)
            return read(answer, payload)
        except (ChildLate, ChildDied, Garbled, _Spent) as failure:
            self._lose()
            raise self._loss(name, failure) from failure

    def _alive(self) -> Child:
        if self._closed:
            raise ChildDied
        if self._child is None or not self._child.usable:
            self._lose()
            self._child = _born()
            if self._closed:  # meanwhile, by a thread that saw no child to kill
                raise ChildDied
        return self._child

    def _lose(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def _loss(self, name: str | None, failure: Exception) -> EvidenceRefused:
        if self._closed:
            return _refusal(name, "检查已取消", "需要时请重新加入。")
        if isinstance(failure, ChildAbsent):
            return _refusal(name, _NOT_STARTED, _AGAIN)
        if isinstance(failure, ChildLate):
            return _refusal(name, "检查用时过长，可能内容异常", _SPLIT)
        return _refusal(name, "占用内存过多或内容异常", _SPLIT)


def _born() -> Child:
    """A new child; one that was ended on its way to life, for want of memory or by hand, is tried once more."""
    try:
        return Child()
    except ChildAbsent:
        return Child()


class _Spent(Exception):
    """The child used up its memory; what it does next cannot be relied on."""


def _check(name: str | None, answer: dict[str, Any], data: bytes) -> None:
    """Raise the failure that `answer` tells, if it tells one."""
    match answer.get("failed"):
        case None:
            return
        case str(kind) if kind in FAILURES:
            raise FAILURES[kind](*(line(answer, name) for name in _TOLD))
        case "bundle":
            names = tuple(map(safe_name, read_names(answer)))
            if not names:
                raise Garbled
            message, hint, reason = (line(answer, name) for name in _TOLD)
            raise EvidenceBundle(message, hint, reason, names, data, answer.get("words") is True)
        case "broken":
            raise _refusal(name, "文件已损坏或内容异常", "请换一份完好的文件后重试。")
        case "memory":
            raise _Spent
    raise Garbled


def _refusal(name: str | None, reason: str, hint: str) -> EvidenceRefused:
    """The refusal of the file `name`; None is a page that was to be drawn."""
    if name is None:
        return EvidenceRefused(f"页面没有画出来：{reason}；草稿未改动。", hint)
    return refused(name, reason, hint)
