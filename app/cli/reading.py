"""What the commands read: drafts with their passphrases.

A passphrase comes from a file, `QIBEI_PASSPHRASE`, the keyring or a prompt, never from an argument.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from contextlib import suppress
from pathlib import Path

from app.cli.text_file import read_secret
from app.declaration.declaration import Declaration
from app.declaration.sharing.others import read_remembered, read_with
from app.drafts.store import Draft
from app.drafts.strength import WORDS, strength_of
from app.errors import UsageError, WrongPassphrase
from app.files import require_text_name, shown

PASSPHRASE_VARIABLE = "QIBEI_PASSPHRASE"
PASSPHRASES_LIMIT = 20
"""Each wrong one costs about half a second a draft."""


def opened(options: argparse.Namespace, *, read_only: bool = False) -> Declaration:
    """The draft that the arguments name, opened with the key at hand or the passphrase."""
    require_draft(options.draft, "什么都没有改动。")
    if not _given(options):
        remembered = Declaration.open_remembered(options.draft, read_only=read_only)
        if remembered is not None:
            return remembered
    return Declaration.open(options.draft, passphrase_of(options), read_only=read_only)


def require_draft(draft: Path, undone: str) -> None:
    """UsageError when no file lies at `draft`; `undone` says what did not happen because of it."""
    if not os.path.isfile(draft):
        raise UsageError(f"没有找到草稿“{shown(draft.name)}”，{undone}", "请检查文件名和位置。")
    require_text_name(draft)


def passphrases(options: argparse.Namespace) -> list[str]:
    """The passphrases to try on several drafts: each line of the file, then that of the environment."""
    given = read_secret(options.passphrase_file).split("\n") if options.passphrase_file else []
    given.append(os.environ.get(PASSPHRASE_VARIABLE, ""))
    known = list(dict.fromkeys(line for line in (line.rstrip("\r") for line in given) if line))
    if len(known) > PASSPHRASES_LIMIT:
        raise UsageError(f"密码文件超过 {PASSPHRASES_LIMIT} 行，什么都没有改动。", "每行一个密码，请分几次汇总。")
    return known


def opened_among(draft: Path, known: list[str], *, unmade: str) -> Declaration:
    """`draft`, to be read, with the first of the `known` passphrases that opens it, the key at hand, or a prompt.

    `unmade` says in the error what was not made because of it.
    """
    require_draft(draft, unmade)
    for passphrase in known:
        with suppress(WrongPassphrase):
            return Declaration.open(draft, passphrase, read_only=True)
    remembered = Declaration.open_remembered(draft, read_only=True)
    if remembered is not None:
        return remembered
    if known or not _asks():
        why = "给出的密码都不对" if known else "没有给出密码"
        raise WrongPassphrase(
            f"草稿“{draft.name}”打不开：{why}，{unmade}",
            "请在 --passphrase-file 中每行写一个密码，或请申报单位改交汇总条目。",
        )
    return Declaration.open(draft, _prompted(f"“{draft.name}”的密码："), read_only=True)


def _given(options: argparse.Namespace) -> bool:
    """Whether the passphrase comes from a file or the environment."""
    return bool(options.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE))


def passphrase_of(options: argparse.Namespace) -> str:
    """The passphrase of one draft: from the file, the environment or a prompt."""
    if options.passphrase_file:
        return _first_line(options.passphrase_file)
    return os.environ.get(PASSPHRASE_VARIABLE) or _prompted("密码：")


def passphrase_for_copy(options: argparse.Namespace) -> str:
    """The passphrase that a copy for somebody else gets: from a file of its own, else that of the draft."""
    if options.new_passphrase_file:
        return _first_line(options.new_passphrase_file)
    if _given(options):
        return passphrase_of(options)
    passphrase = _prompted("副本的密码：")
    if _prompted("再输入一次副本的密码：") != passphrase:
        raise UsageError("两次输入的密码不同，没有生成副本。", "请重新运行命令。")
    return passphrase


def other_draft(options: argparse.Namespace) -> Draft:
    """The other copy of a draft, to be read, opened with its own passphrase, that of the draft, or the key at hand."""
    path: Path = options.other
    require_draft(path, "什么都没有改动。")
    if options.other_passphrase_file:
        return read_with(path, _first_line(options.other_passphrase_file))
    remembered = read_remembered(path)
    if remembered is not None:
        return remembered
    if _given(options):
        return read_with(path, passphrase_of(options))
    return read_with(path, _prompted(f"“{path.name}”的密码："))


def pdf_password_of(options: argparse.Namespace) -> str:
    """The password of locked PDFs: the first line of the file that was named, else empty."""
    return _first_line(options.pdf_password_file) if options.pdf_password_file else ""


def _first_line(file: Path) -> str:
    return read_secret(file).split("\n", 1)[0].rstrip("\r")


def _asks() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _prompted(words: str) -> str:
    if not _asks():
        raise UsageError("没有给出密码，什么都没有改动。", f"请用 --passphrase-file 或环境变量 {PASSPHRASE_VARIABLE}。")
    try:
        return getpass.getpass(words)
    except EOFError as failure:
        raise UsageError("没有输入密码，什么都没有改动。", "请重新运行命令。") from failure


def another_passphrase(file: Path | None, undone: str) -> str:
    """A further passphrase: the first line of `file`, or typed twice; `undone` says in the error what was not done."""
    if file is not None:
        return _first_line(file)
    passphrase = _prompted("新密码：")
    if _prompted("再输入一次新密码：") != passphrase:
        raise UsageError(f"两次输入的密码不同，{undone}", "请重新运行命令。")
    return passphrase


def new_passphrase(options: argparse.Namespace) -> str:
    """The passphrase for a new draft; typed twice when it is typed."""
    passphrase = passphrase_of(options)
    if not _given(options) and _prompted("再输入一次密码：") != passphrase:
        raise UsageError("两次输入的密码不同，草稿没有新建。", "请重新运行命令。")
    return passphrase


def warn_of_weak(passphrase: str) -> None:
    """Say on standard error that a new passphrase is easily guessed, where it is."""
    if strength_of(passphrase) == "weak":
        print(f"注意：新密码{WORDS['weak']}", file=sys.stderr)
