"""Blanks are filled in by keys: a few on each page, and every kind of them once."""

from __future__ import annotations

from itertools import count

from PySide6.QtWidgets import QApplication
from ui.whole_job.keyboard import Keyboard, here

from app.forms.paths import FieldPath
from app.ui.editors.choice import Box
from app.ui.editors.line import LineEditor
from app.ui.editors.prose import ProseEditor
from app.ui.editors.sheet import SheetView
from app.ui.form.page import PageView
from app.ui.form.view import FormView

ANSWERS = {
    "text": "某某公司", "prose": "本项目已经建成。", "count": "12", "decimal": "3.5", "money": "1200", "percent": "45",
    "year": "2020", "month": "2020-05", "date": "2020-05-06", "phone": "028-85551234", "mobile": "13800001234",
    "fax": "028-85551235", "email": "a@b.cn", "url": "www.b.cn", "credit_code": "91510100MA6DFK7X3K",
}  # fmt: skip
"""What is typed into each type of blank."""
AT_LEAST, AT_MOST = 1, 6
"""Stops of a page that are filled in, and those after which only what is of a new kind is worth going on for."""
Kind = tuple[str, str]
"""What a blank is filled in with, and what it asks for."""


class Filling:
    """Goes through the pages of one declaration; `met` are the kinds of blanks on them, `done` those filled in."""

    def __init__(self, keys: Keyboard, form: FormView) -> None:
        self._keys, self._form = keys, form
        self.met: set[Kind] = set()
        self.done: set[Kind] = set()
        self.lent: FieldPath | None = None

    def page(self) -> None:
        """Fill in what is new on the open page, and look at its first stops."""
        page = self._form.page(self._form.section)
        if not page.isAncestorOf(here()):
            return  # it is only read
        self._keys.look()
        first, kinds = here(), set[Kind]()
        for stop in count():
            self._note_for_colleague()
            self._fill(page_start=stop < AT_LEAST)
            if stop >= AT_MOST and kinds <= self.done:
                return
            self._leave()
            if stop == 0:  # the page is built whole by now, since Tab has asked what follows
                kinds = self._kinds(page)
                self.met |= kinds
            if not page.isAncestorOf(here()) or here() is first:
                return

    def _kinds(self, page: PageView) -> set[Kind]:
        """The kinds of blanks that a page has, as far as they can be filled in now."""
        asked = self._form.desk.session.field
        lines = (*page.findChildren(LineEditor), *page.findChildren(ProseEditor))
        typed = [one for one in lines if one.isVisible() and one.isEnabled() and not one.isReadOnly()]
        ticked = [one for one in page.findChildren(Box) if one.isVisible() and one.isEnabled()]
        sheets = [one for one in page.findChildren(SheetView) if one.isVisible()]
        return {
            *((type(one).__name__, asked(one.path).type) for one in typed),
            *(("box", type(one).__name__) for one in ticked),
            *((type(sheet).__name__, kind) for sheet in sheets for kind in _columns(sheet)),
        }

    def _note_for_colleague(self) -> None:
        """The first line of words of another page than the cover is what a colleague will be asked for."""
        widget, cover = here(), self._form.desk.pack.cover.id
        if isinstance(widget, LineEditor) and widget.path.section == self._form.section and not widget.isReadOnly():
            text = self._form.desk.session.field(widget.path).type == "text"
            if text and (self.lent is None or (self.lent.section == cover and widget.path.section != cover)):
                self.lent = widget.path

    def _fill(self, *, page_start: bool) -> None:
        widget = here()
        if isinstance(widget, LineEditor | ProseEditor):
            kind = self._form.desk.session.field(widget.path).type
            new = (type(widget).__name__, kind) not in self.done
            if (new or page_start) and not widget.isReadOnly():
                self._keys.write(ANSWERS[kind])
                self._keys.press("Backspace")
                self._keys.write(ANSWERS[kind][-1])
                assert self._form.desk.session.text(widget.path).endswith(ANSWERS[kind][-1])
                self.done.add((type(widget).__name__, kind))
        elif isinstance(widget, Box):
            self._tick(widget)
        elif isinstance(widget, SheetView):
            self._cells(widget)

    def _tick(self, box: Box) -> None:
        keys, path = self._keys, box.choice.path
        kind = type(box).__name__
        if ("box", kind) in self.done:
            return
        keys.press("Right", "Space")
        assert self._form.desk.session.value(path) is not None
        keys.press("Return")
        assert self._form.desk.session.value(path) is None, "Enter unticks what is ticked"
        keys.press("Return")
        assert self._form.desk.session.value(path) is not None
        self.done.add(("box", kind))

    def _cells(self, sheet: SheetView) -> None:
        """Fill in each kind of cell of the first row once."""
        keys, session = self._keys, self._form.desk.session
        for _ in range(sheet.model().columnCount()):
            place = sheet.currentIndex()
            field = sheet._sheet.field(place)
            kind = (type(sheet).__name__, field.type if field is not None else "")
            if field is not None and kind not in self.done:
                self._cell(field.type)
                path = sheet._sheet.cell(sheet.model().index(place.row(), place.column()))
                assert path is not None
                assert session.text(path), f"nothing was written into the cell of {kind}"
                self.done.add(kind)
            if sheet.currentIndex() == place:
                keys.press("Tab")
            if here() is not sheet or sheet.currentIndex().row() != place.row():
                break

    def _cell(self, kind: str) -> None:
        keys = self._keys
        if kind in ("choice", "choices", "yesno"):
            keys.press("Alt+Down")
            keys.wait(lambda: QApplication.activePopupWidget() is not None, "the choices")
            keys.press("Down", *["Space"] * (kind == "choices"), "Return")
        elif kind in ANSWERS:
            keys.write(ANSWERS[kind]) if ANSWERS[kind].isascii() else self._compose(ANSWERS[kind])
            keys.press("Tab")

    def _compose(self, text: str) -> None:
        self._keys.press("F2")
        self._keys.write(text)

    def _leave(self) -> None:
        """Go on to the next blank: out of a sheet and out of a long text at once."""
        if isinstance(here(), SheetView):
            self._keys.press("Ctrl+Return")
            self._keys.look()
        else:
            self._keys.tab()


def _columns(sheet: SheetView) -> set[str]:
    """What the cells of its first row ask for."""
    places = (sheet.model().index(0, column) for column in range(sheet.model().columnCount()))
    return {field.type for place in places if (field := sheet._sheet.field(place)) is not None}
