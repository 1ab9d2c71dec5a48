"""Widgets that know no declaration: rows, wrapped words, lines for files and passphrases."""
