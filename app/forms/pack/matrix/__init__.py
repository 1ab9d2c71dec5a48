"""Named rows across named columns, and what each crossing asks."""
