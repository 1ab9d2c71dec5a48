"""The proofs of a page in the window: seen, ordered, described, opened."""

__all__ = ["state", "strip", "taking", "view"]
