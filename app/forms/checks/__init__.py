"""What is found: problems of a page, verdicts, the check list."""

__all__ = ["checklist", "problems", "validation", "verdicts"]
