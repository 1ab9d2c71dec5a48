"""Which encoding a web page is in: its mark, what it says of itself, else as any text."""

from __future__ import annotations

import codecs
import re

from app.evidence.decoding import decoded

_SAID_IN = 4096  # bytes; HTML 4.2.5.4 demands 1024, pages of old programs come later with it
_CHARSET = re.compile(
    rb"""<(?:meta\b|\?xml\b)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252"}
_TEXTS = frozenset(
    {"utf-8", "gb18030", "big5", "big5hkscs", "cp1252", "cp950", "shift_jis", "euc_jp", "euc_kr", "koi8-r"}
)


def page_text(data: bytes) -> str | None:
    """The text of a page; None when it is in no encoding that is known here.

    What the page says counts where its bytes bear it out (HTML 13.2.3.2), with the names that browsers understand
    more widely (Encoding Standard, 4.2).
    """
    said = _CHARSET.search(data[:_SAID_IN])
    if said and not data.startswith(_MARKS):
        name = said[1].decode("ascii").lower()
        encoding = _known(_MEANT.get(name, name))
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                pass
    return decoded(data)


def _known(name: str) -> str:
    """The codec for a name, if it is one of texts."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return ""
    return codec if codec in _TEXTS or codec.startswith(("cp125", "iso8859")) else ""
