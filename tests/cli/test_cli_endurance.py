"""The command line as a process in a bad world: streams closed or full, no home, odd names, signals, sudden death."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forms.tiny_packs import tiny_yaml

from app.cli.main import run
from app.declaration.declaration import Declaration
from app.forms.paths import FieldPath

PASSPHRASE = "申报 2026 绝密"
CONTENTS = """[{id: a, title: 甲, body: ["名称：{name:text}"], evidence: [{id: proof, title: 截图}]}]"""
LONG = pytest.mark.long
TESTS = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these streams nor these signals")


class Place:
    """A folder with a draft, `申报.qibei`, and the environment in which commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "QIBEI_HOME": str(folder / "home"),
            "QIBEI_PASSPHRASE": PASSPHRASE,
            "PYTHONPATH": os.pathsep.join((os.getcwd(), str(TESTS))),
            "TMPDIR": str(folder / "tmp"),
        }

    def __call__(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | options
        return subprocess.run(
            [sys.executable, "-m", "quick_program", *arguments],
            cwd=self.folder, env=self.environment, encoding="utf-8", timeout=60, **streams,
        )  # fmt: skip

    def begun(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "quick_program", *arguments],
            cwd=self.folder, env=self.environment, encoding="utf-8", stderr=subprocess.PIPE, stdout=subprocess.PIPE,
            preexec_fn=_heed_signals,
        )  # fmt: skip

    def names(self, name: str = "") -> set[str]:
        """Every file and folder below `name`."""
        return {str(file.relative_to(self.folder)) for file in (self.folder / name).rglob("*")}


