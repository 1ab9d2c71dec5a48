"""What leaves the program: the book and all that is handed in beside it, as files or on a printer."""

__all__ = ["checking", "companions", "copies", "edited", "exporting", "print_run", "recovery", "sheet"]
