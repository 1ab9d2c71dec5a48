"""恢复单: one page to seal away, which opens a declaration when nobody remembers its passphrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Block, Cell, Document, Part, Row, Space, Table
from app.export.style import SINGLE_LEADING, SIZES, DocumentStyle, ParagraphStyle

TITLE = "恢复单"
_ACROSS = 2  # groups beside one another
_GROUP = 4
_BY_HAND = 92.0  # points of room to write in
_NO_WAY_BACK = (
    "密码是打开这份申报书的唯一钥匙。忘记密码时，只有这张单子能打开它：软件提供方没有备用钥匙，任何人都不能代为找回。"
)
_WHAT_TO_DO = (
    "装入信封，封口处签名、写上日期，锁进保险柜，不要与存放申报书的电脑、U 盘放在一起。",
    "更改密码以后，这张单子就作废了：请另做一张，把旧的粉碎。",
    "不要拍照，不要扫描，不要存在联网的设备里。",
)
_OPEN = "拿到这张单子的人，凭它就能打开申报书：请当面封好，不要寄送。"
_SAME = "密码中的每个字符都印在单独的格子里，下面注明是数字、大写还是小写；空着的格子不用输入。"
_LOOK_ALIKE = (
    "容易看错的：数字 0 与大写 O、小写 o，数字 1 与小写 l、大写 I，数字 2 与大写 Z，数字 5 与大写 S，逗号与句点。"
)
_CHECKED = "输入时点密码框右边的眼睛，下面会逐组显示校验数；与单上不同的那一组就是输错的地方。"


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """A few characters of the passphrase, what each of them is ("" for Chinese ones), and their check."""

    characters: str
    kinds: tuple[str, ...]
    check: str


@dataclass(frozen=True, slots=True)
class RecoveryFacts:
    """What the sheet says: the draft's file name, what it declares, its file id, when it was made, when this sheet was.

    Without `groups` the passphrase is to be written by hand.
    """

    name: str
    title: str
    file_id: str
    created: str
    printed: str
    groups: Sequence[PrintedGroup] = ()


def compose_recovery(facts: RecoveryFacts) -> Document:
    """The sheet, on one page."""
    blocks: tuple[Block, ...] = (
        words(f"齐备申报书{TITLE}", "cover_title"),
        _facts_table(facts),
        Space(0.6),
        words("密码", "heading_2"),
        *(_printed(facts.groups) if facts.groups else _by_hand()),
        Space(0.6),
        words("怎样保管", "heading_2"),
        words(_NO_WAY_BACK, "note", bold=True),
        *(words(f"{number}. {line}", "note") for number, line in enumerate(_WHAT_TO_DO, 1)),
        Space(0.6),
        words("封存人：　　　　　　　　封存日期：　　　年　　月　　日　　　　开封人：", "table_text"),
    )
    return Document(f"{TITLE}（{facts.name}）", (Part(blocks, "none"),), _style())


def _style() -> DocumentStyle:
    style = sheet_style(SIZES["五号"], title_size=SIZES["小二"])
    styles = dict(style.styles)
    small = SIZES["五号"]
    styles["note"] = ParagraphStyle(size=small, leading=small * 1.5, first_indent=2)
    styles["heading_2"] = ParagraphStyle(
        face="heiti", size=SIZES["小四"], leading=18.0, align="left", after=3.0, keep_with_next=True
    )
    size = SIZES["小二"]
    styles["list_number"] = replace(styles["list_number"], size=size, leading=size * SINGLE_LEADING)
    styles["list_figure"] = replace(styles["list_figure"], size=7.5, leading=9.5, align="center")
    return replace(style, styles=styles)


def _facts_table(facts: RecoveryFacts) -> Table:
    told = {
        "文件名": facts.name,
        "申报书": facts.title,
        "建立日期": facts.created,
        "文件编号": " ".join(facts.file_id[at : at + _GROUP] for at in range(0, len(facts.file_id), _GROUP)),
        "制单日期": facts.printed,
    }
    rows = (Row((cell(label, style="table_label"), cell(value))) for label, value in told.items())
    return Table((1.0, 5.0), tuple(rows))


def _by_hand() -> Iterator[Block]:
    yield Table((1.0,), (Row((replace(cell(""), min_height=_BY_HAND),)),))
    yield words("请用不褪色的笔工整写在上面的框里，写完对着屏幕逐字核对一遍。", "note")
    yield words(_LOOK_ALIKE, "note")


def _printed(groups: Sequence[PrintedGroup]) -> Iterator[Block]:
    widths = (0.7, *(1.0 for _ in range(_GROUP)), 0.9) * _ACROSS
    yield Table(widths, tuple(_rows(groups)))
    yield words(_OPEN, "note", bold=True)
    yield words(_SAME, "note")
    yield words(_LOOK_ALIKE, "note")
    yield words(_CHECKED, "note")


def _rows(groups: Sequence[PrintedGroup]) -> Iterator[Row]:
    heads = (cell("组", style="table_head"), cell("密码", style="table_head", columns=_GROUP))
    check = cell("校验", style="table_head")
    yield Row((*heads, check) * _ACROSS)
    for first in range(0, len(groups), _ACROSS):
        row: list[Cell] = []
        for at in range(first, first + _ACROSS):
            row += _group(at + 1, groups[at]) if at < len(groups) else [cell("") for _ in range(_GROUP + 2)]
        yield Row(tuple(row))


def _group(number: int, group: PrintedGroup) -> list[Cell]:
    """The cells of one group; one that is shorter leaves the last empty."""
    characters = [
        Cell((*cell(character.strip(), style="list_number").blocks, *cell(kind or "　", style="list_figure").blocks))
        for character, kind in zip(group.characters, group.kinds, strict=True)
    ]
    empty = [cell("") for _ in range(_GROUP - len(characters))]
    return [cell(str(number), style="table_label"), *characters, *empty, cell(group.check, style="table_head")]
