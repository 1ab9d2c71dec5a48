"""The blocks of a page as they come: from the top, a few at a time, so that a long page keeps nobody waiting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.forms.pack.blocks import Block
from app.forms.paths import FieldPath
from app.ui.form.blocks.view import BlockView

AT_ONCE, SLICE = 0.004, 0.008
"""Seconds of building before a page is shown, and at a time else."""
SHOWN = 100
"""Milliseconds in which a page is shown after that; what is not seen yet is built when it stands there."""
PAUSE = 60
"""Milliseconds without a key after which building goes on: what is typed goes before."""


class Growth:
    """Builds the `blocks` of a page with `make` and hands each that is whole to `take`; in order, none twice.

    `over` is called once all are there, in a turn of its own.
    """

    def __init__(
        self,
        page: QWidget,
        blocks: Iterable[Block],
        make: Callable[[Block], BlockView | None],
        take: Callable[[BlockView], None],
        over: Callable[[], object],
    ) -> None:
        self.built: list[BlockView] = []
        self._make, self._take, self._over = make, take, over
        self._steps = self._building(blocks)
        self._busy = False
        self._late = False  # answers have changed while a block was growing
        self._seen = False
        self._slice = QTimer(page, singleShot=True, interval=0)
        self._slice.timeout.connect(self._go_on)

    @property
    def goes_on(self) -> bool:
        """Whether some are left to be built."""
        return self._slice.isActive()

    def begin(self) -> None:
        """Build the blocks in the turns that follow."""
        self._slice.start(0)

    def appear(self) -> bool:
        """Build what is seen first, when the page is about to be; whether it was not done before."""
        first, self._seen = not self._seen, True
        if first:
            self.build(AT_ONCE)
            if self.goes_on:
                self._slice.start(SHOWN)
        return first

    def stop(self) -> None:
        """Build no more."""
        self._slice.stop()

    def build(self, seconds: float | None) -> bool:
        """Build for about so long, None: all that are left; whether some may be left.

        Who asks for it while a block is being built gets those that are there.
        """
        end = None if seconds is None else time.perf_counter() + seconds
        while self._step():
            if end is not None and time.perf_counter() > end:
                return True
        return False

    def build_next(self) -> bool:
        """Build until one more block is there; False where none is."""
        seen = len(self.built)
        while len(self.built) == seen:
            if not self._step():
                return False
        return True

    def each(self) -> Iterator[BlockView]:
        """The blocks in order, each built when it is come to."""
        seen = 0
        while seen < len(self.built) or self._step():
            yield from self.built[seen:]
            seen = len(self.built)

    def refresh(self, typing: FieldPath | None = None) -> None:
        """Show the session's answers; that which is typed in is not rewritten, and nothing is built meanwhile."""
        self._late = True
        if typing is not None and self.goes_on:
            self._slice.start(PAUSE)
        for view in self.built:
            view.refresh(typing)

    def _go_on(self) -> None:
        """Build some more, and let the window breathe between them."""
        if self.build(SLICE):
            self._slice.start(0)
        else:
            self._over()

    def _step(self) -> bool:
        """Build a little; whether there was something left that is not just being built."""
        if self._busy:
            return False
        self._busy = True
        try:
            return next(self._steps, self) is None
        finally:
            self._busy = False

    def _building(self, blocks: Iterable[Block]) -> Iterator[None]:
        for block in blocks:
            view = self._make(block)
            if view is None:
                continue
            view.hide()  # until it is whole
            self._late = False
            for grown in view.growing():
                _dress(grown)
                yield
            if self._late:
                view.refresh()
            _dress(view)
            self._take(view)
            self.built.append(view)
            yield


def _dress(grown: QWidget) -> None:
    """As much is done as can be before it is seen."""
    for widget in (grown, *grown.findChildren(QWidget)):
        widget.ensurePolished()
