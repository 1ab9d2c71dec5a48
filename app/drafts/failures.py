"""The failures of a draft file, each as one clear sentence, and what SQLite's errors mean."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw

from app.errors import (
    DraftDamaged,
    DraftError,
    DraftInUse,
    DraftReplaced,
    DraftTooNew,
    NoSpace,
    NotFlushed,
    NotSaved,
    ReadOnlyPlace,
    WrongPassphrase,
)
from app.files import cannot_write, is_full, shown

SPARE_BYTES = 1 << 20
"""A disk with less free space than this counts as full when a write failed."""


UNREADABLE = (apsw.CorruptError, UnicodeDecodeError)
"""What reading raises where pages are damaged, or do not belong together: a text may then end in another's bytes."""


class PartlyDamaged(DraftDamaged):
    """Some of the draft cannot be read; says what: paths of fields, evidence by SHA-256, and `rest` in words."""

    def __init__(
        self, path: Path, lost_paths: Sequence[str], lost_evidence: Sequence[str], rest: Sequence[str] = ()
    ) -> None:
        parts = []
        if lost_evidence:
            parts.append(f"证明材料 {_some(text[:12] for text in lost_evidence)}无法读出")
        if lost_paths:
            parts.append(f"填写内容 {_some(lost_paths)}无法读出")
        parts += rest
        whole = damaged(path, "，".join(parts) or "有一页内容无法读出，但填写内容和证明材料完好")
        super().__init__(whole.message, whole.hint)
        self.lost_paths, self.lost_evidence = tuple(lost_paths), tuple(lost_evidence)


def damaged(path: Path, what: str, hint: str = "") -> DraftDamaged:
    """The draft at `path` is not whole; `what` says which part."""
    advice = hint or "请改用备份，或用命令 qibei salvage 把完好的内容另存为新草稿。"
    return DraftDamaged(f"草稿“{path.name}”已损坏（{what}），文件没有被改动。", advice)


def evidence_lost(path: Path, hashes: Sequence[str]) -> DraftDamaged:
    """The bytes of these evidence files, named by the start of their SHA-256, cannot be read."""
    names = "、".join(text[:12] for text in hashes)
    return damaged(
        path,
        f"证明材料 {names} 的内容无法读出，其余内容完好",
        "请重新添加该材料，或用命令 qibei salvage 另存其余内容。",
    )


def not_a_draft(path: Path) -> DraftDamaged:
    """The file does not begin like a draft."""
    return DraftDamaged(
        f"“{path.name}”不是齐备草稿，或文件开头已损坏；文件没有被改动。", "请确认选择的是 .qibei 草稿文件。"
    )


def wrong_passphrase(path: Path) -> WrongPassphrase:
    """The key does not open the draft."""
    return WrongPassphrase(
        f"密码不正确，草稿“{path.name}”没有打开，内容没有改动。",
        "请检查大小写和输入法后重试；如果确定密码无误，则文件可能已损坏，请改用备份。",
    )


def too_new(path: Path) -> DraftTooNew:
    """A later version of the program made the file."""
    return DraftTooNew(f"草稿“{path.name}”由更新版本的齐备保存，本版本无法打开，内容没有改动。", "请先升级齐备。")


def in_use(path: Path, who: str = "", since: str = "", *, elsewhere: bool = False) -> DraftInUse:
    """Another program holds the draft; `who` and `since` are for reading, `elsewhere` says: on another computer."""
    holder = f"由 {who} " if who else "在另一个程序中"
    moment = f"（自 {since} 起）" if since else ""
    return DraftInUse(
        f"草稿“{path.name}”正{holder}打开{moment}，您的内容没有丢失。",
        "可以先以只读方式打开，或请对方关闭后重试。",
        who,
        since,
        elsewhere,
    )


def read_only_place(path: Path, reason: str) -> ReadOnlyPlace:
    """The disk or the folder takes nothing; `reason` says why, in a few words."""
    return ReadOnlyPlace(
        f"草稿“{path.name}”不能修改：{reason}；文件没有被改动。",
        "请以只读方式打开，或把它复制到可以写入的文件夹。",
        reason,
    )


