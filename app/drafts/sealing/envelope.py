"""The envelope: a draft encrypted once more for named recipients with age, streamed, and taken out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

import pyrage

from app.drafts.format import header
from app.drafts.sealing.identities import identities_in
from app.drafts.sealing.new_file import placing
from app.drafts.sealing.recipients import check_recipient
from app.errors import DraftError, UsageError
from app.files import opened_plain, shown

_BINARY, _ARMOUR = b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----"
_ANY_VERSION = b"age-encryption.org/"
_KEPT = "加密副本没有改动，也没有写出任何文件。"


class _Pipe:
    """A stream whose own failure is kept: age tells it as one of its own."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        """As the stream does."""
        with self._kept():
            return self._stream.read(size)

    def write(self, data: bytes) -> int:
        """As the stream does."""
        with self._kept():
            return self._stream.write(data)

    def flush(self) -> None:
        """As the stream does."""
        with self._kept():
            self._stream.flush()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as failure:
            self.failure = failure
            raise


def seal(draft: Path, target: Path, recipients: Sequence[str]) -> None:
    """Write the finished draft file `draft`, which nobody has open, to the new file `target`, for these public keys.

    AppError when a key is none, `target` exists or cannot be written; there is no file then.
    """
    if not recipients:
        raise UsageError("没有指定收件人，没有加密，原来的草稿没有改动。", "请至少选一位同事，或给出一个公钥。")
    keys = [pyrage.x25519.Recipient.from_str(check_recipient(text)) for text in recipients]
    header.read_salt(draft)
    with placing(target, DraftError) as stream, draft.open("rb") as source:
        read, written = _Pipe(source), _Pipe(stream)
        try:
            pyrage.encrypt_io(read, written, keys)
        except (pyrage.EncryptError, OSError) as failure:
            raise (written.failure or read.failure or failure) from failure


def unseal(sealed: Path, identity_file: Path, target: Path) -> None:
    """Take the draft out of `sealed` with the private keys in `identity_file`, to the new file `target`.

    AppError: not for these keys, damaged, no draft inside, or `target` exists; there is no file then.
    """
    identities = identities_in(identity_file)
    with _opened(sealed) as source, placing(target, DraftError) as stream:
        read, written = _Pipe(source), _Pipe(stream)
        try:
            pyrage.decrypt_io(read, written, identities)
        except (pyrage.DecryptError, OSError) as failure:
            if written.failure is not None:
                raise written.failure from failure
            _refuse(sealed, failure)
        _check_draft(sealed, stream)


@contextmanager
def _opened(sealed: Path) -> Iterator[IO[bytes]]:
    try:
        source = opened_plain(sealed)
    except OSError as failure:
        raise _unreadable(sealed) from failure
    with source:
        try:
            start = source.read(max(len(_BINARY), len(_ARMOUR)))
            source.seek(0)
        except OSError as failure:
            raise _unreadable(sealed) from failure
        if not start.startswith((_BINARY, _ARMOUR)):
            if start.startswith(_ANY_VERSION):
                raise DraftError(f"“{sealed.name}”由更新版本的 age 加密，{_KEPT}", "请更新本程序，或用 age 工具解开。")
            hint = "请选择以 .age 结尾的加密副本；.qibei 文件请用“打开申报书”。"
            raise DraftError(f"“{sealed.name}”不是 age 加密副本，{_KEPT}", hint)
        yield source


def _unreadable(sealed: Path) -> DraftError:
    hint = "请确认文件仍在原处，且有读取权限。"
    return DraftError(f"加密副本“{shown(sealed.name)}”无法读取，文件没有改动。", hint)


def _refuse(sealed: Path, failure: Exception) -> NoReturn:
    if "No matching keys" in str(failure):
        hint = "请换用与发给对方的公钥配套的密钥文件；都不行时请对方重新加密一份。"
        raise DraftError(f"这个密钥文件打不开“{sealed.name}”：副本不是加密给它的，{_KEPT}", hint) from failure
    hint = "可能没有传完或传输中损坏，请让对方重新发送。"
    raise DraftError(f"加密副本“{sealed.name}”不完整或已损坏，{_KEPT}", hint) from failure


def _check_draft(sealed: Path, stream: Any) -> None:
    stream.flush()
    size = stream.tell()
    stream.seek(0)
    if not stream.read(header.SALT_SIZE).startswith(header.MAGIC) or size % header.PAGE_SIZE:
        hint = "如果它是别的文件，请用 age 工具解开。"
        raise DraftError(f"“{sealed.name}”里面不是齐备的草稿，{_KEPT}", hint)
    stream.seek(0, 2)
