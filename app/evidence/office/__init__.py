"""Word, Excel and CSV files as proofs."""

__all__ = ["excel", "grid", "markup", "package", "proof"]
