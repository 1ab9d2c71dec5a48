"""One widget for each kind of block on a page."""

__all__ = ["build", "line", "view"]
