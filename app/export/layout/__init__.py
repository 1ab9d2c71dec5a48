"""The layout pass: a `Document` becomes a `Book` of pages with every word and rule in its place.

Pure: no canvas, no file and no font library.  What it must know of the faces comes through
`app.export.layout.metrics`; lengths are points, y grows downwards from the top of the page.
"""

__all__ = ["blanks", "book", "cover", "items", "kept", "lines", "settle", "shelf"]
