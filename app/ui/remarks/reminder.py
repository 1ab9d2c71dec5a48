"""A line in the 齐备检查 that says how many remarks are open, and leads to the first of them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.desk import Desk


class RemarksReminder(QPushButton):
    """Stands only while remarks are open; they are no fault of the form, and count as none."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.clicked.connect(self._lead)
        desk.remarks_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how many are open."""
        count = len(self._desk.remarks.open)
        self.setText(f"还有 {count} 条批注未处理，去看批注")
        self.setAccessibleName(self.text())
        self.setVisible(bool(count))

    def _lead(self) -> None:
        if self._desk.remarks.open:
            self._desk.remark_wanted.emit(self._desk.remarks.open[0].id)
