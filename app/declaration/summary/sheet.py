"""The 汇总表 made from many declarations: read, looked over, and written as DOCX, PDF or XLSX."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.declaration.packs import find_pack
from app.declaration.summary.entry import SummaryEntry, summary_of
from app.errors import ExportError, UsageError
from app.files import replacing
from app.forms.pack.fields import Severity
from app.forms.pack.pack import Pack, Summary

FORMATS = ("docx", "pdf", "xlsx")
_NOT_MADE = "汇总表没有生成。"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing the authority should know about the table; a blocking one must be settled before it is stamped."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """The file that was written, how many declarations it lists, and what was noticed."""

    file: Path
    rows: int
    remarks: tuple[Remark, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing has to be settled before the table is stamped."""
        return not any(remark.severity == "blocking" for remark in self.remarks)


def format_of(file: Path) -> str:
    """What the name of `file` asks for: "docx", "pdf" or "xlsx"; UsageError for anything else."""
    kind = file.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise UsageError(f"汇总表不能写成“{file.name}”，没有生成文件。", "文件名请以 .docx、.pdf 或 .xlsx 结尾。")
    return kind


def make_summary(entries: Sequence[SummaryEntry], file: Path, lines: Sequence[str] = ()) -> SummaryReport:
    """Write the 汇总表 of `entries`, one row each in their order, to `file`; its ending says the format.

    `lines` are lines of the table's head with what is to be written there (联系人：李四).  UsageError
    when the entries belong to different packs or editions: nothing is written then.
    """
    kind = format_of(file)
    pack = pack_of(entries)
    summary = summary_of(pack)
    _write(summary, entries, _written(summary, lines), kind, file)
    return SummaryReport(file, len(entries), remarks(pack, entries))


def remarks(pack: Pack, entries: Sequence[SummaryEntry]) -> tuple[Remark, ...]:
    """What is wrong or doubtful about the table as a whole and row by row."""
    summary = summary_of(pack)
    found = [*_too_many(summary, entries), *_twice(entries)]
    for number, entry in enumerate(entries, 1):
        found += _row_remarks(summary, number, entry)
    return tuple(found)


def pack_of(entries: Sequence[SummaryEntry]) -> Pack:
    """The pack whose 汇总表 `entries` make; UsageError when they do not belong into one table."""
    if not entries:
        raise UsageError(f"没有可以汇总的申报书，{_NOT_MADE}", "请至少给出一份草稿或汇总条目。")
    first = entries[0]
    for other in entries:
        if other.pack != first.pack:
            raise UsageError(
                f"“{other.origin}”属于模板“{other.pack}”，而“{first.origin}”属于“{first.pack}”，{_NOT_MADE}",
                "一张汇总表只能汇总同一通知的申报书。",
            )
    pack = find_pack(first.pack)
    for entry in entries:
        _require_columns(summary_of(pack), entry)
    return pack


def _require_columns(summary: Summary, entry: SummaryEntry) -> None:
    """Refuse an entry of an edition of the pack whose table had other columns."""
    if entry.values.keys() != {column.field for column in summary.columns if column.field}:
        raise UsageError(
            f"“{entry.origin}”由模板的第 {entry.edition} 版导出，栏目与本机的模板不同，{_NOT_MADE}",
            "请双方使用同一版模板后重新导出。",
        )


def _written(summary: Summary, lines: Iterable[str]) -> dict[str, str]:
    """Line of the pack → what is written behind it."""
    written: dict[str, str] = {}
    for text in filter(None, (line.strip() for line in lines)):
        line = next((line for line in summary.lines if _same_words(text).startswith(_same_words(line))), None)
        if line is None:
            raise UsageError(
                f"汇总表没有这一行，{_NOT_MADE}", f"可写的行须以这些文字开头：{'、'.join(summary.lines) or '（无）'}"
            )
        written[line] = text[len(line) :].strip()
    return written


def _same_words(text: str) -> str:
    """The words with half-width colons and brackets made full-width: the same length."""
    return text.translate({ord(":"): "：", ord("("): "（", ord(")"): "）"})


def _write(summary: Summary, entries: Sequence[SummaryEntry], lines: dict[str, str], kind: str, file: Path) -> None:
    from app.declaration.book.print import Print  # the writers are loaded when something is written
    from app.export.compose.sheets.summary import compose_summary
    from app.export.fonts.faces import Faces
    from app.export.xlsx.writer import write_xlsx

    document = compose_summary(summary, [entry.values for entry in entries], lines)
    printed = Print.of(document, Faces()) if kind != "xlsx" else None
    with replacing(file, ExportError, shared=True) as stream:
        if printed is None:
            write_xlsx(document, stream)
        else:
            printed.write(kind, stream)


def _too_many(summary: Summary, entries: Sequence[SummaryEntry]) -> Iterator[Remark]:
    if summary.most is not None and len(entries) > summary.most:
        yield Remark("blocking", f"汇总表有 {len(entries)} 行，超过通知规定的 {summary.most} 个。")


def _twice(entries: Sequence[SummaryEntry]) -> Iterator[Remark]:
    """Rows that say the same, and applicants that stand there more than once."""
    same = _groups(entries, lambda entry: "\n".join(_bare(value) for value in entry.values.values()))
    for numbers in same:
        yield Remark("blocking", f"{_rows(entries, numbers)}的内容完全相同，请只保留一份。")
    told = set(same)
    for what, key in (
        ("代码", lambda entry: _bare(entry.code)),
        ("名称", lambda entry: _bare(entry.applicant)),
    ):
        for numbers in _groups(entries, key):
            if numbers not in told:
                told.add(numbers)
                yield Remark("advice", f"{_rows(entries, numbers)}的申报单位{what}相同，请核对是否重复申报。")


def _groups(entries: Sequence[SummaryEntry], key: Callable[[SummaryEntry], str]) -> list[tuple[int, ...]]:
    """The numbers, from 1, of entries that have the same key; entries without one are alone."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries, 1):
        if key(entry).strip():
            found[key(entry)].append(number)
    return [tuple(numbers) for numbers in found.values() if len(numbers) > 1]


def _row_remarks(summary: Summary, number: int, entry: SummaryEntry) -> Iterator[Remark]:
    who = f"第 {number} 行{f'“{entry.applicant}”' if entry.applicant else ''}（{entry.origin}）"
    if not entry.complete:
        yield Remark("blocking", f"{who}的申报书尚不齐备，还有 {entry.blocking} 处必须处理的问题。")
    empty = [column.label for column in summary.columns if column.field and not entry.values[column.field]]
    if empty:
        yield Remark("blocking", f"{who}缺少：{'、'.join(empty)}。")


def _rows(entries: Sequence[SummaryEntry], numbers: tuple[int, ...]) -> str:
    return "、".join(f"第 {number} 行（{entries[number - 1].origin}）" for number in numbers)


def _bare(text: str) -> str:
    """The words without spaces, with one kind of brackets and letters, to compare names by."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
