"""Files on their way to a proof: dropped, pasted, read in the child process, taken or refused."""

__all__ = ["conversion", "drop", "intake", "long_pictures", "mail_files", "pdf_password", "progress", "refused_files"]
