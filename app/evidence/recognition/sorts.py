"""The one table of all sorts of files, and the signs in it turned round: from sign to sort."""

from __future__ import annotations

from app.evidence.recognition import documents, others
from app.evidence.recognition.sort import Head, Sort

SORTS: dict[str, Sort] = {
    **documents.FIXED,
    **documents.TEXTS,
    **documents.TABLES,
    **documents.SLIDES,
    **documents.DRAWINGS,
    **documents.PICTURES,
    **others.OFFICE,
    **others.ARCHIVES,
    **others.MAILS,
    **others.RECORDINGS,
    **others.PROGRAMS,
    **others.DATA,
}
UNKNOWN = Sort("无法识别是什么文件", "请在能打开它的程序中打印或另存为 PDF 后加入。")
UNLIKE = Sort("内容与扩展名不符，无法识别", "请在原来的程序中打开确认完好，再另存为 PDF 后加入。")

HEADS: tuple[tuple[Head, str], ...] = tuple((head, name) for name, sort in SORTS.items() for head in sort.heads)
PARTS: tuple[tuple[str, str], ...] = tuple((part, name) for name, sort in SORTS.items() for part in sort.parts)
STREAMS: tuple[tuple[str, str], ...] = tuple(
    (stream, name) for name in ("encrypted", "rights", *SORTS) for stream in SORTS[name].streams
)
MIMETYPES: dict[str, str] = {sort.mimetype: name for name, sort in SORTS.items() if sort.mimetype}
OPENINGS: tuple[tuple[str, str], ...] = tuple(
    sorted(((opening, name) for name, sort in SORTS.items() for opening in sort.openings), key=lambda one: -len(one[0]))
)
"""Those that say more first: an <?xml of something before one of anything."""
ENDINGS: dict[str, str] = {ending: name for name, sort in SORTS.items() for ending in sort.endings}
