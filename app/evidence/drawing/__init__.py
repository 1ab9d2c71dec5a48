"""Proofs drawn for the samples: screens, certificates, papers and logs of companies that do not exist."""
