"""Electronic signatures of a PDF: whether what each covers was changed since, as advice and never as proof.

The digest that the signature holds is compared with the file (ISO 32000-2, 12.8); nothing tells whether the signer
is who the certificate says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary

from app.evidence.pdf.cms import Signed, Unreadable, compared
from app.evidence.pdf.objects import dictionaries, dictionary, inherited, items, spelled, text, whole

_KNOWN = frozenset(("/adbe.pkcs7.detached", "/adbe.pkcs7.sha1", "/ETSI.CAdES.detached", "/ETSI.RFC3161"))
_SEEN, _UNSEEN = "数字签名（外观仍印出）", "数字签名（原件上没有可见的外观）"
_MOST_TOLD, _MOST_FIELDS = 12, 10_000
_MOST_SIGNATURE = 4_000_000  # bytes; those of long archives with all their lists have some hundred thousand
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_PADDING = b"\0\t\r\n "

Found = dict[tuple[int, int] | int, tuple[Dictionary, set[tuple[int, int]]]]


class Told(NamedTuple):
    """What the book loses of the signatures, and what their owner should know."""

    removed: tuple[str, ...]
    notes: tuple[str, ...]


def told(found: Found, data: bytes, visible: frozenset[tuple[int, int]]) -> Told:
    """What to say of signatures in the file of these bytes; `visible` are the marks that are seen on its pages."""
    removed = {_SEEN if seen & visible else _UNSEEN for _, seen in found.values()}
    notes = [_said(signature, data, bool(seen & visible)) for signature, seen in islice(found.values(), _MOST_TOLD)]
    if len(found) > _MOST_TOLD:
        notes.append(f"另有 {len(found) - _MOST_TOLD} 个电子签名没有核对。")
    return Told(tuple(sorted(removed)), tuple(notes))


def signatures_of(pdf: pikepdf.Pdf) -> Found:
    """The signatures, with the marks that show each; also those that no form lists."""
    found: Found = {}
    for mark in islice(_fields(pdf), _MOST_FIELDS):
        value = inherited(mark, "/V")
        if inherited(mark, "/FT") == "/Sig" and isinstance(value, Dictionary):
            key = value.objgen if value.is_indirect else len(found)
            found.setdefault(key, (value, set()))[1].add(mark.objgen)
    return found


def _fields(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Every field and every widget, each once."""
    waiting = dictionaries(dictionary(pdf.Root.get("/AcroForm")).get("/Fields"))[::-1]
    seen = pikepdf.ObjectSet()
    while waiting:
        field = waiting.pop()
        if seen.add(field):
            kids = dictionaries(field.get("/Kids"))
            waiting.extend(kids[::-1])
            yield from () if kids else (field,)
    for page in pdf.pages:
        yield from (mark for mark in dictionaries(page.obj.get("/Annots")) if seen.add(mark))


def _said(signature: Dictionary, data: bytes, is_seen: bool) -> str:
    """One sentence on one signature."""
    kind = spelled(signature.get("/SubFilter")) or "/未写明"
    covered = _covered(signature, data)
    signer, when = text(signature.get("/Name")), _day(text(signature.get("/M")))
    if kind not in _KNOWN:
        finding = f"格式（{_shown(kind[1:])}）无法核对，不能判断签署后内容是否改动；请用出具方的软件核对。"
    elif covered is None:
        finding = "签署范围的记录有误，无法核对签署后内容是否改动；请向出具方核实。"
    else:
        try:
            signed = compared(covered.signature, covered.parts, kind)
        except Unreadable:
            finding = "签名数据无法识别，不能判断签署后内容是否改动；请向出具方核实。"
        else:
            signer = signer or signed.signer
            when = when or (f"{signed.when:%Y-%m-%d}" if signed.when else "")
            finding = _finding(signed, covered.is_all)
    label = "，".join(part for part in (_shown(signer), when) if part)
    name = "时间戳" if kind == "/ETSI.RFC3161" else "电子签名"
    hidden = "" if is_seen else "没有可见的外观，"
    return f"{name}（{label}）：{hidden}{finding}" if label else f"{name}：{hidden}{finding}"


def _finding(signed: Signed, is_all: bool) -> str:
    advice = "未核对签名人身份" if signed.by_key else "签名值和签名人身份未核对"
    if not signed.unchanged:
        return "签署后内容被改动过，请向出具方核实。"
    if signed.by_key is False:
        return "签名数据与签署的内容不符，请向出具方核实。"
    if not is_all:
        return f"签署的部分没有改动，但之后文件又追加了内容（如再次签署或改动），请核对；{advice}，仅供参考。"
    return f"签署后内容没有改动；{advice}，仅供参考。"


class _Covered(NamedTuple):
    """The signature itself, the bytes on both sides of it, and whether they are all of the file."""

    signature: bytes
    parts: tuple[memoryview, memoryview]
    is_all: bool


def _covered(signature: Dictionary, data: bytes) -> _Covered | None:
    """What the byte range covers; None where it is not all around the signature from the first byte on (12.8.1)."""
    given = items(signature.get("/ByteRange"))
    if len(given) != 4 or not all(isinstance(one, int) for one in given):
        return None
    start, length, behind, rest = (whole(one) for one in given)
    end = behind + rest
    if start or not 0 < length < behind < end <= len(data) or behind - length > 2 * _MOST_SIGNATURE:
        return None
    gap = data[length:behind]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return None
    try:
        value = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return None
    view = memoryview(data)
    is_all = not data[end:].strip(_PADDING)
    return _Covered(value, (view[:length], view[behind:end]), is_all)


def _day(date: str) -> str:
    """The day in a date of PDF (7.9.4), as the signer's own clock gave it."""
    found = _DATE.match(date)
    return "-".join(found.groups()) if found else ""


def _shown(words: str) -> str:
    """A name as one printable line of bounded length."""
    plain = "".join(char for char in words if char.isprintable())
    return plain if len(plain) <= 40 else plain[:39] + "…"
