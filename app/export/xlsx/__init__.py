"""XLSX: sheets that are one table, such as the 汇总表."""

__all__ = ["cells", "lists", "writer"]
