"""What stands beside a page or in its place, by the name of its picture: brought there, and put away again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.forms.paths import FieldPath
from app.ui.checks.checklist import Tab as Check
from app.ui.editors.table import ListTableView
from app.ui.evidence.thumb import Thumb
from app.ui.form.view import FormView
from app.ui.lists.finding import ListFinder
from app.ui.lists.work import ListWork
from app.ui.main_window import MainWindow
from app.ui.pictures.dialogs import NothingToShowError
from app.ui.progress.view import Tab

WIDE_WINDOW = QSize(1920, 1080)
"""Pixels of a window in which page and preview stand side by side."""
SMALL_WINDOW = QSize(720, 560)
"""Of a preview apart."""
PANEL_TABS, STOPS = 4, 9
"""Tabs of the panel beside a page; stops of the tour, where the declaration has lists."""
OWING = 4
"""Of so many pages with proofs one is shown as unfinished."""
READER = "赵经理"
"""Who remarks on what others filled in."""
WORDS = "平台"
"""What is looked for."""


@dataclass(frozen=True)
class Scene:
    """What a picture is taken of; `until` lets the program go on until something is there."""

    window: MainWindow
    form: FormView
    until: Callable[[Callable[[], bool]], None]


Show = Callable[[Scene], Iterator[QWidget | None]]
"""Yields when the picture can be taken, of the window or of what it yields, then puts away what it showed; it may raise
NothingToShowError instead."""


@contextmanager
def unfinished(form: FormView) -> Iterator[None]:
    """While pictures are taken the declaration is one in the making: some pages owe a blank and a proof."""
    desk, session = form.desk, form.desk.session
    pages = [one for one in desk.pack.sections if one.evidence_items][::OWING]
    filled = [[path for name in one.asked if session.answers.get(path := FieldPath(one.id, name))] for one in pages]
    proofs = [FieldPath(one.id, list(one.evidence_items)[-1]) for one in pages]
    steps = [partial(session.set, {paths[0]: None}) for paths in filled if paths]
    steps += [partial(session.remove_rows, path, rows) for path in proofs if (rows := session.answers.rows(path))]
    for step in steps:
        desk.agreed(step)
    yield
    for _ in steps:
        desk.agreed(session.undo)


def beside_page(tab: int, scene: Scene) -> Iterator[None]:
    """One tab of the panel beside a page with proofs."""
    form = scene.form
    form.open(_with_proofs(form))
    form.page(form.section).begin()
    was = form.sides.shown
    form.show_panel(True)
    form.panel.tabs.setCurrentIndex(tab)
    scene.until(lambda: "…" not in {thumb.words for thumb in form.panel.findChildren(Thumb) if thumb.isVisible()})
    yield
    form.panel.tabs.setCurrentIndex(0)
    form.show_panel(was)


def remarked(scene: Scene) -> Iterator[None]:
    """批注 beside a page with proofs: one that waits, one that was answered, and one on another page, dealt with.

    They stay: no step takes remarks away.
    """
    from app.declaration.remarks.making import answer, remark, settle
    from app.declaration.remarks.remarks import remarks

    form, declaration = scene.form, scene.form.desk.declaration
    page, first = form.desk.pack.section[_with_proofs(form)], form.desk.pack.sections[0]
    blanks = [str(FieldPath(page.id, name)) for name in page.asked][:2]
    waits, asked = (blanks * 2)[:2] if blanks else (page.id, page.id)
    done = remark(declaration, first.id, "封面日期请与报送日期一致。", READER)
    remark(declaration, waits, "与清单的合计核对过吗？", READER)
    known = {one.id: one for one in remarks(declaration).found}
    settle(declaration, known[done])
    told = remark(declaration, asked, "请写明统计截止的日期。", READER)
    known = {one.id: one for one in remarks(declaration).found}
    answer(declaration, known[told], "已补充：截至2022年2月底。")
    form.panel.remarks.reload()
    yield from beside_page(PANEL_TABS - 1, scene)


def found(scene: Scene) -> Iterator[None]:
    """查找, at the first place where the words are written."""
    finder = scene.form.tree.finder
    scene.form.going.start()
    finder.box.setText(WORDS)
    scene.form.going.step(1)
    scene.until(lambda: not finder.hunt.busy)
    yield
    finder.close()


def going(scene: Scene) -> Iterator[None]:
    """转到, with a part of a name."""
    box = scene.form.going.to
    scene.form.going.ask()
    box.box.setText(WORDS)
    yield
    box.hide()


def within_a_list(scene: Scene) -> Iterator[None]:
    """查找 in the list with the most rows, which shows only those in which something is found."""
    form, answers = scene.form, scene.form.desk.session.answers
    lists = [FieldPath(one.id, name) for one in form.desk.pack.sections for name in one.lists]
    if not lists:
        raise NothingToShowError
    longest = max(lists, key=lambda path: len(answers.rows(path)))
    form.go(longest)
    page = form.page(longest.section)
    first = page.findChildren(ListTableView)[0].model().index(0, 0)
    page.findChildren(ListWork)[0].find_wanted.emit(-1, str(first.data())[:2])
    finder = page.findChildren(ListFinder)[0]
    scene.until(lambda: bool(finder.said.text()))
    yield
    finder.close_bar()


def problem_to_problem(scene: Scene) -> Iterator[None]:
    """逐项处理, at its first problem."""
    scene.form.asides.step(1)
    yield
    scene.form.asides.tour.end()


def checked(tab: Check, scene: Scene) -> Iterator[None]:
    """齐备检查, or 附件清单."""
    scene.form.asides.check(tab)
    yield


def progress(tab: Tab, scene: Scene) -> Iterator[None]:
    """One tab of 进度."""
    asides = scene.form.asides
    asides.show_progress()
    if asides.progress is None or not asides.progress.tabs.isTabVisible(tab):
        raise NothingToShowError
    asides.progress.tabs.setCurrentIndex(tab)
    yield


def scored(scene: Scene) -> Iterator[None]:
    """自评, of a form that weighs indicators."""
    if not scene.form.asides.scored:
        raise NothingToShowError
    scene.form.asides.score()
    yield


def previewed(scene: Scene) -> Iterator[None]:
    """预览 in the place of the page, at the spread on which the last section begins."""
    place = scene.form.preview
    place.toggle()
    _until_drawn(scene)
    view = place.view
    if view is None or view.pages.book is None:
        raise NothingToShowError
    if turned := place.beside:
        view.bar.beside.click()
    view.turn_to(view.pages.book.places[-1][0])
    _until_drawn(scene)
    yield
    if turned:
        view.bar.beside.click()
    place.toggle()


def previewed_beside(scene: Scene) -> Iterator[None]:
    """预览 beside the page, in a window that is wide enough."""
    was = scene.window.size()
    scene.window.resize(was.expandedTo(WIDE_WINDOW))
    scene.form.open(_with_proofs(scene.form))
    scene.form.page(scene.form.section).begin()
    scene.form.preview.toggle()
    _until_drawn(scene)
    yield
    scene.form.preview.toggle()
    scene.window.resize(was)


def previewed_apart(scene: Scene) -> Iterator[QWidget]:
    """预览 in a window of its own, smaller than the main one."""
    place = scene.form.preview
    place.toggle()
    _until_drawn(scene)
    view = place.view
    if view is None:
        raise NothingToShowError
    view.bar.apart.click()
    view.resize(view.minimumSizeHint().expandedTo(SMALL_WINDOW))
    _until_drawn(scene)
    yield view
    view.bar.apart.click()


def shown_around(stop: int, scene: Scene) -> Iterator[None]:
    """One stop of the tour, counted from 0."""
    scene.window.guide.show_around()
    tour = scene.window.guide.tour
    if tour is None:
        raise NothingToShowError
    tour.go(stop)  # which ends it behind the last
    if scene.form.preview.in_place:
        _until_drawn(scene)
    if scene.window.guide.tour is None:
        raise NothingToShowError
    yield
    tour.end()


def _with_proofs(form: FormView) -> str:
    """The first page that asks for proofs, else the first of all."""
    return next((one.id for one in form.desk.pack.sections if one.evidence_items), form.desk.pack.sections[0].id)


def _until_drawn(scene: Scene) -> None:
    """Wait for the book to be laid out, and for what is seen of it to be drawn."""
    view = scene.form.preview.view
    if view is not None:
        scene.until(lambda: view.pages.book is not None and not view.pages.mark)
        scene.until(lambda: view.spread.drawn)


VIEWS: dict[str, Show] = {
    **{f"98-侧栏-{tab}": partial(beside_page, tab) for tab in range(PANEL_TABS)},
    "98-查找": found,
    "98-转到": going,
    "98-清单查找": within_a_list,
    "98-逐项处理": problem_to_problem,
    "99-齐备检查": partial(checked, Check.PROBLEMS),
    "99-附件清单": partial(checked, Check.ATTACHMENTS),
    **{f"99-进度-{tab + 1}": partial(progress, tab) for tab in Tab},
    "99-自评": scored,
    "99-预览": previewed,
    "99-预览并排": previewed_beside,
    "99-预览单独窗口": previewed_apart,
    **{f"99-导览-{stop + 1}": partial(shown_around, stop) for stop in range(STOPS)},
    "99-批注": remarked,  # behind all others: the remarks stay
}
