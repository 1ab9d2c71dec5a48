"""Tables: measured once, then cut into a slice a page."""
