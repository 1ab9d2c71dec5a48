"""The first screen: a new declaration, an earlier one, the recent ones."""

__all__ = ["new", "opening", "pack_card", "view"]
