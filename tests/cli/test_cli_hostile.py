"""Every command of the parser's own table, with each kind of bad argument in each place: refused in one clear line.

The table is read from the parser, so that a new command is tried as it comes.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from forms.tiny_packs import tiny_yaml
from special_files import link, pipe

from app.cli.main import _parser, run
from app.cli.packs import no_drawing

PASSPHRASE = "申报 2026 绝密"
CONTENTS = """[{id: a, title: 甲, body: ["名称：{name:text}"], evidence: [{id: proof, title: 截图}]}]"""
LONG = "名" * 100 + ".qibei"  # 306 bytes
FAR = "/".join(["夹" * 60] * 30)  # 5,429 bytes, each part of 180
WRITES = {"out", "target", "folder"}
"""The names of arguments under which something is to be written."""


pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor devices among its files")


class Command(NamedTuple):
    """One command: its words, and its arguments as the parser has them."""

    words: tuple[str, ...]
    actions: tuple[argparse.Action, ...]

    def line(self, good: dict[str, str], replaced: argparse.Action | None = None, bad: str = "") -> list[str]:
        """The words of a call with good arguments, but for one; options that need not be given are not."""
        line = list(self.words)
        for action in self.actions:
            if action.nargs == 0 or not (action is replaced or action.required):
                continue
            value = bad if action is replaced else good.get(str(action.metavar), "一行.txt")
            line += [*action.option_strings[:1], value]
        return line


def commands() -> list[Command]:
    """Every command of the parser, those below a command, too."""
    return list(_below((), _parser(no_drawing)))


def _below(words: tuple[str, ...], parser: argparse.ArgumentParser) -> Iterator[Command]:
    deeper = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for choices in (action.choices for action in deeper):
        for name, below in choices.items():
            yield from _below((*words, name), below)
    if not deeper:
        yield Command(words, tuple(parser._actions))


PLACES = [
    pytest.param(command, action, id=f"{'-'.join(command.words)}:{action.option_strings[:1] or action.dest}")
    for command in commands()
    for action in command.actions
    if action.type is Path
]


class Ground(NamedTuple):
    """Where commands are tried: a folder, and an argument of each kind that would do."""

    folder: Path
    good: dict[str, str]

    def everything(self) -> dict[str, bytes]:
        """All that lies there, and in the data folder; what a program notes for itself aside."""
        return {
            str(file.relative_to(self.folder)): file.read_bytes() if file.is_file() else b""
            for file in self.folder.rglob("*")
            if "seen" not in file.parts
        }


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("ground")
    (folder / "home" / "forms").mkdir(parents=True)
    (folder / "home" / "forms" / "tiny.yaml").write_text(tiny_yaml(CONTENTS), "utf-8")
    (folder / "一行.txt").write_text("words\n", "utf-8")
    pipe(folder / "管道")
    (folder / "空夹").mkdir()
    link(folder / "断链", folder / "没有" / "这里")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIBEI_HOME", str(folder / "home"))
        patch.setenv("QIBEI_PASSPHRASE", PASSPHRASE)
        patch.chdir(folder)
        for draft in ("旧.qibei", "新.qibei"):
            assert run(["new", "tiny", draft]) == 0
        shutil.copy("新.qibei", "副本.qibei")
        good = {
            "模板": "tiny", "草稿": "新.qibei", "新草稿": "没有的.qibei", "旧草稿": "旧.qibei", "文件": "一行.txt",
            "草稿或条目": "新.qibei", "文件夹": "出", "材料项": "a.proof",
            "另一份草稿": "副本.qibei", "页面": "甲",
        }  # fmt: skip
        yield Ground(folder, good)


def bad_arguments(action: argparse.Action) -> dict[str, str]:
    """What can be wrong with a name, by what it is the name of."""
    bad = {"too long": LONG, "too far": FAR, "with NUL": "a\0b", "below a file": "一行.txt/a"}
    if action.dest == "target":
        return bad | {"a folder": "空夹"}
    if action.dest in WRITES:
        return bad | {"a file": "一行.txt", "a dangling link": "断链"}
    bad["no text"] = "没有\udcff的名"
    if action.metavar == "新草稿":
        return bad | {"a folder": "空夹", "a pipe": "管道", "a device": "/dev/zero", "a file": "一行.txt"}
    return bad | {"absent": "没有", "a folder": "空夹", "a pipe": "管道", "endless": "/dev/zero"}


@pytest.mark.parametrize(("command", "action"), PLACES)
def test_a_bad_name_is_refused_in_one_line_and_nothing_is_written(
    command: Command,
    action: argparse.Action,
    ground: Ground,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.files.bounded.PIPE_SECONDS", 0.05)
    capsys.readouterr()
    before = ground.everything()
    wrong = []
    for kind, bad in bad_arguments(action).items():
        status = run(command.line(ground.good, action, bad))
        said = capsys.readouterr()
        fine = status == 2 and len(said.err.splitlines()) == 1 and said.out == "" and "内部错误" not in said.err
        if not fine or not any("\u4e00" <= char <= "\u9fff" for char in said.err) or len(said.err) > 400:
            wrong.append((kind, status, said))
        if ground.everything() != before:
            wrong.append((kind, status, ground.everything().keys() - before.keys()))
            before = ground.everything()
    assert wrong == []
