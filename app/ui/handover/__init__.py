"""Drafts between people: lent, taken back and merged in the window."""
