"""Bare text and web pages as proofs."""

__all__ = ["proof"]
