"""Pictures of the window for the manual, taken without a display."""
