"""The encrypted draft: one file that never loses a keystroke."""
