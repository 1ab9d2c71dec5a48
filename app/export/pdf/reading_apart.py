"""Reads a PDF from a stranger's hand in a process of its own, which ends with the reading.

The process has the limits and walls of `app.evidence.apart`; back come bytes of JSON, never a pickled object,
and they are checked, since what was read may have taken the process over.
"""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.errors import UsageError
from app.evidence.apart.limits import watch
from app.evidence.apart.start import Serve, Started
from app.export.pdf.reading import PAGES_LIMIT, Reading, Unreadable, read_book
from app.files import TooLarge, read_bounded

SIZE_LIMIT = 600_000_000
ANSWER_LIMIT = 4_000_000
SECONDS = 90
START = 60
KEYWORDS_LIMIT = 2000
_DIGEST = re.compile(r"[0-9a-f]{16}")
_WHY = {
    "password": ("有打开密码", "请先用阅读软件另存为没有密码的 PDF。"),
    "pages": (f"超过 {PAGES_LIMIT} 页或页面过于复杂", "请检查是否选错了文件。"),
    "damaged": ("不是完好的 PDF", "请检查是否选错了文件，或重新取得一份。"),
    "large": ("过大", "请检查是否选错了文件。"),
    "late": ("读了太久也没有读完，已停止", "请检查是否选错了文件。"),
    "unstarted": ("没有读取：读取它的进程没有启动", "请重新启动齐备后再试。"),
    "stopped": ("没有读完，已按您的要求停止", ""),
    "absent": ("无法打开", "请检查它是否存在、能否读取。"),
}


def read_apart(
    file: Path,
    told: Callable[[int, int], None] = lambda done, pages: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Reading:
    """Read the PDF at `file`; UsageError, with the file's name, when it cannot be or must not be read.

    `told` hears how many pages are done, of how many.
    """
    try:
        return _read(_bytes(file), told, cancelled)
    except Unreadable as failure:
        why, hint = _WHY.get(str(failure), _WHY["damaged"])
        raise UsageError(f"文件“{file.name}”{why}，没有核对，草稿没有改动。", hint) from failure


def _bytes(file: Path) -> bytes:
    try:
        return read_bounded(file, SIZE_LIMIT)
    except TooLarge as failure:
        raise Unreadable("large") from failure
    except OSError as failure:
        raise Unreadable("absent") from failure


def _read(data: bytes, told: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Reading:
    with _child() as child:
        pipe, last = child.pipe, time.monotonic() + START + SECONDS
        try:
            _await(child, last, cancelled)
            pipe.recv_bytes(ANSWER_LIMIT)  # it has started, and takes what is sent without delay
        except (EOFError, OSError) as failure:
            raise Unreadable("unstarted") from failure
        try:
            pipe.send_bytes(data)
            while True:
                _await(child, last, cancelled)
                answer = json.loads(pipe.recv_bytes(ANSWER_LIMIT))
                if not _is_progress(answer):
                    return _reading(answer)
                told(*answer)
        except (EOFError, OSError, ValueError, RecursionError) as failure:
            raise Unreadable("damaged") from failure


def _await(child: Started, last: float, cancelled: Callable[[], bool]) -> None:
    """Wait for an answer; Unreadable when the process ends, or the time, or the user's patience."""
    while not child.pipe.poll(0.05):
        if cancelled():
            raise Unreadable("stopped")
        if time.monotonic() > last:
            raise Unreadable("late")
        if not child.alive and not child.pipe.poll():
            raise Unreadable("damaged")


def _is_progress(answer: Any) -> bool:
    return isinstance(answer, list) and len(answer) == 2 and all(type(number) is int for number in answer)


def _reading(answer: Any) -> Reading:
    """The reading that a checked answer is; Unreadable when it says why there is none, ValueError for anything else."""
    if isinstance(answer, dict) and answer.keys() == {"unreadable"} and answer["unreadable"] in _WHY:
        raise Unreadable(answer["unreadable"])
    if not isinstance(answer, dict) or answer.keys() != {"digests", "keywords"}:
        raise ValueError("no answer")
    digests, keywords = answer["digests"], answer["keywords"]
    if not isinstance(digests, list) or len(digests) > PAGES_LIMIT or not isinstance(keywords, str):
        raise ValueError("no reading")
    if not all(isinstance(digest, str) and _DIGEST.fullmatch(digest) for digest in digests):
        raise ValueError("no digests")
    return Reading(tuple(digests), keywords[:KEYWORDS_LIMIT])


@contextmanager
def _child() -> Iterator[Started]:
    """A process that waits for one PDF; it is gone after the block."""
    try:
        child = Started(_load)
    except OSError as failure:
        raise Unreadable("unstarted") from failure
    try:
        yield child
    finally:
        child.close()


def _load() -> Serve:
    return _serve


def _serve(pipe: Connection) -> None:
    """What the child does: one PDF in, how far it is, and what came of it."""
    watch(SECONDS)
    data = pipe.recv_bytes()
    try:
        found = read_book(io.BytesIO(data), lambda done, pages: _tell(pipe, [done, pages]))
        _tell(pipe, {"digests": found.digests, "keywords": found.keywords[:KEYWORDS_LIMIT]})
    except Unreadable as failure:
        _tell(pipe, {"unreadable": str(failure)})
    except (MemoryError, RecursionError):
        _tell(pipe, {"unreadable": "damaged"})


def _tell(pipe: Connection, what: Any) -> None:
    pipe.send_bytes(json.dumps(what).encode("utf-8", "replace"))
