"""The system's keyring as a convenience: it may keep the derived key of a draft, and is never the only way in.

Every failure of it means "ask for the passphrase", and what it answers is believed only after it has opened the file.
"""

__all__ = ["backend", "remembered"]
