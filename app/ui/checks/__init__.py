"""齐备检查 and 附件清单 in the window, and how marks and problems look wherever they are shown."""

__all__ = ["checklist", "marks", "problem_rows", "tour"]
