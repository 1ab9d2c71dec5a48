"""Drafts between people: lent, taken back, merged; a plan is shown before anything changes."""

__all__ = ["lending", "loans", "merging", "others", "plan", "report", "showing"]
