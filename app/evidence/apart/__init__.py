"""Strangers' files looked into elsewhere: a child process with limits, asked one thing at a time."""

__all__ = ["crew", "inside", "limits", "start", "walls", "worker"]
