"""The dialog of carrying over: which draft, into which, and what shall arrive."""

__all__ = ["dialog"]
