"""Where the tour stops: what is shown there, what is said, and which part of the window it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QWidget

from app.forms.paths import FieldPath
from app.ui.editors.table import ListTableView
from app.ui.form.view import FormView

Show = Callable[[FormView], QWidget | None]
"""Brings the view of a stop to the front; the part of the window that is told of."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: its title, what is said, and how it is shown."""

    title: str
    words: str
    show: Show


def stops(form: FormView) -> list[Stop]:
    """The stops of a tour through this declaration."""
    return [
        Stop("全部页面在左边", _TREE, lambda form: _page(form, _first(form)).tree),
        Stop("照通知的原样填", _PAGE, lambda form: _page(form, _to_fill(form)).middle),
        Stop("通知的原话在旁边", _NOTICE, lambda form: _panel(form, "通知")),
        Stop("证明材料拖进来", _PROOFS, lambda form: _panel(form, "证明材料")),
        *([Stop("清单像 Excel", _LIST, _list)] if _page_with_list(form) else []),
        Stop("随时查还缺什么", _CHECK, _check),
        Stop("先看后印", _PREVIEW, _preview),
        Stop("装订成册、交给同事", _BAR, _bar),
        Stop("不用按保存", _saved(form), lambda form: _page(form, _first(form)).status),
    ]


_TREE = (
    "一份申报书就是这些页，想填哪页点哪页。上面是总进度；页名后写着哪些还没有填完。按 Ctrl+PgDn、Ctrl+PgUp 前后翻页。"
)
_PAGE = (
    "文字和次序与通知一样，下划线换成了能填的空，按 Tab 到下一个。带红色 * 的必须填；确实没有的填“无”。"
    "填错、空着都能存，光标离开以后才检查。"
)
_NOTICE = "评价指标、能力要求、报送要求，光标到哪里，就显示与那里有关的原文。按 F4 可以收起。"
_PROOFS = (
    "把扫描件、照片、PDF、Word、Excel 拖到这里，或者直接粘贴截图。每一项写着缺什么、已附几份，按这里的次序印进书里。"
)
_LIST = "可以从 Excel 整块粘贴，改错了按 Ctrl+Z。序号自动排，哪一格有问题，哪一格下面有线。"
_CHECK = (
    "按 F5：像形式审查那样列出全部问题，红的必须处理，黄的建议处理，点一条就到那个空。"
    "程序查不了的（如公章对不对）也列在里面。"
)
_PREVIEW = "按 F7：看印出来是什么样子，目录、页码、证明材料都排好了。第一次要等几秒钟。"
_BAR = "导出得到 PDF 和 Word，连同盖章清单。菜单“协作”里可以把几页借给同事填，收回时逐处对照，谁的都不丢。"
_SAVED = "写下的每一个字都自动存进加密文件，断电也不会丢；{}导览就到这里，随便点点看。"
_DEADLINE = "右边写着报送截止的日期，还剩几天。"


def _first(form: FormView) -> str:
    return form.desk.pack.sections[0].id


def _saved(form: FormView) -> str:
    return _SAVED.format(_DEADLINE if form.desk.pack.submission.deadline is not None else "")


def _to_fill(form: FormView) -> str:
    """A page to fill in, if there is one with proofs, with figures that must be, without a list."""
    pages = [page for page in form.desk.pack.sections if len(page.asked) > len(page.evidence_items)]
    plain = [page for page in pages if not page.lists]
    proven = [page for page in plain if page.evidence_items]
    starred = [page for page in proven if any(field.starred for field in page.asked.values())]
    return next((page.id for page in (*starred, *proven, *plain, *pages)), _first(form))


def _with_proofs(form: FormView) -> str:
    """A page with proofs, the one to fill in if it has some."""
    proven = [page.id for page in form.desk.pack.sections if page.evidence_items and not page.lists]
    to_fill = _to_fill(form)
    return to_fill if to_fill in proven or not proven else proven[0]


def _page_with_list(form: FormView) -> str:
    return next((section.id for section in form.desk.pack.sections if section.lists), "")


def _page(form: FormView, section: str) -> FormView:
    form.open(section)
    return form


def _list(form: FormView) -> QWidget:
    section = _page_with_list(form)
    form.go(FieldPath(section, next(iter(form.desk.pack.section[section].lists))))
    form.page(section).complete()
    return next(iter(form.page(section).findChildren(ListTableView)), form.middle)


def _panel(form: FormView, tab: str) -> QWidget:
    form.open(_with_proofs(form))
    form.show_panel(True)
    tabs = form.panel.tabs
    tabs.setCurrentIndex(next(place for place in range(tabs.count()) if tabs.tabText(place).startswith(tab)))
    return form.panel


def _check(form: FormView) -> QWidget:
    if form.middle.currentWidget() is not form.asides.checklist:
        form.check()
    return form.middle


def _preview(form: FormView) -> QWidget:
    if not form.preview.in_place:
        form.preview.toggle()
    return form.middle


def _bar(form: FormView) -> QWidget | None:
    form.open(_first(form))
    window = form.window()
    return window.menuBar() if isinstance(window, QMainWindow) else None
