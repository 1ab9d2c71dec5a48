"""Long pictures among the files that are being attached: shown with their cuts, and whether to print them so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from app.errors import AppError
from app.evidence.apart.worker import Worker
from app.evidence.intake import EvidenceFile
from app.evidence.prepared import Cuts
from app.ui.evidence.child import Asked, Child
from app.ui.evidence.taking.cut_picture import ACROSS, CutPicture
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened, titled

SIZE = (720, 560)
PAGE = 22.5  # centimetres of the type area along which a long picture stands when it is whole (GB/T 9704-2012, 5.2.1)
Look = tuple[Cuts | None, bytes]


class LongPicturesDialog(Dialog):
    """Asks how each of the long pictures is printed; `agreed` brings those that stay whole."""

    agreed = Signal(list)

    def __init__(self, files: Sequence[EvidenceFile], child: Child, parent: QWidget) -> None:
        super().__init__("长图怎样印", parent)
        self.wish(*SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files, self._child = list(files), child
        self._whole = [False] * len(files)
        self._looks: dict[int, Look] = {}
        self._asked: Asked | None = None
        self.names = QListWidget(self)
        self.picture = CutPicture(self)
        self.failure = evened("图没有显示出来，不影响加入。", self, "muted")
        self.cut, self.whole = QRadioButton(self), QRadioButton(self)
        self.alike = QPushButton("全部照此办理", self)
        self.ok, self.cancel = QPushButton("加入", self), QPushButton("取消，全部不加", self)
        self._arrange()
        self._connect()
        self.names.setCurrentRow(0)

    def done(self, result: int) -> None:
        """Ask for no more pictures, and close."""
        if self._asked is not None:
            self._asked.drop()
        super().done(result)

    def accept(self) -> None:
        """Bring the choices."""
        super().accept()
        self.agreed.emit([file for file, whole in zip(self._files, self._whole, strict=True) if whole])

    # -- the parts -----------------------------------------------------------------------------

    def _arrange(self) -> None:
        column = self.column
        several = len(self._files) > 1
        what = f"有 {len(self._files)} 张图特别长或特别宽" if several else f"“{self._files[0].name}”特别长或特别宽"
        column.addWidget(titled(f"{what}，整张印成一页看不清", self))
        words = "在空白处切开，一段接一段地印；深色的几行在相接的两段上都有，不会漏掉内容。"
        column.addWidget(evened(words, self, "muted"))
        column.addLayout(self._middle(), 1)
        for button in (self.cut, self.whole):
            column.addWidget(button)
        self.set_foot(self._buttons())
        self.names.setVisible(several)
        self.alike.setVisible(several)

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.names.setAccessibleName("长图")
        self.names.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.addItems([file.name for file in self._files])
        for place, file in enumerate(self._files):
            self.names.item(place).setToolTip(file.name)
        self.names.setFixedWidth(self.narrow(200, 0.3))
        row.addWidget(self.names)
        area = QScrollArea(self)
        area.setWidget(self.picture)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area.setAccessibleName("图和切开的位置")
        row.addWidget(area, 1)
        row.addWidget(self.failure, 1)
        self.failure.hide()
        self._look = area
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.alike)
        row.addStretch(1)
        for button in (self.cancel, self.ok):
            row.addWidget(button)
        for button in (self.alike, self.cancel, self.ok):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
        self.ok.setDefault(True)
        return row

    def _connect(self) -> None:
        choice = QButtonGroup(self)
        for button in (self.cut, self.whole):
            choice.addButton(button)
        choice.buttonClicked.connect(self._choose)
        self.names.currentRowChanged.connect(self._turn)
        self.alike.clicked.connect(self._choose_alike)
        self.ok.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    # -- one picture after the other -----------------------------------------------------------

    def _turn(self, place: int) -> None:
        file = self._files[place]
        (self.whole if self._whole[place] else self.cut).setChecked(True)
        self.cut.setText(f"切成 {file.strips} 段印（推荐）")
        self.whole.setText("整张印成一页")
        self.picture.set_cut(not self._whole[place])
        if place in self._looks:
            self._show(place)
            return
        if self._asked is not None:
            self._asked.drop()

        def look(worker: Worker) -> tuple[int, Look]:
            return place, worker.cuts(file.name, file.data, ACROSS)

        self._asked = self._child.ask(look, first=True)
        self._asked.done.connect(self._arrived)
        self._asked.failed.connect(self._missed)

    def _arrived(self, found: tuple[int, Look]) -> None:
        place, look = found
        self._asked = None
        self._looks[place] = look
        if place == self.names.currentRow():
            self._show(place)

    def _missed(self, _failure: AppError) -> None:
        self._asked = None
        self._look.hide()
        self.failure.show()

    def _show(self, place: int) -> None:
        cuts, png = self._looks[place]
        if cuts is None:
            return
        self._look.show()
        self.failure.hide()
        self.picture.show_cuts(png, cuts)
        self.whole.setText(_whole_words(self.picture))

    def _choose(self) -> None:
        whole = self.whole.isChecked()
        self._whole[self.names.currentRow()] = whole
        self.picture.set_cut(not whole)

    def _choose_alike(self) -> None:
        self._whole = [self.whole.isChecked()] * len(self._files)


def _whole_words(picture: CutPicture) -> str:
    """整张印成一页（只有 2 厘米宽）."""
    short, long = sorted((picture.shape.width(), picture.shape.height()))
    turned = picture.shape.width() > picture.shape.height()
    side = "高" if turned else "宽"
    return f"整张{'横放' if turned else ''}印成一页（约 {PAGE * short / max(1, long):.1f} 厘米{side}）"
