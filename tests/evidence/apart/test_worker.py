"""The child process: asked, timed, killed, started again, and never believed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from evidence import hostile_pdf
from evidence.apart import lying_children
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.errors import EvidenceLocked, EvidenceRefused, UsageError
from app.evidence.apart import worker as worker_module
from app.evidence.apart.process import Child, ChildAbsent
from app.evidence.apart.start import Serve
from app.evidence.apart.wire import (
    Garbled,
    dumped,
    examined_header,
    loaded,
    prepared_message,
    read_examined,
    read_prepared,
    read_raster,
)
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Examined, Figure, Grid, Passage, Prepared, Sheet, Span
from app.export.pdf.reading_apart import read_apart


def loaded_already(serve: Serve) -> Serve:
    return serve


def png(size: tuple[int, int] = (40, 60)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as shared:
        yield shared


def test_a_proof_is_examined_prepared_and_pictured_elsewhere(worker: Worker) -> None:
    assert worker.examine("甲.png", png()) == Examined("png", 1)
    prepared = worker.prepare("甲.png", png())
    assert (prepared.kind, prepared.sheets) == ("png", (Sheet(30.0, 45.0),))
    with Image.open(io.BytesIO(worker.thumbnail("甲.png", png(), size=20))) as small:
        assert (small.format, max(small.size)) == ("PNG", 20)
    assert worker._child is not None
    assert worker._child.pid != os.getpid()


def test_pages_of_our_own_pdf_are_drawn_and_still_after_the_child_was_lost(worker: Worker) -> None:
    pdf = worker.prepare("甲.png", png()).pdf
    assert worker.open_pdf(pdf) == 1
    drawn = worker.render(0, 96)
    assert (drawn.width, drawn.height, len(drawn.rgb)) == (40, 60, 40 * 60 * 3)
    assert worker._child is not None
    worker._child.kill()
    worker._child._started._process.wait()
    assert worker.render(0, 96) == drawn


def test_a_page_that_cannot_be_drawn_is_told_as_such(worker: Worker) -> None:
    with pytest.raises(EvidenceRefused, match="页面没有画出来：文件已损坏或内容异常；草稿未改动。"):
        worker.open_pdf(b"no pdf")
    with Worker() as unused, pytest.raises(IndexError):
        unused.render(0, 96)


def test_the_reason_of_the_child_arrives_whole(worker: Worker) -> None:
    with pytest.raises(EvidenceRefused) as refused:
        worker.examine("程\udc80序.png", b"MZ\x90\0")
    assert refused.value.message.startswith("证明材料“程序.png”没有加入：是程序；")
    with pytest.raises(EvidenceLocked, match="PDF 有打开密码"):
        worker.examine("甲.pdf", hostile_pdf.locked("秘密"))
    with pytest.raises(EvidenceLocked, match="给出的密码打不开"):
        worker.examine("甲.pdf", hostile_pdf.locked("秘密"), "错")
    assert worker.examine("甲.pdf", hostile_pdf.locked("秘密"), "秘密") == Examined("pdf", 1)


def test_what_takes_too_long_is_ended_and_the_next_file_finds_a_new_child(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "_EXAMINE", 0.2)
    with pytest.raises(EvidenceRefused, match=r"“甲[.]pdf”没有加入：检查用时过长"):
        worker.examine("甲.pdf", hostile_pdf.bomb_of_objects())
    monkeypatch.undo()
    assert worker.examine("乙.png", png()) == Examined("png", 1)


LIARS = [
    (lying_children.sleeps, "检查用时过长"),
    (lying_children.dribbles, "检查用时过长"),
    (lying_children.dies, "占用内存过多或内容异常"),
    (lying_children.floods, "占用内存过多或内容异常"),
    (lying_children.babbles, "占用内存过多或内容异常"),
    (lying_children.exaggerates, "占用内存过多或内容异常"),
    (lying_children.spends, "占用内存过多或内容异常"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="writes to the file descriptor of the pipe")
@pytest.mark.parametrize(("child", "reason"), LIARS, ids=[child.__name__ for child, _ in LIARS])
def test_a_child_that_was_taken_over_is_ended_and_its_file_refused(
    monkeypatch: pytest.MonkeyPatch, child: Callable[..., None], reason: str
) -> None:
    monkeypatch.setattr(worker_module, "_EXAMINE", 1.0)
    with Worker() as worker:
        worker._child = taken_over = Child(partial(loaded_already, child))
        with pytest.raises(EvidenceRefused, match=f"证明材料“甲[.]png”没有加入：{reason}"):
            worker.examine("甲.png", png())
        assert not taken_over.usable


def test_a_closed_worker_refuses_and_leaves_no_process() -> None:
    worker = Worker()
    worker.examine("甲.png", png())
    child = worker._child
    worker.close()
    worker.close()
    assert child is not None
    assert not child.usable
    with pytest.raises(EvidenceRefused, match="检查已取消"):
        worker.examine("甲.png", png())


def test_closing_ends_a_request_that_runs() -> None:
    worker = Worker()
    worker.examine("甲.png", png())
    failures: list[EvidenceRefused] = []

    def examine() -> None:
        try:
            worker.examine("甲.pdf", hostile_pdf.bomb_of_objects())
        except EvidenceRefused as failure:
            failures.append(failure)

    thread = threading.Thread(target=examine)
    thread.start()
    while not worker._asking.locked():
        pass
    worker.close()
    thread.join()
    assert [failure.message for failure in failures] == ["证明材料“甲.pdf”没有加入：检查已取消；草稿未改动。"]


def test_threads_take_their_turns(worker: Worker) -> None:
    found: list[Examined] = []
    threads = [threading.Thread(target=lambda: found.append(worker.examine("甲.png", png()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Examined("png", 1)] * 6


@pytest.mark.skipif(sys.platform == "win32", reason="there a job object bounds the memory")
def test_the_child_has_no_more_memory_than_its_limit_and_writes_no_file(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from app.evidence.apart.limits import MEMORY, limit_this_process\n"
        "out = os.dup(1)\n"
        "limit_this_process()\n"
        "try: bytearray(MEMORY)\n"
        "except MemoryError: os.write(out, b'no memory ')\n"
        "try: open(sys.argv[1], 'wb', 0).write(b'1')\n"
        "except OSError: os.write(out, b'no file')\n"
        "print('silent')"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "x")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("no memory no file", "")


def test_a_child_that_cannot_start_is_told_apart_from_an_answer() -> None:
    with pytest.raises(ChildAbsent):
        Child(_never_there)


def test_a_child_that_is_ended_on_its_way_to_life_is_started_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Child] = []

    class Frail(Child):
        def __init__(self) -> None:
            tried.append(self)
            super().__init__(_never_there if len(tried) == 1 else None)

    monkeypatch.setattr("app.evidence.apart.worker.Child", Frail)
    with Worker() as worker:
        assert worker.examine("甲.png", png()).kind == "png"
    assert len(tried) == 2


def test_a_child_that_the_system_does_not_start_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("executable", "_base_executable"):
        monkeypatch.setattr(sys, name, str(tmp_path / "none"))
    with Worker() as worker, pytest.raises(EvidenceRefused, match="没有加入：读取证明材料的进程没有启动"):
        worker.examine("甲.png", png())
    (file := tmp_path / "书.pdf").write_bytes(hostile_pdf.one_page())
    with pytest.raises(UsageError, match=r"“书[.]pdf”没有读取：读取它的进程没有启动，没有核对"):
        read_apart(file)


def _never_there() -> Serve:
    """A child that ends before it says that it is there."""
    raise SystemExit


def test_the_messages_carry_everything() -> None:
    examined = Examined("pdf", 3, ("JavaScript", "嵌入文件"))
    assert read_examined(loaded(dumped(examined_header(examined)))) == examined
    sheets = (Sheet(10.5, 20.0), Sheet(10.5, 2.0, "（续）", fresh=True, turned=False), Sheet(2.0, 9.0, turned=True))
    pages = Prepared("pdf", sheets, b"%PDF", removed=("富媒体",))
    spans = (Span(0, 0, 1, 2), Span(1, 1, 1, 1))
    words = Prepared("xls", content=(Passage("一"), Grid((("a", "b"), ("c", "\udc80")), "表", spans), Grid(())))
    look = (Passage("题", "center", True), Passage("签", "right"), Figure(0, "印章"))
    pictured = Prepared("docx", (Sheet(10.5, 20.0),), b"%PDF", look)
    for prepared in (pages, words, pictured):
        header, payload = prepared_message(prepared)
        assert read_prepared(loaded(dumped(header)), payload) == prepared


BAD = [
    b"[]",
    b"{",
    b"[" * 200_000,
    b'{"kind":"exe","pages":1,"removed":[]}',
    b'{"kind":"pdf","pages":true,"removed":[]}',
    b'{"kind":"pdf","pages":-1,"removed":[]}',
    b'{"kind":"pdf","pages":1e3,"removed":[]}',
    b'{"kind":"pdf","pages":1,"removed":["a\\nb"]}',
    b'{"kind":"pdf","pages":1,"removed":"JavaScript"}',
]


@pytest.mark.parametrize("header", BAD)
def test_an_answer_that_our_child_would_not_give_is_garbled(header: bytes) -> None:
    with pytest.raises(Garbled):
        read_examined(loaded(header))


@pytest.mark.parametrize("side", ["NaN", "Infinity", "0", "-1", "1e9", "true", '"1"', "null"])
def test_a_sheet_has_sides_that_paper_can_have(side: str) -> None:
    with pytest.raises(Garbled):
        read_prepared(loaded(f'{{"kind":"pdf","sheets":[[{side},1,"",false,null]],"removed":[]}}'.encode()), b"")


@pytest.mark.parametrize(
    "spans",
    ["[[0,0,2,1],[1,0,1,2]]", "[[0,0,3,1]]", "[[0,1,1,2]]", "[[0,0,0,1]]", "[[-1,0,1,1]]", "[[0,0,1]]", "[1]", "7"],
)
def test_merged_cells_lie_in_their_table_and_not_on_one_another(spans: str) -> None:
    content = f'[{{"title":"","rows":[["a","b"],["c","d"]],"spans":{spans}}}]'.encode()
    with pytest.raises(Garbled):
        read_prepared({"kind": "xlsx", "sheets": [], "pdf": 0, "removed": [], "notes": []}, content)


@pytest.mark.parametrize(("width", "height", "length"), [(2, 2, 11), (0, 4, 0), (10**9, 10**9, 3), (2.0, 1, 6)])
def test_a_drawn_page_has_as_many_bytes_as_it_says(width: float, height: int, length: int) -> None:
    with pytest.raises(Garbled):
        read_raster({"width": width, "height": height}, bytes(length))


NAMES = ["kind", "sheets", "removed", "rows", "title", "text", "align", "figure"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(header=JSON, content=JSON)
def test_no_answer_does_more_than_be_read_or_refused(header: object, content: object) -> None:
    message = json.dumps(header).encode()
    try:
        read = read_prepared({"kind": "docx", "sheets": [], "removed": []} | loaded(message), dumped(content))
    except Garbled:
        return
    assert isinstance(read, Prepared)
