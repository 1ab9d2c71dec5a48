"""Words looked for in a whole declaration, and pages and blanks by number and name."""

__all__ = ["matching", "places", "searching"]
