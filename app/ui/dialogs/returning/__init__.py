"""The dialogs of pages that a colleague fills in Word: which go out, and what a file brings back."""

__all__ = ["dialog", "sending"]
