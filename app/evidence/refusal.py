"""The one sentence with which a file is refused as a proof, and the safe name it bears there."""

from __future__ import annotations

import re
import unicodedata

from app.errors import EvidenceRefused

STRANGE = "不是可用的图片、PDF、Word、Excel 或 CSV 文件"
ANOTHER = "请换一份完好的文件后重试。"
AS_PDF = "请在 Word 或 WPS 中另存为 PDF 后加入。"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')


def refused(name: str, reason: str, hint: str = ANOTHER) -> EvidenceRefused:
    """The refusal of the file `name`: what is wrong with it, that nothing was lost, what to do (`hint`)."""
    return EvidenceRefused(f"证明材料“{safe_name(name)}”没有加入：{reason}；草稿未改动。", hint)


def safe_name(name: str) -> str:
    """The base name without path, control and direction characters, at most 120 characters long."""
    base = _UNSAFE.sub("", unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])).strip(" .")
    base = base.encode("utf-8", "ignore").decode()  # a name that is not text has lone surrogates
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:9]}" if dot and stem else base[:120] or "未命名"
