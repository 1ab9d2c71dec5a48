"""What a file is, told from its bytes, and the advice for each kind that cannot be a proof."""

__all__ = ["containers", "sorts", "telling"]
