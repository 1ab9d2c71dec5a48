"""What stands in the file of a draft (FORMAT.md, sections 1 to 6)."""

__all__ = ["blobs", "container", "header", "history", "ledger", "migrations", "pages", "schema", "seal", "steps"]
