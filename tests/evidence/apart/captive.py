"""What a child tries once a stranger's file has taken it over: each attempt before its walls go up, and behind them.

`load` runs in the child where our readers are loaded, so what is tried there is tried without walls.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import importlib
import json
import os
import pkgutil
import platform
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from app.evidence.apart.start import Serve
from app.evidence.apart.walls import Wall, landlock, linux, namespaces
from app.evidence.apart.walls.numbers import PROCESSORS
from app.files import resource

LAZY = ("PIL.Image", "asn1crypto.cms", "defusedxml.ElementTree", "fontTools.ttLib", "lxml.etree", "openpyxl")
LAZY += ("pi_heif", "pikepdf", "pypdfium2", "reportlab.pdfgen.canvas", "xlrd", "zoneinfo")


@dataclass(frozen=True)
class Goods:
    """What lies about for the taking: paths and doors that the test made."""

    at_home: str
    elsewhere: str
    folder: str
    port: int
    door: str
    memory: int


def _read(path: str) -> None:
    Path(path).read_bytes()


def _listed(path: Path) -> None:
    if path.name not in os.listdir(path.parent):
        raise FileNotFoundError(path)


def _threads() -> None:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _tcp(goods: Goods) -> None:
    socket.create_connection(("127.0.0.1", goods.port), 5).close()


def _udp(goods: Goods) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"word", ("127.0.0.1", goods.port))


def _unix(door: str) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(door)


def _rename(goods: Goods) -> None:
    made = Path(goods.folder, "made")
    made.touch()
    made.rename(made.with_name("renamed")).unlink()


def _called(*arguments: int) -> None:
    """A system call; what the kernel says of its arguments is no refusal."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(*map(ctypes.c_long, arguments)) < 0 and ctypes.get_errno() in (errno.EPERM, errno.EACCES):
        raise PermissionError(ctypes.get_errno(), "refused")


def _memory(parent: int, address: int) -> None:
    """Read eight bytes of the program at the address (process_vm_readv)."""
    number = 310 if platform.machine() == "x86_64" else 270
    here = ctypes.create_string_buffer(8)
    ours, theirs = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8), (ctypes.c_size_t * 2)(address, 8)
    _called(number, parent, ctypes.addressof(ours), 1, ctypes.addressof(theirs), 1, 0)
    if here.raw == bytes(8):
        raise OSError("nothing was read")


def _touched(folder: str) -> None:
    made = Path(folder, "new")
    made.touch(exist_ok=False)
    made.unlink()


def _signal_by_a_file(parent: int) -> None:
    end, other = os.pipe()
    fcntl.fcntl(end, fcntl.F_SETOWN, parent)
    os.close(end)
    os.close(other)


def attempts(goods: Goods) -> dict[Wall, dict[str, Callable[[], object]]]:
    """Wall → name → what it should not let through."""
    parent = os.getppid()
    mount = 165 if platform.machine() == "x86_64" else 40
    return {
        "reading": {
            "a file at home": partial(_read, goods.at_home),
            "a file elsewhere": partial(_read, goods.elsewhere),
            "the names of users": partial(_read, "/etc/passwd"),
            "a file of the checkout that is not the program": partial(_read, str(resource().parent / "pyproject.toml")),
            "what stands in the root": partial(_listed, Path("/proc")),
            "what stands at home": partial(_listed, Path(goods.at_home)),
            "its own environment as the kernel keeps it": partial(_read, "/proc/self/environ"),
            "the command line of the program": partial(_read, f"/proc/{parent}/cmdline"),
        },
        "writing": {
            "a new file": partial(_touched, goods.folder),
            "an old file": lambda: Path(goods.elsewhere).open("r+b").close(),
            "an emptied file": lambda: Path(goods.folder, "door.txt").write_bytes(b""),
            "a folder": lambda: [Path(goods.folder, "x").mkdir(), Path(goods.folder, "x").rmdir()],
            "a name": lambda: _rename(goods),
            "a link": lambda: [os.symlink("a", Path(goods.folder, "l")), Path(goods.folder, "l").unlink()],
            "a temporary file": lambda: tempfile.TemporaryFile(dir=goods.folder).close(),
        },
        "network": {
            "a server on this machine": lambda: _tcp(goods),
            "a datagram": lambda: _udp(goods),
            "a door of the session": lambda: _unix(goods.door),
            "a door without a file": lambda: _unix(f"\0{goods.door}"),
            "a pair of sockets": lambda: [end.close() for end in socket.socketpair()],
        },
        "programs": {
            "a program": lambda: subprocess.run(["/bin/true"], check=True),
            "a program by posix_spawn": lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0),
            "a copy of itself": _fork,
            "a mount": partial(_called, mount, 0, 0, 0, 0, 0),
        },
        "processes": {
            "the environment of the program": partial(_read, f"/proc/{parent}/environ"),
            "the memory of the program": lambda: Path(f"/proc/{parent}/mem").open("rb").close(),
            "the memory by a call": partial(_memory, parent, goods.memory),
            "a signal": partial(os.kill, parent, 0),
            "a signal by way of a file": partial(_signal_by_a_file, parent),
            "a hold on the program": lambda: os.close(os.pidfd_open(parent)),
        },
    }


