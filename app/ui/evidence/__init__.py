"""The proofs of a page in the window: seen, ordered, described, opened."""

__all__ = ["child", "proof", "state", "strip", "taking", "thumb", "thumbs", "view"]
