"""Proofs drawn for the samples: screens, certificates, papers and logs of companies that do not exist."""

__all__ = ["certificate", "log", "paper", "saving", "screen", "sheet"]
