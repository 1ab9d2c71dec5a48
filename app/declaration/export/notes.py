"""What to know about the files of an export: what was left out of a proof, what is large, what lies there besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.declaration.book.geta import word_notes
from app.declaration.book.print import Print
from app.declaration.book.proof_files import proof_files
from app.declaration.declaration import Declaration
from app.declaration.export.differences import page_names
from app.declaration.export.disc import missing_lists, strangers
from app.declaration.export.disc_words import Medium
from app.declaration.remarks.telling import open_words
from app.declaration.versions.stamping import has_versions, version_now
from app.evidence.prepared import Prepared
from app.export.document import Document, Heading, Table
from app.export.layout.book import PlacedSlice
from app.export.style import SIZES
from app.forms.session import FormSession

BESIDE = 2  # cells of a row of which one names the other
NAMED = 3  # places that a note names before it counts them
NAMES = {points: name if name.endswith("号") else f"{name}号" for name, points in SIZES.items()}
MAIL_LIMIT = 20_000_000  # bytes: many mail boxes refuse more


def proof_notes(declaration: Declaration, prepared: Mapping[str, Prepared]) -> Iterator[str]:
    """What the original of a proof holds and the book does not, and what else there is to know about it."""
    for file in proof_files(declaration):
        proof = prepared[file.sha256]
        if proof.failure:
            where = f"“{file.item}”的证明材料“{file.name}”没有编入，书中该处是一页说明"
            yield f"{where}：{proof.failure}这本书不能用于报送。"
        if proof.removed:
            names = "、".join(proof.removed)
            yield f"证明材料“{file.name}”中的{' ' if names[0].isascii() else ''}{names}没有印入书中。"
        if said := file.notes + "".join(note for note in proof.notes if note not in file.notes):
            yield f"证明材料“{file.name}”：{said}"
    yield from word_notes(declaration.session)
    yield from _left_out(declaration)


def _left_out(declaration: Declaration) -> Iterator[str]:
    """The files of proofs that are not asked for as things stand, which no page of the book shows."""
    session = declaration.session
    bound = {file.sha256 for file in proof_files(declaration)}
    for item in declaration.evidence_items():
        names = [f"“{file.name}”" for file in declaration.evidence(item) if file.sha256 not in bound]
        if names:
            more = f"等 {len(names)} 份" if len(names) > NAMED else ""
            label = session.field(item).label
            yield f"按现在填写的内容，不需要“{label}”，这一项附的{''.join(names[:NAMED])}{more}没有编入书中。"


def remark_notes(declaration: Declaration) -> Iterator[str]:
    """That remarks are open; nothing when none is."""
    if words := open_words(declaration):
        yield words


def version_notes(declaration: Declaration, *, reduced: bool) -> Iterator[str]:
    """Which fixed version the book is, or that it is none any more; nothing where none was ever fixed."""
    version = version_now(declaration)
    if version is not None:
        yield f"这就是{version.name}，指纹 {version.short}。"
        if reduced:
            yield "图片压缩过的页面，核对时会与定稿不同；需要逐页一致时，请不压缩图片重新导出。"
    elif has_versions(declaration):
        yield "内容在定稿之后有修改；用“核对 PDF”（qibei verify）可以看到已印好的书要更换哪几张。"


def size_notes(document: Document) -> Iterator[str]:
    """Tables whose words are smaller than the style asks, because their columns would not hold them."""
    smaller: dict[float, list[str]] = {}
    place = document.title
    for block in document.opened:
        if isinstance(block, Heading):
            place = block.words
        elif isinstance(block, Table) and block.size is not None:
            smaller.setdefault(block.size, []).append(place)
    for size, places in smaller.items():
        named = "、".join(f"“{one}”" for one in dict.fromkeys(places[:NAMED]))
        more = f"等 {len(places)} 处" if len(places) > NAMED else ""
        yield f"{named}{more}的表格内容较宽，文字用{NAMES[size]}，编号、日期等才不拆成两行。"


def long_cell_notes(book: Print) -> Iterator[str]:
    """Cells that hold more than a page: what stands beside them is white."""
    high = book.document.style.page.text_height
    placed = ((page.index, one) for page in book.book.pages for one in page.placed)
    parts = ((page, one.part) for page, one in placed if isinstance(one, PlacedSlice))
    cut = ((page, piece.row) for page, part in parts for piece in part.pieces if piece.cuts)
    pages = [page for page, row in cut if row.height > high and len(row.cells) > BESIDE]
    if pages:
        where, what = page_names(book.book, pages), "可以缩短，或者移到长文字的栏目里"
        yield f"{where}的表格里有一格的内容比一页还长，旁边的格是空白；{what}。"


def list_notes(session: FormSession) -> Iterator[str]:
    """Lists that are promised as files and are not there."""
    for label in missing_lists(session):
        yield f"“{label}”注明以电子版提供，但没有填写任何一行，电子版文件夹里没有这份清单。"


def media_notes(folder: Path, media: Sequence[Medium], written: Sequence[Path]) -> Iterator[str]:
    """What to look at before the folders of `media` below `folder` are handed in."""
    for medium in media:
        own = folder / medium.name
        size = sum(file.stat().st_size for file in written if own in file.parents)
        if size > MAIL_LIMIT and any(one.carrier == "mail" for one in medium.deliveries):
            yield f"“{medium.name}”共 {size / 1e6:.0f} MB，可能超过邮箱的附件上限；可以压缩图片后重新导出。"
        if others := strangers(own, written):
            names = "、".join(file.relative_to(own).as_posix() for file in others[:5])
            more = f"等 {len(others)} 个文件" if len(others) > 5 else ""
            yield f"“{medium.name}”里还有不是本次导出的文件：{names}{more}，报送前请核对。"
