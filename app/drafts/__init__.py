"""The encrypted draft: one file that never loses a keystroke."""

__all__ = ["away", "format", "keys", "merging", "model", "opening", "salvage", "store"]
