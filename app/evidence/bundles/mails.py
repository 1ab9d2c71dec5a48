"""A mail (RFC 5322, MIME) as files: its own words as a page or text, then what is attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from html import escape

from app.evidence.decoding import decoded
from app.evidence.kinds import refused, safe_name

MAX_BYTES = 100_000_000
MAX_PARTS = 500
_LONGEST_HEADER = 20_000  # characters; an honest one has some hundred, with many receivers some thousand
_AS_PDF = "请在邮件程序中打开，把邮件打印成 PDF、附件另存后加入。"
_HEADS = {"Subject": "主题", "From": "发件人", "To": "收件人", "Cc": "抄送", "Date": "时间"}
_ENDINGS = {
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "text/plain": ".txt",
    "text/html": ".html",
}
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030"}
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
_MARK = "\ufeff"


class _AsWritten(Compat32):
    """Headers as they stand, bytes of an old encoding as lone surrogates: they are decoded here."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The header as far as an honest one reaches: what reads its parts takes a time that grows with its square."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]

    def header_fetch_parse(self, _name: str, value: str) -> str:
        """The header, unchanged."""
        return value


class Mail:
    """An open mail."""

    def __init__(self, name: str, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            raise refused(name, "邮件过大", _AS_PDF)
        try:
            self._files = [*_files(name, message_from_bytes(data, policy=_AsWritten()))]
        except _BROKEN as failure:
            raise refused(name, "邮件的结构不合规范，不能读出", _AS_PDF) from failure
        if not self._files:
            raise refused(name, "邮件里没有正文，也没有附件", "请核对选择的文件。")
        if len(self._files) > MAX_PARTS:
            raise refused(name, f"邮件的附件超过 {MAX_PARTS} 个", _AS_PDF)

    @property
    def names(self) -> tuple[str, ...]:
        """The words of the mail, then its attachments as it holds them."""
        return tuple(name for name, _ in self._files)

    @property
    def words(self) -> bool:
        """Whether it has words of its own."""
        return isinstance(self._files[0][1], bytes)

    def member(self, place: int) -> bytes:
        """The bytes of one of them."""
        name, part = self._files[place]
        try:
            data = part if isinstance(part, bytes) else _bytes_of(part)
        except _BROKEN as failure:
            raise refused(name, "在邮件里已损坏", "请让发件人重新发送。") from failure
        return data


def _files(name: str, message: Message) -> Iterator[tuple[str, Message | bytes]]:
    body = _body(message)
    words = _words(message, body) if body is not None else b""
    if body is not None and words:
        ending = "html" if body.get_content_type() == "text/html" else "txt"
        yield safe_name(f"{name.rpartition('.')[0] or name}（邮件正文）.{ending}"), words
    number = 0
    for part in _leaves(message):
        if part is body or _is_other_wording(part, body):
            continue
        number += 1
        yield safe_name(_name_of(part) or f"附件{number}{_ending(part)}"), part


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a mail in a mail is one."""
    if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
        for one in part.get_payload():
            assert isinstance(one, Message)
            yield from _leaves(one)
    else:
        yield part


def _body(message: Message) -> Message | None:
    """The part with the mail's own words: as a web page where it has them so, for that is what a reader shows."""
    texts = [part for part in _leaves(message) if _is_words(part)]
    pages = [part for part in texts if part.get_content_type() == "text/html"]
    return next(iter(pages or texts), None)


def _is_words(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return is_text and part.get_content_disposition() != "attachment" and not _name_of(part)


def _is_other_wording(part: Message, body: Message | None) -> bool:
    """Whether it says as plain text what the page says."""
    return body is not None and body.get_content_type() == "text/html" and _is_words(part) and part is not body


def _words(message: Message, body: Message) -> bytes:
    """The heads that a reader shows, then the words; b"" when there are none."""
    text = _text_of(body)
    if text is None or not text.strip():
        return b""
    shown = {key: _said(message.get(key)) for key in _HEADS}
    shown["Date"] = _moment(shown["Date"])
    heads = [f"{word}：{shown[key]}" for key, word in _HEADS.items() if shown[key]]
    if body.get_content_type() == "text/html":
        return "".join((_MARK, "<html>", *(f"<p>{escape(head)}</p>" for head in heads), text)).encode()
    return "\n".join((*heads, "", text)).encode()


def _moment(said: str) -> str:
    """A date and time (RFC 5322, 3.3) as people here write it, in the sender's own zone; as it stands if it is none."""
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, OverflowError, TypeError, IndexError):
        return said
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S} {moment:%z}".rstrip()


def _text_of(part: Message) -> str | None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return None
    charset = (part.get_content_charset() or "").lower()
    try:
        return data.decode(_MEANT.get(charset, charset) or "ascii")
    except (LookupError, UnicodeDecodeError):
        return decoded(data) or data.decode("utf-8", "replace")


def _bytes_of(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else part
        return inner.as_bytes() if isinstance(inner, Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else part.as_bytes()


def _name_of(part: Message) -> str:
    return _said(part.get_filename())


def _ending(part: Message) -> str:
    return _ENDINGS.get(part.get_content_type(), "")


def _said(header: object) -> str:
    """A header as a reader shows it: encoded words (RFC 2047) decoded, also where they should not stand."""
    if header is None:
        return ""
    text = " ".join(str(header).split())
    try:
        pieces = decode_header(text) if "=?" in text else [(text, None)]
    except (MessageError, ValueError):
        pieces = [(text, None)]
    return "".join(_piece(piece, charset) for piece, charset in pieces).strip()


def _piece(piece: str | bytes, charset: str | None) -> str:
    data = piece.encode("ascii", "surrogateescape") if isinstance(piece, str) and not _is_text(piece) else piece
    if isinstance(data, str):
        return data
    try:
        return data.decode(_MEANT.get((charset or "").lower(), charset or "ascii"))
    except (LookupError, UnicodeDecodeError):
        return decoded(data) or data.decode("utf-8", "replace")


def _is_text(piece: str) -> bool:
    return not any("\udc80" <= char <= "\udcff" for char in piece)
