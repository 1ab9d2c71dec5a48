"""Word files as proofs: their words numbered as Word numbers them, their tables, and their pictures in place."""

__all__ = ["proof"]
