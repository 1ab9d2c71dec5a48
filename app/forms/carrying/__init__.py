"""Answers carried from one form into another: what fits, what is asked, the plan."""

__all__ = ["entries", "holdings", "plan", "planning"]
