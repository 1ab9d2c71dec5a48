"""The command line: the same product without a screen."""

__all__ = ["main"]
