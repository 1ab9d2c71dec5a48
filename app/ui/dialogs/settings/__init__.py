"""The settings of the program, page by page."""
