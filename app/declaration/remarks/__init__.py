"""Remarks on blanks and pages: made, answered, ticked off; they travel with the draft and are never printed."""

__all__ = ["making", "remarks", "telling"]
