"""The language of number formats: what a cell shows of its value (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

__all__ = ["general", "numbered", "shown"]
