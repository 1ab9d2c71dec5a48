"""Copies for named colleagues: a finished draft inside an age envelope, which the standard `age` tool opens as well."""

__all__ = ["envelope", "identities", "new_file", "recipients"]
