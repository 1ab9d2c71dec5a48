"""What else is to be known of a file that came back, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from app.declaration.returning.reading import Returned, field_of
from app.export.returned.keys import path_of
from app.forms.session import FormSession
from app.forms.wording import some_of


def notes_of(session: FormSession, returned: Returned) -> tuple[str, ...]:
    """Tracked changes, pictures, words beside their blanks, and a file of another state of the draft."""
    return (*_state(session, returned), *_tracked(returned), *_places(session, returned), *_order(session, returned))


def _state(session: FormSession, returned: Returned) -> Iterator[str]:
    if returned.record.edition < session.folded.edition:
        yield "文件导出以后，申报模板升级了；模板中已经没有的栏目没有读回。"


def _tracked(returned: Returned) -> Iterator[str]:
    filled = returned.filled
    if filled.insertions or filled.deletions:
        people = some_of([one for one in filled.tracked if one]) or "没有署名"
        yield (
            f"文件里有没有处理的修订（{people}）：插入的 {filled.insertions} 处按写上了读回，"
            f"删除的 {filled.deletions} 处按删掉了处理。"
        )
    if filled.comments:
        yield f"文件里有 {len(filled.comments)} 条批注，列在“批注”一组里。"


def _places(session: FormSession, returned: Returned) -> Iterator[str]:
    matched = returned.matched
    if matched.pictures:
        where = some_of([f"“{place}”" for place in dict.fromkeys(matched.pictures)])
        yield f"{where}贴有图片，图片没有读回；需要的请在程序中作为证明材料加入。"
    if matched.beside:
        yield f"{_labels(session, matched.beside)}的内容写在了填写框旁边，已按填写框的内容读回，请核对。"
    if matched.twice:
        first = "读回的是第一处，其他的列在“没有读回的文字”里"
        yield f"{_labels(session, matched.twice)}在文件里出现了几次、内容不同，{first}。"


def _order(session: FormSession, returned: Returned) -> Iterator[str]:
    """Lists whose rows stand in another order in the file."""
    for path, rows in returned.matched.rows.items():
        sent = list(
            dict.fromkeys(
                one.partition("[")[2].partition("]")[0] for one in returned.record.base if one.startswith(f"{path}[")
            )
        )
        found = [row.row for row in rows if row.row in sent]
        if found != [row for row in sent if row in found]:
            yield f"{_labels(session, [path])}各行的顺序在 Word 中变了；各行的内容照常读回，顺序仍按草稿。"


def _labels(session: FormSession, keys: list[str]) -> str:
    fields = (field_of(session, path_of(key)) for key in keys)
    return some_of(list(dict.fromkeys(f"“{field.label}”" for field in fields if field is not None)))
