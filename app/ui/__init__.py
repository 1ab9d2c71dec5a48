"""The window: what a person sees; it shows and reports, and decides nothing."""

__all__ = ["application", "pictures"]
