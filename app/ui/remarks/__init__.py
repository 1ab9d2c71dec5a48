"""Remarks in the window: listed beside the page, made, answered, ticked off."""

__all__ = ["reminder", "view"]
