"""Strangers' files looked into elsewhere: a child process with limits, asked one thing at a time."""

__all__ = ["inside", "limits", "start", "walls", "worker"]
