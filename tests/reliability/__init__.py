"""Harnesses that try to lose, tear or leak what a draft holds; `make reliability` prints the table of all."""
