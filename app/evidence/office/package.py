"""The zip that a DOCX or XLSX is: measured before it is read, every part whole, no part with a DTD."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException

from app.errors import EvidenceRefused
from app.evidence.kinds import STRANGE, refused
from app.evidence.office.markup import require_no_dtd, tree_of

KINDS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
AS_PDF = "请在 Word 或 WPS 中另存为 PDF 后加入。"
SHEETS_AS_PDF = "请在 Excel 或 WPS 表格中另存为 PDF 后加入。"
MAX_PARTS = 10_000
MAX_UNPACKED = 2_000_000_000
MAX_XML = 200_000_000  # of all XML parts together
MAX_TREE = 40_000_000  # of one XML part that is held in memory as a tree, about eight times as large
MAX_RATIO = 200  # a part of some size that inflates more is a bomb; written documents stay below 100
_SOME_SIZE = 10_000_000
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_XML_ENDINGS = (".xml", ".rels", ".vml")
_OTHER_BODY = re.compile(r"word/document\d*\.xml")  # word/document2.xml, as the Word of the web writes it
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
    *(ParseError, ExpatError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError),
)


@contextmanager
def opened(name: str, data: bytes, advice: str = AS_PDF) -> Iterator[zipfile.ZipFile]:
    """The package, measured; all that goes wrong while it is read is one refusal, with `advice` in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _measure(name, package, advice)
            yield package
    except (EvidenceRefused, MemoryError):
        raise
    except DefusedXmlException as failure:
        raise refused(name, "文件里有不安全的 XML 定义", advice) from failure
    except _BROKEN as failure:
        raise refused(name, "文件已损坏") from failure


def kind_of(name: str, package: zipfile.ZipFile) -> str:
    """ "docx" or "xlsx", by the part that makes it one."""
    parts = set(package.namelist())
    kind = next((kind for kind, part in KINDS.items() if part in parts), None)
    if kind is None and any(map(_OTHER_BODY.fullmatch, parts)):
        kind = "docx"
    if kind is None:
        raise refused(name, STRANGE)
    return kind


def check_parts(package: zipfile.ZipFile) -> None:
    """Read every part to its end against its check sum, and the head of every XML part for a DTD."""
    for part in package.infolist():
        with package.open(part) as stream:
            while stream.read(_CHUNK):
                pass
        if part.file_size and _is_xml(part):
            with package.open(part) as stream:
                require_no_dtd(stream)


def tree(name: str, package: zipfile.ZipFile, part: str, advice: str = AS_PDF) -> Element:
    """The XML of one part."""
    if package.getinfo(part).file_size > MAX_TREE:
        raise refused(name, "内容过多", advice)
    return tree_of(partial(package.open, part))


def local(name: str) -> str:
    """The bare name of an element or attribute."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its bare name; "" when it is absent."""
    return next((value for key, value in element.items() if local(key) == name), "")


def is_true(value: str | None) -> bool:
    """An XML boolean."""
    return value in ("1", "true")


def _measure(name: str, package: zipfile.ZipFile, advice: str) -> None:
    """What the directory of the zip declares; `zipfile` never inflates more of a part than is declared there."""
    parts = package.infolist()
    if len(parts) > MAX_PARTS or len({part.filename for part in parts}) < len(parts):
        raise refused(name, "文件已损坏")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise refused(name, "文件有打开密码", advice)
    xml = sum(part.file_size for part in parts if _is_xml(part))
    if sum(part.file_size for part in parts) > MAX_UNPACKED or xml > MAX_XML or any(map(_is_bomb, parts)):
        raise refused(name, "解压后过大", advice)


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith(_XML_ENDINGS)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SOME_SIZE and part.file_size > MAX_RATIO * part.compress_size
