"""What stands in ruled tables: lists, sheets of proofs, indicators, thresholds; and how wide its columns are."""

__all__ = ["columns", "indicators", "inside", "lists", "office", "thresholds"]
