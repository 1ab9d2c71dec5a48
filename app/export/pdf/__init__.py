"""The book as a PDF: pages that the layout has finished, drawn on a reportlab canvas."""

__all__ = ["reading", "reading_apart", "writer"]
