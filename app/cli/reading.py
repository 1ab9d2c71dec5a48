"""What the commands read: drafts with their passphrases, and JSON files.

A passphrase comes from a file, `QIBEI_PASSPHRASE`, the keyring or a prompt, never from an argument.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from pathlib import Path

from app.declaration.declaration import Declaration
from app.errors import UsageError
from app.forms.values import Json

PASSPHRASE_VARIABLE = "QIBEI_PASSPHRASE"


def opened(options: argparse.Namespace, *, read_only: bool = False) -> Declaration:
    """The draft that the arguments name, opened with the key at hand or the passphrase."""
    if not options.draft.is_file():
        raise UsageError(f"没有找到草稿“{options.draft.name}”，什么都没有改动。", "请检查文件名和位置。")
    if not _given(options):
        remembered = Declaration.open_remembered(options.draft, read_only=read_only)
        if remembered is not None:
            return remembered
    return Declaration.open(options.draft, _passphrase(options), read_only=read_only)


def _given(options: argparse.Namespace) -> bool:
    """Whether the passphrase comes from a file or the environment."""
    return bool(options.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE))


def _passphrase(options: argparse.Namespace) -> str:
    if options.passphrase_file:
        return _read_text(options.passphrase_file).split("\n", 1)[0].rstrip("\r")
    return os.environ.get(PASSPHRASE_VARIABLE) or _prompted("密码：")


def _prompted(words: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError("没有给出密码，什么都没有改动。", f"请用 --passphrase-file 或环境变量 {PASSPHRASE_VARIABLE}。")
    try:
        return getpass.getpass(words)
    except EOFError as failure:
        raise UsageError("没有输入密码，什么都没有改动。", "请重新运行命令。") from failure


def new_passphrase(options: argparse.Namespace) -> str:
    """The passphrase for a new draft; typed twice when it is typed."""
    passphrase = _passphrase(options)
    if not _given(options) and _prompted("再输入一次密码：") != passphrase:
        raise UsageError("两次输入的密码不同，草稿没有新建。", "请重新运行命令。")
    return passphrase


def _read_text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        raise UsageError(
            f"文件“{file.name}”无法读取，什么都没有改动。", "请检查它是否存在、是否为 UTF-8 文本。"
        ) from failure


def read_json(file: Path) -> Json:
    """The JSON document in `file`, its decimals as they are written; UsageError when it has none."""
    try:
        document: Json = json.loads(_read_text(file), parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError) as failure:
        raise UsageError(f"文件“{file.name}”不是正确的 JSON，草稿未改动。", "请检查引号、逗号和括号。") from failure
    return document


def _no_number(name: str) -> Json:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(name)
