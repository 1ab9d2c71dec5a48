"""OFD files (GB/T 33190-2016) as proofs: drawn by ourselves onto the pages of a PDF, as vectors."""

__all__ = ["proof"]
