"""What stands in the file of a draft (FORMAT.md, sections 1 to 6)."""
