"""The book of a declaration: its proofs made ready, laid out once, looked at."""
