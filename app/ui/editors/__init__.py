"""One editor for each family of blanks."""
