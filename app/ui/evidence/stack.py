"""The files of one proof below one another; many are built a few at a time, so that the window never waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.declaration.attachments import Attached
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.evidence.file import FileView
from app.ui.evidence.thumbs import Thumbnails

AT_ONCE = 3
"""Files that are built in one turn: 10 to 20 ms with their layout."""
GAP = 6


class FileStack(QWidget):
    """Shows the files in their order; `arranged` says that others came, went or moved."""

    larger = Signal(object)
    opened = Signal(object)
    pasted = Signal()
    arranged = Signal()

    def __init__(self, desk: Desk, thumbs: Thumbnails, item: FieldPath, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._thumbs, self._item = desk, thumbs, item
        self.views: list[FileView] = []
        self._attached: Sequence[Attached] = ()
        self._elsewhere: Mapping[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._line = QFrame(self)
        self._line.setObjectName("dropLine")
        self._line.hide()
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(lambda: self._build(AT_ONCE))

    def show_files(self, attached: Sequence[Attached], elsewhere: Mapping[str, str]) -> None:
        """Show these files; `elsewhere` tells by row where a file is used again."""
        self._attached, self._elsewhere = attached, elsewhere
        self._build(AT_ONCE)
        places = {file.row: place for place, file in enumerate(attached)}
        for view in self.views:
            self._tell(view, places[view.row])

    def show_pictures(self, sha256: str = "") -> None:
        """Show the small picture that was made just now, or all."""
        for view in self.views:
            if sha256 in ("", view.file.sha256):
                view.show_picture()

    def view(self, row: str) -> FileView | None:
        """The view of a row, built now if it is not yet; None when there is no such file."""
        if any(file.row == row for file in self._attached):
            self._build(len(self._attached))
        return next((view for view in self.views if view.row == row), None)

    # -- dragging within the proof -----------------------------------------------------------------

    def place_at(self, y: int) -> int:
        """Before how many of the files a drop at that height goes."""
        return sum(view.geometry().center().y() < y for view in self.views)

    def show_line(self, place: int) -> None:
        """Show where a file that is dragged would go."""
        edges = [view.geometry().top() for view in self.views]
        edges += [self.views[-1].geometry().bottom() - 1] if self.views else []
        if edges:
            self._line.setGeometry(0, max(edges[place] - GAP // 2 - 1, 0), self.width(), 2)
            self._line.show()
            self._line.raise_()

    def hide_line(self) -> None:
        """Show it no more."""
        self._line.hide()

    # -- building ------------------------------------------------------------------------------

    def _build(self, most: int) -> None:
        """One view for each file in its place, at most so many new ones; what is left comes with the next turns."""
        known = {view.row: view for view in self.views}
        lacking = [file for file in self._attached if file.row not in known]
        known |= {file.row: self._made(file) for file in lacking[:most]}
        wanted = [known[file.row] for file in self._attached if file.row in known]
        if wanted != self.views:
            self._arrange(wanted)
        if len(lacking) > most:
            self._more.start()

    def _made(self, file: Attached) -> FileView:
        view = FileView(self._desk, self._thumbs, self._item, file, self)
        view.larger.connect(self.larger)
        view.opened.connect(self.opened)
        view.pasted.connect(self.pasted)
        self._tell(view, self._attached.index(file))
        return view

    def _tell(self, view: FileView, place: int) -> None:
        file = self._attached[place]
        view.show_file(file, place, len(self._attached), self._elsewhere.get(file.row, ""))

    def _arrange(self, wanted: list[FileView]) -> None:
        """Put the views in order; what had the focus keeps it, or its neighbour gets it."""
        gone = [view for view in self.views if view not in wanted]
        focused = next((view for view in gone if view.isAncestorOf(self.window().focusWidget())), None)
        place = self.views.index(focused) if focused is not None else 0
        kept = next((at for at, (old, new) in enumerate(zip(self.views, wanted, strict=False)) if old is not new), None)
        kept = min(len(self.views), len(wanted)) if kept is None else kept
        for view in self.views[kept:]:
            self._column.removeWidget(view)
        for view in wanted[kept:]:
            self._column.addWidget(view)
        self.views = wanted
        for view in gone:
            view.hide()
            view.deleteLater()
        self.arranged.emit()
        if focused is not None and self.views:
            self.views[min(place, len(self.views) - 1)].thumb.setFocus(Qt.FocusReason.OtherFocusReason)
