"""What a file is, judged by its bytes; its safe name; and the words in which it is refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from app.errors import EvidenceLocked, EvidenceRefused

Family = Literal["pdf", "office", "picture"]
STRANGE = "不是可用的图片、PDF、Word、Excel 或 CSV 文件"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024  # bytes in which a PDF must say what it is (ISO 32000-2, annex I: readers look there)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE)


def family_of(name: str, data: bytes) -> Family:
    """Which reader takes these bytes; only CSV, which is bare text, is known by its name.  EvidenceRefused for none."""
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data.startswith(_OLE):
        raise refused(name, "是旧版或加密的 Office 文件", "请在 Office 或 WPS 中另存为 PDF 后加入。")
    if data.startswith(_ZIP) or name.lower().endswith(".csv"):
        return "office"
    return "picture"


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
