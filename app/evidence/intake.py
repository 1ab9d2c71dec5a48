"""Any file → a checked, measured, hashed `EvidenceFile`; what is broken, dangerous or no proof is refused.

The bytes are read here and looked into in the child process of a `Worker`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import EvidenceBundle, EvidenceConvertible, EvidenceLocked, EvidenceRefused
from app.evidence.apart.worker import Worker
from app.evidence.folders import proofs_in, require_no_link
from app.evidence.kinds import refused, safe_name
from app.evidence.prepared import Layout
from app.files import NoPlainFile, TooLarge, read_bounded

MAX_BYTES = 200_000_000
MAX_FILES = 500
_MUCH = "请拆分，或降低分辨率后重试。"
_CONVERTED = "由本机的 {} 从“{}”转换而来，请逐页核对。"
_WORDS = "取自邮件“{}”的正文和主题、发件人、收件人、时间；邮件原件没有存入。"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One proof: its original bytes, a safe base name, its kind, its pages (0: known when it is set), and the SHA-256.

    `removed` names what the book does not carry, `notes` says what else there is to know, `rare` are characters that
    not every face holds; `password` opens it, and is empty when it opens without.  `layout` says how a long picture
    stands, `strips` into how many it is cut.
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
    layout: Layout = ""
    strips: int = 0

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.data)


class IntakeCancelled(EvidenceRefused):
    """The user stopped before all files were read; nothing was added."""


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A file in a zip or a mail: of which `bundle` (its name and bytes), its place there (from 0), its own name.

    `words`: it holds the mail's own words.
    """

    bundle: str
    data: bytes
    place: int
    name: str
    words: bool = False


Source = Path | Member


@dataclass(frozen=True, slots=True)
class Conversion:
    """What makes a PDF of an office document: its name for people, and the call; EvidenceRefused when it fails."""

    word: str
    pdf_of: Callable[[str, bytes], bytes]


def members_of(bundle: str, found: EvidenceBundle) -> list[Member]:
    """The files that were found in the zip or mail called `bundle`, in order."""
    words = found.words
    return [Member(bundle, found.data, at, name, words and not at) for at, name in enumerate(found.names)]


def is_mail(found: EvidenceBundle) -> bool:
    """Whether it is a mail, whose files a person may choose among; a zip is taken whole, as a folder."""
    return not found.data.startswith(b"PK")


def take_in(
    file: Source,
    worker: Worker,
    password: str = "",
    layout: Layout = "",
    conversion: Conversion | None = None,
) -> EvidenceFile:
    """Read and check one file; EvidenceRefused says why it cannot be a proof.

    EvidenceLocked asks for a password, EvidenceBundle brings the names of the files in a zip or a mail,
    EvidenceConvertible says that a `conversion` would help; with one the file is taken as the PDF that it makes.
    """
    data = _read(file) if isinstance(file, Path) else worker.member(file.bundle, file.data, file.place)
    try:
        taken = take_in_bytes(file.name, data, worker, password, layout, inside=isinstance(file, Member))
    except EvidenceConvertible:
        if conversion is None:
            raise
        return _taken_as_pdf(file.name, data, worker, conversion)
    if isinstance(file, Member) and file.words:
        return replace(taken, notes=(*taken.notes, _WORDS.format(safe_name(file.bundle))))
    return taken


def _taken_as_pdf(name: str, data: bytes, worker: Worker, conversion: Conversion) -> EvidenceFile:
    safe = safe_name(name)
    pdf = conversion.pdf_of(safe, data)
    taken = take_in_bytes(f"{safe.rpartition('.')[0] or safe}.pdf", pdf, worker, inside=True)
    return replace(taken, notes=(*taken.notes, _CONVERTED.format(conversion.word, safe)))


def take_in_bytes(
    name: str, data: bytes, worker: Worker, password: str = "", layout: Layout = "", *, inside: bool = False
) -> EvidenceFile:
    """Check what bears `name` (a file, or a picture from the clipboard); as `take_in`.

    `inside`: it comes out of a zip or a mail.
    """
    if not data:
        raise refused(name, "文件是空的")
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    safe = safe_name(name)
    used = ""
    try:
        examined = worker.examine(safe, data, layout=layout, inside=inside)
    except EvidenceLocked:
        if not password:
            raise
        examined, used = worker.examine(safe, data, password, layout, inside=inside), password
    sha256 = hashlib.sha256(data).hexdigest()
    told = (examined.removed, used, examined.notes, examined.rare)
    return EvidenceFile(safe, examined.kind, examined.pages, sha256, data, *told, layout, examined.strips)


def take_in_all(
    paths: Iterable[Path],
    password: str = "",
    progress: Callable[[str, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    worker: Worker | None = None,
    layout: Layout = "",
    missed: Callable[[EvidenceRefused], None] | None = None,
    conversion: Conversion | None = None,
) -> list[EvidenceFile]:
    """Take in files, and all that lies in folders, zips and mails, in natural order; all of them or EvidenceRefused.

    `missed` hears what is refused of that which lies in a folder, zip or mail, and the others are taken all the same;
    a file that is named itself is not passed over.  `progress` hears the name of each file and the share that is done
    (0 to 1); IntakeCancelled when `cancelled`.  One child looks into all of them: that of `worker`, which stays open,
    or one for this batch.
    """
    named = list(paths)
    waiting: deque[Source] = deque(proofs_in(named, MAX_FILES))
    total, taken = len(waiting), list[EvidenceFile]()
    with nullcontext(worker) if worker is not None else Worker() as worker:
        while waiting:
            if cancelled is not None and cancelled():
                raise IntakeCancelled("已停止，没有加入任何证明材料；草稿未改动。", "需要时请重新加入。")
            file = waiting.popleft()
            if progress is not None:
                progress(safe_name(file.name), (total - len(waiting) - 1) / total)
            try:
                _require_own(file, named)
                taken.append(take_in(file, worker, password, layout, conversion))
            except EvidenceBundle as bundle:
                members = members_of(file.name, bundle)
                waiting.extendleft(reversed(members))
                total += len(members) - 1
                check_count(total)
            except EvidenceRefused as failure:
                if missed is None or file in named:
                    raise
                missed(_left_out(file, failure))
    return taken


def _require_own(file: Source, named: Sequence[Path]) -> None:
    """EvidenceRefused for a link that nobody named, but which lies in a folder."""
    if isinstance(file, Path) and file not in named:
        require_no_link(file)


def _left_out(file: Source, failure: EvidenceRefused) -> EvidenceRefused:
    """The failure of one file beside which others are taken, so that the draft does change."""
    words = f"证明材料“{safe_name(file.name)}”没有加入：{failure.reason}。"
    return type(failure)(words, failure.hint, failure.reason)


def check_count(files: int) -> None:
    """EvidenceRefused beyond what is taken in at once."""
    if files > MAX_FILES:
        raise EvidenceRefused(f"一次最多加入 {MAX_FILES} 个文件；草稿未改动。", "请分几次加入。")


def _read(file: Path) -> bytes:
    try:
        return read_bounded(file, MAX_BYTES)
    except TooLarge as failure:
        raise _too_large(file.name) from failure
    except NoPlainFile as failure:
        raise refused(file.name, "不是文件") from failure
    except FileNotFoundError as failure:
        raise refused(file.name, "文件不存在") from failure
    except OSError as failure:
        raise refused(file.name, "文件无法读取") from failure


def _too_large(name: str) -> EvidenceRefused:
    return refused(name, f"超过 {MAX_BYTES // 1_000_000} MB", _MUCH)
