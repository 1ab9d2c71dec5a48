"""What is not wrong with a pack and yet unwise: advice for its author."""

from app.forms.pack.advice.advising import advice as advice

__all__ = ["advice"]
