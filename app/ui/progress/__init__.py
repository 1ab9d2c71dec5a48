"""进度: how far everything is, in bars: pages, days, colleagues, lists, proofs."""

__all__ = ["view"]
