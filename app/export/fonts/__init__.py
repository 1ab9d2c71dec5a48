"""The faces of a book: the mandated one, or the next best, glyph by glyph; nothing prints as a box."""

__all__ = ["coverage", "faces", "sfnt", "subset"]
