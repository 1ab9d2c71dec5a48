"""Files on their way to a proof: dropped, pasted, read in the child process, taken or refused."""

__all__ = ["drop", "intake", "progress"]
