"""Proof: evidence files, measured and turned into pages."""

__all__ = [
    "apart",
    "converting",
    "drawing",
    "folders",
    "index",
    "intake",
    "kinds",
    "office",
    "page_jpeg",
    "prepared",
    "recognition",
    "worksheets",
]
