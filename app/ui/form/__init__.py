"""The open declaration: its tree of sections, the page in the middle, the panel beside it, the foot."""

__all__ = ["page", "reactions", "view"]
