"""Lines: characters become glyphs, glyphs become lines that break where GB/T 15834 and clreq allow."""

__all__ = ["characters", "paragraph", "places", "scripts"]
