"""The first screen: a new declaration, an earlier one, the recent ones."""

__all__ = ["asking", "new", "opening", "pack_card", "passphrase", "view"]
