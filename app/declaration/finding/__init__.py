"""Words looked for in a whole declaration, and pages and blanks by number and name."""

__all__ = ["destinations", "matching", "places", "replacing", "searching"]
