"""Lists as tables: worked on as in a spreadsheet, and filled from tables of other programs."""

__all__ = ["clipboard", "headings", "placing", "rows", "sheet", "totals"]
