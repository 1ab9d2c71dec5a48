"""How far a declaration is: page by page, by colleague, by the day it is due; what its lists hold, what is proved."""

__all__ = ["breakdown", "pages", "schedule", "weights"]
