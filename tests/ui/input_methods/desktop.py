"""A desktop of its own for tests: an X server without a screen, a session bus, and an input method that runs there."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which

PROGRAMS = ("Xvfb", "xdotool", "dbus-daemon", "ibus-daemon", "fcitx5")
CHILD = Path(__file__).parent / "composing_child.py"
PATIENCE, SLOW = 60.0, 8.0
FCITX_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
FCITX_CONFIG = """[Behavior]
ActiveByDefault=True
"""


def missing() -> list[str]:
    """The programs that this machine lacks."""
    return [name for name in PROGRAMS if which(name) is None]


class Desktop:
    """The processes of one desktop; `environment` is that of the programs on it."""

    def __init__(self, folder: Path) -> None:
        self._processes: list[subprocess.Popen[str]] = []
        display, bus = self._display(), folder / "bus"
        places = {"HOME": "home", "QIBEI_HOME": "qibei", "XDG_RUNTIME_DIR": "run"}
        places |= {"XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data"}
        for name in places.values():
            (folder / name).mkdir(mode=0o700)
        self.config = folder / "config"
        self.environment = os.environ | {name: str(folder / place) for name, place in places.items()}
        self.environment |= {
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}",
            "GSETTINGS_BACKEND": "memory",
            "NO_AT_BRIDGE": "1",
            "QT_QPA_PLATFORM": "xcb",
            "QT_IM_MODULE": "ibus",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self.start("dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}")
        self._wait(bus.exists)

    def _display(self) -> str:
        """An X server on the first free display."""
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL, text=True)
        self._processes.append(server)
        os.close(writing)
        with os.fdopen(reading) as told:
            return f":{told.readline().strip()}"

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a program of the desktop."""
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, env=self.environment, stdout=quiet, stderr=quiet, text=True)
        self._processes.append(process)
        return process

    def run(self, *command: str) -> str:
        """Run a program to its end; what it prints."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def start_ibus(self) -> None:
        """ibus with its pinyin."""
        self.run("ibus", "write-cache")
        self.start("ibus-daemon", "--panel=disable", "--emoji-extension=disable")
        self._wait(lambda: self.run("ibus", "engine", "libpinyin") == "" and self.run("ibus", "engine") == "libpinyin")

    def start_fcitx(self) -> None:
        """fcitx5 with its pinyin, named as desktops name it; programs reach it as if it were ibus."""
        self.environment["QT_IM_MODULE"] = "fcitx"
        folder = self.config / "fcitx5"
        folder.mkdir()
        (folder / "profile").write_text(FCITX_PROFILE)
        (folder / "config").write_text(FCITX_CONFIG)
        self.start("fcitx5", "--disable=wayland,waylandim,xim,notifications,classicui,kimpanel,cloudpinyin")
        self._wait(lambda: any((self.config / "ibus" / "bus").glob("*")))

    def stop(self) -> None:
        """End everything that was started here."""
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _wait(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end, "the desktop did not come up"
            time.sleep(0.2)


class Window:
    """The program under test on a desktop, typed into by keys of the X server."""

    def __init__(self, desktop: Desktop, arguments: Sequence[str]) -> None:
        self._desktop = desktop
        command = [sys.executable, str(CHILD), *arguments]
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(command, env=desktop.environment, stdin=pipe, stdout=pipe, text=True, bufsize=1)
        self._hears("open")
        found = desktop.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "齐备").split()
        desktop.run("xdotool", "windowfocus", "--sync", found[0])

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as slowly as a person does."""
        for key in keys:
            self._desktop.run("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.15)

    def order(self, words: str) -> str:
        """Give an order to the program; its answer."""
        assert self._child.stdin is not None
        self._child.stdin.write(words + "\n")
        self._child.stdin.flush()
        return self._hears("")

    def told(self) -> dict[str, str]:
        """What the program says of the blank with the cursor."""
        said: dict[str, str] = json.loads(self.order("told"))
        return said

    def told_of(self, words: str) -> dict[str, str]:
        """What the program says once the session holds `words`, or after a while."""
        end = time.monotonic() + SLOW
        while (said := self.told())["session"] != words and time.monotonic() < end:
            time.sleep(0.2)
        return said

    def close(self) -> None:
        """Close it, and wait until it has gone."""
        with self._child:
            try:
                assert self._child.stdin is not None
                self._child.stdin.write("end\n")
                self._child.stdin.flush()
                self._child.wait(20)
            finally:
                self._child.kill()

    def _hears(self, words: str) -> str:
        assert self._child.stdout is not None
        ready, _, _ = select.select([self._child.stdout], [], [], PATIENCE)
        assert ready, "the program said nothing"
        line = self._child.stdout.readline().strip()
        assert words in line, line
        return line


@contextmanager
def desktop_with(method: str, folder: Path) -> Iterator[Desktop]:
    """A desktop with one of the input methods, ended afterwards."""
    desktop = Desktop(folder)
    try:
        desktop.start_ibus() if method == "ibus" else desktop.start_fcitx()
        yield desktop
    finally:
        desktop.stop()
