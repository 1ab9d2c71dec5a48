"""Any file → a checked, measured, hashed `EvidenceFile`; what is broken, dangerous or no proof is refused.

The bytes are read here and looked into in the child process of a `Worker`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from app.errors import EvidenceLocked, EvidenceRefused
from app.evidence.apart.worker import Worker
from app.evidence.folders import proofs_in
from app.evidence.kinds import refused, safe_name

MAX_BYTES = 200_000_000
MAX_FILES = 500
_MUCH = "请拆分或压缩后重试。"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One proof: its original bytes, a safe base name, its kind, its pages (0: known when it is set), and the SHA-256.

    `removed` names what the book does not carry, `notes` says what else there is to know, `rare` are characters that
    not every face holds; `password` opens it, and is empty when it opens without.
    """

    name: str
    kind: str
    pages: int
    sha256: str
    data: bytes
    removed: tuple[str, ...] = ()
    password: str = ""
    notes: tuple[str, ...] = ()
    rare: str = ""

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.data)


class IntakeCancelled(EvidenceRefused):
    """The user stopped before all files were read; nothing was added."""


def take_in(file: Path, worker: Worker, password: str = "") -> EvidenceFile:
    """Read and check one file; EvidenceRefused says why it cannot be a proof, EvidenceLocked asks for a password."""
    return take_in_bytes(file.name, _read(file), worker, password)


def take_in_bytes(name: str, data: bytes, worker: Worker, password: str = "") -> EvidenceFile:
    """Check what bears `name` (a file, or a picture from the clipboard); as `take_in`."""
    if not data:
        raise refused(name, "文件是空的")
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    safe = safe_name(name)
    used = ""
    try:
        examined = worker.examine(safe, data)
    except EvidenceLocked:
        if not password:
            raise
        examined, used = worker.examine(safe, data, password), password
    sha256 = hashlib.sha256(data).hexdigest()
    told = (examined.removed, used, examined.notes, examined.rare)
    return EvidenceFile(safe, examined.kind, examined.pages, sha256, data, *told)


def take_in_all(
    paths: Iterable[Path],
    password: str = "",
    progress: Callable[[str, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    worker: Worker | None = None,
) -> list[EvidenceFile]:
    """Take in files, and all that lies in folders, in natural order; all of them or EvidenceRefused.

    `progress` hears the name of each file and the share that is done (0 to 1); IntakeCancelled when `cancelled`.
    One child looks into all of them: that of `worker`, which stays open, or one for this batch.
    """
    files = proofs_in(paths, MAX_FILES)
    taken = []
    with nullcontext(worker) if worker is not None else Worker() as worker:
        for number, file in enumerate(files):
            if cancelled is not None and cancelled():
                raise IntakeCancelled("已停止，没有加入任何证明材料；草稿未改动。", "需要时请重新加入。")
            if progress is not None:
                progress(safe_name(file.name), number / len(files))
            taken.append(take_in(file, worker, password))
    return taken


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise refused(file.name, "文件不存在" if not file.exists() else "不是文件")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as failure:
        raise refused(file.name, "文件无法读取") from failure
    if len(data) > MAX_BYTES:
        raise _too_large(file.name)
    return data


def _too_large(name: str) -> EvidenceRefused:
    return refused(name, f"超过 {MAX_BYTES // 1_000_000} MB", _MUCH)
