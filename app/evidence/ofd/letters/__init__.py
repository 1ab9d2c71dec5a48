"""Text of an OFD file: its faces, its glyphs, and the fonts of the PDF that draw them."""
