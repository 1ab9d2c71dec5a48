"""Pages on paper: a printer as the notice wants it, and the book drawn on it page by page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.declaration.export.print_run import PrintRun
from app.errors import ExportError
from app.evidence.apart.worker import Worker

DPI = 300.0


def bound_printer(copies: int, title: str) -> QPrinter:
    """The system's printer set for the book: A4, duplex over the long edge, so many copies, collated."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setCopyCount(copies)
    printer.setCollateCopies(True)
    printer.setDocName(title)
    return printer


def print_run(
    printer: QPrinter,
    worker: Worker,
    run: PrintRun,
    report: Callable[[str, float], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Draw the pages of a run, of the book that `worker` has open; False when it was stopped.

    May be called in a thread.  ExportError when the printer does not answer.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise ExportError("打印机没有响应，没有打印。", "请检查打印机是否开机、有纸，然后重试。")
    try:
        for number, page in enumerate(run.pages):
            if cancelled():
                printer.abort()
                return False
            report(f"正在打印第 {number + 1} / {len(run.pages)} 面", number / len(run.pages))
            if number and not printer.newPage():
                raise ExportError("打印中断了，余下的页没有打印。", "请检查打印机，然后重新打印。")
            if page is not None:
                painter.drawImage(_paper(printer), _picture(worker, page))
        return True
    finally:
        painter.end()


def _paper(printer: QPrinter) -> QRect:
    return printer.paperRect(QPrinter.Unit.DevicePixel).toRect()


def _picture(worker: Worker, page: int) -> QImage:
    raster = worker.render(page, DPI)
    return QImage(raster.rgb, raster.width, raster.height, 3 * raster.width, QImage.Format.Format_RGB888).copy()
