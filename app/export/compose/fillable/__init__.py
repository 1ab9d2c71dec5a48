"""Chosen pages as a form that somebody without the program fills in Word: each blank in a cell of its own."""

__all__ = ["blanks", "pages"]
