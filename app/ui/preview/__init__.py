"""The bound book on the screen: its pages made beside the window, drawn as spreads."""

__all__ = ["place"]
