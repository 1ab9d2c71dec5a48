"""One document converted by an office program: in a folder of its own, with bounds, ended with all it started.

What each system gives: a time limit, a bound on what is written, a profile without macros, an environment without
secrets and proxies to nowhere everywhere; on Linux also a bound on memory and, where the system lets users do so,
a network of its own that leads nowhere.  It may read the files of the user; the plain copy is on the disk meanwhile.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from app.errors import EvidenceRefused
from app.evidence.converting.finding import Office
from app.evidence.converting.profile import write_profile
from app.evidence.kinds import refused

SECONDS = 60.0
MEMORY = 4 << 30
MAX_PDF = 200_000_000
MAX_WRITTEN = 1_000_000_000  # bytes in its folder, what it keeps for itself included
_LOOK = 0.1  # seconds between two looks
_LOOK_AT_DISK = 1.0
_BY_HAND = "请在原来的程序中打开，另存为 PDF 后加入。"
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")
_KEPT = ("SYSTEMROOT", "WINDIR", "COMSPEC", "PROGRAMFILES", "PROGRAMDATA", "LANG", "LC_ALL")
_NOWHERE = "http://127.0.0.1:9"


def convert(
    office: Office, name: str, data: bytes, folder: Path, cancelled: Callable[[], bool] = lambda: False
) -> bytes:
    """The PDF that `office` makes of the document `name`, worked on in `folder`, which is private and empty.

    EvidenceRefused when it fails, takes too long or too much, or is `cancelled`; `folder` is the caller's to remove.
    """
    document = folder / f"proof{_ending(name)}"
    for one in ("home", "tmp", "out"):
        (folder / one).mkdir(mode=0o700)
    document.write_bytes(data)
    write_profile(folder / "profile")
    _run(name, office, _command(office, folder, document), folder, cancelled)
    return _result(name, office, folder / "out" / "proof.pdf")


def _command(office: Office, folder: Path, document: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    wishes = ("--convert-to", "pdf", "--outdir", str(folder / "out"), str(document))
    return [*_without_network(), str(office.program), profile, *_OPTIONS, *wishes]


def _run(name: str, office: Office, command: Sequence[str], folder: Path, cancelled: Callable[[], bool]) -> None:
    """Run until it ends; whatever it started is ended, too."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as failure:
        raise refused(name, f"{office.word} 没有启动", _BY_HAND) from failure
    try:
        _bound_memory(process.pid)
        _wait(name, office, process, folder, cancelled)
    finally:
        _end(process)


def _wait(
    name: str, office: Office, process: subprocess.Popen[bytes], folder: Path, cancelled: Callable[[], bool]
) -> None:
    begun = looked = time.monotonic()
    while process.poll() is None:
        now = time.monotonic()
        if cancelled():
            raise refused(name, "转换已取消", "需要时请重新加入。")
        if now - begun > SECONDS:
            raise refused(name, f"{office.word} 转换超过 {SECONDS:.0f} 秒，已停止", _BY_HAND)
        if now - looked > _LOOK_AT_DISK:
            looked = now
            if _written(folder) > MAX_WRITTEN:
                raise refused(name, f"{office.word} 转换时写出的内容过大，已停止", _BY_HAND)
        time.sleep(_LOOK)


def _result(name: str, office: Office, pdf: Path) -> bytes:
    """The PDF that was made; EvidenceRefused when there is none, or one too large."""
    try:
        if pdf.is_symlink() or not pdf.is_file():
            raise _failed(name, office)
        with pdf.open("rb") as stream:
            data = stream.read(MAX_PDF + 1)
    except OSError as failure:
        raise _failed(name, office) from failure
    if len(data) > MAX_PDF:
        raise refused(name, f"转换成的 PDF 超过 {MAX_PDF // 1_000_000} MB", _BY_HAND)
    if not data.startswith(b"%PDF-"):
        raise _failed(name, office)
    return data


def _failed(name: str, office: Office) -> EvidenceRefused:
    return refused(name, f"{office.word} 没有转换成功", f"文件可能有打开密码或已损坏；{_BY_HAND}")


def _environment(folder: Path) -> dict[str, str]:
    """What an office program needs to run, and nothing else of ours."""
    kept = {key: value for key in _KEPT if (value := os.environ.get(key))}
    home, temporary = str(folder / "home"), str(folder / "tmp")
    own = {"HOME": home, "USERPROFILE": home, "APPDATA": home, "TMPDIR": temporary, "TEMP": temporary, "TMP": temporary}
    proxies = {f"{kind}_proxy": _NOWHERE for kind in ("http", "https", "ftp", "all")}
    return {"PATH": os.defpath, **kept, **own, **proxies}


@cache
def _without_network() -> tuple[str, ...]:
    """What stands before a command that shall have no network; nothing where the system does not let users do so."""
    program = shutil.which("unshare") if sys.platform == "linux" else None
    if program is None:
        return ()
    before = (program, "--user", "--map-root-user", "--net", "--")
    try:
        done = subprocess.run([*before, "true"], capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return before if done.returncode == 0 else ()


def _bound_memory(process: int) -> None:
    if sys.platform == "linux":
        import resource

        with suppress(OSError):  # it has ended already
            for what, most in (
                (resource.RLIMIT_AS, MEMORY),
                (resource.RLIMIT_CORE, 0),
                (resource.RLIMIT_FSIZE, MAX_WRITTEN),
            ):
                resource.prlimit(process, what, (most, most))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started."""
    if sys.platform == "win32":
        killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        with suppress(OSError):
            subprocess.run([str(killer), "/F", "/T", "/PID", str(process.pid)], capture_output=True, timeout=20)
    else:
        with suppress(OSError):  # nothing of it is left
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _written(folder: Path) -> int:
    total = 0
    for place, _, files in os.walk(folder):
        for file in files:
            with suppress(OSError):
                total += os.lstat(os.path.join(place, file)).st_size
    return total


def _ending(name: str) -> str:
    """The ending of the name, which helps to choose the filter; "" when it is a strange one."""
    ending = name.rpartition(".")[2].lower()
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= 5 else ""
