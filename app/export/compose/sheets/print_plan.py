"""印装单: what the print shop must know to print and bind the book, and what to look at when fetching it."""

from __future__ import annotations

from collections.abc import Iterator

from app.export.binding import BindingPlan, BoundVolume
from app.export.compose.page_words import ranges, volume_words
from app.export.compose.sentences import stated
from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Block, Document, Inline, LineBreak, Part, Row, Space, Table, Text
from app.export.style import SIZES
from app.forms.field_types import UNCHECKED
from app.forms.pack.pack import Pack
from app.forms.session import FormSession

TITLE = "印装单"
GLUED, PLAIN_COVER = "胶装", "普通纸质材料作为封面"
_LABEL = 2.6
_VOLUME_WIDTHS = (3.0, 4.6, 4.6, 3.4, 3.6, 5.4)
_VOLUME_HEADS = ("分册", "PDF 页", "印出的页码", "每份张数", "书脊厚（约）", "空白背面（PDF 页）")
_COLUMNS = len(_VOLUME_WIDTHS) + 1
_CHECKS = (
    "页码连续，无缺页、重页、倒页、串页，双面方向一致",
    "空白背面没有被删去，每一部分都从右手页（单数面）起",
    "没有缩放：页面大小为 A4，文字没有被裁切或装进书脊",
    "图片清楚，表格线完整，没有方框、问号等乱码",
    "书脊牢固、平整，翻到中间不掉页",
)
_SIGNED = "送印人：　　　　　　电话：　　　　　　　　取件日期：　　年　月　日"


def compose_print_plan(
    session: FormSession, plan: BindingPlan, file: str, cell_size: float = SIZES["小四"]
) -> Document:
    """The 印装单 of a book that is bound as `plan` says; `file` names its PDF."""
    pack = session.pack
    title = (words(TITLE, "cover_title"), *_heading(session, file), Space(0.4))
    table = Table((_LABEL, *_VOLUME_WIDTHS), tuple(_rows(pack, plan)))
    blocks: tuple[Block, ...] = (*title, table, Space(0.8), words(_SIGNED, "table_text"))
    return Document(f"{pack.title}{TITLE}", (Part(blocks, "none"),), sheet_style(cell_size))


def _heading(session: FormSession, file: str) -> Iterator[Block]:
    yield words(f"书名：{session.pack.title}", "table_text")
    if applicant := stated(session, "applicant.name"):
        yield words(f"单位：{applicant}", "table_text")
    yield words(f"文件：{file}", "table_text")


def _rows(pack: Pack, plan: BindingPlan) -> Iterator[Row]:
    yield _whole("份数", f"{plan.copies} 份{_bound(plan)}，每份 {plan.sheets} 张纸，共 {plan.all_sheets} 张")
    yield _whole("纸张印刷", "A4，80 g 白纸；双面印刷，沿长边翻转；按实际大小（100%）打印，不选“适合页面”")
    yield from _volumes(plan)
    yield _whole("空白背面", "PDF 中的空白页是有意留出的，照印，不要删去")
    yield _whole("颜色", _colour(plan))
    yield _whole("装订", _binding(pack, plan))
    yield _whole("封面用纸", _cover(pack, plan))
    if pack.submission.printing:
        yield _whole("通知原文", *pack.submission.printing)
    pages = max((volume.labels[1] for volume in plan.volumes if volume.labels[1]), key=int, default="")
    count = f"份数、册数与本单一致；页码从第 1 页印到第 {pages} 页" if pages else "份数、册数与本单一致"
    yield _whole("取件核对", *(f"{UNCHECKED} {line}" for line in (count, *_CHECKS)))


def _bound(plan: BindingPlan) -> str:
    volumes = len(plan.volumes)
    return f"，每份分 {volumes} 册装订（共 {plan.all_volumes} 册）" if volumes > 1 else ""


def _volumes(plan: BindingPlan) -> Iterator[Row]:
    label = cell(_parted("书芯"), style="table_label", rows=len(plan.volumes) + 1)
    yield Row((label, *(cell(head, style="table_head") for head in _VOLUME_HEADS)))
    for volume in plan.volumes:
        yield Row(tuple(cell(said, style="table_label") for said in _volume(volume, len(plan.volumes))))


def _volume(volume: BoundVolume, count: int) -> tuple[str, ...]:
    first, last = volume.labels
    return (
        volume_words(volume.number, count) or "全一册",
        f"{volume.pages[0]}–{volume.pages[1]}",
        f"{first}–{last}" if first else "—",
        f"{volume.sheets} 张",
        f"{volume.spine:.1f} mm",
        (ranges(volume.blank_versos) or "无") + ("；末张背面空白" if volume.open_back else ""),
    )


def _colour(plan: BindingPlan) -> str:
    if not plan.plates:
        return "黑白印刷"
    return f"黑白印刷即可；有证明材料图片的 PDF 页可选彩色（共 {len(plan.plates)} 页）：{ranges(plan.plates)}"


def _binding(pack: Pack, plan: BindingPlan) -> str:
    glued = any(GLUED in line for line in pack.submission.printing)
    words = "左侧胶装" if glued else "左侧装订，平整牢固（通知没有规定装订方式，建议胶装）"
    if plan.gutter:
        words += f"；书较厚，排版时订口已加宽 {plan.gutter:.0f} mm，不要再缩放或移位"
    thick = "、".join(volume_words(number, len(plan.volumes)) or "本书" for number in plan.too_thick)
    return f"{words}；{thick}超过一般胶装的厚度，请先与印厂商定" if thick else words


def _cover(pack: Pack, plan: BindingPlan) -> str:
    where = "封面即每册的第 1 页" if len(plan.volumes) > 1 else "封面即 PDF 第 1 页"
    if any(PLAIN_COVER in line for line in pack.submission.printing):
        return f"普通纸质封面（通知规定），不用皮面、塑料面；{where}"
    return f"通知没有规定；{where}，可用 250 g 纸（书脊厚按此估算）"


def _whole(label: str, *lines: str) -> Row:
    return Row((cell(_parted(label), style="table_label"), cell(*lines, columns=_COLUMNS - 1)))


def _parted(label: str) -> tuple[Inline, ...]:
    """A label of four characters as two lines of two, others as they are."""
    if len(label) != 4:
        return (Text(label),)
    return (Text(label[:2]), LineBreak(), Text(label[2:]))
