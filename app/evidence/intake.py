"""Any file → a checked, measured, hashed `EvidenceFile`; what is broken or no proof is refused with a reason."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.errors import EvidenceRefused

MAX_BYTES = 200_000_000
MAX_PIXELS = 120_000_000  # an A3 page at 600 dpi; decoded it takes 360 MB
MAX_UNPACKED = 2_000_000_000
IMAGE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_STRANGE = "不是可用的图片、PDF、Word、Excel 或 CSV 文件"
_TIFF = (b"II*\0", b"MM\0*")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')


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
    base = base.encode("utf-8", "ignore").decode()  # a name that is not text has lone surrogates
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:9]}" if dot and stem else base[:120] or "未命名"


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise _refused(file.name, "文件不存在" if not file.exists() else "不是文件")
        if file.stat().st_size > MAX_BYTES:
            raise _refused(file.name, f"超过 {MAX_BYTES // 1_000_000} MB")
        data = file.read_bytes()
    except (OSError, ValueError) as failure:
        raise _refused(file.name, "文件无法读取") from failure
    if not data:
        raise _refused(file.name, "文件是空的")
    return data


def _measure(name: str, data: bytes) -> tuple[str, int]:
    """The kind and the number of pages, judged by the bytes; only CSV, which is bare text, by its name."""
    if b"%PDF-" in data[:1024]:
        return "pdf", _pdf_pages(name, data)
    if data.startswith(_ZIP):
        return _office_kind(name, data), 1
    if data.startswith(_OLE):
        raise _refused(name, "是旧版或加密的 Office 文件，请另存为 PDF")
    if name.lower().endswith(".csv"):
        _check_csv(name, data)
        return "csv", 1
    return _image_frames(name, data)


def _pdf_pages(name: str, data: bytes) -> int:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError as failure:
        raise _refused(name, "PDF 有打开密码，请先另存为无密码的文件") from failure
    except (pikepdf.PdfError, ValueError, RecursionError) as failure:
        raise _refused(name, "PDF 已损坏") from failure
    if not pages:
        raise _refused(name, "PDF 一页也没有")
    return pages


def _office_kind(name: str, data: bytes) -> str:
    """DOCX or XLSX, whole: every part is read against its check sum."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _refused(name, "解压后过大")
            names = {part.filename for part in parts}
            kind = next((kind for kind, part in OFFICE_PARTS.items() if part in names), None)
            broken = package.testzip() if kind else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as failure:
        raise _refused(name, "文件已损坏") from failure
    if kind is None:
        raise _refused(name, _STRANGE)
    if broken:
        raise _refused(name, "文件已损坏")
    return kind


def _check_csv(name: str, data: bytes) -> None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return
    raise _refused(name, "CSV 不是 UTF-8 或 GB18030 文本")


def _image_frames(name: str, data: bytes) -> tuple[str, int]:
    """The kind of image, and how many pages: only TIFF has more than one."""
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Of a TIFF that was cut off Pillow only warns; elsewhere it warns of what does not matter here.
            warnings.simplefilter("error" if data[:4] in _TIFF else "ignore")
            kind, frames, largest = _decoded(data)
    except UnidentifiedImageError as failure:
        raise _refused(name, _STRANGE) from failure
    except Exception as failure:  # for broken pictures Pillow raises nearly anything
        raise _refused(name, "图片已损坏") from failure
    if largest > MAX_PIXELS:
        raise _refused(name, f"图片超过 {MAX_PIXELS // 10_000} 万像素")
    return kind, frames


def _decoded(data: bytes) -> tuple[str, int, int]:
    """Kind, pages and pixels of the largest page; the first page is decoded unless it is too large."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and told in our words
    with Image.open(io.BytesIO(data), formats=IMAGE_FORMATS) as image:
        kind = "jpeg" if image.format == "MPO" else str(image.format).lower()
        frames = int(getattr(image, "n_frames", 1)) if kind == "tiff" else 1
        largest = 0
        for frame in reversed(range(frames)):
            if frames > 1:
                image.seek(frame)
            largest = max(largest, image.width * image.height)
        if largest <= MAX_PIXELS:
            image.load()
    return kind, frames, largest


def _refused(name: str, reason: str) -> EvidenceRefused:
    message = f"证明材料“{safe_name(name)}”没有加入：{reason}；草稿未改动。"
    return EvidenceRefused(message, "请换一份完好的文件后重试。")
