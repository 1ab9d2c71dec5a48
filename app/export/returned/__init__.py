"""A Word file that comes back filled: what it holds, read apart, and which of it is the answer of which blank."""

__all__ = ["apart", "filled", "keys", "lists", "matching", "normal", "printed", "record"]
