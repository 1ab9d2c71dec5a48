"""Which sort of file it is: by its bytes, and for bare text by its name; and which reader takes it, or the advice."""

from __future__ import annotations

from app.errors import EvidenceConvertible, EvidenceRefused
from app.evidence.decoding import HEAD, beginning
from app.evidence.kinds import FORMATS, Family, Format, format_named, refused
from app.evidence.recognition.containers import sort_of_compound, sort_of_zip
from app.evidence.recognition.sort import Head
from app.evidence.recognition.sorts import ENDINGS, HEADS, OPENINGS, SORTS, UNKNOWN, UNLIKE

_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = 1024  # bytes in which a PDF must say what it is (ISO 32000-2, annex I: readers look there)
_OPENING = 4096  # characters in which the second half of an opening stands
_BY_NAME = ("csv", "txt")  # bare text that only its name tells
_READ_AS = {"excelml": "xls"}  # sorts that the reader of another kind takes
_TEXTUAL = frozenset(
    {"rtf", "ps", "sealed", "signature", "script", "model", "torrent"}
)  # heads of these begin text, too
_HEADERS = ("from:", "to:", "subject:", "date:", "received:", "return-path:", "message-id:", "mime-version:")


def family_of(name: str, data: bytes) -> Family:
    """Which reader takes these bytes; EvidenceRefused with the advice for its sort when there is none."""
    sort = sort_of(name, data)
    known = _format(sort)
    if known is None:
        raise refusal(name, sort)
    return known.family


def refusal(name: str, sort: str) -> EvidenceRefused:
    """Why a file of that sort is no proof, and what to do; EvidenceConvertible where a program can make a PDF of it."""
    known = SORTS.get(sort)
    if known is None:
        known = UNLIKE if format_named(name) or ending_of(name) in ENDINGS else UNKNOWN
    failure = refused(name, known.reason, known.advice)
    if known.converts:
        return EvidenceConvertible(failure.message, failure.hint, failure.reason)
    return failure


def sort_of(name: str, data: bytes) -> str:
    """The key of its sort in `SORTS`; "" when nothing tells."""
    if data.startswith(_ZIP):
        found = sort_of_zip(data)
        return _named_zip(name) if found in ("", "zip") else found
    if data.startswith(_OLE):
        return sort_of_compound(data) or _named_compound(name)
    text = beginning(data)
    head = _by_head(data, text is not None)
    if head:
        return head
    if b"%PDF-" in data[:_PDF]:
        return "pdf"
    return _undecoded(name, data) if text is None else _bare(name, text)


def looks_like(name: str, data: bytes) -> bool:
    """Whether `data` may be what the ending of `name` says, by their first bytes alone; nothing is parsed."""
    named = _kind_named(name)
    meant = _format(named)
    if meant is None:
        return False
    if data.startswith(_ZIP) or data.startswith(_OLE):
        return bool(SORTS[named].parts if data.startswith(_ZIP) else SORTS[named].streams)
    text = beginning(data)
    head = _by_head(data, text is not None) or ("pdf" if b"%PDF-" in data[:_PDF] else "")
    found = _format(head)
    return found.family == meant.family if found else text is not None and named in (*_BY_NAME, "xls")


def offered_endings() -> list[str]:
    """The endings of what can be chosen: proofs, zips and mails, and documents that may become PDF."""
    proofs = [ending for one in FORMATS.values() for ending in one.endings]
    others = [end for name, one in SORTS.items() if one.converts or name in ("zip", "mail") for end in one.endings]
    return list(dict.fromkeys([*proofs, *others]))


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, with its dot; "" when it has none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def _format(sort: str) -> Format | None:
    """The format of a sort that a reader here takes."""
    return next((one for kind, one in FORMATS.items() if kind == _READ_AS.get(sort, sort)), None)


def _kind_named(name: str) -> str:
    """The kind of proof that the ending speaks of."""
    ending = ending_of(name)
    return next((kind for kind, one in FORMATS.items() if ending in one.endings), "")


def _by_head(data: bytes, is_text: bool) -> str:
    return next((sort for head, sort in HEADS if _begins(data, head) and not (is_text and _by_chance(head, sort))), "")


def _begins(data: bytes, head: Head) -> bool:
    return all(data[place : place + len(sign)] == sign for place, sign in head)


def _by_chance(head: Head, sort: str) -> bool:
    """Whether text may begin so: MZ of a program, BM of a picture."""
    return sort not in _TEXTUAL and all(sign.isascii() and sign.decode("ascii").isprintable() for _, sign in head)


def _named(name: str) -> str:
    """By its ending alone, for bytes that say nothing."""
    return ENDINGS.get(ending_of(name), "")


def _named_zip(name: str) -> str:
    """A zip that tells nothing by its parts: what it is called, if that is a zip; its reader then tells the damage."""
    named = _kind_named(name) or _named(name)
    return named if named in SORTS and (SORTS[named].parts or SORTS[named].mimetype) else "zip"


def _named_compound(name: str) -> str:
    """A compound file that tells nothing by its streams: what it is called, if that is one."""
    named = _kind_named(name) or _named(name)
    if named == "xls":
        return "blind_xls"
    return named if named == "installer" or (named in SORTS and SORTS[named].streams) else "ole"


def _bare(name: str, text: str) -> str:
    """Text: by its name where that is one of text, else by how it opens, else by its ending, else just text."""
    kind, named = _kind_named(name), _named(name)
    if kind in _BY_NAME:
        return kind
    start = _start(text)
    opened = _opened(start)
    if opened and not (opened == "xml" and named):
        return opened
    if kind in ("html", "xls") or named in ("mail", "mhtml"):
        return kind or named  # systems call the plain text of a table XLS
    if _is_mail(start):
        return "mail"
    if named and not _is_binary(named):
        return named
    return "text" if ending_of(name) else "txt"


def _undecoded(name: str, data: bytes) -> str:
    """By its ending; but bytes that are text in an encoding unknown here open as what they are, or are so called."""
    if b"\0" not in data[:HEAD]:
        kind = _kind_named(name)
        opened = kind if kind in (*_BY_NAME, "html") else _opened(_start(data[:HEAD].decode("latin-1")))
        if opened:
            return opened
    return _named(name)


def _start(text: str) -> str:
    return text.lstrip("\ufeff \t\r\n").replace("\r\n", "\n").lower()[:_OPENING]


def _opened(start: str) -> str:
    return next((sort for opening, sort in OPENINGS if _opens(start, opening)), "")


def _opens(start: str, opening: str) -> bool:
    first, _, second = opening.partition("&&")
    return start.startswith(first) and second in start


def _is_mail(start: str) -> bool:
    """Whether it begins with the header lines of a mail (RFC 5322, 3.6), two of them that every mail has."""
    lines = start.partition("\n\n")[0].split("\n")
    return sum(line.startswith(_HEADERS) for line in lines) >= 2 and lines[0].partition(":")[0].isprintable()


def _is_binary(sort: str) -> bool:
    """Whether files of that sort are never text."""
    return bool(SORTS[sort].parts or SORTS[sort].streams or SORTS[sort].mimetype)
