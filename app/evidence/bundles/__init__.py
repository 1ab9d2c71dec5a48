"""Files that hold other files: zips and mails, opened in the child process; nothing is unpacked to disk."""

__all__ = ["opening"]
