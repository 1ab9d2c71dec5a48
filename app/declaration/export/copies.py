"""How many copies of the book a notice wants on paper."""

from __future__ import annotations

from app.forms.pack.pack import Submission


def paper_copies(submission: Submission) -> int:
    """How many copies are bound: those the notice wants on paper, one to be stamped and scanned, else none.

    A notice that says nothing about media gets one.
    """
    paper = [one.copies or 1 for one in submission.deliveries if one.carrier == "paper"]
    if paper:
        return sum(paper)
    carriers = {one.carrier for one in submission.deliveries} - {""}
    return 1 if not carriers or "scan" in carriers else 0
