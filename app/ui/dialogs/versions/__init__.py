"""The dialogs of 定稿 and 核对."""

__all__ = ["freeze", "verify"]
