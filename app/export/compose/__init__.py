"""Pack + answers → `Document`: every decision about what is on paper is taken here."""

__all__ = ["book", "evidence", "fillable", "page_words", "sentences", "sheets", "tables"]
