"""The kinds of files that can be proofs, a safe name, and the words in which one is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from app.errors import EvidenceLocked, EvidenceRefused
from app.evidence.prepared import Kind

Family = Literal["pdf", "ofd", "office", "picture", "text"]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of proof: the family whose reader takes it, the endings of its names, and what people call it."""

    family: Family
    endings: tuple[str, ...]
    word: str


FORMATS: dict[Kind, Format] = {
    "pdf": Format("pdf", (".pdf",), "PDF"),
    "jpeg": Format("picture", (".jpg", ".jpeg", ".jpe", ".jfif"), "图片"),
    "png": Format("picture", (".png", ".apng"), "图片"),
    "tiff": Format("picture", (".tif", ".tiff"), "图片"),
    "bmp": Format("picture", (".bmp", ".dib"), "图片"),
    "webp": Format("picture", (".webp",), "图片"),
    "gif": Format("picture", (".gif",), "图片"),
    "heic": Format("picture", (".heic", ".heif", ".hif"), "图片"),
    "avif": Format("picture", (".avif",), "图片"),
    "docx": Format("office", (".docx", ".docm", ".dotx", ".dotm"), "Word"),
    "xlsx": Format("office", (".xlsx", ".xltx"), "Excel"),
    "xls": Format("office", (".xls", ".xlt", ".et", ".ett"), "Excel"),
    "csv": Format("office", (".csv", ".tsv"), "CSV"),
    "txt": Format("text", (".txt", ".log", ".md"), "文本"),
    "html": Format("text", (".html", ".htm"), "网页"),
    "ofd": Format("ofd", (".ofd",), "OFD"),
}
STRANGE = "不是可用的图片或 Office 文件，内容无法识别"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE)


def format_named(name: str) -> Format | None:
    """The kind that a file's name speaks of; None where its ending is that of none."""
    ending = f".{name.rpartition('.')[2].lower()}"
    return next((one for one in FORMATS.values() if ending in one.endings), None)


def safe_name(name: str) -> str:
    """The base name without path, control and direction characters and names of devices, at most 120 characters."""
    base = _UNSAFE.sub("", unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])).strip(" .")
    base = base.encode("utf-8", "ignore").decode()  # a name that is not text has lone surrogates
    stem, dot, ending = base.rpartition(".")
    base = f"{stem[:110]}{dot}{ending[:9]}" if dot and stem else base[:120] or "未命名"
    return f"_{base}" if _RESERVED.match(base.partition(".")[0].rstrip()) else base  # Windows opens a device there


def refused(name: str, reason: str, hint: str = "请换一份完好的文件后重试。") -> EvidenceRefused:
    """The failure that says why the file `name` cannot be a proof."""
    return EvidenceRefused(f"证明材料“{safe_name(name)}”没有加入：{reason}；草稿未改动。", hint, reason)


def locked(name: str, wrong: bool) -> EvidenceLocked:
    """The failure that asks for the password of the PDF `name`; `wrong`: one was given and does not open it."""
    reason = "给出的密码打不开这个 PDF" if wrong else "PDF 有打开密码"
    return EvidenceLocked(
        f"证明材料“{safe_name(name)}”没有加入：{reason}；草稿未改动。",
        "请输入正确的密码，或另存为无密码的 PDF 后重试。",
        reason,
    )
