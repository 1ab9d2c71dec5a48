"""Pictures as proofs."""

__all__ = ["jpeg_segments", "modes", "proof", "streams"]
