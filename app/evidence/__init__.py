"""Proof: evidence files, measured and turned into pages."""

__all__ = [
    "apart",
    "converting",
    "drawing",
    "folders",
    "index",
    "intake",
    "kinds",
    "page_jpeg",
    "prepared",
    "recognition",
]
