"""Proof: evidence files, measured and turned into pages."""
