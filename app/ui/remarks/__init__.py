"""Remarks in the window: listed beside the page, made, answered, ticked off."""

__all__ = ["dialog", "reminder", "view"]
