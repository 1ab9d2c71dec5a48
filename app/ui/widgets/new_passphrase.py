"""A new passphrase: typed twice, how good it is and why, and a second question before a very weak one is used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.drafts.strength import WORDS, Strength, reasons_of, strength_of
from app.ui.message import restyle
from app.ui.theme import colour, measure, scaled, space
from app.ui.widgets.choices import Choice, ChoiceDialog
from app.ui.widgets.labels import evened
from app.ui.widgets.passphrase_box import PassphraseBox

WARNING = "密码是打开申报书的唯一钥匙：忘记密码无法恢复，任何人都不能代为找回。请另行妥善记下。"
UNLIKE = "两次输入的密码不一致。"
TONES: dict[Strength, str] = {"blank": "muted", "weak": "blocking", "fair": "advice", "good": "done"}
STEPS: tuple[Strength, ...] = ("weak", "fair", "good")
BAR = (44, 4)
"""Width and height of one of the three bars at 100 %."""
WEAK = "这个密码很容易被猜到：{}。拿到文件的人不用多久就能试出来，申报书里的内容也就没有了保护。"


class NewPassphrase(QWidget):
    """Two lines, three bars and a sentence; `changed` when either line does."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.first, self.second = PassphraseBox(name, self), PassphraseBox("再输一次", self)
        self.hint = evened("", self)
        self._meter = StrengthMeter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(*space.NONE)
        column.setSpacing(space.CLOSE)
        column.addWidget(self.first)
        column.addWidget(self.second)
        column.addWidget(self._meter)
        column.addWidget(self.hint)
        for box in (self.first, self.second):
            box.edit.textChanged.connect(self._judge)
        self.first.edit.returnPressed.connect(self._on)
        self.setFocusProxy(self.first)
        self._judge()

    @property
    def ready(self) -> bool:
        """Whether it may be used: the same twice, and not blank."""
        return bool(self.text().strip()) and self.text() == self.second.text()

    def text(self) -> str:
        """What was typed."""
        return self.first.text()

    def clear(self) -> None:
        """Keep nothing of it in the window."""
        for box in (self.first, self.second):
            box.edit.clear()

    def agreed(self, then: Callable[[], object]) -> None:
        """Do `then`; where the passphrase is very weak, only after its user has said so once more."""
        if strength_of(self.text()) != "weak":
            then()
            return
        choices = [
            Choice("change", "换一个密码", "一句只有自己知道、不少于 12 个字符的话，好记又难猜。"),
            Choice("use", "仍然使用这个密码"),
        ]
        words = WEAK.format("，".join(reasons_of(self.text())))
        dialog = ChoiceDialog("密码太弱", words, choices, self)
        dialog.chosen.connect(lambda name: then() if name == "use" else self._again())
        dialog.open()

    def _again(self) -> None:
        self.first.edit.setFocus()
        self.first.edit.selectAll()

    def _on(self) -> None:
        """Enter in the first line goes on to the second, as long as that is owed."""
        if not self.ready:
            self.second.edit.setFocus()

    def _judge(self) -> None:
        words, tone = self._words()
        self.hint.setText(words)
        restyle(self.hint, tone)
        self._meter.show_strength(strength_of(self.text()))
        self.changed.emit()

    def _words(self) -> tuple[str, str]:
        if self.second.text() and self.text() != self.second.text():
            return UNLIKE, "blocking"
        found = strength_of(self.text())
        why = "，".join(reasons_of(self.text())) if found in ("weak", "fair") else ""
        return WORDS[found] + (f"（{why}）" if why else ""), TONES[found]


class StrengthMeter(QWidget):
    """Three bars, as many filled as the passphrase is strong; the words beside them say the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._strength: Strength = "blank"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(scaled(len(STEPS) * BAR[0]) + 2 * space.TIGHT, scaled(measure.MARK) // 2)
        self.setAccessibleName("密码强度")

    def show_strength(self, strength: Strength) -> None:
        """Show how strong."""
        self._strength = strength
        self.setAccessibleDescription(WORDS[strength])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = STEPS.index(self._strength) + 1 if self._strength in STEPS else 0
        width, height = scaled(BAR[0]), scaled(BAR[1])
        for place in range(len(STEPS)):
            painter.setPen(Qt.PenStyle.NoPen if place < filled else colour("edge"))
            painter.setBrush(colour(TONES[self._strength]) if place < filled else Qt.BrushStyle.NoBrush)
            left = place * (width + space.TIGHT)
            bar = QRectF(left + 0.5, (self.height() - height) / 2 + 0.5, width - 1, height - 1)
            painter.drawRoundedRect(bar, measure.TINY_CORNER, measure.TINY_CORNER)
