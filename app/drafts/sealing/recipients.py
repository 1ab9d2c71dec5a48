"""Recipients: the public keys (`age1…`) of the colleagues a copy is sealed for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyrage

from app.drafts.sealing.key_lines import key_lines
from app.errors import UsageError

UNDONE = "没有加密，原来的草稿没有改动。"
PREFIX, SECRET_PREFIX = "age1", "AGE-SECRET-KEY-"


def check_recipient(text: str, where: str = "", undone: str = UNDONE) -> str:
    """The public key in `text`, as age writes it; UsageError when it is none, whose sentence never shows a private key.

    For the sentence: `where` it stands ("收件人文件“组.txt”第 3 行"), and what is `undone` because of it.
    """
    key = text.strip().lower()
    at = f"{where}：" if where else ""
    if key.startswith(SECRET_PREFIX.lower()):
        hint = "私钥只能自己保管；请使用密钥文件里 public key 后面、以 age1 开头的那一串。"
        raise UsageError(f"{at}给出的是私钥，不是公钥，{undone}", hint)
    if not key.startswith(PREFIX):
        raise UsageError(f"{at}这不是 age 公钥，{undone}", "公钥以 age1 开头，请让同事把公钥整行发来。")
    try:
        return str(pyrage.x25519.Recipient.from_str(key))
    except pyrage.RecipientError as failure:
        raise UsageError(
            f"{at}公钥“{key[:12]}…”有误（校验不符），{undone}", "请整行复制粘贴，不要手抄；仍不行请让同事重新发来。"
        ) from failure


def recipients_in(file: Path) -> list[str]:
    """The public keys in a file of recipients, as `age -R` reads it; UsageError names the line that is none."""
    lines = key_lines(file, "收件人文件", UNDONE)
    found = [check_recipient(key, f"收件人文件“{file.name}”第 {number} 行") for number, key in lines]
    if not found:
        raise UsageError(f"收件人文件“{file.name}”里没有公钥，{UNDONE}", "每行写一个以 age1 开头的公钥。")
    return found


def named(wishes: Iterable[str]) -> list[str]:
    """The public keys that are meant by each of `wishes`: a key, or the file that holds some; none twice."""
    found: list[str] = []
    for wish in wishes:
        is_key = wish.strip().lower().startswith((PREFIX, SECRET_PREFIX.lower()))
        found += [check_recipient(wish)] if is_key else recipients_in(Path(wish))
    return list(dict.fromkeys(found))
