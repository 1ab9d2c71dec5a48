"""Files on their way to a proof: taken as they are, or as the PDF that an office program of this computer makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.opened_files import CONVERTING
from app.declaration.private_folders import PrivateFolder, sweep
from app.errors import EvidenceRefused, UsageError
from app.evidence.converting.finding import Office, find_office
from app.evidence.converting.running import convert
from app.evidence.intake import Conversion
from app.evidence.kinds import refused
from app.evidence.prepared import Layout
from app.forms.paths import FieldPath

_NO_OFFICE = UsageError(
    "本机没有找到 LibreOffice，没有加入任何材料。", "请安装 LibreOffice，或在原来的程序中另存为 PDF 后加入。"
)


def conversion(cancelled: Callable[[], bool] = lambda: False) -> Conversion | None:
    """How this computer makes a PDF of an office document; None when it has no program for it."""
    office = find_office()
    return Conversion(office.word, partial(_converted, office, cancelled)) if office is not None else None


def attach_all(
    declaration: Declaration,
    item: FieldPath,
    files: Sequence[Path],
    proves: str = "",
    password: str = "",
    rows: Sequence[str] = (),
    layout: Layout = "",
    *,
    converting: bool = False,
) -> tuple[list[str], list[EvidenceRefused]]:
    """Add files, and all that lies in folders, zips and mails, to the end of `item`; the new rows, and what is refused.

    A file that is named itself is added or all are refused (EvidenceRefused); of what lies in folders, zips and
    mails the sound files are added.  `layout` is that of long pictures.  `converting`: office documents become PDF;
    UsageError where nothing does that.
    """
    by = conversion() if converting else None
    if converting and by is None:
        raise _NO_OFFICE
    missed: list[EvidenceRefused] = []
    added = declaration.attach(item, files, proves, password, rows, layout, missed.append, by)
    if missed and not added:
        raise missed[0]
    return added, missed


def _converted(office: Office, cancelled: Callable[[], bool], name: str, data: bytes) -> bytes:
    """Convert in a private folder, which holds the plain document meanwhile and is removed at once."""
    sweep(CONVERTING)
    private = PrivateFolder(CONVERTING)
    try:
        return convert(office, name, data, private.made(), cancelled)
    except OSError as failure:
        raise refused(name, "转换时磁盘不能写入", "请清出磁盘空间后重试，或另存为 PDF 后加入。") from failure
    finally:
        private.remove()
