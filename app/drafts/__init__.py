"""The encrypted draft: one file that never loses a keystroke."""

__all__ = [
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
