"""The encrypted draft: one file that never loses a keystroke."""

__all__ = ["format", "keys", "merging", "model", "opening", "salvage", "store"]
