"""Word, Excel and CSV files as proofs."""
