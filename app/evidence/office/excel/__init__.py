"""Workbooks and other files of cells, each cell as the spreadsheet program shows it."""

__all__ = ["cells", "csv", "old", "xlsx"]
