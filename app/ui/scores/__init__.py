"""自评: the applicant's own marks in the window, as a table of the tree and as bars."""

__all__ = ["view"]