def _heed_signals() -> None:
    """What starts the tests may ignore some of them, as nohup does, and a program inherits that."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    (tmp_path / "home" / "forms").mkdir(parents=True)
    (tmp_path / "home" / "forms" / "tiny.yaml").write_text(tiny_yaml(CONTENTS), "utf-8")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    with monkeypatch.context() as patch:
        patch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)
        assert run(["new", "tiny", str(tmp_path / "申报.qibei")]) == 0
    return Place(tmp_path)


def name_in(place: Place) -> object:
    """What is answered at a.name."""
    with Declaration.open(place.folder / "申报.qibei", PASSPHRASE, read_only=True) as declaration:
        return declaration.session.value(FieldPath.parse("a.name"))


def closing(*numbers: int) -> Callable[[], None]:
    """What closes these streams of a program that is about to start."""
    return lambda: [os.close(number) for number in numbers] and None


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)])
def test_with_streams_closed_the_work_is_done_and_the_draft_is_whole(place: Place, closed: tuple[int, ...]) -> None:
    (place.folder / "f.json").write_text('{"answers": {"a.name": "某平台"}}', "utf-8")
    done = place("fill", "申报.qibei", "f.json", preexec_fn=closing(*closed))
    assert (done.returncode, done.stderr) == (0, "")
    assert name_in(place) == "某平台"
    assert place("check", "没有.qibei", preexec_fn=closing(*closed)).returncode == 2


def test_a_result_that_nobody_can_read_is_said_and_the_work_is_done(place: Place) -> None:
    (place.folder / "f.json").write_text('{"answers": {"a.name": "某平台"}}', "utf-8")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = place("fill", "申报.qibei", "f.json", stdout=full)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "命令已经执行，但结果没有能够输出：磁盘空间已满" in done.stderr
        assert place("check", "没有.qibei", stderr=full).returncode == 2
    assert name_in(place) == "某平台"


@pytest.mark.parametrize("home", ["file", pytest.param("/proc/none", marks=LONG), pytest.param(os.devnull, marks=LONG)])
def test_without_a_home_and_a_place_for_temporary_files_all_works_but_installing(place: Place, home: str) -> None:
    (place.folder / "file").touch()
    tiny = str(place.folder / "home" / "forms" / "tiny.yaml")
    place.environment |= {"QIBEI_HOME": home, "TMPDIR": "/proc/none"}
    made = place("new", "sichuan-2022", "新.qibei")
    assert (made.returncode, made.stderr) == (0, "")
    assert place("answers", "新.qibei", "--json").returncode == 0
    refused = place("pack", "install", tiny)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert refused.stderr.startswith("模板没有安装：")


def test_a_passphrase_comes_through_a_pipe(place: Place) -> None:
    del place.environment["QIBEI_PASSPHRASE"]
    piped = place("answers", "申报.qibei", "--passphrase-file", "/dev/stdin", stdin=None, input=f"{PASSPHRASE}\n")
    assert (piped.returncode, piped.stderr) == (0, "")


def test_names_that_are_no_text_are_told_with_a_mark_and_no_file_is_lost(place: Place) -> None:
    odd = os.fsencode(place.folder) + b"/\xff\xfe.txt"
    Path(os.fsdecode(odd)).write_text("words", "utf-8")
    added = place("attach", "申报.qibei", "a.proof", os.fsdecode(odd), "--proves", "证明\udcff")
    assert (added.returncode, added.stderr) == (0, "")
    told = json.loads(place("check", "申报.qibei", "--json").stdout)
    assert not [problem for problem in told["problems"] if problem["path"] == "a.proof"]
    out = place("export", "申报.qibei", "--out", "\udcff", "--json")
    assert {Path(name).parts[0] for name in json.loads(out.stdout)["files"]} == {"\ufffd"}
    assert (place.folder / "\udcff" / "测试申报书.pdf").is_file()
    refused = place("check", "\udcff.qibei")
    assert refused.stderr == "没有找到草稿“\ufffd.qibei”，什么都没有改动。请检查文件名和位置。\n"
    os.rename(place.folder / "申报.qibei", place.folder / "\udcff.qibei")
    refused = place("check", "\udcff.qibei")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "“\ufffd.qibei”的文件名或所在文件夹的名称不是有效的 UTF-8 文字" in refused.stderr


def working(place: Place, folder: str, process: subprocess.Popen[str]) -> None:
    """Wait until the program has something under way in `folder`."""
    for _ in range(3000):
        if any(name.endswith(".work") for name in place.names(folder)) or process.poll() is not None:
            break
        time.sleep(0.005)
    assert process.poll() is None


@pytest.mark.parametrize("name", ["SIGTERM", *(pytest.param(one, marks=LONG) for one in ("SIGINT", "SIGHUP"))])
def test_a_signal_ends_an_export_with_one_line_and_nothing_left(place: Place, name: str) -> None:
    number = signal.Signals[name]
    (place.folder / "out").mkdir()
    (place.folder / "out" / "我的.txt").touch()
    with place.begun("export", "申报.qibei", "--out", "out") as process:
        working(place, "out", process)
        process.send_signal(number)
        told = process.communicate(timeout=30)
    assert (process.returncode, *told) == (128 + number, "", "已中断，草稿中已保存的内容没有丢失。\n")
    assert place.names("out") == {"out/我的.txt"}


def test_what_a_killed_export_left_is_swept_by_the_next(place: Place) -> None:
    with place.begun("export", "申报.qibei", "--out", "out") as process:
        working(place, "out", process)
        process.kill()
    assert any("qibei-" in name for name in place.names("out"))
    assert place("export", "申报.qibei", "--out", "out").returncode == 1  # not complete, but written
    assert [name for name in place.names("out") if ".qibei-" in name] == []


def test_a_sample_that_is_stopped_or_killed_leaves_nothing_plain_and_no_half_draft(place: Place) -> None:
    def begun() -> bool:
        return any(name.endswith(".rewrite") for name in os.listdir(place.folder))

    for number in (signal.SIGTERM, signal.SIGKILL):
        with place.begun("sample", "sichuan-2022", "样例.qibei") as process:
            while not begun() and process.poll() is None:
                time.sleep(0.005)
            assert process.poll() is None
            process.send_signal(number)
            process.communicate(timeout=30)
        assert not (place.folder / "样例.qibei").exists()
        assert number == signal.SIGKILL or not begun()
    assert place.names("tmp") == set()
    assert [name for name in place.names() if name.endswith((".pdf", ".png", ".jpg", ".tif"))] == []
    assert place("sample", "sichuan-2022", "样例.qibei").returncode == 0
    assert not begun()
