"""The walls around the child, tried from inside: nothing passes them, and what is told of them is true."""

from __future__ import annotations

import ctypes
import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from evidence import hostile, hostile_pdf
from PIL import Image

from app.evidence.apart.start import Started, kept, running
from app.evidence.apart.walls import WALLS, Wall
from app.evidence.apart.wire import Garbled, dumped, read_standing, standing_message
from app.evidence.apart.worker import Worker
from app.files import resource

if sys.platform != "linux":
    pytest.skip("the walls of Linux", allow_module_level=True)

from evidence.apart import captive

from app.evidence.apart.walls import landlock, seccomp
from app.evidence.apart.walls.numbers import PROCESSORS, by_argument, refused

SECRET = "一个谁也猜不到的密码-7f3c"
LANDLOCK = landlock.version(ctypes.CDLL(None, use_errno=True)) > 0
SECCOMP = Path("/proc/sys/kernel/seccomp/actions_avail").exists() and captive.known_processor()
needs_landlock = pytest.mark.skipif(not LANDLOCK, reason="this kernel has no Landlock")
needs_seccomp = pytest.mark.skipif(not SECCOMP, reason="no seccomp filters here, or another processor")

OFTEN_REFUSED = {"a mount", "the memory of the program", "the memory by a call"}  # to who is not root, or by Yama
HARMLESS_ALONE = {"a hold on the program", "a signal by way of a file"}  # Landlock refuses what would follow


@pytest.fixture(scope="module")
def goods(tmp_path_factory: pytest.TempPathFactory) -> Iterator[captive.Goods]:
    """Files to read and write, and servers that listen."""
    folder = tmp_path_factory.mktemp("goods")
    (folder / "door.txt").write_bytes(b"")
    (elsewhere := folder / "elsewhere.txt").write_text(SECRET)
    door, secret = str(folder / "door"), ctypes.create_string_buffer(SECRET.encode())
    address = ctypes.addressof(secret)
    with (
        tempfile.NamedTemporaryFile(dir=Path.home()) as at_home,
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as session,
        socket.socket(socket.AF_UNIX) as nameless,
    ):
        for listener, name in ((session, door), (nameless, f"\0{door}")):
            listener.bind(name)
            listener.listen(50)
        yield captive.Goods(at_home.name, str(elsewhere), str(folder), server.getsockname()[1], door, address)


def held(load: Any) -> tuple[frozenset[Wall], Any]:
    """What a child told of its walls, and what it found."""
    child = Started(load)
    try:
        return read_standing(child.pipe.recv_bytes()), json.loads(child.pipe.recv_bytes())
    finally:
        child.close()


