"""PDF files as proofs."""
