"""The encrypted draft: one file that never loses a keystroke."""

__all__ = [
    "away",
    "format",
    "keyring",
    "keys",
    "merging",
    "model",
    "opening",
    "salvage",
    "sealing",
    "spelling",
    "store",
    "strength",
]
