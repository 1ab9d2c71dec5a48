"""The dialogs: export, printing, carrying over, the 汇总表, 定稿 and 核对."""

__all__ = ["carrying", "export", "printing", "summary", "versions"]
