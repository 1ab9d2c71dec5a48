"""Automatic numbers of paragraphs, and how they are written."""
