"""A Windows of its own to try things in: Wine in the root that `wine.sh` made, Chinese, with a screen."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

ROOT = Path(os.environ.get("QIBEI_WINE_ROOT", "/nowhere"))
PROGRAM = "/usr/lib/wine/wine64"
USER = "C:\\users\\root"
Done = subprocess.CompletedProcess[bytes]
Found = TypeVar("Found")


class Failed(Exception):
    """Something that was tried did not come out as it must, in one sentence."""


class Wine:
    """One Windows, new and empty, whose disk C: is in `folder`."""

    def __init__(self, folder: Path, screen: str) -> None:
        self.folder = folder
        self._environment = {
            "WINEPREFIX": str(folder),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LC_ALL": "zh_CN.UTF-8",  # words in Chinese, and GBK as the code page of consoles
            "HOME": "/root",
            "PATH": "/usr/lib/wine:/usr/sbin:/usr/bin:/sbin:/bin",
            "DISPLAY": screen,
        }

    def start(
        self, program: str, *arguments: str, cwd: Path = ROOT, more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program.  Its arguments with blanks are put in quotation marks, as Windows does it."""
        return self._started([PROGRAM, program, *arguments], cwd, more or {})

    def run(
        self,
        program: str,
        *arguments: str,
        cwd: Path = ROOT,
        more: Mapping[str, str] | None = None,
        seconds: float = 900,
    ) -> Done:
        """Run a Windows program to its end; what it says is in `stdout`."""
        return _ended(self.start(program, *arguments, cwd=cwd, more=more), seconds)

    def shell(self, *command: str) -> Done:
        """Run a program of Linux that looks at the screen or types."""
        return _ended(self._started(list(command), ROOT, {"LC_ALL": "zh_CN.UTF-8"}), 60)

    def on_disk(self, path: str) -> Path:
        """Where a file of drive C: lies."""
        return self.folder / "drive_c" / path.removeprefix("C:\\").replace("\\", "/")

    def close(self) -> None:
        """End every program in it."""
        self.shell("wineserver64", "-k")

    def _started(self, command: list[str], cwd: Path, more: Mapping[str, str]) -> subprocess.Popen[bytes]:
        inside = "/" if cwd == ROOT else str(cwd)
        return subprocess.Popen(
            ["chroot", str(ROOT), "env", "-C", inside, *command],
            env={**self._environment, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


@contextmanager
def windows(folder: Path) -> Iterator[Wine]:
    """A new Windows on a screen that nobody sees."""
    reading, writing = os.pipe()
    size = ("-screen", "0", "1280x800x24", "-nolisten", "tcp")
    command = ["chroot", str(ROOT), "Xvfb", *size, "-displayfd", str(writing)]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        number = os.read(reading, 16).decode().strip()
        wine = Wine(folder, f":{number}")
        try:
            wine.run("wineboot", "--init")
            yield wine
        finally:
            try:
                wine.close()
            finally:
                screen.terminate()


def until(look: Callable[[], Found], what: str, seconds: float = 180) -> Found:
    """What `look` finds at last; Failed when it finds nothing in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.5)
    raise Failed(f"{seconds:.0f} 秒内没有{what}")


def _ended(process: subprocess.Popen[bytes], seconds: float) -> Done:
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Failed(f"{seconds:.0f} 秒后还没有结束：{process.args!r}") from None
    return subprocess.CompletedProcess(process.args, process.returncode, said)
