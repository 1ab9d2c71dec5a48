"""The command line as other programs see it: a process with arguments, streams and an exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from forms.tiny_packs import tiny_yaml

from app.release import VERSION

PASSPHRASE = "申报 2026 绝密"
CONTENTS = """[{id: a, title: 甲, body: ["名称：{name:text}"]}]"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "home" / "forms"
    folder.mkdir(parents=True)
    (folder / "tiny.yaml").write_text(tiny_yaml(CONTENTS), "utf-8")
    known = {"QIBEI_HOME": str(tmp_path / "home"), "QIBEI_PASSPHRASE": PASSPHRASE, "PYTHONWARNINGS": "error"}
    return {**os.environ, **known, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}


def qibei(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=60)


def test_a_draft_goes_through_its_life(environment: dict[str, str], tmp_path: Path) -> None:
    draft, filled = tmp_path / "申报.qibei", tmp_path / "f.json"
    filled.write_text('{"answers": {"cover.project": "某平台", "a.name": "四川某公司"}}', "utf-8")
    assert qibei(environment, "new", "tiny", draft).returncode == 0
    assert qibei(environment, "check", draft).returncode == 1
    assert qibei(environment, "fill", draft, filled).stdout == "已填入 2 处。\n"
    checked = qibei(environment, "check", draft, "--json")
    assert (checked.returncode, checked.stderr, json.loads(checked.stdout)["complete"]) == (0, "", True)
    books = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        made = qibei({**environment, "PYTHONHASHSEED": seed}, "export", draft, "--out", out)
        assert (made.returncode, made.stderr) == (0, "")
        files = [file for file in out.rglob("*") if file.is_file()]
        books.append({file.relative_to(out).as_posix(): file.read_bytes() for file in files})
    assert {"测试申报书.pdf", "测试申报书.docx", "电子版/SHA256SUMS.txt"} <= books[0].keys()
    assert books[0] == books[1]


def test_the_release_is_told(environment: dict[str, str]) -> None:
    told = qibei(environment, "--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"qibei {VERSION}\n", "")


def test_a_refusal_is_status_two_and_one_line(environment: dict[str, str], tmp_path: Path) -> None:
    refused = qibei(environment, "check", tmp_path / "没有.qibei")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "没有找到草稿“没有.qibei”，什么都没有改动。请检查文件名和位置。\n"


def test_a_reader_that_has_seen_enough_is_no_error(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "app", "packs", "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_listing_packs_loads_no_writer_of_books(environment: dict[str, str]) -> None:
    script = (
        "import sys; from app.cli.main import run; run(['packs'])\n"
        "heavy = {'reportlab', 'docx', 'pikepdf', 'PIL', 'fontTools', 'PySide6'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stderr == "[]\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows ends no program so")
def test_ctrl_c_before_anything_has_begun_ends_it_without_a_word(environment: dict[str, str]) -> None:
    script = """
import os, signal, sys
class Impatient:
    def find_spec(self, name, path, target=None):
        if name == "app.cli.commands":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Impatient())
sys.argv = ["qibei", "packs"]
from app.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment, capture_output=True, text=True, timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")
