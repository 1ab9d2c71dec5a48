"""Drafts on U-disks, network drives and in sync folders: worked on as a local copy, published back (FORMAT.md, 11)."""
