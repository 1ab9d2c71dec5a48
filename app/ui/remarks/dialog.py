"""Asks for the words of a remark, or of an answer to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from app.errors import AppError
from app.ui.dialogs.busy import foot_of
from app.ui.widgets.choices import Choice, ChoiceDialog
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import wrapped
from app.ui.widgets.picker import Picker

SIZE = (460, 300)


class WordsDialog(Dialog):
    """`keep` is given the place that was chosen among `places` (path, words) and the text; what it refuses is told."""

    def __init__(
        self, title: str, places: Sequence[tuple[str, str]], keep: Callable[[str, str], object], parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wish(*SIZE)
        self._keep = keep
        self.place = Picker(self)
        for path, words in places:
            self.place.addItem(words, path)
        self.place.setAccessibleName("批注加在哪里")
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("内容")
        self.failure = wrapped("", self, "blocking")
        self.failure.hide()
        self.cancel, self.ok = QPushButton("取消", self), QPushButton("确定", self)
        self._arrange(asks_where=bool(places))
        self.text.textChanged.connect(self._typed)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self._done)
        self._typed()
        self.text.setFocus()

    def reject(self) -> None:
        """Close; what was written is not dropped without a question."""
        if not self.text.toPlainText().strip():
            super().reject()
            return
        dropping = Choice("drop", "放弃", "写的内容不保留，无法找回。")
        ask = ChoiceDialog("写的内容还没有加上", "要加上再关闭吗？", [Choice("keep", "加上"), dropping], self)
        ask.cancel.setText("继续写")
        ask.cancel.setAccessibleName("继续写")
        ask.chosen.connect(lambda way: self._done() if way == "keep" else self.done(0))
        ask.open()

    def _typed(self) -> None:
        self.ok.setEnabled(bool(self.text.toPlainText().strip()))

    def _done(self) -> None:
        try:
            self._keep(self.place.currentData() or "", self.text.toPlainText())
        except AppError as failure:
            self.failure.setText(str(failure))
            self.failure.show()
            return
        self.accept()

    def _arrange(self, *, asks_where: bool) -> None:
        column = self.column
        where = QLabel("批注加在", self)
        where.setBuddy(self.place)
        for widget in (where, self.place):
            widget.setVisible(asks_where)
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addWidget(wrapped("批注随草稿走，不打印，也不能用“撤销”去掉。", self, "muted"))
        column.addWidget(self.failure)
        self.ok.setDefault(True)
        self.set_foot(foot_of(self.cancel, self.ok))
