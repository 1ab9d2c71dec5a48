"""Pictures as proofs."""
