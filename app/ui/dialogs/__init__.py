"""The dialogs: 关于, 许可, 另存为, export, printing, carrying over, the 汇总表, 定稿 and 核对, keys, 设置, 快捷键."""

__all__ = [
    "about",
    "busy",
    "carrying",
    "checking",
    "export",
    "keys",
    "licences",
    "printing",
    "rescuing",
    "returning",
    "saving_as",
    "settings",
    "shortcuts",
    "summary",
    "versions",
]
