"""One widget for each kind of block on a page."""
