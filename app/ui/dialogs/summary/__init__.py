"""The dialog of the 汇总表: many declarations become one table."""

__all__ = ["dialog"]