@pytest.fixture(scope="module")
def told(goods: captive.Goods) -> tuple[frozenset[Wall], Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIBEI_PASSPHRASE", SECRET)
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/nowhere")
        with tempfile.TemporaryFile() as draft:
            os.set_inheritable(draft.fileno(), True)  # as a careless library may leave one
            return held(partial(captive.load, goods))


@needs_landlock
@needs_seccomp
@pytest.mark.parametrize("wall", WALLS)
def test_behind_its_walls_the_child_is_refused_what_it_could_do_without(
    told: tuple[frozenset[Wall], Any], wall: Wall
) -> None:
    walls, found = told
    assert wall in walls
    before, behind = found["free"]["outcomes"][wall], found["walled"][wall]
    assert {name for name, outcome in before.items() if outcome != "done"} <= OFTEN_REFUSED
    assert behind == dict.fromkeys(before, "refused")


def test_the_child_is_born_without_the_passphrase_and_without_our_files(told: tuple[frozenset[Wall], Any]) -> None:
    _, found = told
    free = found["free"]
    assert SECRET not in json.dumps(found, ensure_ascii=False)
    names = {entry.partition("=")[0] for entry in free["environment"].split("\0") if entry}
    assert names <= {"LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZ"}
    assert "--" not in free["command"]
    assert sorted(target.partition(":")[0] for target in free["files"].values()) == ["/dev/null"] * 3 + [
        "gone",
        "socket",
    ]
    assert free["session"]


def test_only_one_thread_runs_when_the_walls_go_up(told: tuple[frozenset[Wall], Any]) -> None:
    assert told[1]["free"]["threads"] == 1  # each wall is put around one thread


SYSTEMS = [
    ("landlock",),
    ("landlock", "namespaces"),
    ("seccomp",),
    ("landlock", "namespaces", "seccomp"),
]


@pytest.mark.parametrize("without", SYSTEMS, ids="+".join)
def test_what_a_system_does_not_give_is_told(goods: captive.Goods, without: tuple[str, ...]) -> None:
    walls, found = held(partial(captive.load, goods, without))
    for wall in walls:
        passed = {name for name, outcome in found["walled"][wall].items() if outcome == "done"}
        assert passed <= (HARMLESS_ALONE if "seccomp" in without else set()), wall
    for wall in set(WALLS) - walls:
        assert "done" in found["walled"][wall].values(), wall
    if SECCOMP and "seccomp" not in without:
        assert {"network", "programs", "writing"} <= walls
    if "seccomp" in without:
        assert not walls & {"network", "programs"}
    if "namespaces" in without:
        assert "reading" not in walls


def test_without_landlock_a_root_of_its_own_hides_all_other_files(goods: captive.Goods) -> None:
    walls, found = held(partial(captive.load, goods, ("landlock",)))
    if "reading" not in walls:
        pytest.skip("this system lets users make no namespaces")
    assert "done" not in found["walled"]["reading"].values()
    assert walls >= {"reading", "processes"}


@pytest.mark.parametrize("without", [(), ("landlock",)], ids=["landlock", "root of its own"])
def test_every_reader_and_every_face_can_still_be_loaded_behind_the_walls(without: tuple[str, ...]) -> None:
    _, found = held(partial(captive.load_late, without))
    assert found["modules"] > 30
    assert found["failed"] == []
    assert found["faces"] == {face.name: face.stat().st_size for face in resource("fonts").glob("*.[to]t[fc]")}


@needs_seccomp
@pytest.mark.skipif(sys.maxsize < 1 << 32 or "x86_64" not in os.uname().machine, reason="x32 is of x86-64")
def test_calls_of_the_x32_table_are_answered_as_if_there_were_none() -> None:
    _, said = held(captive.load_foreign_call)
    assert said == [[-1, 38], [-1, 38]]


PROOFS = [
    ("甲.pdf", hostile_pdf.one_page()),
    ("甲.docx", hostile.word()),
    ("甲.xlsx", hostile.excel()),
    ("甲.png", hostile.picture("PNG")),
    ("甲.jpg", hostile.picture("JPEG")),
    ("甲.tif", hostile.tiff(2)),
    ("甲.csv", "名称,数量\n甲,1\n".encode("gb18030")),
]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as shared:
        yield shared


@pytest.mark.parametrize(("name", "data"), PROOFS, ids=[name for name, _ in PROOFS])
def test_real_proofs_are_read_behind_the_walls(worker: Worker, name: str, data: bytes) -> None:
    assert worker.examine(name, data).kind
    prepared = worker.prepare(name, data)
    assert prepared.pdf or prepared.content
    if name.endswith(("pdf", "png", "jpg", "tif")):
        with Image.open(io.BytesIO(worker.thumbnail(name, data))) as small:
            assert max(small.size) <= 160
    if LANDLOCK and SECCOMP:
        assert worker.walls() == set(WALLS)


def test_a_child_that_invents_walls_is_not_believed() -> None:
    assert read_standing(standing_message(["reading", "network"])) == {"reading", "network"}
    for lie in (["reading", "reading"], ["moat"], [None], [{}], "reading", None, [*WALLS, "network"]):
        with pytest.raises(Garbled):
            read_standing(dumped({"walls": lie}))


def test_of_our_environment_only_language_clock_and_libraries_are_kept() -> None:
    ours = {"QIBEI_PASSPHRASE": "x", "HOME": "/home/a", "LANG": "zh_CN.UTF-8", "TZ": "Asia/Shanghai", "PATH": "/bin"}
    assert kept(ours) == {"LANG": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"}


def test_the_child_is_gone_when_nobody_holds_it() -> None:
    child = Started(partial(captive.load_late, ()))
    number = child.pid
    assert child in running()
    del child
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


ENDS = {"closed": "", "left open": "sys.exit()", "killed": "os.kill(os.getpid(), 9)"}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_no_child_outlives_the_program(end: str) -> None:
    code = (
        "import os, sys\nfrom app.evidence.apart.worker import Worker\nworkers = [Worker(), Worker()]\n"
        "for worker in workers: worker.walls()\n"
        f"print(*(worker._child.pid for worker in workers), flush=True)\n{end or 'for one in workers: one.close()'}"
    )
    house = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=house, capture_output=True, text=True)
    assert done.stderr == ""
    until = time.monotonic() + 10
    left = list(map(int, done.stdout.split()))
    assert len(left) == 2
    while left and time.monotonic() < until:
        left = [process for process in left if _running(process)]
        time.sleep(0.05)
    assert left == []


def _running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes() != b""  # empty of one that has ended
    except OSError:
        return False


@pytest.mark.parametrize("processor", PROCESSORS.values(), ids=PROCESSORS)
def test_a_filter_is_whole_for_every_processor(processor: Any) -> None:
    code = seccomp.assembled(processor, 77)
    assert len(code) <= 4096  # BPF_MAXINSNS
    for place, (operation, yes, no, _) in enumerate(code):
        if operation & 7 == 5:  # a jump
            assert place + 1 + max(yes, no) < len(code)
    verdict = partial(judged, code, processor.audit)
    assert {verdict(number) for number in refused(processor)} == {"EPERM"}
    calls = by_argument(processor)
    assert [verdict(calls["clone"], 0x10000), verdict(calls["clone"], 17)] == ["allow", "EPERM"]
    assert [verdict(calls["tgkill"], 77), verdict(calls["kill"], 78)] == ["allow", "EPERM"]
    assert [verdict(calls["openat"], 0, 0, 0o2000000), verdict(calls["openat"], 0, 0, 0o101)] == ["allow", "EPERM"]
    assert [verdict(calls["clone3"]), verdict(999)] == ["ENOSYS", "ENOSYS"]
    assert verdict(calls["prlimit64"], 5) == "EPERM"
    assert judged(code, 0x40000003, 1) == "kill"  # AUDIT_ARCH_I386


def judged(code: list[seccomp.Instruction], audit: int, number: int, *arguments: int) -> str:
    """What the filter says of one call: its program, interpreted."""
    data = {0: number, 4: audit, **{16 + 8 * place: value for place, value in enumerate((*arguments, 0, 0, 0)[:3])}}
    tests = {0x15: lambda a, b: a == b, 0x25: lambda a, b: a > b, 0x45: lambda a, b: bool(a & b)}
    place = held_value = 0
    while True:
        operation, yes, no, value = code[place]
        place += 1
        if operation == 0x06:
            return {0x7FFF0000: "allow", 0x80000000: "kill", 0x50001: "EPERM", 0x50026: "ENOSYS"}[value]
        if operation == 0x20:
            held_value = data[value]
        else:
            place += yes if tests[operation](held_value, value) else no
