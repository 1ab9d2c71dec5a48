"""Finding words in a declaration, and going to a page or blank by number and name."""

__all__ = ["going", "goto", "replace", "view"]
