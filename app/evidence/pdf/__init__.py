"""PDF files as proofs."""

__all__ = ["proof"]
