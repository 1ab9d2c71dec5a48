"""The proofs of one page: drop files in, say what they prove, order them."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.declaration.attachments import Attached
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.evidence.child import Child
from app.ui.evidence.item import ItemView
from app.ui.evidence.opening import Opener
from app.ui.evidence.proof import ProofDialog
from app.ui.evidence.taking.intake import Intake
from app.ui.evidence.thumbs import Thumbnails
from app.ui.evidence.uses import used_again
from app.ui.theme import space
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.labels import wrapped

AT_ONCE = 4
"""Proofs that are built in one turn."""
SETTLING = 500
"""Milliseconds within which cards that changed have found their heights."""


class EvidenceView(QuietArea):
    """Every proof that the open page demands."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, upright=True)
        self._desk = desk
        self._section = ""
        self.child = Child(self)
        self.thumbs = Thumbnails(desk.declaration, self.child, self)
        self.thumbs.arrived.connect(self._picture_arrived)
        self.opener = Opener(desk.declaration, self)
        self.intake = Intake(desk, self.child, self)
        self.intake.changed.connect(self._taking_in)
        self._built: dict[str, ItemView] = {}
        self._lacking: list[str] = []
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._build)
        self._progress: QWidget | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLING)
        self.verticalScrollBar().rangeChanged.connect(lambda: QTimer.singleShot(0, self, self._show_progress))
        self.setAccessibleName("本页证明材料")
        desk.settled.connect(self._settled)
        desk.asked.connect(self._asked)

    def open(self, section: str) -> None:
        """Show the proofs of another page."""
        if section == self._section:
            return
        self._section = section
        self.thumbs.forget_waiting()
        content = self.ground()
        column = QVBoxLayout(content)
        column.setContentsMargins(space.APART, space.APART, space.APART, space.APART)
        column.setSpacing(space.APART)
        self._progress = None
        self._built, self._lacking = {}, list(self._desk.pack.section[section].evidence_items)
        if not self._lacking:
            column.addWidget(wrapped("本页不需要证明材料。", content, "muted"))
        column.addStretch(1)
        self.setWidget(content)
        self._build()

    def item(self, name: str) -> ItemView | None:
        """The proof so called, built now if it is not yet; None where the open page asks for no such proof."""
        if name in self._lacking:
            self._build(self._lacking.index(name) + 1)
        return self._built.get(name)

    def refresh(self) -> None:
        """Show what is attached to the proofs of the open page; nothing of one that is no more."""
        if self._section not in self._desk.pack.section:
            return
        elsewhere = used_again(self._desk.declaration, self._section)
        for item in self._built.values():
            item.refresh(elsewhere)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the small pictures made that are in sight now."""
        super().showEvent(event)
        self.thumbs.wanted = True
        for item in self._built.values():
            item.show_pictures()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make no more of them."""
        super().hideEvent(event)
        self.thumbs.wanted = False
        self.thumbs.forget_waiting()

    def close_down(self) -> None:
        """End what runs beside the window, and remove what was opened in other programs."""
        self.intake.close()
        self.child.close()
        self.opener.close()

    def reveal(self, item: ItemView) -> None:
        """Bring a proof into sight, and of it what has the focus; once the layout has given them their places."""
        QTimer.singleShot(0, item, lambda: self._reveal(item))

    def _reveal(self, item: ItemView) -> None:
        self.ensureWidgetVisible(item)
        focused = self.window().focusWidget()
        if focused is not None and item.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)

    def show_larger(self, file: Attached) -> None:
        """Show the pages of a file in a window of their own."""
        ProofDialog(self._desk.declaration, self.child, file, self).open()

    def _build(self, most: int = AT_ONCE) -> None:
        """The next proofs in their places; what is left comes with the next turns."""
        names, self._lacking = self._lacking[:most], self._lacking[most:]
        if not names or self._section not in self._desk.pack.section:
            return
        column = self.widget().layout()
        assert isinstance(column, QVBoxLayout), "as `open` has made it"
        elsewhere = used_again(self._desk.declaration, self._section)
        for name in names:
            item = ItemView(self._desk, self.intake, self.thumbs, FieldPath(self._section, name), self.widget())
            item.larger.connect(self.show_larger)
            item.opened.connect(self.opener.open)
            column.insertWidget(len(self._built), item)
            self._built[name] = item
            item.refresh(elsewhere)
            item.show()  # not only when the layout comes to it: the cursor may come first
        if self._lacking:
            self._more.start()

    def _taking_in(self, item: FieldPath) -> None:
        if item.section != self._section:
            return
        if (card := self.item(item.field)) is None:
            return
        begins = card.progress.isHidden()
        card.show_progress()
        if begins and not card.progress.isHidden():  # below the files, which may be many
            self._progress = card.progress
            self._settling.start()
            QTimer.singleShot(0, self, self._show_progress)

    def _show_progress(self) -> None:
        """Bring how far it is into sight, also while cards above it are still finding their heights."""
        if self._settling.isActive() and self._progress is not None and self.isAncestorOf(self._progress):
            self.ensureWidgetVisible(self._progress)

    def _picture_arrived(self, sha256: str) -> None:
        for item in self._built.values():
            item.show_pictures(sha256)

    def _settled(self, sections: frozenset[str]) -> None:
        if self._built and sections & self._concerned():
            self.refresh()

    def _asked(self, section: str) -> None:
        """A question was answered: show what the session holds, whatever was done here."""
        if self._built and section == self._section:
            self.refresh()

    def _concerned(self) -> set[str]:
        """The pages whose changes are seen here: a file of this page may be used on any with proofs."""
        return {section.id for section in self._desk.pack.sections if section.evidence_items}
