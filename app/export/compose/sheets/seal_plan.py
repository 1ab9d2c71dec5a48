"""盖章清单: every seal, signature and date of the book with its page, and the 骑缝章, to tick for each copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.export.binding import BindingPlan, BoundVolume, SealGroup
from app.export.compose.page_words import place_words, volume_words
from app.export.compose.seals import is_name_seal
from app.export.compose.sentences import stated
from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Block, Document, Part, Row, SealPlace, Space, Table
from app.export.layout.book import Book, SealSpot
from app.export.style import MM, SIZES
from app.forms.field_types import UNCHECKED
from app.forms.pack.pack import Pack
from app.forms.session import FormSession

TITLE = "盖章清单"
EDGE_SEAL = "骑缝章"
_WIDTHS = (1.6, 7.2, 5.0, 3.6, 4.6, 5.4)
_HEADS = ("序号", "位置", "书上印的文字", "办理", "由谁办理", "各份完成后打勾")
_DONE = {
    "seal": "盖章",
    "signature": "签字",
    "date": "填写日期",
    "edge_seal": f"加盖{EDGE_SEAL}",
    "photo": "粘贴照片",
}
_SAME = "一致性"
_NUMBERED_FROM = 13  # rows, from which the sheet may take several pages and numbers them
_SPACED = 3  # boxes on one line with room between them
_SIGNED = "盖章经办人（签字）：　　　　　　复核人（签字）：　　　　　　日期：　　年　月　日"


def compose_seal_plan(
    session: FormSession, book: Book, plan: BindingPlan, cell_size: float = SIZES["小四"]
) -> Document | None:
    """The 盖章清单 of a laid-out book; None when nothing in it is to be sealed, signed or dated."""
    places = [spot for spot in book.seal_places if spot.place.kind != "edge_seal"]
    demanded = edge_seal_demanded(session.pack, book)
    if not places and not demanded:
        return None
    blocks: list[Block] = [words(TITLE, "cover_title"), *_heading(session, plan)]
    blocks += [
        Space(0.4),
        Table(_WIDTHS, tuple(_rows(book, places, plan, demanded=demanded)), header_rows=1),
        Space(0.6),
    ]
    blocks += [words(note, "table_note") for note in _notes(session.pack, book, len(places), plan, demanded=demanded)]
    blocks += [Space(0.8), words(_SIGNED, "table_text")]
    part = Part(tuple(blocks), "arabic" if len(places) >= _NUMBERED_FROM else "none")
    return Document(f"{session.pack.title}{TITLE}", (part,), sheet_style(cell_size))


def edge_seal_demanded(pack: Pack, book: Book) -> bool:
    """Whether the notice asks for a 骑缝章: the form has a place for it, or the words about handing in name it."""
    submission = pack.submission
    said = (*submission.seals, *submission.printing, *(pack.clauses[name] for name in submission.clauses))
    return any(EDGE_SEAL in line for line in said) or any(one.place.kind == "edge_seal" for one in book.seal_places)


def _heading(session: FormSession, plan: BindingPlan) -> Iterator[Block]:
    yield words(f"申报书：{session.pack.title}", "table_text")
    if applicant := stated(session, "applicant.name"):
        yield words(f"申报单位：{applicant}", "table_text")
    volumes = f"，每份分 {len(plan.volumes)} 册" if len(plan.volumes) > 1 else ""
    yield words(f"纸质版：共 {plan.copies} 份{volumes}，每份都要办理下列各处。", "table_text")


def _rows(book: Book, places: list[SealSpot], plan: BindingPlan, *, demanded: bool) -> Iterator[Row]:
    yield Row(tuple(cell(head, style="table_head") for head in _HEADS))
    number = 0
    between = "　" if plan.copies <= _SPACED else " "
    ticks = between.join(f"{UNCHECKED}{copy}" for copy in range(1, plan.copies + 1))
    for number, spot in enumerate(places, 1):
        place = spot.place
        where = (place_words(book, spot.spot), *_measured(spot))
        yield _row(number, where, _printed(place), _task(place), place.who, ticks)
    who = next((spot.place.who for spot in book.seal_places if spot.place.kind == "edge_seal"), "") or "申报单位"
    task = f"加盖{EDGE_SEAL}" if demanded else f"{EDGE_SEAL}（如需要）"
    for volume in plan.volumes:
        for group in volume.seal_groups:
            number += 1
            where = _group_place(volume, group, len(plan.volumes))
            yield _row(number, where, "书口（切口）", task, who, ticks)


def _row(number: int, where: tuple[str, ...], printed: str, task: str, who: str, ticks: str) -> Row:
    centred = [cell(str(number), style="table_label"), cell(*where, style="table_label")]
    return Row((*centred, cell(printed), cell(task, style="table_label"), cell(who), cell(ticks, style="table_label")))


def _printed(place: SealPlace) -> str:
    """The words at which the seal goes, as far as they tell anything; the line it stands at, where it has none."""
    said = place.words.strip("：: \u3000")
    return re.sub(r"[\u3000 ]+", "　", said) if said else f"“{place.who}”一行"


def _measured(spot: SealSpot) -> Iterator[str]:
    """Where the middle of the circle lies that is kept free for a seal."""
    if spot.place.kind == "seal":
        across, down = (length / MM / 10 for length in spot.centre)
        yield f"距左 {across:.1f}、上 {down:.1f} 厘米"


def _task(place: SealPlace) -> str:
    return "签章" if is_name_seal(place) else _DONE[place.kind]


def _group_place(volume: BoundVolume, group: SealGroup, volumes: int) -> tuple[str, ...]:
    """第二册第 1–60 张, and the numbers printed on them: which leaves one 骑缝章 meets."""
    name = volume_words(volume.number, volumes)
    if len(volume.seal_groups) == 1:
        return (f"{name or '全书'}（{volume.sheets} 张）",)
    first, last = group.labels
    leaves = f"第 {group.sheets[0]}–{group.sheets[1]} 张"
    return tuple(filter(None, (name, leaves, f"（第 {first}–{last} 页）" if first else "")))


def _notes(pack: Pack, book: Book, places: int, plan: BindingPlan, *, demanded: bool) -> Iterator[str]:
    """How to go about it, numbered."""
    for number, line in enumerate(_advice(pack, book, places, plan, demanded=demanded), 1):
        yield f"{number}．{line}"


def _advice(pack: Pack, book: Book, places: int, plan: BindingPlan, *, demanded: bool) -> Iterator[str]:
    edges = sum(len(volume.seal_groups) for volume in plan.volumes)
    count = f"每份 {places} 处，{plan.copies} 份共 {places * plan.copies} 处；{EDGE_SEAL}每份 {edges} 处。"
    yield count + "书内各处在胶装前后均可办理，页面摊平、印泥干透再合上。"
    if any(spot.place.kind == "seal" for spot in book.seal_places):
        yield "盖章处各留有直径 45 毫米的空白，“位置”一栏的厘米数是章的中心到纸的左边、上边的距离。"
    yield "页码是同一次导出的 PDF 的页码，Word 文件的目录也用这些页码；用 Word 改动、打印的，请重新核对。"
    how = "把书口一侧的纸张错开成扇形，使一枚章落在每一张纸上"
    if edges > len(plan.volumes):
        how += "；书厚，一枚章盖不满，分组加盖，相邻两组首尾相接"
    rule = "" if demanded else f"通知没有规定{EDGE_SEAL}，请先问清受理单位是否需要；如需要，"
    yield f"{EDGE_SEAL}：{rule}装订成册后加盖，{how}。"
    if pack.submission.seals:
        yield f"本申报书的盖章要求：{'；'.join(pack.submission.seals)}。"
    if same := next(_about_sameness(pack), ""):
        yield f"通知要求：{same.rstrip('。')}。盖章前请核对纸质书与电子版是同一次导出的。"


def _about_sameness(pack: Pack) -> Iterator[str]:
    """The words of the notice that paper and file must be the same."""
    for line in (*pack.submission.printing, *pack.clauses.values()):
        if _SAME in line:
            yield line
