"""What a 核对 found, in the words of whoever has the printed sheets in hand, and as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable

from app.declaration.versions.verifying import PageFinding, SheetFinding, Verification
from app.export.compose.page_words import volume_words
from app.forms.values import Json

_ACTIONS = {"replace": "更换", "remove": "抽掉", "add": "加上"}
_STATUS = {"changed": "不同", "missing": "缺少", "extra": "多出"}
PAGES_TOLD = 20


def result_words(found: Verification) -> list[str]:
    """Whether the PDF is the version, and which pages are not as they were fixed."""
    version = found.version
    if found.match:
        return [f"一致：这份 PDF 就是{version.name}（指纹 {version.short}），{version.pages} 页逐页相同。"]
    if found.unlike:
        return [
            f"不一致：这份 PDF 没有一页与{version.name}（指纹 {version.short}）相同。",
            "可能选错了文件（如附带的清单），也可能它是由另一版程序或用另一套字体导出的。",
        ]
    told = [page_words(page) for page in found.pages[:PAGES_TOLD]]
    rest = f"……等共 {len(found.pages)} 页" if len(found.pages) > PAGES_TOLD else ""
    return [
        f"不一致：这份 PDF 与{version.name}（指纹 {version.short}）有 {len(found.pages)} 页不同。",
        f"涉及：{'、'.join(told)}{rest}。",
    ]


def page_words(page: PageFinding) -> str:
    """One page that differs: 第 12 页不同, or by its place in the file where no number is printed."""
    name = f"第 {page.label} 页" if page.label else f"文件第 {page.page} 页（无页码）"
    return f"{name}{_STATUS[page.status]}"


def sheet_words(found: Verification) -> list[str]:
    """What to do with the printed sheets: 更换第 12 张（第 19、20 页）; those that follow one another in one line.

    Nothing for a PDF of which not a single page is the same.
    """
    if found.unlike:
        return []
    volumes = len(found.version.volumes)
    return [_run_words(run, volumes) for run in _runs(found.sheets)]


def _runs(sheets: Iterable[SheetFinding]) -> list[list[SheetFinding]]:
    """The sheets in runs that follow one another in a volume and are dealt with alike."""
    runs: list[list[SheetFinding]] = []
    for sheet in sheets:
        last = runs[-1][-1] if runs else None
        if last and (last.volume, last.sheet + 1, last.action) == (sheet.volume, sheet.sheet, sheet.action):
            runs[-1].append(sheet)
        else:
            runs.append([sheet])
    return runs


def _run_words(run: list[SheetFinding], volumes: int) -> str:
    first, last = run[0], run[-1]
    sheets = f"第 {first.sheet} 张" if first is last else f"第 {first.sheet} 至 {last.sheet} 张"
    return f"{_ACTIONS[first.action]}{volume_words(first.volume, volumes)}{sheets}（{_sides(run)}）"


def _sides(run: list[SheetFinding]) -> str:
    """The pages of these sheets, by their printed numbers, or by their places where none is printed."""
    printed = [label for sheet in run for label in sheet.labels if label]
    names = printed or [str(page) for sheet in run for page in sheet.pages]
    between = "、" if len(run) == 1 else " 至 "
    ends = names[:1] if len(names) == 1 else [names[0], names[-1]]
    return f"{'' if printed else '文件'}第 {between.join(ends)} 页"


def stated_words(found: Verification) -> list[str]:
    """What else is to know: what the PDF says of itself, and whether the draft was changed meanwhile."""
    words = []
    if found.stated == "same" and not found.match:
        words.append(
            f"注意：文件属性写明它是{found.version.name}，但页面内容不同：它可能被改动过，"
            "或被其他软件重新压缩过，也可能是用另一套字体导出的，请查明来源。"
        )
    if found.named:
        words.append(f"文件属性写明它是{found.named.name}，可改选这一版核对。")
    elif found.stated == "other":
        words.append("文件属性中的指纹不是这一版的：它是另外导出的，或被其他软件改写过。")
    if found.draft_changed:
        words.append(f"草稿在{found.version.name}之后又有修改；如要以现在的内容为准，请重新定稿。")
    return words


def verification_json(found: Verification) -> Json:
    """The finding for other programs; `pages` and `sheets` hold only what differs."""
    pages: list[Json] = [{"page": one.page, "label": one.label, "status": one.status} for one in found.pages]
    return {
        "version": found.version.number,
        "fingerprint": found.version.fingerprint,
        "match": found.match,
        "pages": pages,
        "sheets": [_sheet_json(sheet) for sheet in found.sheets],
        "draft_changed": found.draft_changed,
        "stated": found.stated,
    }


def _sheet_json(sheet: SheetFinding) -> Json:
    return {
        "volume": sheet.volume,
        "sheet": sheet.sheet,
        "pages": list(sheet.pages),
        "labels": list(sheet.labels),
        "action": sheet.action,
    }
