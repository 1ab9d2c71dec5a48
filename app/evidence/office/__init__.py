"""Word, Excel and CSV files as proofs."""

__all__ = ["grid", "package", "proof"]
