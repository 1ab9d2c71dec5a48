"""The encrypted draft: one file that never loses a keystroke."""

__all__ = ["format", "keyring", "keys", "model", "opening", "salvage", "store"]