def no_space(path: Path) -> NoSpace:
    """The disk is full; nothing of this write is in the file."""
    return NoSpace(
        f"磁盘空间已满，刚才的修改还没有保存到“{path.name}”，但仍保留在程序中。", "请腾出空间，程序会自动再次保存。"
    )


def not_saved(path: Path) -> NotSaved:
    """A write failed for another reason than a full disk; nothing of it is in the file."""
    return NotSaved(
        f"刚才的修改没有保存到“{path.name}”，但仍保留在程序中。", "请检查磁盘或网络位置是否可用，程序会自动再次保存。"
    )


def replaced(path: Path) -> DraftReplaced:
    """What stands under the name of the open draft is no longer the state we know."""
    return DraftReplaced(
        f"草稿“{path.name}”在别处被改动或替换，刚才的修改没有写进去，但仍保留在程序中。",
        "请用“另存为”把这里的内容存成另一份草稿，再与原处的那一份合并。",
    )


def replaced_unread(path: Path) -> DraftReplaced:
    """The same, found when something was to be read from there."""
    return DraftReplaced(
        f"草稿“{path.name}”在别处被改动、替换或移走，存在文件里的证明材料和修改历史读不出了；填写的内容仍保留在程序中。",
        "请用“另存为”把这里的内容存成另一份草稿；原来的文件可以从备份里找。",
    )


def unread(error: BaseException, path: Path) -> DraftError:
    """Reading from an open draft failed with an error of SQLite."""
    if isinstance(error, UNREADABLE):
        return damaged(path, "有一页内容无法读出")
    return DraftError(f"草稿“{path.name}”暂时无法读取。", "请检查磁盘或网络位置是否可用后重试。")


def gone(path: Path) -> DraftReplaced:
    """Nothing stands under the name of the open draft."""
    return DraftReplaced(
        f"草稿“{path.name}”已不在原处，刚才的修改没有写进去，但仍保留在程序中。",
        "请把文件放回原处或重新接上磁盘，程序会自动再次保存；也可以用“另存为”存到别处。",
    )


def made_not_opened(path: Path) -> DraftError:
    """A new draft stands in its place, and opening it failed."""
    return DraftError(
        f"草稿“{path.name}”已经建好，但没能打开。", "请检查磁盘是否正常，再直接打开这份草稿，不必重新新建。"
    )


def not_flushed(path: Path) -> NotFlushed:
    """A new file stands whole in its place, and the disk did not confirm its name."""
    return NotFlushed(
        f"“{path.name}”已经写好，但磁盘没有确认写入完成；原有内容没有改动。",
        "请检查磁盘是否正常，再打开这个文件核对，不必重做。",
    )


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn failures of SQLite and of the system during work on `path` into a DraftError."""
    try:
        yield
    except (apsw.Error, UnicodeDecodeError) as error:
        raise translated(error, path) from error
    except OSError as error:
        raise cannot_write(path, error, DraftError) from error


@contextmanager
def making_in_words(path: Path) -> Iterator[None]:
    """The same for work that makes a whole file: when it fails, nothing waits to be saved or is tried again."""
    try:
        with in_words(path):
            yield
    except NotSaved as failure:
        if isinstance(failure, DraftReplaced):
            raise
        full = isinstance(failure, NoSpace)
        reason = "磁盘空间已满" if full else "磁盘或网络位置暂时不能写入"
        raise (NoSpace if full else NotSaved)(
            f"“{shown(path.name)}”没有写成：{reason}；原有文件未改动，填写内容没有丢失。",
            "请换一个位置或腾出空间后重试。",
        ) from failure


def translated(error: BaseException, path: Path) -> DraftError:
    """The failure of a write, in words; looks behind errors that a rollback put in front."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, apsw.FullError) or (isinstance(cause, OSError) and is_full(cause)):
            return no_space(path)
        if isinstance(cause, UNREADABLE):
            return damaged(path, "有一页内容无法读出")
        if isinstance(cause, apsw.BusyError):
            return in_use(path)
        cause = cause.__context__
    return no_space(path) if _disk_is_full(path) else not_saved(path)


def _some(names: Iterable[str]) -> str:
    """The first three names, and how many there are when there are more."""
    every = list(names)
    return "、".join(every[:3]) + (f" 等 {len(every)} 项" if len(every) > 3 else " ")


def _disk_is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < SPARE_BYTES
    except OSError:
        return False
