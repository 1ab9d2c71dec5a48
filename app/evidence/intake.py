"""Any file → a checked, measured, hashed `EvidenceFile`; what is broken or no proof is refused with a reason."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from app.errors import EvidenceRefused

MAX_BYTES = 200_000_000
MAX_PIXELS = 200_000_000
IMAGE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
ZIP_LISTS = {".docx": "Word 文档", ".xlsx": "Excel 工作簿"}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One proof: its original bytes, a safe base name, its kind, its pages, and the SHA-256 of its bytes."""

    name: str
    kind: str
    pages: int
    sha256: str
    data: bytes

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.data)


def take_in(file: Path) -> EvidenceFile:
    """Read and check one file; EvidenceRefused says why it cannot be a proof."""
    data = _read(file)
    name = safe_name(file.name)
    kind, pages = _measure(name, data)
    return EvidenceFile(name, kind, pages, hashlib.sha256(data).hexdigest(), data)


def safe_name(name: str) -> str:
    """The base name without path, control and direction characters, at most 120 characters long."""
    base = _UNSAFE.sub("", unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])).strip(" .")
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:9]}" if dot and stem else base[:120] or "未命名"


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise _refused(file.name, "文件不存在" if not file.exists() else "不是文件")
        if file.stat().st_size > MAX_BYTES:
            raise _refused(file.name, f"超过 {MAX_BYTES // 1_000_000} MB")
        data = file.read_bytes()
    except OSError as failure:
        raise _refused(file.name, "文件无法读取") from failure
    if not data:
        raise _refused(file.name, "文件是空的")
    return data


def _measure(name: str, data: bytes) -> tuple[str, int]:
    """The kind and the number of pages, judged by the bytes, not by the name."""
    if b"%PDF-" in data[:1024]:
        return "pdf", _pdf_pages(name, data)
    ending = Path(name).suffix.lower()
    if data[:4] == b"PK\x03\x04" and ending in ZIP_LISTS:
        return ending[1:], 1
    if ending == ".csv":
        return "csv", _csv_rows(name, data)
    return _image_frames(name, data)


def _pdf_pages(name: str, data: bytes) -> int:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return len(pdf.pages)
    except pikepdf.PasswordError as failure:
        raise _refused(name, "PDF 有打开密码，请先另存为无密码的文件") from failure
    except (pikepdf.PdfError, ValueError, RecursionError) as failure:
        raise _refused(name, "PDF 已损坏") from failure


def _csv_rows(name: str, data: bytes) -> int:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return 1
    raise _refused(name, "CSV 不是 UTF-8 或 GB18030 文本")


def _image_frames(name: str, data: bytes) -> tuple[str, int]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=IMAGE_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _refused(name, "图片像素过多")
            kind, frames = str(image.format).lower(), int(getattr(image, "n_frames", 1))
            image.load()
    except UnidentifiedImageError as failure:
        raise _refused(name, "不是可用的图片、PDF、Word、Excel 或 CSV 文件") from failure
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as failure:
        raise _refused(name, "图片已损坏或过大") from failure
    return kind, frames


def _refused(name: str, reason: str) -> EvidenceRefused:
    message = f"证明材料“{safe_name(name)}”没有加入：{reason}；草稿未改动。"
    return EvidenceRefused(message, "请换一份完好的文件后重试。")
