"""Documents of office programs as PDF, by the office program that this computer has; asked for, never by itself."""

__all__ = ["finding", "running"]
