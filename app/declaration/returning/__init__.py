"""Chosen pages out to somebody without the program as a Word file, and back as a plan."""

__all__ = ["commented", "plan", "planning", "reading", "report", "sending", "taking"]
