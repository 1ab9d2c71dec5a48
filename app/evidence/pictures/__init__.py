"""Pictures as proofs."""

__all__ = ["jpeg_segments", "looking", "modes", "proof", "streams"]
