"""Filled samples of every notice, with the proofs of companies that do not exist."""

__all__ = ["sample", "trying"]
