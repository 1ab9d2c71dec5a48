"""The sheets that lie beside the book: 报送清单, 盖章清单, 印装单, 自评表, 汇总表, 恢复单, 检查单."""

__all__ = ["checking", "parts", "print_plan", "recovery", "scores", "seal_plan", "submission", "summary"]
