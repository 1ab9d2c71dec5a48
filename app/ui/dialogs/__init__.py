"""The dialogs: 关于, export, printing, carrying over, the 汇总表, 定稿 and 核对."""

__all__ = ["about", "carrying", "export", "printing", "returning", "summary", "versions"]
