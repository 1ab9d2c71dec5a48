"""What is found: problems of a page, verdicts, the check list."""

__all__ = ["blanks", "checklist", "findings", "found", "problems", "rounds", "validation", "verdicts"]
