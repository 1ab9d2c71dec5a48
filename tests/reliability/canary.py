"""Secret words in every field, list and proof of a draft: scripted sessions, and not one word outside it afterwards.

Window and command line, with kills, a crash, stopped exports, proofs opened in other programs, a remembered key; then
every file below the user's folders is searched, streams of PDFs and members of zips as well, and every process was.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from reliability.figure import Figure, Tally
from reliability.leaks import ProcessWatch, Search
from reliability.secret_words import LATIN, PASSPHRASE, WORDS, proofs

ROOT = Path(__file__).resolve().parents[2]
SESSIONS = (
    ("cli", "new"),
    ("cli", "fill"),
    ("window", "typing"),
    ("window", "killed"),
    ("window", "undoing"),
    ("cli", "attach"),
    ("window", "crash"),
    ("window", "cancelled"),
    ("window", "exported"),
    ("window", "printed"),
    ("window", "previewed"),
    ("window", "opened"),
    ("window", "opened_and_killed"),
    ("window", "start"),
    ("window", "remembered"),
    ("window", "settled"),
    ("window", "new_passphrase"),
    ("cli", "check"),
    ("cli", "export, killed"),
    ("cli", "export"),
    ("cli", "freeze"),
    ("cli", "salvage"),
    ("cli", "new to carry over"),
    ("cli", "carry-over"),
)
SHORT = ("new", "fill", "killed", "crash", "opened")
PATIENCE = 120


class Person:
    """A user with folders of his own, and what was found outside the draft."""

    def __init__(self, place: Path, tally: Tally, seed: int) -> None:
        self.place, self.tally, self.chance = place, tally, random.Random(seed)
        self.own, self.out = place / "own", place / "exported"  # what the user has, and what he asked for
        for folder in ("home", "tmp", "work", "log", "own", "exported", "stopped", "run"):
            (place / folder).mkdir(mode=0o700)
        self.draft = place / "work" / "申报.qibei"
        self.files = proofs(self.own)
        (self.own / "password").write_text(PASSPHRASE + "\n", "utf-8")
        cells = {"cover.project": f"{WORDS}{LATIN}", "equipment.details": f"{WORDS}{LATIN}", "equipment.total": 7}
        (self.own / "answers.json").write_text(json.dumps({"answers": cells}, ensure_ascii=False), "utf-8")
        home = place / "home"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("QIBEI", "XDG"))
        } | {
            "HOME": str(home),
            "TMPDIR": str(place / "tmp"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_RUNTIME_DIR": str(place / "run"),
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        if seed % 2:
            self.environment["QIBEI_HOME"] = str(home / "qibei")
        self.search = Search((WORDS, LATIN, PASSPHRASE))

    def play(self, kind: str, name: str) -> None:
        """One session."""
        environment = dict(self.environment)
        if kind == "cli":
            command = [sys.executable, "-m", "app", *self._words(name)]
            command += [] if name == "check" else ["--passphrase-file", str(self.own / "password")]
        else:
            files = [self.place / "stopped"] if name == "cancelled" else [self.out]
            given = self.files if name == "typing" else files
            command = [sys.executable, "-m", "reliability.secret_desk", name, str(self.draft), *map(str, given)]
        if name == "check":
            environment["QIBEI_PASSPHRASE"] = PASSPHRASE
        status = self._watched(command, environment, name)
        expected = {0, 1} if kind == "cli" else {0}
        if "killed" in name:
            expected = {-signal.SIGKILL} if kind == "window" else {-signal.SIGKILL, *expected}
        if status not in expected:
            log = (self.place / "log" / f"{name}.err").read_text("utf-8", "replace")
            self.tally.note("failed", f"{kind} {name}: status {status}: {log[-400:]}")

    def _watched(self, command: Sequence[str], environment: dict[str, str], name: str) -> int:
        """Run a session under the eyes of the watch; its status.  What it prints is a log, save answers."""
        shown = self.own if command[2] == "app" else self.place / "log"
        with (shown / f"{name}.out").open("wb") as out, (self.place / "log" / f"{name}.err").open("wb") as err:
            process = subprocess.Popen(command, env=environment, cwd=self.place / "work", stdout=out, stderr=err)
            watch = ProcessWatch(process.pid, self.search, self._given(name))
            watch.start()
            if name == "export, killed":
                time.sleep(self.chance.uniform(0.4, 1.4))
                process.kill()
            try:
                status = process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                status = process.wait()
            for hit in watch.over():
                self.tally.note("hits", f"{name}: {hit}")
        return status

    def _given(self, name: str) -> list[bytes]:
        """What the user wrote for everybody to see: names of files to attach, a passphrase in the environment."""
        return [os.fsencode(file) for file in self.files] + ([PASSPHRASE.encode()] if name == "check" else [])

    def _words(self, name: str) -> list[str]:
        draft, out = str(self.draft), str(self.out)
        if name == "salvage":
            shutil.copyfile(self.draft, self.place / "work" / "坏的.qibei")
            with (self.place / "work" / "坏的.qibei").open("r+b") as stream:
                stream.seek(-9000, os.SEEK_END)
                stream.write(b"damage")
        return {
            "new": ["new", "small-window", draft],
            "new to carry over": ["new", "small-window", str(self.place / "work" / "沿用.qibei")],
            "fill": ["fill", draft, str(self.own / "answers.json")],
            "attach": ["attach", draft, "equipment.proof", *map(str, self.files)],
            "check": ["check", draft, "--json"],
            "export, killed": ["export", draft, "--out", out],
            "export": ["export", draft, "--out", out],
            "freeze": ["freeze", draft],
            "salvage": ["salvage", str(self.place / "work" / "坏的.qibei"), str(self.place / "work" / "救出.qibei")],
            "carry-over": ["carry-over", draft, str(self.place / "work" / "沿用.qibei")],
        }[name]

    def look_around(self) -> None:
        """Search everything but what the user had and what he asked for."""
        for hit in self.search.in_folder(self.place, [self.own, self.out]):
            self.tally.note("hits", hit)
        for left in self.out.rglob(".*"):
            self.tally.note("hits", f"left in the folder of the export: {left.name}")


def run(factor: float) -> list[Figure]:
    """All sessions; a few in a short run, several rounds in a long one."""
    tally = Tally("hits", "failed")
    for number in range(max(1, round(factor))):
        with tempfile.TemporaryDirectory() as place:
            person = Person(Path(place), tally, number)
            _pack(person)
            for kind, name in SESSIONS:
                if factor >= 1 or name in SHORT:
                    person.play(kind, name)
                    tally.tried += 1
            person.look_around()
    return [tally.figure("草稿之外的填写内容 / canary words outside the draft", f"{tally.tried} 次使用 / sessions")]


def _pack(person: Person) -> None:
    command = [sys.executable, "-m", "app", "pack", "install", str(ROOT / "tests" / "ui" / "small_pack.yaml")]
    subprocess.run(command, env=person.environment, check=True, capture_output=True)