def outcomes(goods: Goods) -> dict[str, dict[str, str]]:
    """Wall → attempt → done, refused, or the error."""
    return {wall: {name: _outcome(tried) for name, tried in row.items()} for wall, row in attempts(goods).items()}


def _outcome(tried: Callable[[], object]) -> str:
    try:
        tried()
    except PermissionError:
        return "refused"
    except OSError as failure:
        return repr(failure)
    return "done"


def take_away(without: tuple[str, ...]) -> None:
    """Make this system one that has no such thing."""
    if "landlock" in without:
        landlock.version = lambda _libc: 0
    if "namespaces" in without:
        namespaces.own_root = _missing
    if "seccomp" in without:
        linux.PROCESSORS = {}


def load(goods: Goods, without: tuple[str, ...] = ()) -> Serve:
    """Try all without walls, and again behind those that this kernel gives but `without`."""
    take_away(without)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    free = {
        "outcomes": outcomes(goods),
        "environment": Path("/proc/self/environ").read_bytes().decode(),
        "command": Path("/proc/self/cmdline").read_bytes().decode(),
        "files": {name: _target(name) for name in os.listdir("/proc/self/fd")},
        "session": os.getsid(0) == os.getpid(),
        "threads": len(os.listdir("/proc/self/task")),
    }
    return partial(_tell, goods, free)


def _missing(*_: object) -> None:
    raise OSError(errno.ENOSYS, "not here")


def _target(name: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{name}")
    except FileNotFoundError:  # of the listing itself
        return "gone"


def _tell(goods: Goods, free: dict[str, object], connection: Connection) -> None:
    _threads()
    connection.send_bytes(json.dumps({"free": free, "walled": outcomes(goods)}).encode())


def load_late(without: tuple[str, ...]) -> Serve:
    """A child that loads everything behind its walls."""
    take_away(without)
    return _import_all


def _import_all(connection: Connection) -> None:
    """Import every module of the readers and all they could want, open every face; tell what failed."""
    import app.evidence

    failed = []
    names = [module.name for module in pkgutil.walk_packages(app.evidence.__path__, "app.evidence.")]
    for name in (*names, *LAZY):
        if not name.endswith((".windows", "__main__")):
            try:
                importlib.import_module(name)
            except Exception as failure:
                failed.append(f"{name}: {failure!r}")
    faces = {face.name: len(face.read_bytes()) for face in resource("fonts").glob("*.[to]t[fc]")}
    connection.send_bytes(json.dumps({"modules": len(names), "failed": failed, "faces": faces}).encode())


def load_foreign_call() -> Serve:
    """A child that calls by the table of another processor."""
    return _call_x32


def _call_x32(connection: Connection) -> None:
    """getpid and socket by their numbers among the x32 calls."""
    libc = ctypes.CDLL(None, use_errno=True)
    said = [(libc.syscall(ctypes.c_long(0x40000000 | number)), ctypes.get_errno()) for number in (39, 41)]
    connection.send_bytes(json.dumps(said).encode())


def known_processor() -> bool:
    return platform.machine() in PROCESSORS
