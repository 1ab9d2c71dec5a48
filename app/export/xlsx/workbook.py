"""How every workbook of ours is made: texts stay texts, nothing goes to the disk, the same is the same bytes."""

from __future__ import annotations

from datetime import datetime

A4 = 9  # SpreadsheetML's number for the paper
CREATED = datetime(2000, 1, 1)
OPTIONS = {
    "in_memory": True,  # no answers in temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
