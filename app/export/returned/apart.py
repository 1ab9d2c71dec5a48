"""Reads a Word file from a stranger's hand in a process of its own, which ends with the reading.

The process has the limits and walls of `app.evidence.apart`; what it says is checked, since what was read may have
taken it over.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.errors import UsageError
from app.evidence.apart.limits import watch
from app.evidence.apart.start import Serve, Started
from app.export.returned.filled import Box, Comment, Content, Filled, Grid, Mark, Passage, Piece
from app.export.returned.opening import Unreadable, read

SIZE_LIMIT = 100_000_000
_ANSWER_LIMIT = 120_000_000
_SECONDS, _START = 60, 60
_STEP = 0.05
_DEPTH = 40  # tables within tables
_UNCHANGED = "草稿没有改动。"
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再读回。"
_WHY = {
    "absent": ("无法打开", "请检查它是否存在、能否读取。"),
    "large": ("过大", "请检查是否选错了文件，或里面贴了大图片。"),
    "password": ("有打开密码", "请在 Word 或 WPS 中去掉密码，保存后再读回。"),
    "old": ("是旧的 Word 97—2003 或 WPS 格式", _SAVE_AS),
    "odt": ("是 OpenDocument（.odt）格式", _SAVE_AS),
    "rtf": ("是 RTF 格式", _SAVE_AS),
    "pdf": ("是 PDF，读不回填写的内容", "请让填写的人发来 .docx 文件。"),
    "strange": ("不是 Word 文件（.docx）", "请检查是否选错了文件。"),
    "damaged": ("已损坏或内容异常", "请让填写的人重新保存后再发一次。"),
    "late": ("读了太久也没有读完，已停止", "请检查是否选错了文件。"),
    "unstarted": ("没有读取：读取它的进程没有启动", "请重新启动齐备后再试。"),
    "stopped": ("没有读完，已按您的要求停止", ""),
}


def read_filled(file: Path, cancelled: Callable[[], bool] = lambda: False) -> Filled:
    """What the Word file holds; UsageError, with its name, when it cannot be or must not be read."""
    try:
        return _filled(_answer(file.name, _bytes(file), cancelled))
    except Unreadable as failure:
        why, hint = _WHY.get(str(failure), _WHY["damaged"])
        raise UsageError(f"文件“{file.name}”{why}，没有读回，{_UNCHANGED}", hint) from failure


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise Unreadable("absent")
        with file.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as failure:
        raise Unreadable("absent") from failure
    if len(data) > SIZE_LIMIT:
        raise Unreadable("large")
    return data


def _answer(name: str, data: bytes, cancelled: Callable[[], bool]) -> Any:
    try:
        child = Started(_load)
    except OSError as failure:
        raise Unreadable("unstarted") from failure
    try:
        try:
            _await(child, _START, cancelled)
            child.pipe.recv_bytes(_ANSWER_LIMIT)  # its hello
        except (EOFError, OSError) as failure:
            raise Unreadable("unstarted") from failure
        child.pipe.send_bytes(name.encode("utf-8", "surrogatepass"))
        child.pipe.send_bytes(data)
        _await(child, _SECONDS, cancelled)
        answer = json.loads(child.pipe.recv_bytes(_ANSWER_LIMIT))
    except (EOFError, OSError, ValueError, RecursionError) as failure:
        raise Unreadable("damaged") from failure
    finally:
        child.close()
    if isinstance(answer, dict) and set(answer) == {"unreadable"}:
        raise Unreadable(str(answer["unreadable"]))
    return answer


def _await(child: Started, seconds: float, cancelled: Callable[[], bool]) -> None:
    """Wait for an answer; Unreadable when the process ends, or the time, or the user's patience."""
    left = seconds
    while not child.pipe.poll(_STEP):
        left -= _STEP
        if cancelled():
            raise Unreadable("stopped")
        if left < 0:
            raise Unreadable("late")
        if not child.alive and not child.pipe.poll():
            raise Unreadable("damaged")


def _load() -> Serve:
    return _serve


def _serve(pipe: Connection) -> None:
    """What the child does: one file in, what it holds out."""
    watch(_SECONDS)
    name, data = pipe.recv_bytes().decode("utf-8", "replace"), pipe.recv_bytes()
    try:
        answer = read(name, data)
    except Unreadable as failure:
        answer = json.dumps({"unreadable": str(failure)}).encode()
    except Exception:  # of a hostile file a reader may raise anything
        answer = b'{"unreadable": "damaged"}'
    pipe.send_bytes(answer)


# -- what the child said, believed no more than the file ---------------------------------------


def _filled(answer: Any) -> Filled:
    try:
        marks = [_mark(one) for one in _list(answer["marks"])]
        beside = tuple((_text(words), _content(blocks, marks)) for words, blocks in _list(answer["beside"]))
        comments = tuple(_comment(one, marks) for one in _list(answer["comments"]))
        by, at = map(_text, answer["core"])
        tracked, insertions, deletions = answer["tracked"]
        properties = {_text(key): _text(value) for key, value in answer["properties"].items()}
        people = tuple(map(_text, _list(tracked)))
        body = _content(answer["body"], marks)
        return Filled(body, beside, properties, by, at, comments, people, int(insertions), int(deletions))
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError) as failure:
        raise Unreadable("damaged") from failure


def _comment(one: Any, marks: list[Mark]) -> Comment:
    by, text, about, around, near = one
    return Comment(
        _text(by),
        _text(text),
        _text(about),
        tuple(marks[int(place)] for place in _list(around)),
        tuple(marks[int(place)] for place in _list(near)),
    )


def _mark(one: Any) -> Mark:
    if "name" in one:
        return Mark(name=_text(one["name"]))
    return Mark(_text(one["tag"]), int(one["id"]), prompts=one["prompts"] is True)


def _content(blocks: Any, marks: list[Mark], depth: int = 0) -> Content:
    if depth > _DEPTH:
        raise ValueError(depth)
    return tuple(_block(block, marks, depth) for block in _list(blocks))


def _block(block: Any, marks: list[Mark], depth: int) -> Passage | Grid:
    if "t" in block:
        rows = (_list(row) for row in _list(block["t"]))
        return Grid(tuple(tuple(Box(_content(cell, marks, depth + 1)) for cell in row) for row in rows))
    pieces = (Piece(_text(text), tuple(marks[at] for at in around)) for text, *around in _list(block["p"]))
    return Passage(tuple(pieces), block["h"] is True)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(type(value))
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(type(value))
    return value
