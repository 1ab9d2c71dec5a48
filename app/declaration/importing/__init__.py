"""A list filled from a workbook or CSV: what the file brings, looked at first, taken over as one step."""

__all__ = ["plan", "report", "sheets", "taking"]
