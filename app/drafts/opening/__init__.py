"""Opening a draft, and what lies beside the file while it is open (FORMAT.md, sections 6 to 8)."""
