"""What is found: problems of a page, verdicts, the check list."""
