"""Who gets in: another passphrase, a copy sealed for colleagues, and one that a colleague sealed."""

from __future__ import annotations

import argparse
import sys

from app.cli.commands import DONE
from app.cli.reading import another_passphrase, opened, passphrase_for_copy, warn_of_weak
from app.declaration.sealed import seal_copy
from app.drafts.sealing import envelope, identities, recipients


def passphrase(options: argparse.Namespace) -> int:
    """Give a draft another passphrase; what this computer remembers is renewed where there is something."""
    with opened(options) as declaration:
        new = another_passphrase(options.new_passphrase_file, "密码没有更改。")
        renewed = declaration.change_passphrase(new)
    print(f"已更改密码：{options.draft}。旧密码不再能打开这个文件；新密码忘记后无法找回，请妥善保管。")
    warn_of_weak(new)
    if not renewed:
        print(f"注意：这台电脑没有记住新密码：{declaration.not_remembered}。下次打开需要输入。", file=sys.stderr)
    return DONE


def seal(options: argparse.Namespace) -> int:
    """Make a copy that only the private keys of these recipients open."""
    keys = recipients.named(options.to)
    with opened(options, read_only=True) as declaration:
        seal_copy(declaration, passphrase_for_copy(options), options.target, keys)
    print(f"已加密给 {len(keys)} 位收件人：{options.target}。解开后打开它还需要副本的密码，请当面或打电话告诉对方。")
    return DONE


def unseal(options: argparse.Namespace) -> int:
    """Take the draft out of a sealed copy."""
    envelope.unseal(options.file, options.identity_file, options.target)
    print(f"已解开：{options.target}。打开它还需要这份副本的密码，请向发送人询问。")
    return DONE


def identity(options: argparse.Namespace) -> int:
    """Make a private key, and show the public one."""
    public = identities.new_identity(options.target)
    print(f"已生成密钥文件：{options.target}。它是私钥，请自己保管，不要发给任何人。")
    print(f"可以发给同事的公钥：{public}")
    return DONE
